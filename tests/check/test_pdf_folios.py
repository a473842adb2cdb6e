"""Which links of a page print a page number."""

from pipeline.check.pdf_folios import is_part_of_a_longer


def test_the_end_of_a_broken_word_is_no_roman_number() -> None:
    assert is_part_of_a_longer("lic", ["azerbaijan democratic republic"])
    assert is_part_of_a_longer("2006", ["2006to2011"])


def test_a_number_that_is_the_whole_link_is_one() -> None:
    assert not is_part_of_a_longer("xii", ["xii", "the contents"])
