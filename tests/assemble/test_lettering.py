"""Lettering of charts: measured by the font that sets it, broken between words."""

import json
from importlib.resources import files

import pytest

from pipeline.assemble.charts.lettering import Weight, text_width, wrap
from pipeline.assemble.charts.metrics import table
from tests.products.conftest import ROOT


def test_the_table_of_widths_is_that_of_the_font() -> None:
    kept = json.loads((files("pipeline.assemble.charts") / "advances.json").read_text(encoding="utf-8"))
    assert kept == table(ROOT / "styles" / "fonts"), "renew it: python -m pipeline.assemble.charts.metrics"


def test_semibold_is_wider_than_regular_and_size_counts() -> None:
    assert text_width("Qutqaşınlı", 10) < text_width("Qutqaşınlı", 10, Weight.SEMIBOLD)
    assert text_width("1918", 20) == pytest.approx(2 * text_width("1918", 10))


def test_a_character_without_width_is_taken_for_wide() -> None:
    assert text_width("語", 10) > text_width("m", 10)


def test_words_go_to_the_next_line_when_they_do_not_fit() -> None:
    assert wrap("one two three", text_width("one two", 10) + 0.1, 10) == ("one two", "three")
    assert wrap("unbreakable", 1, 10) == ("unbreakable",)
