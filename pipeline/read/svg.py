"""SVG that draws and nothing else: parsed with a parser that loads nothing, and looked through for what reaches out."""

import re
from xml.parsers import expat

_FORBIDDEN = {
    "script": "a script",
    "foreignObject": "foreign content (foreignObject)",
    "iframe": "an embedded page",
    "embed": "embedded content",
    "object": "embedded content",
    "audio": "sound",
    "video": "a film",
    "handler": "a script",
    "listener": "a script",
}
_OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)[^)'\"\s]|@import|expression\(|javascript:", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg);base64,", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS = {None: 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NAMESPACE = "http://www.w3.org/2000/svg"


class SvgProblem(Exception):
    """What is wrong with a drawing; `unsafe` tells what reaches out of it from what is merely damaged."""

    def __init__(self, problem: str, unsafe: bool = False) -> None:
        super().__init__(problem)
        self.unsafe = unsafe


def svg_size(data: bytes) -> tuple[float, float]:
    """Return width and height in units of the view box.

    Raises SvgProblem for what is not well-formed, is no SVG, has no size, or holds scripts, entities or links that
    lead out of it.
    """
    inspector = _Inspector()
    try:
        inspector.parse(data)
    except expat.ExpatError as error:
        raise SvgProblem(f"{expat.ErrorString(error.code)} on line {error.lineno}") from error
    except (LookupError, ValueError) as error:
        raise SvgProblem("its encoding is unknown") from error
    return inspector.size


class _Inspector:
    def __init__(self) -> None:
        self._root: dict[str, str] | None = None
        self._style: list[str] | None = None

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    @property
    def size(self) -> tuple[float, float]:
        root = self._root or {}
        box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
        try:
            width, height = (float(part) for part in box[2:])
        except ValueError:
            width, height = (_pixels(root.get(name, "")) for name in ("width", "height"))
        if not (0 < width < 1e6 and 0 < height < 1e6):
            raise SvgProblem("it has no viewBox")
        return width, height

    def _doctype(self, *_: object) -> None:
        raise SvgProblem("a document type (DOCTYPE)", unsafe=True)

    def _instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            raise SvgProblem("a link to a style sheet", unsafe=True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if self._root is None:
            if (namespace, local) != (_NAMESPACE, "svg"):
                raise SvgProblem("its root is not an svg element")
            self._root = attributes
        if local in _FORBIDDEN:
            raise SvgProblem(_FORBIDDEN[local], unsafe=True)
        if local == "style":
            self._style = []
        for key, value in attributes.items():
            self._attribute(local, key.rpartition(" ")[2], value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        if key.lower().startswith("on"):
            raise SvgProblem(f"a script ({key})", unsafe=True)
        if key == "href" and not value.strip().startswith("#") and not _EMBEDDED.match(value.strip()):
            raise SvgProblem("a link to another file", unsafe=True)
        if key == "attributeName" and value.rpartition(":")[2].lower() == "href":
            raise SvgProblem("a link that changes", unsafe=True)
        if key in ("base", "src") or _OUTWARD.search(value):
            raise SvgProblem("a link to another file", unsafe=True)

    def _end(self, name: str) -> None:
        if self._style is not None and name.rpartition(" ")[2] == "style":
            style, self._style = "".join(self._style), None
            if _OUTWARD.search(style) or "\\" in style:
                raise SvgProblem("a style that loads another file", unsafe=True)

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)


def _pixels(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS[match[2]] if match else 0.0
