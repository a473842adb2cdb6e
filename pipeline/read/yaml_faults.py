"""What the YAML parser refuses, in an editor's words: where the mistake was made, what it is, how it is mended."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

import yaml

_KEY: Final = re.compile(r"\s*(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s#\"'\[{][^\n]*?):(?=[ \n]|$)")
_FOUND: Final = re.compile(r"found (?:character )?'(?P<what>[^']+)'")
_QUOTE_IT: Final = "put the whole value in quotation marks"
_SIGNS: Final = ("scanning an alias", "scanning an anchor", "scanning a tag", "scanning a block scalar")
_NO_COLON: Final = "this line has no key: a colon and a blank are missing"
_KEY_AND_VALUE: Final = "write “key: value”, with a blank behind the colon; a line that continues a value is indented"
_LINED_UP: Final = "keys of one group, and the dashes of one list, begin in the same column; indent with blanks"


class Fault(NamedTuple):
    """A mistake: `at` is the index of the character it was made at."""

    at: int
    problem: str
    hint: str | None


class _Refusal(NamedTuple):
    """What the parser says: `stopped` is where it did so, `begun` where what it was reading began."""

    problem: str
    stopped: int
    context: str
    begun: int
    text: str

    @property
    def line(self) -> str:
        """The line on which the parser stopped."""
        start = self.text.rfind("\n", 0, self.stopped) + 1
        return self.text[start:].partition("\n")[0]

    @property
    def before(self) -> str:
        """What stands on that line before the place."""
        return self.text[self.text.rfind("\n", 0, self.stopped) + 1 : self.stopped]

    @property
    def found(self) -> str:
        """What the parser found instead of what it expected."""
        match = _FOUND.search(self.problem)
        return match["what"] if match else ""


def fault_of(error: yaml.MarkedYAMLError, text: str) -> Fault | None:
    """Return the mistake that made the parser refuse `text`; None where it does not say at which place."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None
    begun = error.context_mark.index if error.context_mark else mark.index
    refusal = _Refusal(error.problem or error.context or "", mark.index, error.context or "", begun, text)
    known = (look(refusal) for look in _LOOKS)
    return next((fault for fault in known if fault), None) or Fault(refusal.stopped, refusal.problem, None)


def _open_quote(said: _Refusal) -> Fault | None:
    if "quoted scalar" not in said.context or said.stopped < len(said.text):
        return None
    hint = "close it with the same mark at the end of the value"
    return Fault(said.begun, "the quotation mark that opens here is never closed", hint)


def _open_bracket(said: _Refusal) -> Fault | None:
    begun = said.begun
    if said.found == "<stream end>":
        begun = max(said.text.rfind("[", 0, said.stopped), said.text.rfind("{", 0, said.stopped))
    elif "parsing a flow" not in said.context:
        return None
    bracket = said.text[begun : begun + 1]
    if bracket not in ("[", "{"):
        return None
    closing = {"[": "]", "{": "}"}[bracket]
    if said.found != "<stream end>" and "\n" not in said.text[begun : said.stopped]:
        hint = (
            f"put a value that has a comma, a colon or a bracket in quotation marks; {bracket} is closed by {closing}"
        )
        return Fault(said.stopped, f"this cannot stand between {bracket} and {closing}", hint)
    hint = f"close it with {closing}; put a value that only begins with {bracket} in quotation marks"
    return Fault(begun, f"the bracket {bracket} that opens here is never closed", hint)


def _colon(said: _Refusal) -> Fault | None:
    if "could not find expected ':'" in said.problem:
        return Fault(said.begun, _NO_COLON, _KEY_AND_VALUE)
    if "mapping values are not allowed" not in said.problem:
        return None
    if _KEY.match(said.before):
        return Fault(said.stopped, "the value has a colon of its own, with a blank behind it", _QUOTE_IT)
    above = said.text[: said.text.rfind("\n", 0, said.stopped) + 1].rstrip()
    start = above.rfind("\n") + 1
    last = above[start:]
    if last and not _KEY.match(last) and not last.lstrip().startswith("- "):
        return Fault(start + len(last) - len(last.lstrip()), _NO_COLON, _KEY_AND_VALUE)
    problem = "this line is indented as if it belonged to the value above, which is complete"
    return Fault(said.stopped - len(said.before.lstrip()), problem, _LINED_UP)


def _indentation(said: _Refusal) -> Fault | None:
    if "expected <block end>" not in said.problem:
        return None
    if said.found in ("<block mapping start>", "<block sequence start>"):
        return Fault(said.stopped, "this line does not begin in the column of the lines that it belongs to", _LINED_UP)
    if said.found == "-":
        hint = "a list stands below a key that has no value of its own; " + _LINED_UP
        return Fault(said.stopped, "an item of a list stands here among keys", hint)
    if said.found == "?":
        hint = "each item of the list begins with a dash and a blank; " + _LINED_UP
        return Fault(said.stopped, "a key stands here among the items of a list", hint)
    if said.found in ("]", "}"):
        return Fault(said.stopped, f"nothing was opened that this {said.found} could close", _QUOTE_IT)
    return _behind(said)


def _behind(said: _Refusal) -> Fault:
    """Explain words that follow what had ended already."""
    last = said.before.rstrip()[-1:]
    if last in ("'", '"'):
        within = "''" if last == "'" else '\\"'
        hint = f"put the whole value in quotation marks, and write {within} for a mark within it"
        return Fault(said.stopped, "words stand behind a closing quotation mark, or one above was not closed", hint)
    if last in ("]", "}"):
        return Fault(said.stopped, f"words stand behind a closing {last}", _QUOTE_IT)
    if not last:
        return Fault(said.stopped, "the value above has ended: a remark (#) or a quotation mark closed it", _QUOTE_IT)
    return Fault(said.stopped, "this cannot follow the value before it", _QUOTE_IT)


def _beginning(said: _Refusal) -> Fault | None:
    if "cannot start any token" in said.problem or "expected the node content" in said.problem:
        at, sign = said.stopped, said.found
    elif any(what in said.context for what in _SIGNS):
        at, sign = said.begun, said.text[said.begun : said.begun + 1]
    elif "sequence entries are not allowed" in said.problem or "mapping keys are not allowed" in said.problem:
        at, sign = said.stopped, said.text[said.stopped : said.stopped + 1]
    else:
        return None
    hint = _QUOTE_IT + ("; a list begins on a line of its own" if sign == "-" else "")
    return Fault(at, f"a value cannot begin with {sign}", hint)


def _escape(said: _Refusal) -> Fault | None:
    if "unknown escape character" not in said.problem:
        return None
    hint = "write \\\\ for a backslash, or put the value in single quotation marks"
    return Fault(
        said.stopped,
        f"\\{said.text[said.stopped : said.stopped + 1]} means nothing between double quotation marks",
        hint,
    )


def _end(said: _Refusal) -> Fault | None:
    if "second document" in said.problem:
        return Fault(said.stopped, said.problem, "remove the line of ---")
    if "<document start>" not in said.problem:
        return None
    return Fault(said.stopped, "a line of ... or --- above has ended the file", "remove that line")


_LOOKS: Final[tuple[Callable[[_Refusal], Fault | None], ...]] = (
    _open_quote, _open_bracket, _colon, _indentation, _beginning, _escape, _end,
)  # fmt: skip
