"""The finished EPUB, unzipped and held against the book it was made from."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import PageBreak, Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import PieceId
from pipeline.check.accessibility import check_accessibility
from pipeline.check.completeness import check_completeness
from pipeline.check.documents import anchors_of, read_documents
from pipeline.check.epub_contents import check_metadata, check_navigation, epub_inventory
from pipeline.check.epub_file import NotAnEpubError, read_epub
from pipeline.check.epub_index import check_index
from pipeline.check.epub_links import check_links
from pipeline.check.epub_orphans import check_orphans
from pipeline.check.epub_pages import check_pages
from pipeline.check.epub_words import check_words
from pipeline.check.packaged_book import PackagedBook
from pipeline.rules import EPUB_UNREADABLE


def check_epub(
    epub: bytes,
    linked: LinkedBook,
    markups: Sequence[ChapterMarkup],
    pagination: Pagination | None = None,
    breaks: Mapping[PieceId, Sequence[PageBreak]] | None = None,
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished EPUB; `markups` are those of Medium.EPUB that it was made from.

    `pagination` is that of the printed book whose page numbers the index names, None where it names none; `breaks` are
    its pages, which the EPUB must mark. Findings lead to the manuscript's line where one is known.
    """
    try:
        file = read_epub(epub)
    except NotAnEpubError as problem:
        yield EPUB_UNREADABLE.at(None, problem=problem)
        return
    documents = read_documents(markups, linked)
    paths = {file.path_of(markup.file_name): markup for markup in markups}
    book = PackagedBook(file, paths, documents, anchors_of(documents), linked)
    yield from check_metadata(book)
    yield from check_navigation(book)
    yield from check_completeness(epub_inventory(book), linked)
    yield from check_links(book)
    yield from check_orphans(book)
    yield from check_words(book)
    yield from check_index(book, pagination.anchor_pages if pagination else {})
    yield from check_accessibility(book)
    if breaks:
        yield from check_pages(book, breaks)
