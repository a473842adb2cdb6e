"""Colours as inks of one printing condition, by LittleCMS and the condition's ICC profile."""

from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageChops, ImageCms, ImageMath

from pipeline.book.manuscript import Resource
from pipeline.book.printing import INK_LIMIT
from pipeline.errors import UsageError

Tints = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, each from 0 (none) to 1 (solid)."""

BLACK: Final[Tints] = (0.0, 0.0, 0.0, 1.0)

_INTENT: Final = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS: Final = ImageCms.Flags.BLACKPOINTCOMPENSATION
_TOP: Final = 255


class PrintingCondition:
    """A printing condition: its name in the ICC's registry, its profile, and colours and pictures in its inks."""

    def __init__(self, profiles: tuple[Resource, ...]) -> None:
        """Take the one profile of the styles; raises UsageError where there is none, or more, or none for CMYK."""
        if len(profiles) != 1:
            raise UsageError(f"the printer’s files need one ICC profile in styles/profiles, not {len(profiles)}")
        [found] = profiles
        try:
            profile: Any = ImageCms.ImageCmsProfile(BytesIO(found.data))
        except (OSError, ImageCms.PyCMSError) as problem:
            raise UsageError(f"{found.path.name} is not an ICC profile") from problem
        if profile.profile.xcolor_space.strip() != "CMYK":
            raise UsageError(f"{found.path.name} is an ICC profile for {profile.profile.xcolor_space}, not for CMYK")
        self.data = found.data
        self.name = found.path.stem.partition("_")[0].removesuffix("L")
        self.description = str(profile.profile.profile_description).strip()
        self._profile = profile
        self._of_srgb = self._transform(ImageCms.createProfile("sRGB"), "RGB")
        self._of_lab = self._transform(ImageCms.createProfile("LAB"), "LAB")
        self._solid = lru_cache(maxsize=None)(self._convert_solid)

    def of_gray(self, gray: float) -> Tints:
        """Return a tint of black alone: from 0, black, to 1, paper."""
        return (0.0, 0.0, 0.0, round(1 - gray, 4))

    def of_rgb(self, red: float, green: float, blue: float) -> Tints:
        """Return an sRGB colour in inks; what is neutral is a tint of black alone."""
        if max(red, green, blue) - min(red, green, blue) < 0.5 / _TOP:
            return self.of_gray(green)
        return self._solid("RGB", (round(red * _TOP), round(green * _TOP), round(blue * _TOP)))

    def of_lab(self, lightness: float, a: float, b: float) -> Tints:
        """Return a colour of CIE Lab (D50) in inks; what is neutral is a tint of black alone."""
        if max(abs(a), abs(b)) < 0.5:
            return self.of_gray(lightness / 100)
        return self._solid("LAB", (round(lightness * 2.55), round(a) + 128, round(b) + 128))

    def of_image(self, image: Image.Image, profile: bytes | None) -> Image.Image:
        """Return a picture in inks. `profile` is an RGB picture's own, None for sRGB.

        A picture of greys alone is printed in black alone. No point of the result has more ink than the limit.
        """
        if image.mode == "CMYK":
            return limited(image)
        if image.mode == "L" or _is_gray(image):
            none = Image.new("L", image.size, 0)
            return Image.merge("CMYK", (none, none, none, ImageChops.invert(image.convert("L"))))
        transform = self._transform(_opened(profile), "RGB") if profile else self._of_srgb
        return limited(_applied(image, transform))

    def _convert_solid(self, mode: str, colour: tuple[int, int, int]) -> Tints:
        transform = self._of_lab if mode == "LAB" else self._of_srgb
        inks: Any = limited(_applied(Image.new(mode, (1, 1), colour), transform)).getpixel((0, 0))
        cyan, magenta, yellow, black = (round(ink / _TOP, 4) for ink in inks)
        return cyan, magenta, yellow, black

    def _transform(self, source: Any, mode: str) -> Any:
        try:
            return ImageCms.buildTransform(source, self._profile, mode, "CMYK", _INTENT, flags=_FLAGS)
        except ImageCms.PyCMSError as problem:
            raise UsageError(f"a colour profile cannot be used: {problem}") from problem


def limited(image: Image.Image) -> Image.Image:
    """Return a CMYK picture with no more ink than the limit anywhere: black stays, the others give way."""
    cyan, magenta, yellow, black = image.split()
    if heaviest(image) <= INK_LIMIT:
        return image

    def reduced(bands: dict[str, Any]) -> Any:
        colours = bands["c"] + bands["m"] + bands["y"]
        room = INK_LIMIT * _TOP - bands["k"]
        share = bands["min"](room / bands["max"](colours, 1), 1)
        return bands["convert"](bands["one"] * share, "L")

    bands = {"c": cyan, "m": magenta, "y": yellow, "k": black}
    floats = {name: band.convert("F") for name, band in bands.items()}
    less = [ImageMath.lambda_eval(reduced, **floats, one=floats[name]) for name in "cmy"]
    return Image.merge("CMYK", (*less, black))


def heaviest(image: Image.Image) -> float:
    """Return the most ink that any point of a CMYK picture has: 3.0 is 300 %."""
    cyan, magenta, yellow, black = image.split()
    total = ImageMath.lambda_eval(
        lambda bands: bands["c"] + bands["m"] + bands["y"] + bands["k"], c=cyan, m=magenta, y=yellow, k=black
    )
    _, most = total.getextrema()
    return float(most) / _TOP


def _is_gray(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(red, blue).getbbox() is None


def _applied(image: Image.Image, transform: Any) -> Image.Image:
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None  # only a change in place gives None
    return converted


def _opened(profile: bytes) -> Any:
    try:
        return ImageCms.ImageCmsProfile(BytesIO(profile))
    except (OSError, ImageCms.PyCMSError) as problem:
        raise UsageError(f"a picture’s colour profile cannot be read: {problem}") from problem
