"""A piece as pages: what stands on them, where its anchors fell, how its links leave it."""

import io

import pikepdf
import pypdfium2
import pytest

from pipeline.book.layout import ChapterLayout
from pipeline.book.names import AnchorId, PageKind, Side
from pipeline.errors import LayoutError
from tests.typeset.sample_markup import Typeset

PARAGRAPH = "<p>" + "The quick brown fox jumps over the lazy dog. " * 30 + "</p>"
PAGE_BREAK = '<div style="break-before: page"></div>'


def page_text(pdf: bytes, page: int) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return str(document[page].get_textpage().get_text_range()).replace("\r\n", " ")


def test_text_stands_on_the_page_where_it_falls(typeset: Typeset) -> None:
    layout = typeset(f"<p>one</p>{PAGE_BREAK}<p>two</p>")
    assert [page_text(layout.pdf, page).strip() for page in range(2)] == ["one", "two"]


def test_page_begins_with_its_first_words_and_the_anchor_before_them(typeset: Typeset) -> None:
    layout = typeset(f'<p id="a">one</p>{PAGE_BREAK}<p>Seven words are one more than six.</p><p id="b">end</p>')
    assert [(page.first_words, page.first_anchor) for page in layout.pages] == [
        ("one", "a"),
        ("Seven words are one more than", "a"),
    ]


def test_notes_are_no_part_of_what_a_page_begins_with(chapter: ChapterLayout) -> None:
    assert chapter.pages[0].first_words == "1 Letters and leading A page"


def test_first_page_is_an_opener_and_the_rest_have_running_heads(chapter: ChapterLayout) -> None:
    assert [page.kind for page in chapter.pages] == [PageKind.OPENER] + [PageKind.RUNNING] * 3


def test_page_without_content_is_blank(typeset: Typeset) -> None:
    layout = typeset('<p>one</p><p style="break-before: recto">three</p>')
    assert [page.kind for page in layout.pages] == [PageKind.OPENER, PageKind.BLANK, PageKind.RUNNING]


def test_display_piece_has_display_pages(typeset: Typeset) -> None:
    assert typeset("<p>Title</p>", display=True).pages[0].kind is PageKind.DISPLAY


def test_anchor_positions_are_points_from_the_top_left_of_their_page(typeset: Typeset) -> None:
    layout = typeset(f'<p class="first">x <span id="spot"/> y</p>{PAGE_BREAK}<p id="next">z</p>')
    spot, following = layout.anchors[AnchorId("spot")], layout.anchors[AnchorId("next")]
    assert (spot.page, following.page) == (0, 1)
    assert following.y == pytest.approx(20 / 25.4 * 72, abs=0.1)  # the head margin
    assert following.x == pytest.approx(24 / 25.4 * 72, abs=0.1)  # a verso's outer margin
    assert 18 / 25.4 * 72 < spot.x < 30 / 25.4 * 72


def test_missing_anchor_is_an_error_that_names_it(typeset: Typeset) -> None:
    with pytest.raises(LayoutError, match="“hidden”"):
        typeset('<p>seen</p><p id="hidden" style="display: none">unseen</p>')


def test_piece_that_opens_on_a_verso_begins_with_a_left_page(typeset: Typeset) -> None:
    layout = typeset('<p id="start">one</p>', opens=Side.VERSO)
    assert len(layout.pages) == 1
    assert layout.anchors[AnchorId("start")].x == pytest.approx(24 / 25.4 * 72, abs=0.1)


def test_links_out_of_the_piece_are_uris_and_links_within_are_destinations(typeset: Typeset) -> None:
    layout = typeset(
        '<p id="here"><a href="#here">a</a> <a href="book:there">b</a> <a href="https://x.org/?a=1">c</a></p>'
    )
    with pikepdf.open(io.BytesIO(layout.pdf)) as pdf:
        links = list(pdf.pages[0].Annots)
        names = pdf.Root.Names.Dests.Names
        assert str(links[0].Dest) == "here"
        assert [str(link.A.URI) for link in links[1:]] == ["book:there", "https://x.org/?a=1"]
        assert "here" in map(str, list(names)[::2])


def test_every_note_stands_on_the_page_of_its_call(typeset: Typeset) -> None:
    note = (
        '<a id="call-{0}" href="#note-{0}">{0}</a><span id="note-{0}" class="note" role="doc-footnote">'
        '<a class="note-number" href="#call-{0}">{0}</a><span class="note-paragraph"> A note of two lines, which takes '
        "its place from the text above it, so that a call near the foot of a page must sometimes go over.</span></span>"
    )
    text = "The quick brown fox jumps over the lazy dog. " * 3
    layout = typeset("".join(f"<p>{text}{note.format(number)} {text}</p>" for number in range(1, 40)))
    for number in range(1, 40):
        call, body = (layout.anchors[AnchorId(f"{kind}-{number}")] for kind in ("call", "note"))
        assert call.page == body.page


def test_pdf_is_tagged_and_says_its_language(chapter: ChapterLayout) -> None:
    with pikepdf.open(io.BytesIO(chapter.pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in pdf.Root


def test_markup_that_is_no_xml_is_an_error(typeset: Typeset) -> None:
    with pytest.raises(LayoutError, match="not well-formed"):
        typeset("<p>never closed")
