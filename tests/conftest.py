"""Fixtures that tests of every stage use."""

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.cache import BuildCache
from pipeline.settings import CACHE_FOLDER
from tests.small_book import BookBuilder, SmallBook, write_book

# No clock: a slow machine is not a wrong result. No database: what CI draws, a developer can draw again.
settings.register_profile("quiet", deadline=None, database=None)
settings.load_profile("quiet")


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a test run share, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def made_before(workshop: Path) -> BuildCache:
    """What tests of this run laid out and cut, for those that ask what comes of it and not how it is made."""
    return BuildCache(workshop / CACHE_FOLDER)


@pytest.fixture
def small_book(tmp_path: Path) -> BookBuilder:
    """Build tiny books: `small_book("See [oil](#oil).").diagnostics()`."""
    numbers = count()

    def build(text: str, files: Mapping[str, str | bytes] | None = None, *, language: str = "en-GB") -> SmallBook:
        return write_book(tmp_path / f"book-{next(numbers)}", text, files, language=language)

    return build
