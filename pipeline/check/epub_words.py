"""Every word of the manuscript stands in the document of its piece."""

from collections.abc import Iterator

from pipeline.book.diagnostics import Diagnostic
from pipeline.check.packaged_book import PackagedBook
from pipeline.check.runs import runs_of
from pipeline.check.wording import excerpt, fold
from pipeline.rules import EPUB_WORDS_LOST


def check_words(book: PackagedBook) -> Iterator[Diagnostic]:
    """Yield each run of the manuscript's words that its document does not have."""
    for chapter in book.linked.book.chapters:
        document = book.document_of(chapter.piece)
        if document is None:
            continue  # a piece that is missing is a matter of completeness
        text = fold("".join(document.root.itertext()))
        for run in runs_of(chapter, drawn_data=True):
            if fold(run.text) not in text:
                yield EPUB_WORDS_LOST.at(run.location, file=book.name(document.path), words=excerpt(run.text))
