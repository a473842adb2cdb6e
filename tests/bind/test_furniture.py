from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, Pdf, parse_content_stream

from pipeline.bind import bind_book
from pipeline.book.furniture import stamps_of
from pipeline.book.names import PageKind, Side
from pipeline.errors import LayoutError
from tests.bind.conftest import IMAGE
from tests.bind.reading import elements, page_texts, streams_of
from tests.bind.small_books import METADATA, Bound, bind_layouts, lay_out_chapter


def test_heads_and_folios_stand_on_their_pages(small_book: Bound) -> None:
    for text, page in zip(page_texts(small_book.data), small_book.pagination.pages, strict=True):
        head = METADATA.title if page.side is Side.VERSO else page.head
        match page.kind:
            case PageKind.RUNNING:
                assert text.endswith(f"Head of {head} {page.folio}")
            case PageKind.OPENER:
                assert text.endswith(f" {page.folio}") and "Head of" not in text
            case _:
                assert "Head of" not in text


def test_stamps_are_pagination_artifacts_outside_the_tag_tree(small_book: Bound) -> None:
    pdf = small_book.pdf
    assert not any("Head of" in element.text for element in elements(pdf))
    expected = {PageKind.OPENER: ("/Footer", 1), PageKind.RUNNING: ("/Header", 2)}
    for page, place in zip(pdf.pages, small_book.pagination.pages, strict=True):
        if place.kind not in expected:
            continue
        subtype, count = expected[place.kind]
        begin, *invocations, end = parse_content_stream(page)[-count - 2 :]
        assert [str(found.operator) for found in (begin, *invocations, end)] == ["BDC", *["Do"] * count, "EMC"]
        tag, properties = begin.operands
        assert (tag, properties.Type, str(properties.Subtype)) == (Name.Artifact, Name.Pagination, subtype)
        for invocation in invocations:
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
    form = page.obj.Resources.XObject["/FurnitureFolio"]
    assert b"MCID" not in form.read_bytes()
    assert b"Do" not in form.read_bytes()
    assert page_texts(bound.data) == ("One 1",)


def test_each_head_and_folio_is_stored_once(small_book: Bound) -> None:
    wanted = {stamp for page in small_book.pagination.pages for stamp in stamps_of(page, METADATA.title)}
    assert len(streams_of(small_book.pdf, Name.Form)) == len(wanted) > 5


def test_fonts_of_what_was_laid_out_together_are_stored_once() -> None:
    pages = '<p class="page">More.</p>' * 3
    bound = bind_layouts(lay_out_chapter("one", f"<h1>One</h1>{pages}"))
    forms = [page.obj.Resources.XObject["/FurnitureFolio"] for page in list(bound.pdf.pages)[1:]]
    assert len({form.Resources.objgen for form in forms}) == 1


def test_stamps_take_no_name_that_a_chapter_uses() -> None:
    layout = lay_out_chapter("one", f"<h1>One</h1>{IMAGE}")
    with Pdf.open(BytesIO(layout.pdf)) as pdf:
        resources = pdf.pages[0].obj.Resources
        [(name, image)] = resources.XObject.items()
        resources.XObject = Dictionary({"/FurnitureFolio": image})
        pdf.pages[0].obj.Contents = pdf.make_stream(
            pdf.pages[0].obj.Contents.read_bytes().replace(name.encode() + b" Do", b"/FurnitureFolio Do")
        )
        pdf.save(target := BytesIO())
    bound = bind_layouts(replace(layout, pdf=target.getvalue()))
    forms = bound.pdf.pages[0].obj.Resources.XObject
    assert {str(name): str(form.Subtype) for name, form in forms.items()} == {
        "/FurnitureFolio": "/Image", "/FurnitureFolio-": "/Form",
    }  # fmt: skip


def test_a_stamp_that_was_not_laid_out_is_an_error() -> None:
    layout = lay_out_chapter("one", '<h1>One</h1><p class="page">More.</p>')
    bound = bind_layouts(layout)
    with pytest.raises(LayoutError, match="“1” is to be stamped"):
        bind_book([layout], bound.pagination, [], [], METADATA, 0)


def test_stamps_without_their_pages_are_an_error() -> None:
    layout = lay_out_chapter("one", "<h1>One</h1>")
    bound = bind_layouts(layout)
    [stamps] = bound.furniture
    with pytest.raises(LayoutError, match="2 running heads and folios have 1 pages"):
        bind_book([layout], bound.pagination, [replace(stamps, stamps=stamps.stamps * 2)], [], METADATA, 0)
