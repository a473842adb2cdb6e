"""Pictures: the images of a PDF in the inks of a printing condition."""

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, StreamDecodeLevel
from PIL import Image, ImageChops

from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.errors import LayoutError
from pipeline.press.inks import PrintingCondition

_MODES: Final = {1: "L", 3: "RGB", 4: "CMYK"}
_DEVICE_COMPONENTS: Final = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}


class PictureProfiles:
    """The colour profiles that the book's image files carry, found by what the PDF holds of a file."""

    def __init__(self, resources: Mapping[ResourcePath, Resource]) -> None:
        self._profiles: dict[bytes, bytes] = {}
        for resource in resources.values():
            if resource.media_type in ("image/png", "image/jpeg"):
                self._remember(resource.data)

    def of(self, raw: bytes, pixels: bytes) -> bytes | None:
        """Return the profile of the image file whose bytes, or whose pixels, these are."""
        return self._profiles.get(sha256(raw).digest()) or self._profiles.get(sha256(pixels).digest())

    def _remember(self, data: bytes) -> None:
        with Image.open(BytesIO(data)) as image:
            profile = image.info.get("icc_profile")
            if profile:
                self._profiles[sha256(data).digest()] = profile
                self._profiles[sha256(image.convert("RGB").tobytes()).digest()] = profile


def press_picture(image: Object, condition: PrintingCondition, profiles: PictureProfiles) -> None:
    """Turn an image XObject into DeviceCMYK of 8 bits, in place; its soft mask and stencils stay (they hold no colour).

    Raises LayoutError for what the layout engine does not write: indexed colours, other depths.
    """
    if image.get(Name.ImageMask, False):
        return
    components = component_count(image.ColorSpace)
    if components not in _MODES or image.get(Name.BitsPerComponent, 8) != 8:
        raise LayoutError(f"an image in {image.ColorSpace} cannot be turned into inks")
    pixels = image.read_bytes(StreamDecodeLevel.all)
    picture = Image.frombytes(_MODES[components], (int(image.Width), int(image.Height)), pixels)
    if _is_inverted(image):
        picture = ImageChops.invert(picture)
    inks = condition.of_image(picture, profiles.of(image.read_raw_bytes(), pixels))
    for key in (Name.Decode, Name.Intent):
        if key in image:
            del image[key]
    image.write(inks.tobytes())
    image.ColorSpace = Name.DeviceCMYK
    image.BitsPerComponent = 8


def component_count(space: Object) -> int | None:
    """Return how many numbers make a colour of a space: device spaces and those of ICC profiles; else None."""
    if isinstance(space, Array) and space[0] == Name.ICCBased:
        return int(space[1].N)
    return None if isinstance(space, Array | Dictionary) else _DEVICE_COMPONENTS.get(str(space))


def _is_inverted(image: Object) -> bool:
    return Name.Decode in image and [int(number) for number in image.Decode][:2] == [1, 0]
