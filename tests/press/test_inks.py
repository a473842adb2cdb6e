import pytest
from PIL import Image

from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.errors import UsageError
from pipeline.folders import styles_folder
from pipeline.press import PrintingCondition
from pipeline.press.inks import heaviest, limited
from pipeline.read import read_styles


def test_greys_are_tints_of_black_alone(condition: PrintingCondition) -> None:
    assert condition.of_rgb(0, 0, 0) == (0, 0, 0, 1)
    assert condition.of_rgb(0.2, 0.2, 0.2) == (0, 0, 0, 0.8)
    assert condition.of_gray(1) == (0, 0, 0, 0)
    assert condition.of_lab(50, 0, 0) == (0, 0, 0, 0.5)


def test_colours_become_inks_by_the_profile(condition: PrintingCondition) -> None:
    cyan, magenta, yellow, black = condition.of_rgb(1, 0, 0)
    assert cyan < 0.05 and magenta > 0.9 and yellow > 0.9 and black < 0.05
    assert condition.of_lab(54, 81, 70) == pytest.approx((cyan, magenta, yellow, black), abs=0.03)


def test_no_colour_and_no_picture_has_more_ink_than_the_limit(condition: PrintingCondition) -> None:
    steps = range(0, 256, 51)
    for red, green, blue in ((r, g, b) for r in steps for g in steps for b in steps):
        assert sum(condition.of_rgb(red / 255, green / 255, blue / 255)) <= 3.0
    darkest = condition.of_image(Image.effect_mandelbrot((64, 64), (-3, -2.5, 2, 2.5), 50).convert("RGB"), None)
    assert heaviest(darkest) <= 3.0
    heavy = limited(Image.new("CMYK", (2, 2), (255, 255, 128, 255)))
    assert heaviest(heavy) <= 3.0
    inks = heavy.getpixel((0, 0))
    assert isinstance(inks, tuple) and inks[3] == 255 and inks[0] == inks[1] > inks[2] > 0


def test_a_picture_within_the_limit_is_left_as_it_is() -> None:
    light = Image.new("CMYK", (2, 2), (255, 255, 255, 0))
    assert limited(light).getpixel((0, 0)) == (255, 255, 255, 0)


def test_a_picture_of_greys_is_printed_in_black_alone(condition: PrintingCondition) -> None:
    for mode, colour in (("L", 100), ("RGB", (100, 100, 100))):
        assert condition.of_image(Image.new(mode, (1, 1), colour), None).getpixel((0, 0)) == (0, 0, 0, 155)


def test_the_condition_is_named_as_in_the_registry(condition: PrintingCondition) -> None:
    assert condition.name == "FOGRA39"


def test_there_must_be_one_profile_and_it_must_be_for_cmyk() -> None:
    [profile] = read_styles(styles_folder()).profiles
    for profiles in ((), (profile, profile)):
        with pytest.raises(UsageError, match="one ICC profile"):
            PrintingCondition(profiles)
    with pytest.raises(UsageError, match="not an ICC profile"):
        PrintingCondition((Resource(ResourcePath(profile.path), "", b"no profile", ""),))
