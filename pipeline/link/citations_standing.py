"""The citation engine of a process's last build, ready with the same style and sources."""

from collections.abc import Sequence

from pipeline.book.manuscript import Source
from pipeline.link.citations_engine import CitationEngine
from pipeline.link.citations_style import load_style
from pipeline.link.collation import collation_for

_Made = tuple[str, str, list[str]]


class StandingCitations:
    """Keeps the engine while a book has the same style, language and cited sources, in the same order."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: tuple[_Made, CitationEngine] | None = None

    def engine(self, style: str, language: str, sources: Sequence[Source]) -> CitationEngine:
        """Return the engine for sources in the order of their first citation; one that looks back is made anew."""
        made: _Made = style, language, [f"{source.key} {source.csl!r}" for source in sources]
        if self._kept is None or self._kept[0] != made or self._kept[1].looks_back:
            engine = CitationEngine(load_style(style, language), sources, language, collation_for(language))
            self._kept = made, engine
        engine = self._kept[1]
        engine.begin()
        return engine
