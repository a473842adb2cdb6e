"""Fixtures that tests of every stage use."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from tests.small_book import BookBuilder, SmallBook, write_book

# No clock: a slow machine is not a wrong result. No database: what CI draws, a developer can draw again.
settings.register_profile("quiet", deadline=None, database=None)
settings.load_profile("quiet")


@pytest.fixture
def small_book(tmp_path: Path) -> BookBuilder:
    """Build tiny books: `small_book("See [oil](#oil).").diagnostics()`."""
    numbers = count()

    def build(text: str, files: Mapping[str, str | bytes] | None = None, *, language: str = "en-GB") -> SmallBook:
        return write_book(tmp_path / f"book-{next(numbers)}", text, files, language=language)

    return build
