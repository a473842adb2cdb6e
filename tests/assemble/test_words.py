"""Small things the assemble stage writes: dates, openings, drawings."""

import xml.etree.ElementTree as ET
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.images import drawn_image
from pipeline.assemble.openings import split_opening
from pipeline.book import dates
from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Emphasis, Inlines, Text, plain_text
from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.vocabulary import ENGLISH, POLISH

HERE = SourceLocation(PurePosixPath("data/trade.yaml"), 1)


@pytest.mark.parametrize(
    ("span", "words", "iso"),
    [
        (DateSpan(PartialDate(1472)), "1472", "1472"),
        (DateSpan(PartialDate(2007, 3)), "March 2007", "2007-03"),
        (DateSpan(PartialDate(1918, 5, 28)), "28\N{NO-BREAK SPACE}May 1918", "1918-05-28"),
        (DateSpan(PartialDate(1908), PartialDate(1913)), "1908–1913", "1908"),
        (
            DateSpan(PartialDate(1997, 8, 26), PartialDate(1997, 8, 28)),
            "26–28\N{NO-BREAK SPACE}August 1997",
            "1997-08-26",
        ),
    ],
)
def test_dates_read_as_a_reader_expects(span: DateSpan, words: str, iso: str) -> None:
    assert (dates.in_words(span, ENGLISH), dates.in_iso(span)) == (words, iso)


def test_polish_months_are_in_the_genitive() -> None:
    assert dates.iso_in_words("1918-05-28", POLISH) == "28\N{NO-BREAK SPACE}maja 1918"


def test_an_opening_ends_between_words() -> None:
    head, tail = split_opening((Text("Contact between Poland and others"),))
    assert (plain_text(head), plain_text(tail)) == ("Contact between", " Poland and others")


@given(st.lists(st.one_of(st.builds(Text, st.text(max_size=30)), st.just(Emphasis((Text("title"),)))), max_size=6))
def test_an_opening_loses_nothing(inlines: list[Text | Emphasis]) -> None:
    whole: Inlines = tuple(inlines)
    head, tail = split_opening(whole)
    assert plain_text(head) + plain_text(tail) == plain_text(whole)


def test_a_drawing_keeps_its_ids_to_itself() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" viewBox="0 0 9 9"><g id="a"/><path fill="url(#a)"/></svg>'
    resource = Resource(ResourcePath(PurePosixPath("figures/map.svg")), "image/svg+xml", svg, "")
    root = ET.fromstring(drawn_image(resource, "A map", "map"))
    assert (root.get("role"), root.get("aria-label"), root.get("width")) == ("img", "A map", None)
    assert [child.get("id") or child.get("fill") for child in root] == ["map-a", "url(#map-a)"]
