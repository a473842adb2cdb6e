"""Every word of the manuscript stands on the pages of its piece."""

from collections.abc import Iterator, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.check.printed_book import PrintedPart, is_right_to_left
from pipeline.check.runs import runs_of
from pipeline.check.wording import excerpt
from pipeline.rules import PDF_WORDS_LOST


def check_words(part: PrintedPart) -> Iterator[Diagnostic]:
    """Yield each run of the manuscript's words that cannot be read on its piece's pages, once for its line."""
    pages, latest = [part.folded(page) for page, _ in part.pages], ""
    for chapter in part.book.linked.book.chapters:
        if chapter.piece == part.part.piece:
            for run in runs_of(chapter, drawn_data=False):
                wanted = part.book.fold(run.text)
                if wanted in latest:
                    continue  # as most runs stand on the page of the one before
                latest = next((page for page in pages if wanted in page), latest)
                if wanted not in latest and not is_right_to_left(run.text) and not stands_on(wanted, pages):
                    yield PDF_WORDS_LOST.at(run.location, words=excerpt(run.text))


def stands_on(wanted: str, pages: Sequence[str]) -> bool:
    """Tell whether pages of folded text show some letters, whole or parted by the turn of one or more pages."""
    if any(wanted in page for page in pages):
        return True
    return any(_goes_on(wanted, pages[number:]) for number in range(len(pages) - 1))


def _goes_on(wanted: str, pages: Sequence[str]) -> bool:
    """Tell whether letters begin on the first of some pages and go on to their end on those that follow."""
    if wanted in pages[0]:
        return True
    if len(pages) < 2:
        return False
    longest, beyond = 0, len(wanted)
    while beyond - longest > 1:  # what has a beginning on a page has every shorter one there
        middle = (longest + beyond) // 2
        longest, beyond = (middle, beyond) if wanted[:middle] in pages[0] else (longest, middle)
    return any(_goes_on(wanted[cut:], pages[1:]) for cut in range(longest, 0, -1))
