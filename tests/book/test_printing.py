import pytest

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.layout import BookPage
from pipeline.book.names import Folio, PageIndex, PageKind, PieceId, Side
from pipeline.book.pagination import printed_pages
from pipeline.book.printing import Binding, PrintSpecification


def specification(binding: Binding = Binding.PERFECT, spine: float | None = None) -> PrintSpecification:
    return PrintSpecification(16, 0.13, binding, spine, None, SourceLocation(None))  # type: ignore[arg-type]


def pages(cover: int, others: int) -> list[BookPage]:
    pieces = ["cover"] * cover + ["chapter"] * others
    return [BookPage(PieceId(piece), PageIndex(0), Side.RECTO, PageKind.RUNNING, Folio("1"), "") for piece in pieces]


def test_pages_are_filled_up_to_whole_signatures() -> None:
    assert [specification().filled_up(count) for count in (1, 16, 17, 97)] == [16, 16, 32, 112]


@pytest.mark.parametrize(("binding", "width"), [(Binding.PERFECT, 14.9), (Binding.SEWN, 15.3)])
def test_spine_is_as_wide_as_its_leaves_and_what_binding_adds(binding: Binding, width: float) -> None:
    assert specification(binding).spine_width(220) == width


def test_width_that_the_printer_gives_counts() -> None:
    assert specification(spine=13.5).spine_width(220) == 13.5


def test_block_has_all_pages_but_those_of_the_cover() -> None:
    assert printed_pages(pages(2, 3)) == (2, 3, 4)
    assert printed_pages(pages(0, 2)) == (0, 1)


def test_single_cover_page_leaves_a_blank_so_that_rectos_stay_rectos() -> None:
    assert printed_pages(pages(1, 3)) == (None, 1, 2, 3)
