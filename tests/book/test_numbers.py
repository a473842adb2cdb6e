"""Numbers in figures."""

import pytest

from pipeline.book.numbers import in_figures


@pytest.mark.parametrize(
    ("number", "figures"),
    [
        (1234567.0, "1234567"),
        (123456789012345.0, "123456789012345"),
        (1e15, "1000000000000000"),
        (2e16, "20000000000000000"),
        (0.00001, "0.00001"),
        (3 * 0.1, "0.3"),
        (166.9, "166.9"),
        (-5.0, "-5"),
        (0.0, "0"),
    ],
)
def test_a_number_keeps_its_figures_and_has_no_exponent(number: float, figures: str) -> None:
    assert in_figures(number) == figures


def test_thousands_are_parted_when_asked() -> None:
    assert in_figures(1234567.5, grouped=True) == "1,234,567.5"
