"""The book's pictures, before they are printed: fine enough, and in colours that are known."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import ChapterLayout, PlacedImage
from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.printing import MM, RESOLUTION
from pipeline.rules import IMAGE_RESOLUTION, IMAGE_WITHOUT_PROFILE

_POINTS_PER_INCH: Final = 72
_COLOUR_SPACE: Final = 0xA001
"""The Exif tag by which a camera says that its colours are sRGB (1)."""


def check_print_images(
    layouts: Sequence[ChapterLayout], resources: Mapping[ResourcePath, Resource]
) -> Iterator[Diagnostic]:
    """Yield each picture, where it stands, with fewer than 300 pixels to the inch or with RGB that nobody defines."""
    found = (
        finding
        for layout in layouts
        for placed in layout.images
        if (resource := resources.get(placed.path)) is not None and resource.media_type != "image/svg+xml"
        for finding in (*_too_coarse(placed, resource), *_undefined(placed, resource))
    )
    yield from dict.fromkeys(found)


def pixels_per_inch(placed: PlacedImage, resource: Resource) -> float:
    """Return the resolution of a picture at its printed size, the lower of the two directions."""
    return min(resource.width / placed.width, resource.height / placed.height) * _POINTS_PER_INCH


def _too_coarse(placed: PlacedImage, resource: Resource) -> Iterator[Diagnostic]:
    resolution = pixels_per_inch(placed, resource)
    if resolution < RESOLUTION - 0.5:
        width, height = (round(length / MM) for length in (placed.width, placed.height))
        yield IMAGE_RESOLUTION.at(
            placed.location,
            file=placed.path,
            ppi=round(resolution),
            width=width,
            height=height,
            needed=round(RESOLUTION),
        )


def _undefined(placed: PlacedImage, resource: Resource) -> Iterator[Diagnostic]:
    with Image.open(BytesIO(resource.data)) as image:
        said = "icc_profile" in image.info or "srgb" in image.info or image.getexif().get(_COLOUR_SPACE) == 1
        if not said and image.mode in ("RGB", "RGBA", "P") and not _is_gray(image.convert("RGB")):
            yield IMAGE_WITHOUT_PROFILE.at(placed.location, file=placed.path)


def _is_gray(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
