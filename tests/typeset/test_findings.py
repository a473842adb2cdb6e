"""What a layout finds wrong, with the line it stands on."""

from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.styles import Styles
from pipeline.typeset import typeset_chapter
from tests.typeset.sample_markup import DRAWING, Typeset, markup_of


def findings(layout: ChapterLayout) -> list[tuple[str, str, str]]:
    return [(found.rule, str(found.location), found.message) for found in layout.diagnostics]


def breaks(layout: ChapterLayout) -> list[tuple[str, str]]:
    return [(broken.rule, str(broken.location)) for broken in layout.bad_breaks]


def test_sample_chapter_is_faultless(chapter: ChapterLayout) -> None:
    assert findings(chapter) == []


def test_character_that_no_font_has_is_reported_with_its_name_and_line(typeset: Typeset) -> None:
    assert findings(typeset('<p data-line="12">A <em>letter ꙮ</em></p>')) == [
        ("IMG-007", "body/piece.md:12", "no font has the character “ꙮ” (U+A66E CYRILLIC LETTER MULTIOCULAR O)"),
    ]


def test_character_of_a_data_file_is_reported_at_that_file(typeset: Typeset) -> None:
    layout = typeset('<div data-line="3"><p data-line="8" data-source="data/people.yaml">漢</p></div>')
    assert findings(layout)[0][:2] == ("IMG-007", "data/people.yaml:8")


def test_file_of_a_line_is_the_one_that_the_source_lines_name(typeset: Typeset) -> None:
    xhtml = '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><body><p data-line="4">漢</p></body></html>'
    chapter = SourceLocation(PurePosixPath("body/01-one.md"), 1)
    assert findings(typeset(xhtml, source_lines={1: chapter}))[0][:2] == ("IMG-007", "body/01-one.md:4")


def test_letters_of_polish_azerbaijani_and_persian_have_glyphs(typeset: Typeset) -> None:
    layout = typeset('<p>Łódź Żółć Ə ə Ğ ğ İ ı Ş ş</p><p lang="fa" dir="rtl">کتاب گچپژ</p>')
    assert findings(layout) == []


def test_spaces_and_controls_need_no_glyph(typeset: Typeset) -> None:
    assert findings(typeset("<p>1\u202f000 a\u2060b soft\u00adhyphen</p>")) == []


def test_character_in_the_lettering_of_an_image_is_reported(
    styles: Styles, resources: dict[ResourcePath, Resource]
) -> None:
    drawing = replace(resources[DRAWING], data=resources[DRAWING].data.replace(b"2 : 3", "漢".encode()))
    layout = typeset_chapter(
        markup_of('<figure class="figure" data-line="4"><img src="figures/drawing.svg" alt="x"/></figure>'),
        styles,
        {DRAWING: drawing},
    )
    assert [found[:2] for found in findings(layout)] == [("IMG-007", "body/piece.md:4")]


def test_character_in_a_drawn_figure_is_reported_at_its_line(typeset: Typeset) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20" font-family="\'Source Sans 3\', sans-serif">'
        '<title>x</title><text x="0" y="9" font-weight="600">漢 Łódź</text><text x="0" y="18">漢</text></svg>'
    )
    assert findings(typeset(f'<figure class="figure chart" data-line="6">{drawing}</figure>')) == [
        ("IMG-007", "body/piece.md:6", "no font has the character “漢” (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)"),
    ]


def test_images_from_network_and_disk_are_refused_and_reported(typeset: Typeset) -> None:
    layout = typeset(
        '<p data-line="5"><img src="https://example.org/a.png" alt="a"/></p>'
        '<p data-line="6"><img src="file:///etc/hostname" alt="b"/></p>'
        '<p data-line="7"><img src="figures/absent.svg" alt="c"/></p>'
    )
    found = findings(layout)
    assert [rule for rule, _, _ in found] == ["IMG-010"] * 3
    assert [place for _, place, _ in found] == [f"body/piece.md:{line}" for line in (5, 6, 7)]
    assert all("not among the files of this book" in message for _, _, message in found)


def test_link_that_leads_nowhere_is_reported_at_its_line(typeset: Typeset) -> None:
    [(rule, place, message)] = findings(typeset('<p data-line="9"><a href="#nowhere">x</a></p>'))
    assert (rule, place) == ("IMG-010", "body/piece.md:9")
    assert "#nowhere" in message


def test_table_wider_than_the_measure_is_reported_at_its_line(typeset: Typeset) -> None:
    cells = "".join(f"<td>{'unbreakable' * 3}</td>" for _ in range(4))
    layout = typeset(f'<table data-line="20"><tbody><tr data-line="21">{cells}</tr></tbody></table>')
    assert breaks(layout)[0] == ("IMG-008", "body/piece.md:20")


def test_word_wider_than_the_measure_is_reported_at_its_line(typeset: Typeset) -> None:
    layout = typeset(f'<p data-line="2"><code>{"x" * 120}</code></p>')
    assert breaks(layout) == [("IMG-008", "body/piece.md:2")]


def test_text_that_runs_off_the_page_is_reported_at_its_line(typeset: Typeset) -> None:
    layout = typeset('<div data-line="2" style="height: 520pt; overflow: visible"><p>x</p></div><p data-line="3" '
                     'style="position: relative; line-height: 900pt">y</p>')  # fmt: skip
    assert ("BRK-001", "body/piece.md:3") in breaks(layout)


def test_family_that_no_font_file_carries_is_reported_once(typeset: Typeset) -> None:
    found = findings(typeset('<p style="font-family: Papyrus">a</p><p style="font-family: Papyrus">b</p>'))
    message = "the layout engine says: no font of styles/fonts is called “Papyrus”"
    assert [(rule, text) for rule, _, text in found if "Papyrus" in text] == [("IMG-010", message)]


def test_property_that_the_engine_does_not_know_is_reported(typeset: Typeset) -> None:
    assert [rule for rule, _, _ in findings(typeset('<p style="colour: red">x</p>'))] == ["IMG-010"]
