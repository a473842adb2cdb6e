"""Fixtures that tests of every stage use."""

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put together what one process should run, a file's tests or a folder's, and in the order of their lengths."""
    ranks: dict[pytest.Item, int] = {}
    for item in items:
        path = item.path.relative_to(Path(__file__).parent)
        names = (path.parts[0], path.name)
        item.add_marker(pytest.mark.xdist_group(names[0] if names[0] in TOGETHER else str(path)))
        ranks[item] = next((rank for rank, name in enumerate(FIRST) if name in names), len(FIRST))
    items.sort(key=ranks.__getitem__)


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
