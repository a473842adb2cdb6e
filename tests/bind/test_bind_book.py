import time

import pytest

from pipeline.bind import bind_book
from pipeline.book.standards import Standard
from tests.bind.small_books import METADATA, TIMESTAMP, Bound


def bind_again(bound: Bound) -> bytes:
    return bind_at(TIMESTAMP, bound)


def bind_at(moment: int, bound: Bound) -> bytes:
    parts = bound.layouts, bound.pagination, bound.furniture, bound.outline
    return bind_book(*parts, METADATA, moment, tuple(Standard)).pdf


@pytest.mark.parametrize("zone", ["UTC", "Asia/Baku", "America/St_Johns"])
def test_same_input_gives_the_same_bytes_in_any_time_zone(
    small_book: Bound, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert bind_again(small_book) == small_book.data
    finally:
        monkeypatch.undo()
        time.tzset()


def test_another_moment_gives_another_identifier(small_book: Bound) -> None:
    later = bind_at(TIMESTAMP + 1, small_book)
    assert len(later) == pytest.approx(len(small_book.data), rel=0.01)
    assert later != small_book.data


def test_bound_book_is_a_sound_pdf(small_book: Bound) -> None:
    pdf = small_book.pdf
    assert pdf.check_pdf_syntax() == []
    assert pdf.get_warnings() == []
    assert pdf.pdf_version == "1.7"
