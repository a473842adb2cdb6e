"""What linking keeps of a process's last build for the next: what is known of chapters that are the same still."""

from dataclasses import replace

from pipeline.book.manuscript import Book, Chapter
from pipeline.book.memory import MadeFrom
from pipeline.link.citations_standing import StandingCitations
from pipeline.link.collation import collation_for
from pipeline.link.index_standing import StandingIndex
from pipeline.link.registers import file_people
from pipeline.link.survey import Survey, survey_chapter


class StandingLinks:
    """Surveys of chapters, and what citations and the index of the last build were made into."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._language = ""
        self._surveys: MadeFrom[Chapter, Survey] = MadeFrom()
        self.citations = StandingCitations()
        self.index = StandingIndex()

    def survey(self, book: Book) -> tuple[Book, tuple[Survey, ...]]:
        """Return the book with its registers filed, and the survey of each of its chapters."""
        language = book.metadata.language
        if language != self._language:
            self._language, self._surveys = language, MadeFrom()
        self._surveys.begin()
        collation = collation_for(language)

        def survey(chapter: Chapter) -> Survey:
            return survey_chapter(file_people(chapter, collation))

        surveys = tuple(self._surveys.of(chapter, survey) for chapter in book.chapters)
        filed = iter(surveys)
        spine = tuple(next(filed).chapter if isinstance(item, Chapter) else item for item in book.spine)
        return replace(book, spine=spine), surveys
