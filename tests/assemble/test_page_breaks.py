"""Marks of printed pages, put into documents at the very sign with which a page begins."""

import pytest

from pipeline.assemble.page_breaks import APART_ATTRIBUTE, mark_page_breaks
from pipeline.book.layout import PageBreak, TextStart
from pipeline.book.names import AnchorId, Folio, TextPosition
from pipeline.book.reading_text import OBJECT
from pipeline.errors import LayoutError

MARK = '<span id="page-7" epub:type="pagebreak" role="doc-pagebreak" aria-label="7"></span>'


def document(content: str) -> str:
    return f"<html><head><title>Not counted</title></head><body><main>{content}</main></body></html>"


def marked(content: str, before: str | None, signs: str = "", is_navigation: bool = False) -> str:
    """Mark the page that begins after the signs of `before`; None puts it at the end."""
    start = None if before is None else TextStart(TextPosition(len("".join(before.split()))), signs)
    found = mark_page_breaks(document(content), [PageBreak(AnchorId("page-7"), Folio("7"), start)], is_navigation)
    assert found.count(MARK) == 1
    return found.replace(MARK, "|").removeprefix(document("").split("</main>")[0]).removesuffix("</main></body></html>")


@pytest.mark.parametrize(
    ("content", "before", "signs", "expected"),
    [
        ("<p>One two</p>", "One", "two", "<p>One |two</p>"),
        ("<p>Infor\N{SOFT HYPHEN}mation</p>", "Infor", "mation", "<p>Infor\N{SOFT HYPHEN}|mation</p>"),
        ("<p>One <em>two <b>three</b></em></p>", "One two", "three", "<p>One <em>two |<b>three</b></em></p>"),
        ("<p>One <em>two</em></p>", "One", "two", "<p>One |<em>two</em></p>"),
        ("<p>One</p><p><a>Two</a></p>", "One", "Two", "<p>One</p><p>|<a>Two</a></p>"),
        ("<p>One</p><h2>Two</h2>", "One", "Two", "<p>One</p>|<h2>Two</h2>"),
        ("<ul><li>One</li><li>Two</li></ul>", "One", "Two", "<ul><li>One</li><li>|Two</li></ul>"),
        ("<table><tr><th>A</th><td>B</td></tr></table>", "A", "B", "<table><tr><th>A</th><td>|B</td></tr></table>"),
        ("<p>A &amp; B</p>", "A", "&B", "<p>A |&amp; B</p>"),
        ("<p>A</p><div><svg><g>no</g></svg></div>", "A", OBJECT, "<p>A</p><div>|<svg><g>no</g></svg></div>"),
        ("<section><header><h1>A</h1></header></section>", "", "A", "<section>|<header><h1>A</h1></header></section>"),
    ],
)  # fmt: skip
def test_a_page_is_marked_before_its_first_sign(content: str, before: str, signs: str, expected: str) -> None:
    assert marked(content, before, signs) == expected


def test_what_screens_alone_show_does_not_count() -> None:
    content = f"<p>One</p><details{APART_ATTRIBUTE}><p>Data</p></details><p>Two</p>"
    assert marked(content, "One", "Two").endswith("<p>|Two</p>")


def test_a_blank_page_closes_its_piece() -> None:
    assert marked("<p>One</p>", None) == "<p>One</p>|"


def test_a_link_of_the_navigation_holds_the_mark_itself() -> None:
    assert marked("<li>1</li><li><a>Two</a></li>", "1", "Two", is_navigation=True) == "<li>1</li><li><a>|Two</a></li>"


def test_a_document_that_says_something_else_than_the_page_is_a_fault() -> None:
    with pytest.raises(LayoutError, match="page 7 begins with “three”"):
        marked("<p>One two</p>", "One", "three")
