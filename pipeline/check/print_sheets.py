"""Sheets: boxes, crop marks, and bleed where something runs to the edge."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Name, Object
from PIL import Image

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.printing import BLEED, MM
from pipeline.rules import PRINT_BLEED, PRINT_BOXES

_TOLERANCE: Final = 0.01
_SCALE: Final = 1.0
"""Pixels per pt at which pages are looked at."""
_PAPER: Final = 250
"""What is lighter is paper."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Boxes:
    """A page's boxes in pt: left, bottom, right, top."""

    media: Box
    trim: Box
    bleed: Box


def boxes_of(page: Object) -> Boxes | None:
    """Return a page's boxes; None where one is missing."""
    found = [page.get(name) for name in (Name.MediaBox, Name.TrimBox, Name.BleedBox)]
    if any(box is None for box in found):
        return None
    media, trim, bleed = (_box(box) for box in found)
    return Boxes(media, trim, bleed)


def check_boxes(boxes: Boxes | None, size: tuple[float, float], page: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with a page's boxes; `size` is the trimmed page's width and height in pt."""
    if boxes is None:
        yield PRINT_BOXES.at(None, page=page, problem="a media box, trim box or bleed box is missing")
        return
    left, bottom, right, top = boxes.trim
    if abs(right - left - size[0]) > _TOLERANCE or abs(top - bottom - size[1]) > _TOLERANCE:
        measures = f"{(right - left) / MM:.1f} × {(top - bottom) / MM:.1f} mm"
        wanted = f"{size[0] / MM:.1f} × {size[1] / MM:.1f} mm"
        yield PRINT_BOXES.at(None, page=page, problem=f"the trim box is {measures} instead of {wanted}")
    bleed = BLEED * MM
    wanted_bleed = (left - bleed, bottom - bleed, right + bleed, top + bleed)
    if any(abs(has - wants) > _TOLERANCE for has, wants in zip(boxes.bleed, wanted_bleed, strict=True)):
        yield PRINT_BOXES.at(None, page=page, problem=f"the bleed box is not {BLEED:g} mm larger than the trim box")
    inner, outer = boxes.bleed, boxes.media
    if not (outer[0] < inner[0] and outer[1] < inner[1] and outer[2] > inner[2] and outer[3] > inner[3]):
        yield PRINT_BOXES.at(None, page=page, problem="the media box does not reach beyond the bleed box")


def check_edges(drawn: Any, boxes: Boxes, page: str) -> Iterator[Diagnostic]:
    """Yield the corners without crop marks and the edges at which something ends; `drawn` is pypdfium2's page."""
    picture: Image.Image = drawn.render(scale=_SCALE, grayscale=True).to_pil()
    view = _View(picture, boxes)
    if not view.has_marks():
        yield PRINT_BOXES.at(None, page=page, problem="a crop mark is missing")
    for edge in view.edges_without_bleed():
        yield PRINT_BLEED.at(None, page=page, edge=edge)


class _View:
    """A picture of a sheet; positions are in pt as in its boxes."""

    def __init__(self, picture: Image.Image, boxes: Boxes) -> None:
        self._ink = picture.point(lambda value: 255 if value < _PAPER else 0)
        self._boxes = boxes

    def has_marks(self) -> bool:
        """Tell whether each of the eight marks is where it should be, and nothing else between bleed and media."""
        left, bottom, right, top = self._boxes.trim
        off_left, off_bottom, off_right, off_top = self._boxes.bleed
        spots = [(x, y) for x in (off_left - 4, off_right + 4) for y in (bottom, top)]
        spots += [(x, y) for x in (left, right) for y in (off_bottom - 4, off_top + 4)]
        return all(self._any_ink(x - 2, y - 2, x + 2, y + 2) for x, y in spots)

    def edges_without_bleed(self) -> Iterator[str]:
        """Yield the edges along which ink ends between the trimmed page and the bleed's edge."""
        left, bottom, right, top = self._boxes.trim
        off_left, off_bottom, off_right, off_top = self._boxes.bleed
        strips = {
            "left": ((left, bottom, left + 1, top), (off_left + 0.5, bottom, off_left + 1.5, top)),
            "right": ((right - 1, bottom, right, top), (off_right - 1.5, bottom, off_right - 0.5, top)),
            "upper": ((left, top - 1, right, top), (left, off_top - 1.5, right, off_top - 0.5)),
            "lower": ((left, bottom, right, bottom + 1), (left, off_bottom + 0.5, right, off_bottom + 1.5)),
        }
        for edge, (inside, outside) in strips.items():
            upright = edge in ("left", "right")
            pairs = zip(self._along(inside, upright), self._along(outside, upright), strict=False)
            if any(within and not beyond for within, beyond in pairs):
                yield edge

    def _along(self, box: Box, upright: bool) -> bytes:
        strip = self._cut(*box)
        length = strip.height if upright else strip.width
        return strip.resize((1, length) if upright else (length, 1), Image.Resampling.BOX).tobytes()

    def _any_ink(self, *box: float) -> bool:
        return self._cut(*box).getbbox() is not None

    def _cut(self, left: float, bottom: float, right: float, top: float) -> Image.Image:
        origin, _, _, height = self._boxes.media
        pixels = ((left - origin), (height - top), (right - origin), (height - bottom))
        x1, y1, x2, y2 = (round(length * _SCALE) for length in pixels)
        return self._ink.crop((x1, y1, max(x2, x1 + 1), max(y2, y1 + 1)))


def _box(found: Any) -> Box:
    left, bottom, right, top = (float(edge) for edge in found)
    return left, bottom, right, top
