"""Pandoc's attributes: `{#id .class key=value key="two words"}`, a backslash before a quotation mark in a value."""

import re
from dataclasses import dataclass

_ITEM = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s{}\#="']+)
      | \.(?P<class>[^\s{}.\#="']+)
      | (?P<key>[A-Za-z_:][\w:.-]*)=(?:
            "(?P<double>(?:\\.|[^"\\])*)" | '(?P<single>(?:\\.|[^'\\])*)' | (?P<bare>[^\s"'{}=]+)
        )
      | (?P<word>[A-Za-z][\w-]*)
    )(?=[\s}])""",
    re.VERBOSE | re.DOTALL,
)
_END = re.compile(r"\s*\}")
_ESCAPE = re.compile(r"\\([^\w\s])")
_TRAILING = re.compile(r"(?:^|[ \t])\{[^{}]*(?:\"[^\"]*\"[^{}]*)*\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between braces; a bare word such as `main` is among `words`."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()

    def value(self, key: str) -> str | None:
        """Return the value given for `key`, the last where there are several."""
        return dict(self.pairs).get(key)


NONE = Attributes()


def parse_attributes(text: str, start: int) -> tuple[Attributes, int] | None:
    """Read the attributes that begin with the brace at `start`; return them and the offset behind them, or None."""
    if text[start : start + 1] != "{":
        return None
    position = start + 1
    identifier: str | None = None
    classes: list[str] = []
    pairs: list[tuple[str, str]] = []
    words: list[str] = []
    while not (end := _END.match(text, position)):
        item = _ITEM.match(text, position)
        if not item:
            return None
        position = item.end()
        match item.lastgroup:
            case "id":
                identifier = item["id"]
            case "class":
                classes.append(item["class"])
            case "word":
                words.append(item["word"])
            case _:
                quoted = item["double"] if item["double"] is not None else item["single"]
                value = item["bare"] if quoted is None else " ".join(_ESCAPE.sub(r"\1", quoted).split("\n"))
                pairs.append((item["key"], value))
    return Attributes(identifier, tuple(classes), tuple(pairs), tuple(words)), end.end()


def trailing_attributes(text: str) -> tuple[str, Attributes] | None:
    """Split `Title {#id}` into the words and the attributes; None where braces at the end cannot be read."""
    match = _TRAILING.search(text)
    if not match:
        return text, NONE
    opening = text.index("{", match.start())
    if text[opening : opening + 3] in ("{++", "{--", "{==", "{>>", "{~~"):
        return text, NONE
    parsed = parse_attributes(text, opening)
    if not parsed or text[parsed[1] :].strip():
        return None
    return text[: match.start()].rstrip(), parsed[0]
