"""What the tests of layout share."""

from typing import Any

import pytest

from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.styles import Styles
from pipeline.typeset import typeset_chapter
from tests.typeset.sample_markup import Sample, Typeset, load_resources, load_sample, load_styles, markup_of


@pytest.fixture(scope="session")
def styles() -> Styles:
    return load_styles()


@pytest.fixture(scope="session")
def resources() -> dict[ResourcePath, Resource]:
    return load_resources()


@pytest.fixture(scope="session")
def sample() -> Sample:
    return load_sample


@pytest.fixture(scope="session")
def typeset(styles: Styles, resources: dict[ResourcePath, Resource]) -> Typeset:
    def typeset(xhtml: str, **changes: Any) -> ChapterLayout:
        return typeset_chapter(markup_of(xhtml, **changes), styles, resources)

    return typeset


@pytest.fixture(scope="session")
def chapter(typeset: Typeset) -> ChapterLayout:
    return typeset(load_sample("chapter"))
