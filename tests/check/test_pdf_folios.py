"""Which links of a page print a page number."""

from pipeline.check.pdf_folios import is_rest_of_a_line


def test_the_end_of_a_broken_word_is_no_roman_number() -> None:
    assert is_rest_of_a_line("lic", ["azerbaijan democratic republic"])


def test_a_number_that_is_the_whole_link_is_one() -> None:
    assert not is_rest_of_a_line("xii", ["xii", "the contents"])
