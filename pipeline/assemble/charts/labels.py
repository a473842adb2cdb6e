"""Where labels stand so that none covers another: tried place by place, in an order that never changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.assemble.charts.drawing import Box, Label, Line, Mark, Tone, inside, overlap
from pipeline.assemble.charts.lettering import text_width

_SIDES = ((0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""Above, right, left, below, and the corners."""

_FARTHEST = 14
"""How many steps a label may be moved away from its mark."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labels that found a place, and the lines that lead to those which stand away from their marks."""

    labels: tuple[Label, ...]
    leaders: tuple[Line, ...]


def label_marks(
    marks: Sequence[tuple[Mark, str]], size: float, area: Box, taken: Sequence[Box] = (), lines: Sequence[Line] = ()
) -> Labelled:
    """Place each mark's text near it, within `area`, off all marks, `lines` and boxes already `taken`.

    Where there is no such place, lines may be crossed; where even then none is free of other labels, the text is
    left out: the figure's table has it.
    """
    boxes = [*taken]
    labels: list[Label] = []
    leaders: list[Line] = []
    for mark, text in marks:
        free = [
            (label, distance)
            for label, distance in _places(mark, text, size)
            if inside(label.box, area)
            and not any(overlap(label.box, box, 1) for box in boxes)
            and not any(overlap(label.box, other.box, 0.4) for other, _ in marks)
        ]
        clear = (place for place in free if not any(_crosses(line, place[0].box) for line in lines))
        found = next(clear, free[0] if free else None)
        if found:
            label, distance = found
            labels.append(label)
            boxes.append(label.box)
            if distance > 1:
                leaders.append(_leader(mark, label))
    return Labelled(tuple(labels), tuple(leaders))


def _places(mark: Mark, text: str, size: float) -> Iterator[tuple[Label, int]]:
    width = text_width(text, size)
    for distance, (right, down) in product(range(1, _FARTHEST + 1), _SIDES):
        away = mark.radius + 0.25 * size + (distance - 1) * 0.55 * size
        middle = mark.x + right * (away + width / 2)
        base = mark.y + 0.26 * size + down * (away + (0.3 if right else 0.45) * size)
        yield Label(middle - width / 2, base, text, size), distance


def _leader(mark: Mark, label: Label) -> Line:
    left, top, right, bottom = label.box
    x, y = min(max(mark.x, left), right), min(max(mark.y, top + 1), bottom - 1)
    reach = ((x - mark.x) ** 2 + (y - mark.y) ** 2) ** 0.5 or 1
    edge = min(1.0, (mark.radius + 0.5) / reach)
    return Line(mark.x + (x - mark.x) * edge, mark.y + (y - mark.y) * edge, x, y, Tone.PALE, 0.4)


def _crosses(line: Line, box: Box) -> bool:
    """Tell whether a line runs through a box (Liang and Barsky)."""
    enters, leaves = 0.0, 1.0
    across, down = line.x2 - line.x1, line.y2 - line.y1
    for step, room in (
        (-across, line.x1 - box[0]), (across, box[2] - line.x1), (-down, line.y1 - box[1]), (down, box[3] - line.y1)
    ):  # fmt: skip
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            enters = max(enters, room / step)
        else:
            leaves = min(leaves, room / step)
    return enters <= leaves


def spread(wanted: Sequence[float], heights: Sequence[float], top: float) -> list[float]:
    """Return the upper edges of blocks that stand one under another, none above `top`, as near `wanted` as may be.

    Blocks that would cover one another form a group, which stands where its members wish on the average.
    """
    groups: list[tuple[float, list[int]]] = []
    for index in range(len(wanted)):
        members = [index]
        start = max(top, wanted[index])
        while groups and start < groups[-1][0] + sum(heights[member] for member in groups[-1][1]):
            members = [*groups.pop()[1], *members]
            ahead = 0.0
            wishes = []
            for member in members:
                wishes.append(wanted[member] - ahead)
                ahead += heights[member]
            start = max(top, sum(wishes) / len(wishes))
        groups.append((start, members))
    edges = []
    for start, members in groups:
        for member in members:
            edges.append(start)
            start += heights[member]
    return edges
