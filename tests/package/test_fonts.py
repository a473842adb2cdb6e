import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from pipeline.book.memory import Makers
from pipeline.book.vocabulary import ENGLISH
from pipeline.errors import OutputError
from pipeline.package import cut_fonts
from pipeline.package.fonts import characters_of, embed_fonts


def _fonts(epub: bytes) -> dict[str, TTFont]:
    archive = zipfile.ZipFile(BytesIO(epub))
    return {
        name.rpartition("/")[2]: TTFont(BytesIO(archive.read(name)))
        for name in archive.namelist()
        if name.endswith(".ttf")
    }


def _characters(epub: bytes) -> set[str]:
    archive = zipfile.ZipFile(BytesIO(epub))
    documents = [archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")]
    return {sign for text in documents for piece in ElementTree.fromstring(text).itertext() for sign in piece}


def _holds(font: TTFont, characters: set[str]) -> set[str]:
    return {sign for sign in characters if ord(sign) in font.getBestCmap()}


@pytest.mark.parametrize("name", ["EBGaramond-Regular.ttf", "EBGaramond-Italic.ttf", "SourceSans3-Regular.ttf"])
def test_subset_keeps_every_character_of_the_book_that_the_font_has(name: str, sample: Any, epub: bytes) -> None:
    characters = _characters(epub)
    [whole] = [font.data for font in sample.styles.fonts if font.path.name == name]
    kept = _fonts(epub)[name]
    assert _holds(kept, characters) == _holds(TTFont(BytesIO(whole)), characters)
    assert len(kept.getBestCmap()) < 400


def test_every_character_is_in_some_face(epub: bytes) -> None:
    fonts = _fonts(epub)
    faces = (fonts["EBGaramond-Regular.ttf"], fonts["Amiri-Regular.ttf"])
    invisible = {"\n", "\N{ZERO WIDTH NON-JOINER}"}
    assert (
        _characters(epub) - invisible - _holds(faces[0], _characters(epub)) - _holds(faces[1], _characters(epub))
        == set()
    )


def test_subset_keeps_small_capitals_figures_and_kerning(epub: bytes) -> None:
    font = _fonts(epub)["EBGaramond-Regular.ttf"]
    features = {
        record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
    }
    assert features >= {"smcp", "c2sc", "onum", "lnum", "tnum", "liga", "locl", "kern", "mark"}


def test_fonts_are_plain_and_dated_as_the_designer_left_them(sample: Any, epub: bytes) -> None:
    assert "META-INF/encryption.xml" not in zipfile.ZipFile(BytesIO(epub)).namelist()
    [whole] = [font.data for font in sample.styles.fonts if font.path.name == "EBGaramond-Regular.ttf"]
    assert _fonts(epub)["EBGaramond-Regular.ttf"]["head"].modified == TTFont(BytesIO(whole))["head"].modified


def test_faces_of_scripts_and_code_that_the_book_lacks_stay_out(sample: Any) -> None:
    without = [markup for markup in sample.markups if markup.piece != "roads"]
    outline = tuple(item for item in sample.outline if item.piece != "part")
    epub = replace(sample, markups=tuple(without), outline=outline).package()
    assert {name.partition("-")[0] for name in _fonts(epub)} == {"EBGaramond", "SourceSans3"}
    sheet = zipfile.ZipFile(BytesIO(epub)).read("EPUB/styles/epub.css").decode()
    assert "Amiri-Regular.ttf" not in sheet
    assert "SourceCodePro-Regular.ttf" not in sheet


def test_capitals_are_kept_for_letters_that_may_be_set_in_capitals() -> None:
    assert characters_of("şéß", "").text >= set("ŞÉSS")


def test_missing_font_is_named() -> None:
    sheet = '@font-face { font-family: X; src: url("fonts/Missing.ttf") }'
    with pytest.raises(OutputError, match=r"fonts/Missing\.ttf"):
        embed_fonts(sheet, (), characters_of("a", ""))


def test_unicode_range_limits_what_a_face_holds(sample: Any) -> None:
    sheet = '@font-face { src: url("fonts/Amiri-Regular.ttf"); unicode-range: U+0600-06FF }'
    characters: Callable[[str], Any] = lambda text: characters_of(text, "")  # noqa: E731 - shorter than a function
    kept, [item] = embed_fonts(sheet, sample.styles.fonts, characters("abc سلام"))
    assert kept == sheet
    assert set(map(chr, TTFont(BytesIO(item.data)).getBestCmap())) == set("سلام")
    assert embed_fonts(sheet, sample.styles.fonts, characters("abc")) == ("", ())


def test_fonts_cut_before_are_those_that_the_package_asks_for(sample: Any, epub: bytes) -> None:
    made: dict[str, bytes] = {}

    def note(makers: Makers) -> Mapping[str, bytes]:
        made.update(sample.remember(makers))
        return made

    cut_fonts(sample.markups, sample.navigation, sample.outline, sample.metadata, ENGLISH, sample.styles, remember=note)
    assert made
    assert sample.package(lambda makers: {key: made[key] for key in makers}) == epub
