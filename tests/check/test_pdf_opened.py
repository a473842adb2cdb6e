"""A finished PDF opened anew while it is read: nothing of it is kept, and what is found is the same."""

import sys
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import ObjectStreamMode, Pdf

from pipeline.book.bound import BoundBook
from pipeline.book.names import PageIndex
from pipeline.check import check_pdf
from pipeline.check.pdf_content import read_content
from pipeline.check.pdf_opened import OpenedPdf
from pipeline.check.pdf_tag_tree import read_tree
from pipeline.check.pdf_text import PageTexts
from pipeline.check.pdf_trees import pages_of
from pipeline.check.pdf_written import written_objects
from tests.check.specimen import Specimen, spoilt
from tests.check.test_pdf import remove, retarget


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for a large one."""
    monkeypatch.setattr("pipeline.check.pdf_opened.LARGE", 0)


ALONE = 2
"""References to a file that only the one that opened it holds, and the question how many there are."""


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have files opened anew whenever they may be; the list is of the references to each when it was let go."""
    counts: list[int] = []
    turn = OpenedPdf.turn_over

    def turning(file: OpenedPdf, much: int = 1) -> bool:
        counts.append(sys.getrefcount(file.pdf))
        return turn(file, 1)

    monkeypatch.setattr("pipeline.check.pdf_opened.written_objects", lambda data: None)
    monkeypatch.setattr("pipeline.check.pdf_opened.holds_much", lambda: True)
    monkeypatch.setattr(OpenedPdf, "turn_over", turning)
    return counts


def test_nothing_holds_a_file_that_is_opened_anew(specimen: Specimen, held: list[int]) -> None:
    with OpenedPdf(specimen.bound.pdf) as file:
        pages, _ = pages_of(file, {})
        tree = read_tree(file, {})
        assert len(held) > len(specimen.print_markups)
        assert set(held) == {ALONE}
        assert pages == [page.obj.objgen for page in file.pdf.pages]
        assert tree.tops


def test_a_file_that_is_not_large_is_read_whole(specimen: Specimen) -> None:
    with OpenedPdf(specimen.bound.pdf) as file:
        assert file.is_whole


FAULTS = [lambda pdf: None, remove("note-oil-1"), retarget("pans", "pipes")]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("most", [1, 40, 500])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_read_in_extracts_reads_the_same(
    specimen: Specimen, fault: Callable[[Pdf], None], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = BoundBook(spoilt(specimen.bound.pdf, fault), ())
    assert written_objects(bound.pdf) is not None
    readings = Readings(), Readings()
    about = specimen.linked, specimen.print_markups, specimen.pagination
    monkeypatch.setattr("pipeline.check.pdf_reading.MUCH_AT_ONCE", most)
    found = list(check_pdf(bound, *about, readings[0]))
    monkeypatch.setattr("pipeline.check.pdf_opened.written_objects", lambda data: None)
    assert found == list(check_pdf(bound, *about, readings[1]))
    assert readings[0] == readings[1]


@pytest.mark.usefixtures("large")
def test_a_file_whose_objects_are_not_packed_is_read_whole(specimen: Specimen) -> None:
    plain = BytesIO()
    with Pdf.open(BytesIO(specimen.bound.pdf)) as pdf:
        pdf.save(plain, object_stream_mode=ObjectStreamMode.disable)
    with OpenedPdf(plain.getvalue()) as file:
        assert file.is_whole
    with OpenedPdf(specimen.bound.pdf) as file:
        assert not file.is_whole


@pytest.mark.usefixtures("large")
def test_an_extract_holds_what_is_asked_for_and_what_it_rests_on(specimen: Specimen) -> None:
    with OpenedPdf(specimen.bound.pdf) as file, Pdf.open(BytesIO(specimen.bound.pdf)) as whole:
        pages, _ = pages_of(file, {})
        for number in pages:
            data = file.show([number], [number])
            assert data is not None
            assert len(data) < len(specimen.bound.pdf)
            page, same = file.find(number), whole.get_object(number)
            assert page.keys() == same.keys()
            assert read_content(page, {}) == read_content(same, {})


@pytest.mark.usefixtures("large")
@given(part=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_damaged_file_is_looked_at_without_an_error(specimen: Specimen, part: float, flip: int) -> None:
    damaged = bytearray(specimen.bound.pdf)
    damaged[int(part * len(damaged))] ^= flip
    for found in check_pdf(BoundBook(bytes(damaged), ()), specimen.linked, specimen.print_markups, specimen.pagination):
        assert found.message


@pytest.mark.usefixtures("large")
def test_a_page_of_an_extract_stays_that_page_when_the_file_is_opened_anew(specimen: Specimen) -> None:
    with OpenedPdf(specimen.bound.pdf) as file, PageTexts(specimen.bound.pdf) as texts:
        pages, _ = pages_of(file, {})
        expected = [texts.text(PageIndex(number)) for number in range(len(texts))]
        extract = file.extracts(pages)
        assert extract is not None
        texts.read_from(extract)
        for number, text in enumerate(expected):
            assert texts.read(PageIndex(number))[0] == text
            texts.turn_over()
            assert texts.read(PageIndex(number))[0] == text


class Readings(dict[str, bytes]):
    """A memory of one check, to be compared with that of another."""

    def recall(self, key: str) -> bytes | None:
        return None

    def note(self, key: str, data: bytes) -> None:
        self[key] = data


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_opened_anew_reads_the_same(
    specimen: Specimen, fault: Callable[[Pdf], None], request: pytest.FixtureRequest
) -> None:
    bound = BoundBook(spoilt(specimen.bound.pdf, fault), ())
    given = specimen.linked, specimen.print_markups, specimen.pagination
    before = list(check_pdf(bound, *given))
    held = request.getfixturevalue("held")
    assert list(check_pdf(bound, *given)) == before
    assert len(held) > len(specimen.print_markups)
    assert set(held) == {ALONE}
