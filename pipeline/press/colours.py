"""Content streams: every colour that is set in them becomes inks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Object, Operator, parse_content_stream

from pipeline.errors import LayoutError
from pipeline.press.inks import BLACK, PrintingCondition, Tints
from pipeline.press.pictures import component_count

Instruction = tuple[Sequence[Any], Operator]

_SHOWS_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
_MARKS_CONTENT: Final = frozenset({"BMC", "BDC"})
_POINTS: Final = frozenset({"MP", "DP"})
_OF_DEVICE: Final = {"g": 1, "rg": 3, "k": 4}
_WHOLE: Final = (0.3, 0.59, 0.11, 1.0)
"""How dark each ink is beside black (ISO 32000-1, 10.3.5)."""


@dataclass(frozen=True, slots=True)
class _Paint:
    """What fills or strokes: tints, or None for a pattern; `space` is the colour space that was chosen."""

    tints: Tints | None = BLACK
    space: Object | None = None


@dataclass(frozen=True, slots=True)
class _State:
    fill: _Paint = _Paint()
    stroke: _Paint = _Paint()


class Inker:
    """Rewrites content streams for a printing condition; with `black_text`, text is set in tints of black alone."""

    def __init__(self, condition: PrintingCondition, black_text: bool) -> None:
        self._condition = condition
        self._black_text = black_text

    def rewrite(self, content: Object, resources: Object | None) -> list[Instruction]:
        """Return the instructions of a content stream with all colours in DeviceCMYK and without structure marks.

        What a structure tree would need goes; marks with other properties, such as the text that stands for a glyph,
        stay. Raises LayoutError for what the layout engine does not write: inline images, unknown colour spaces.
        """
        spaces: Mapping[str, Object] = {}
        if isinstance(resources, Dictionary) and Name.ColorSpace in resources:
            spaces = dict(resources.ColorSpace.items())
        return list(self._rewritten(content, spaces))

    def tints(self, space: Object, values: Sequence[float]) -> Tints:
        """Return a colour of a colour space in inks; raises LayoutError for a space that is not known."""
        if isinstance(space, Array) and space[0] == Name.Lab:
            return self._condition.of_lab(*values)
        match component_count(space):
            case 1:
                return self._condition.of_gray(values[0])
            case 3:
                return self._condition.of_rgb(*values)
            case 4:
                cyan, magenta, yellow, black = values
                return cyan, magenta, yellow, black
            case _:
                raise LayoutError(f"colours in {space} cannot be turned into inks")

    def _rewritten(self, content: Object, spaces: Mapping[str, Object]) -> Iterator[Instruction]:
        state = _State()
        saved: list[_State] = []
        marks: list[bool] = []
        for instruction in parse_content_stream(content):
            if isinstance(instruction, ContentStreamInlineImage):
                raise LayoutError("an image in the midst of a page’s content cannot be turned into inks")
            operands, name = list(instruction.operands), str(instruction.operator)
            if name.lower() in _OF_DEVICE or name.lower() in ("cs", "sc", "scn"):
                state, kept = self._set_colour(state, name, operands, spaces)
                yield from kept
            elif name in _MARKS_CONTENT:
                kept_mark = _without_structure(name, operands)
                marks.append(kept_mark is not None)
                if kept_mark is not None:
                    yield kept_mark
            elif name == "EMC":
                if marks.pop():
                    yield operands, instruction.operator
            elif name in _POINTS:
                continue
            elif name in _SHOWS_TEXT and self._black_text:
                yield from _in_black(state, (operands, instruction.operator))
            else:
                if name == "q":
                    saved.append(state)
                elif name == "Q" and saved:
                    state = saved.pop()
                yield operands, instruction.operator

    def _set_colour(
        self, state: _State, name: str, operands: Sequence[Any], spaces: Mapping[str, Object]
    ) -> tuple[_State, list[Instruction]]:
        stroking = name.isupper()
        paint = state.stroke if stroking else state.fill
        kept: list[Instruction] = []
        if name.lower() == "cs":
            space = spaces.get(str(operands[0]), operands[0])
            paint = _Paint(BLACK, space)
            kept = [(operands, Operator(name))] if space == Name.Pattern else [ink(BLACK, stroking)]
        elif paint.space == Name.Pattern and name.lower() == "scn":
            paint = _Paint(None, paint.space)
            kept = [(operands, Operator(name))]
        else:
            values = [float(value) for value in operands]
            device = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}.get(len(values), Name.Pattern)
            of_space = device if name.lower() in _OF_DEVICE or paint.space is None else paint.space
            tints = self.tints(of_space, values)
            paint = _Paint(tints, of_space)
            kept = [ink(tints, stroking)]
        return (replace(state, stroke=paint) if stroking else replace(state, fill=paint)), kept


def ink(tints: Tints, stroking: bool) -> Instruction:
    """Return the instruction that sets a colour in DeviceCMYK."""
    return numbers(tints), Operator("K" if stroking else "k")


def numbers(tints: Tints) -> list[Decimal]:
    """Return a colour as a PDF's numbers."""
    return [Decimal(f"{round(tint, 4):g}") for tint in tints]


def black_alone(tints: Tints) -> Tints:
    """Return a colour as a tint of black, as dark as it was."""
    return (0.0, 0.0, 0.0, round(min(1.0, sum(tint * dark for tint, dark in zip(tints, _WHOLE, strict=True))), 4))


def _in_black(state: _State, shows: Instruction) -> Iterator[Instruction]:
    """Yield text in black, and then the colours that were set, where they are not black."""
    paints = ((state.fill, False), (state.stroke, True))
    coloured = [
        (paint.tints, stroking) for paint, stroking in paints if paint.tints is not None and any(paint.tints[:3])
    ]
    for tints, stroking in coloured:
        yield ink(black_alone(tints), stroking)
    yield shows
    for tints, stroking in coloured:
        yield ink(tints, stroking)


def _without_structure(name: str, operands: Sequence[Any]) -> Instruction | None:
    """Return a mark without its number in the structure tree; None for one that says nothing else."""
    if name != "BDC" or operands[0] == Name.Artifact or not isinstance(operands[1], Dictionary):
        return None
    said = {key: value for key, value in operands[1].items() if key in ("/ActualText", "/Lang", "/Alt", "/E")}
    return ([operands[0], Dictionary(said)], Operator("BDC")) if said else None
