"""The catalogue: how a reader opens the book, and the colours it is meant for."""

from collections.abc import Sequence

from pikepdf import Dictionary, Name, Pdf, String

from pipeline.bind.chapters import BoundChapter
from pipeline.book.names import LanguageTag


def write_catalog(book: Pdf, chapters: Sequence[BoundChapter], language: LanguageTag) -> None:
    """Set language, spreads that begin on a recto, the title in the window's bar, and the chapters' output intent."""
    book.Root.Lang = String(language)
    book.Root.PageLayout = Name.TwoPageRight
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for chapter in chapters:
        intents = chapter.pdf.Root.get(Name.OutputIntents)
        if intents is not None:
            book.Root.OutputIntents = book.copy_foreign(chapter.pdf.make_indirect(intents))
            break
