import pytest

from pipeline.assemble import assemble
from pipeline.assemble.credits import contributor_lines
from pipeline.book.manuscript import Creator
from pipeline.book.names import Medium
from pipeline.book.vocabulary import ENGLISH, POLISH
from tests.small_book import BOOK_YAML, BookBuilder


@pytest.mark.parametrize(
    ("matter", "text", "kind"),
    [
        ("body", "Text.", "chapter"),
        ("back", "Text.", "appendix"),
        ("front", "Text.", "preface"),
        ("back", "## Entries\n\n::: {.index}\n:::", "index"),
        ("back", "::: {.bibliography}\n:::", "bibliography"),
        ("back", "Words.\n\n::: {.colophon}\n:::", "colophon"),
        ("back", "---\ntitle: Words\ntype: glossary\n---\nTerm\n:   Meaning.", "glossary"),
        ("front", "---\ntitle: Words\ntype: introduction\n---\nText.", "introduction"),
    ],
)
def test_a_piece_has_the_type_its_contents_deserve(small_book: BookBuilder, matter: str, text: str, kind: str) -> None:
    spine = BOOK_YAML.format(language="en-GB", pieces="body/chapter.md").replace("body:", f"{matter}:")
    [markup] = assemble(small_book(text, {"book.yaml": spine}).linked(), Medium.EPUB)
    assert f' role="doc-{kind}" epub:type="{kind}"' in markup.xhtml


def test_a_type_that_no_book_knows_is_found_at_its_line(small_book: BookBuilder) -> None:
    [found] = small_book("---\ntitle: Words\ntype: glosary\n---\nText.").findings()
    assert (found.rule, found.location and found.location.line) == ("MET-008", 3)
    assert "did you mean “glossary”" in found.message


def test_everybody_who_made_the_book_is_named_by_their_part() -> None:
    roles = {"Ann": "aut", "Ed": "edt", "Eve": "edt", "Tom": "trl", "Ida": "ill", "Zoe": "xyz"}
    people = [Creator(name, role) for name, role in roles.items()]
    assert contributor_lines(people, ENGLISH) == (
        "Edited by Ed, Eve", "Translated by Tom", "Illustrated by Ida", "With contributions by Zoe",
    )  # fmt: skip
    assert contributor_lines(people, POLISH)[0] == "Redakcja: Ed, Eve"


def test_editors_stand_on_cover_title_page_and_copyright_page(small_book: BookBuilder) -> None:
    pieces = "front: [cover, title-page, copyright-page]\n  body: [body/chapter.md]"
    people = "creators:\n  - {name: Ed & Co., role: edt}\n  - {name: Ann, role: aut}\nspine:"
    book = BOOK_YAML.format(language="en-GB", pieces="").replace("body: []", pieces).replace("spine:", people)
    linked = small_book("Text.", {"book.yaml": book}).linked()
    for medium in (Medium.PRINT, Medium.EPUB):
        pages = {str(markup.piece): markup.xhtml for markup in assemble(linked, medium)}
        for piece in ("cover", "title-page", "copyright-page"):
            assert "Edited by Ed &amp; Co." in pages[piece]
