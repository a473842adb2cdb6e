"""A finished PDF opened anew while it is read: nothing of it is kept, and what is found is the same."""

import sys
from collections.abc import Callable

import pytest
from pikepdf import Pdf

from pipeline.book.bound import BoundBook
from pipeline.check import check_pdf
from pipeline.check.pdf_opened import OpenedPdf
from pipeline.check.pdf_tag_tree import read_tree
from pipeline.check.pdf_trees import pages_of
from tests.check.specimen import Specimen, spoilt
from tests.check.test_pdf import remove, retarget

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


@pytest.mark.parametrize("fault", [lambda pdf: None, remove("note-oil-1"), retarget("pans", "pipes")])
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
