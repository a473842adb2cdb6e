"""Fixtures that tests of every stage use."""

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path, PurePath
from typing import Final

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from pipeline.cache import BuildCache
from pipeline.settings import CACHE_FOLDER
from tests.small_book import BookBuilder, SmallBook, write_book

# No clock: a slow machine is not a wrong result. No database: what CI draws, a developer can draw again.
settings.register_profile("quiet", deadline=None, database=None)
settings.load_profile("quiet")

TOGETHER: Final = ("package", "check", "cli", "press")
"""Folders whose tests share what takes seconds to make: each is run by one process."""

FIRST: Final = ("check", "package", "test_real_book.py", "test_reproducible.py", "cli", "test_standing.py")
"""What takes longest, longest first, so that at the end no process is left alone with it."""


class ByWhatIsShared(LoadScopeScheduling):  # type: ignore[misc]  # has no types
    """Gives a process the tests of one file, or of a folder in which they share more."""

    def _split_scope(self, nodeid: str) -> str:
        path = PurePath(nodeid.partition("::")[0])
        return next((part for part in path.parts if part in TOGETHER), str(path))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByWhatIsShared:
    """Have the tests dealt out by what they share."""
    return ByWhatIsShared(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes longest."""

    def rank(item: pytest.Item) -> int:
        return next((rank for rank, name in enumerate(FIRST) if name in item.path.parts), len(FIRST))

    items.sort(key=rank)


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
