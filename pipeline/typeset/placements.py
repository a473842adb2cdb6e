"""Where images stand on the pages, and how large."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline.book.layout import PlacedImage
from pipeline.book.names import PageIndex, ResourcePath
from pipeline.typeset.engine import boxes
from pipeline.typeset.origins import Origins
from pipeline.typeset.page_boxes import PT_PER_PX, descendants


def placed_images(pages: Sequence[Any], origins: Origins) -> Iterator[PlacedImage]:
    """Yield the images of the pages in order, each as often as it is shown, at the size of its own box."""
    for index, page in enumerate(pages):
        for box in descendants(page._page_box):
            source = box.element.get("src") if isinstance(box, boxes.ReplacedBox) and box.element is not None else None
            if source:
                yield PlacedImage(
                    ResourcePath(PurePosixPath(source)),
                    PageIndex(index),
                    box.width * PT_PER_PX,
                    box.height * PT_PER_PX,
                    origins.of(box.element),
                )
