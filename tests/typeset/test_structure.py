"""The tags of a piece: elements of the markup, not boxes of pages."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.bind.reading import kids, marked_text, own_content
from tests.typeset.sample_markup import Typeset

WORDS = " ".join(["undergroundwaterworks"] * 400)
ROWS = "".join(f"<tr><td>{number}</td><td>row</td></tr>" for number in range(80))


def tags(typeset: Typeset, body: str) -> tuple[Any, list[Any]]:
    """Lay out a body and return its PDF and its structure elements in order."""
    pdf = Pdf.open(BytesIO(typeset(f"<html lang='en'><head><title>T</title></head><body>{body}</body></html>").pdf))
    return pdf, list(walk(kids(pdf.Root.StructTreeRoot)[0]))


def walk(element: Any) -> Iterator[Any]:
    yield element
    for kid in kids(element):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield from walk(kid)


def of_role(found: list[Any], role: str) -> list[Any]:
    return [tag for tag in found if str(tag.S) == f"/{role}"]


def text_of(pdf: Any, tag: Any) -> str:
    texts = {page.obj.objgen: marked_text(page.obj) for page in pdf.pages}
    return "".join(texts[page][number] for page, number in own_content(tag))


@pytest.fixture(scope="module")
def long_paragraph(typeset: Typeset) -> tuple[Any, list[Any]]:
    return tags(typeset, f"<p>{WORDS}</p>")


def test_a_paragraph_that_crosses_pages_is_one_element(long_paragraph: tuple[Any, list[Any]]) -> None:
    pdf, found = long_paragraph
    assert len(pdf.pages) > 1
    [paragraph] = of_role(found, "P")
    assert len({page for page, _ in own_content(paragraph)}) == len(pdf.pages)
    assert of_role(found, "Span") == []


def test_words_are_parted_at_the_ends_of_lines_and_divided_ones_are_not(long_paragraph: tuple[Any, list[Any]]) -> None:
    pdf, found = long_paragraph
    content = b"".join(part for page in pdf.pages for part in contents(page.obj))
    assert b"/ActualText <feff00ad>" in content
    [paragraph] = of_role(found, "P")
    assert text_of(pdf, paragraph).replace("‐", "").split() == WORDS.split()


def contents(page: Any) -> Iterator[bytes]:
    found = page.Contents
    for part in found if isinstance(found, Array) else [found]:
        yield part.read_bytes()


def test_a_table_head_is_read_once_however_often_it_is_printed(typeset: Typeset) -> None:
    head = '<thead><tr><th scope="col">Number</th><th scope="col">Kind</th></tr></thead>'
    pdf, found = tags(typeset, f'<table class="table">{head}<tbody>{ROWS}</tbody></table>')
    assert len(pdf.pages) > 1
    assert len(of_role(found, "Table")) == len(of_role(found, "THead")) == 1
    assert [str(cell.A.Scope) for cell in of_role(found, "TH")] == ["/Column", "/Column"]
    assert len(of_role(found, "TD")) == 160


def test_notes_follow_the_paragraph_that_calls_them(typeset: Typeset) -> None:
    note = '<a id="c" class="note-call" href="#n" role="doc-noteref">1</a>' + (
        '<span id="n" class="note" role="doc-footnote"><a class="note-number" href="#c">1</a>'
        '<span class="note-paragraph"> Below.</span></span>'
    )
    _, found = tags(typeset, f"<div><p>Before{note} after.</p></div><p>Next.</p>")
    assert [str(tag.S) for tag in found] == [
        "/Document", "/P", "/Reference", "/Link", "/Note", "/Lbl", "/Link", "/P", "/P",
    ]  # fmt: skip
    assert [str(tag.ID) for tag in of_role(found, "Note")] == ["piece/n"]


def test_a_stretch_in_another_language_says_so_and_other_spans_are_none(typeset: Typeset) -> None:
    pdf, found = tags(typeset, '<p>A <em>plain</em> and a <em lang="pl">polski</em> word.</p>')
    [span] = of_role(found, "Span")
    assert (str(span.Lang), text_of(pdf, span)) == ("pl", "polski")
