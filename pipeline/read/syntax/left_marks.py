"""Marks that stay in the text as they were typed: never closed, or typed for a character that the keyboard lacks.

The parser leaves them be, as CommonMark has it; here each becomes a finding where it stands.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from pipeline import rules
from pipeline.book.diagnostics import Rule
from pipeline.book.inlines import RevisionKind
from pipeline.read.excerpt import excerpt

_SUSPECT: Final = re.compile(r"[*_`\[\]\"']|--|\.\.\.")
_RUN: Final = re.compile(r"\*+|_+")
_TICKS: Final = re.compile(r"`+")
_HYPHENS: Final = re.compile(r"(?<!-)-{2,}")
_DOTS: Final = re.compile(r"\.{3,}")
_LINK: Final = re.compile(r"\]\(\S|\][ \n]\((?:https?:|mailto:|#|\.{1,2}/|[\w./-]+\.md\b)")
_RULE_OF_TABLE: Final = re.compile(r"\|[\s:|-]*")
_ADDRESS: Final = re.compile(
    r"""(?: :// | \bwww\. ) (?: [^\s<>"\[\]] | \[[^\s<>"\[\]]*\] )* (?<! [?!.,:;*_~'] )
    | [^\W_] [\w.!#$%&'*+/=?^{|}~-]{0,63} @ [^\W_]+ (?: -[^\W_]+ )* (?: \. [^\W_]+ (?: -[^\W_]+ )* )+""",
    re.VERBOSE,
)
"""An address of the web or for mail; marks at its end belong to the sentence, brackets to it only in pairs."""

_UNSAID: Final = frozenset((RevisionKind.COMMENT, RevisionKind.DELETION))


class PlacedState(StateInline):
    """The parser's state; each token of text has in `meta["offset"]` where in the source it begins."""

    def pushPending(self) -> Token:
        """Push the text gathered so far; at a line's end the parser has cut blanks off it."""
        token = super().pushPending()
        token.meta["offset"] = max(self.src.rfind(token.content, 0, self.pos), 0)
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token; each mark that may be emphasis is one of text at first."""
        token = super().push(ttype, tag, nesting)
        if ttype == "text":
            token.meta["offset"] = self.pos
        return token


class _Text(NamedTuple):
    offset: int
    content: str


class _Left(NamedTuple):
    offset: int
    rule: Rule
    hint: str
    words: dict[str, object]


def marks_left(state: StateInline) -> None:
    """Put a finding among the tokens for each mark left in the text; markdown-it calls this when pairs are found."""
    if not _SUSPECT.search(state.src):
        return
    texts = [text for text in _said(state.tokens, state.src) if _SUSPECT.search(text.content)]
    found = sorted({left.offset: left for look in _LOOKS for left in look(state.src, texts)}.items())
    for _, left in reversed(found):
        token = Token("finding", "", 0)
        token.meta = {"offset": left.offset, "rule": left.rule, "hint": left.hint, "words": left.words}
        state.tokens.insert(0, token)


def _said(tokens: list[Token], source: str) -> Iterator[_Text]:
    """Yield what is printed of the text: neither editors' comments nor what they delete; addresses are blotted out."""
    blotted = _ADDRESS.sub(lambda address: "x" * len(address[0]), source)
    unsaid = 0
    for token in tokens:
        if token.markup == "autolink":
            unsaid += token.nesting
        elif token.type == "revision_open" and (unsaid or token.meta["kind"] in _UNSAID):
            unsaid += 1
        elif token.type == "revision_close" and unsaid:
            unsaid -= 1
        elif token.type == "text" and token.content and not unsaid:
            offset, content = token.meta["offset"], token.content
            known = source.startswith(content, offset)
            yield _Text(offset, blotted[offset : offset + len(content)] if known else content)


def _emphasis(source: str, texts: list[_Text]) -> Iterator[_Left]:
    pairs: set[str] = set()  # kinds of which a run of two or more stands further on
    offsets = dict.fromkeys(text.offset for text in texts if text.content in ("*", "_"))
    for run in filter(None, (_RUN.match(source, offset) for offset in reversed(offsets))):
        offset, kind = run.start(), run[0][0]
        before, after = source[offset - 1 : offset], source[run.end() : run.end() + 1]
        in_word = kind == "_" and before.isalnum() and after.isalnum()
        to_fill_in = kind == "_" and len(run[0]) > 2
        if in_word or to_fill_in:
            continue
        if before.strip() or after.strip():
            yield _mark(source, offset, run[0])
        elif kind in pairs and len(run[0]) > 1:
            yield _mark(source, offset, run[0], f"no blanks stand between marks and words: {run[0]}words{run[0]}")
        if len(run[0]) > 1:
            pairs.add(kind)
    for offset, ticks in _matches(_TICKS, texts):
        yield _mark(source, offset, ticks)


def _mark(source: str, offset: int, mark: str, way: str = "close it in the same paragraph") -> _Left:
    hint = f"{way}; one that is meant is written \\{mark[0]}"
    return _Left(offset, rules.MARK_LEFT, hint, {"mark": mark, "words": excerpt(source[offset : offset + 40], 32)})


def _brackets(source: str, texts: list[_Text]) -> Iterator[_Left]:
    opened: list[int] = []
    for offset, bracket in _matches(re.compile(r"[\[\]]"), texts):
        if bracket == "[":
            opened.append(offset)
        elif not opened:
            yield _bracket(source, offset, "one that is meant is written \\]")
        else:
            start = opened.pop()
            if _LINK.match(source, offset):
                yield _bracket(source, start, "a link is written [words](address), without blanks between or within")
    for offset in opened:
        hint = "close it in the same paragraph; one that is meant is written \\["
        yield _bracket(source, offset, hint)


def _bracket(source: str, offset: int, hint: str) -> _Left:
    words = _around(source, offset) if source[offset] == "]" else excerpt(source[offset : offset + 40], 32)
    return _Left(offset, rules.BRACKET_LEFT, hint, {"bracket": source[offset], "words": words})


def _quotes(source: str, texts: list[_Text]) -> Iterator[_Left]:
    lines: set[tuple[int, str]] = set()
    for offset, quote in _matches(re.compile(r"(?<![0-9])[\"']"), texts):
        before = source[offset - 1 : offset] if offset else ""
        line = source.count("\n", 0, offset), quote
        if before.isdigit() or line in lines:  # a measure, or one that stands with the first of its line
            continue
        lines.add(line)
        kinds = "“ ”" if quote == '"' else "’, or ‘ ’"
        words = _around(source, offset) if quote == "'" else excerpt(source[offset : offset + 40], 32)
        yield _Left(offset, rules.STRAIGHT_QUOTE, f"write {kinds}", {"mark": quote, "words": words})


def _dashes(source: str, texts: list[_Text]) -> Iterator[_Left]:
    for offset, hyphens in _matches(_HYPHENS, texts):
        before, after = source[offset - 1 : offset] if offset else "", source[offset + len(hyphens) :][:1]
        line = source[source.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
        if _RULE_OF_TABLE.fullmatch(line):  # of a table that is none, which is a finding of its own
            continue
        if before.strip() or not after.isalpha():  # else it is an option of a command
            words = _around(source, offset)
            hint = "write the dash: – or —; hyphens that are meant stand as code, between backticks"
            yield _Left(offset, rules.HYPHENS_FOR_DASH, hint, {"mark": hyphens, "words": words})


def _dots(source: str, texts: list[_Text]) -> Iterator[_Left]:
    for offset, dots in _matches(_DOTS, texts):
        words = _around(source, offset)
        yield _Left(offset, rules.DOTS_FOR_ELLIPSIS, "write …", {"mark": dots, "words": words})


def _around(source: str, offset: int) -> str:
    """Return a few words about a mark, from the beginning of one."""
    start = max(offset - 16, 0)
    blank = source.find(" ", start, offset - 1) if start else -1
    return excerpt(source[blank + 1 if blank >= 0 else start : offset + 24], 36)


def _matches(pattern: re.Pattern[str], texts: list[_Text]) -> Iterator[tuple[int, str]]:
    for text in texts:
        for match in pattern.finditer(text.content):
            yield text.offset + match.start(), match[0]


_LOOKS: Final[tuple[Callable[[str, list[_Text]], Iterator[_Left]], ...]] = (
    _quotes, _dots, _dashes, _brackets, _emphasis,
)  # fmt: skip
