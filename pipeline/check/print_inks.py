"""Inks: what is printed, found by following every content stream as a printer would."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pikepdf import ContentStreamInlineImage, Dictionary, Name, Object, Stream, parse_content_stream
from PIL import Image, ImageMath

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.printing import INK_LIMIT
from pipeline.rules import PRINT_COLOUR, PRINT_INK

_FOREIGN: Final = {"g": "DeviceGray", "rg": "DeviceRGB", "sc": "a colour space of its own"}
_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
_FILLS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_STROKES: Final = frozenset({"S", "s", "B", "B*", "b", "b*"})
_FILLED_MODES: Final = frozenset({0, 2, 4, 6})
_STROKED_MODES: Final = frozenset({1, 2, 5, 6})
_PLAIN_BLENDS: Final = frozenset({"/Normal", "/Compatible"})
_ROUNDING: Final = 0.0002

Tints = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """Tints set for filling and stroking, () for a pattern, None where nothing was set yet; the mode of text."""

    fill: Tints | None = None
    stroke: Tints | None = None
    mode: int = 0


@dataclass(frozen=True, slots=True)
class _Fault:
    """A problem in words, or too much ink."""

    problem: str = ""
    ink: float = 0


class InkReader:
    """Reads what pages print; what they share is read once for every state in which it is drawn."""

    def __init__(self, black_text: bool) -> None:
        self._black_text = black_text
        self._read: dict[tuple[object, ...], tuple[_Fault, ...]] = {}

    def check_page(self, page: Object, name: str) -> Iterator[Diagnostic]:
        """Yield, each once, what a page prints other than in inks within the limit, and text not in black alone."""
        faults = list(self._stream(page, page.get(Name.Resources, Dictionary()), _State()))
        if Name.Group in page:
            faults += _group(page.Group)
        for fault in dict.fromkeys(faults):
            if fault.ink:
                yield PRINT_INK.at(None, page=name, percent=round(fault.ink * 100), limit=round(INK_LIMIT * 100))
            else:
                yield PRINT_COLOUR.at(None, page=name, problem=fault.problem)

    def _stream(self, content: Object, resources: Object, state: _State) -> Iterator[_Fault]:
        saved: list[_State] = []
        for instruction in parse_content_stream(content) if _has_content(content) else ():
            if isinstance(instruction, ContentStreamInlineImage):
                yield _Fault("an inline image")
                continue
            operands, name = list(instruction.operands), str(instruction.operator)
            if name == "q":
                saved.append(state)
            elif name == "Q":
                state = saved.pop() if saved else state
            elif name in ("k", "K"):
                tints = tuple(float(number) for number in operands)
                state = replace(state, fill=tints) if name == "k" else replace(state, stroke=tints)
                yield from _too_much(sum(tints))
            elif name.lower() in _FOREIGN:
                yield _Fault(f"a colour in {_FOREIGN[name.lower()]}")
            elif name in ("cs", "CS") and operands[0] != Name.Pattern:
                yield _Fault(f"a colour in {operands[0]}")
            elif name in ("scn", "SCN"):
                state = replace(state, fill=()) if name == "scn" else replace(state, stroke=())
                yield from self._pattern(resources, operands)
            elif name == "Tr":
                state = replace(state, mode=int(operands[0]))
            elif name in _TEXT:
                yield from self._text(state)
            elif name in _FILLS | _STROKES:
                yield from _painted(state, name in _FILLS, name in _STROKES)
            elif name == "gs":
                yield from self._graphics_state(_named(resources, Name.ExtGState, operands[0]))
            elif name == "sh":
                yield from self._once(_named(resources, Name.Shading, operands[0]), _shading)
            elif name == "Do":
                yield from self._drawn(_named(resources, Name.XObject, operands[0]), state)

    def _text(self, state: _State) -> Iterator[_Fault]:
        filled, stroked = state.mode in _FILLED_MODES, state.mode in _STROKED_MODES
        yield from _painted(state, filled, stroked)
        inks = [tints for tints, used in ((state.fill, filled), (state.stroke, stroked)) if used and tints is not None]
        if self._black_text and any(not tints or any(tints[:3]) for tints in inks):
            yield _Fault("text that is not in black ink alone")

    def _pattern(self, resources: Object, operands: Sequence[Any]) -> Iterator[_Fault]:
        pattern = _named(resources, Name.Pattern, operands[-1]) if operands else None
        if pattern is None:
            yield _Fault("a colour in a colour space of its own")
        elif Name.Shading in pattern:
            yield from self._once(pattern.Shading, _shading)
        else:
            yield from self._form(pattern, _State())

    def _drawn(self, drawn: Object | None, state: _State) -> Iterator[_Fault]:
        if drawn is None:
            yield _Fault("something drawn that is not there")
        elif drawn.get(Name.Subtype) == Name.Form:
            yield from self._form(drawn, state)
        else:
            yield from self._once(drawn, _image)

    def _form(self, form: Object, state: _State) -> tuple[_Fault, ...]:
        key = (form.objgen, state)
        if key not in self._read:
            self._read[key] = ()  # a form within itself is read once
            faults = list(self._stream(form, form.get(Name.Resources, Dictionary()), state))
            if Name.Group in form:
                faults += _group(form.Group)
            self._read[key] = tuple(dict.fromkeys(faults))
        return self._read[key]

    def _graphics_state(self, found: Object | None) -> Iterator[_Fault]:
        if found is None:
            return
        blend = found.get(Name.BM, Name.Normal)
        if str(blend) not in _PLAIN_BLENDS:
            yield _Fault(f"colours are blended by {blend}, so that nobody can tell how much ink there is")
        mask = found.get(Name.SMask)
        if isinstance(mask, Dictionary):
            yield from self._form(mask.G, _State())

    def _once(self, item: Object | None, read: Any) -> tuple[_Fault, ...]:
        if item is None:
            return (_Fault("something drawn that is not there"),)
        key = (item.objgen if item.is_indirect else id(item),)
        if key not in self._read:
            self._read[key] = tuple(read(item))
        return self._read[key]


def _painted(state: _State, fills: bool, strokes: bool) -> Iterator[_Fault]:
    if (fills and state.fill is None) or (strokes and state.stroke is None):
        yield _Fault("something drawn before a colour is set")


def _too_much(ink: float) -> Iterator[_Fault]:
    if ink > INK_LIMIT + _ROUNDING:
        yield _Fault(ink=ink)


def _group(group: Object) -> list[_Fault]:
    space = group.get(Name.CS)
    return [] if space is None or space == Name.DeviceCMYK else [_Fault("a transparency group not in DeviceCMYK")]


def _shading(shading: Object) -> Iterator[_Fault]:
    if shading.ColorSpace != Name.DeviceCMYK:
        yield _Fault("a gradient that is not in DeviceCMYK")
        return
    for tints in _ends(shading.Function):
        yield from _too_much(sum(tints))


def _ends(function: Object) -> Iterator[Tints]:
    for part in function.get(Name.Functions, ()):
        yield from _ends(part)
    for key in (Name.C0, Name.C1):
        if key in function:
            yield tuple(float(number) for number in function[key])


def _image(image: Object) -> Iterator[_Fault]:
    if image.get(Name.ImageMask, False):
        return
    if image.get(Name.ColorSpace) != Name.DeviceCMYK or image.BitsPerComponent != 8 or Name.Decode in image:
        yield _Fault("an image that is not in DeviceCMYK")
        return
    picture = Image.frombytes("CMYK", (int(image.Width), int(image.Height)), image.read_bytes())
    c, m, y, k = picture.split()
    inks = ImageMath.lambda_eval(lambda bands: bands["c"] + bands["m"] + bands["y"] + bands["k"], c=c, m=m, y=y, k=k)
    yield from _too_much(inks.getextrema()[1] / 255)


def _has_content(content: Object) -> bool:
    return isinstance(content, Stream) or Name.Contents in content


def _named(resources: Object, category: Name, name: Any) -> Object | None:
    found = resources.get(category)
    return found.get(name) if isinstance(found, Dictionary) else None
