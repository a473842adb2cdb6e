from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, Pdf, parse_content_stream

from pipeline.bind import bind_book
from pipeline.book.names import PageKind
from pipeline.errors import LayoutError
from tests.bind.conftest import IMAGE
from tests.bind.reading import elements, page_texts, streams_of
from tests.bind.small_books import METADATA, Bound, bind_layouts, furniture_for, lay_out_chapter


def test_heads_and_folios_stand_on_their_pages(small_book: Bound) -> None:
    for text, page in zip(page_texts(small_book.data), small_book.pagination.pages, strict=True):
        has_any = page.kind in (PageKind.OPENER, PageKind.RUNNING)
        assert text.endswith(f"Head of {page.head} {page.folio}") == has_any
        assert ("Head of" in text) == has_any


def test_stamp_is_a_pagination_artifact_outside_the_tag_tree(small_book: Bound) -> None:
    pdf = small_book.pdf
    assert not any("Head of" in element.text for element in elements(pdf))
    expected = {PageKind.OPENER: "/Footer", PageKind.RUNNING: "/Header"}
    for page, place in zip(pdf.pages, small_book.pagination.pages, strict=True):
        if place.kind not in expected:
            continue
        begin, invocation, end = parse_content_stream(page)[-3:]
        assert [str(found.operator) for found in (begin, invocation, end)] == ["BDC", "Do", "EMC"]
        tag, properties = begin.operands
        assert (tag, properties.Type, str(properties.Subtype)) == (
            Name.Artifact, Name.Pagination, expected[place.kind],
        )  # fmt: skip
        form = page.obj.Resources.XObject[str(invocation.operands[0])]
        assert form.Subtype == Name.Form
        assert Name.StructParents not in form


def test_graphics_state_is_restored_before_the_stamp(small_book: Bound) -> None:
    for page in small_book.pdf.pages:
        depth = 0
        for found in parse_content_stream(page) if Name.Contents in page.obj else ():
            depth += {"q": 1, "Q": -1}.get(str(found.operator), 0)
            assert depth >= 0
        assert depth == 0


def test_tagged_furniture_loses_its_marks() -> None:
    bound = bind_layouts(lay_out_chapter("one", "<h1>One</h1>"), tagged_furniture=True)
    [page] = bound.pdf.pages
    form = page.obj.Resources.XObject["/Furniture"]
    assert b"MCID" not in form.read_bytes()
    assert b"Do" not in form.read_bytes()
    assert page_texts(bound.data) == ("One Head of One 1",)


def test_fonts_of_the_furniture_are_stored_once(small_book: Bound) -> None:
    forms = streams_of(small_book.pdf, Name.Form)
    assert len(forms) == 8
    assert len({form.Resources.objgen for form in forms}) == 1


def test_stamp_takes_no_name_that_a_chapter_uses() -> None:
    layout = lay_out_chapter("one", f"<h1>One</h1>{IMAGE}")
    with Pdf.open(BytesIO(layout.pdf)) as pdf:
        resources = pdf.pages[0].obj.Resources
        [(name, image)] = resources.XObject.items()
        resources.XObject = Dictionary({"/Furniture": image})
        pdf.pages[0].obj.Contents = pdf.make_stream(
            pdf.pages[0].obj.Contents.read_bytes().replace(name.encode() + b" Do", b"/Furniture Do")
        )
        pdf.save(target := BytesIO())
    bound = bind_layouts(replace(layout, pdf=target.getvalue()))
    forms = bound.pdf.pages[0].obj.Resources.XObject
    assert {str(name): str(form.Subtype) for name, form in forms.items()} == {
        "/Furniture": "/Image", "/Furniture-": "/Form",
    }  # fmt: skip


def test_furniture_for_another_number_of_pages_is_an_error() -> None:
    layout = lay_out_chapter("one", "<h1>One</h1>")
    bound = bind_layouts(layout)
    furniture = furniture_for(bound.pagination.pages * 2)
    with pytest.raises(LayoutError, match="for 2 pages, the book has 1"):
        bind_book([layout], bound.pagination, furniture, [], METADATA, 0)
