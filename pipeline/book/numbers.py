"""Numbers in figures."""

from decimal import Decimal


def in_figures(number: float, grouped: bool = False) -> str:
    """Write a number with all its figures, up to 15 that count, and never an exponent; `grouped` parts thousands by ,.

    What floating point adds beyond those figures is left out: 3 × 0.1 is 0.3.
    """
    exact = Decimal(f"{number:.15g}")
    return f"{exact:,f}" if grouped else f"{exact:f}"
