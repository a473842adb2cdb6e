from lxml import etree

from pipeline.assemble import assemble_navigation
from pipeline.book.names import Medium
from tests.small_book import BookBuilder


def test_the_landmark_of_the_contents_leads_to_them_in_a_book_without_a_piece_of_that_name(
    small_book: BookBuilder,
) -> None:
    root = etree.fromstring(assemble_navigation(small_book("Text.").linked(), Medium.EPUB).encode())
    [href] = root.xpath("//*[@*[local-name() = 'type'] = 'toc']/@href")
    [target] = root.xpath("//@id[. = $id]", id=href.removeprefix("#"))
    assert target.getparent().tag.endswith("nav")
