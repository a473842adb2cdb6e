import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.book.blocks import Paragraph
from pipeline.book.inlines import Code, plain_text
from pipeline.book.walk import walk
from pipeline.read.typography import bind_spaces
from tests.small_book import BookBuilder

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on 28_May 1918", "en-GB"),
        ("166.9_million dollars", "en"),
        ("about 5_per_cent", "en"),
        ("5_%, 40_km and 12_000 people", "en"),
        ("by A._Lednicki and J._R._R. Tolkien".replace("R. T", "R._T"), "en"),
        ("p._3, pp._4–5, c._1918, No._5, vol._iv", "en"),
        ("Dr_Smith of St_Albans", "en"),
        ("w_Polsce i_z_nim o_tym", "pl"),
        ("28_maja 1918, 5_mln ton, s._3", "pl-PL"),
        ("A_gdzie", "pl"),
        ("28_may 1918", "az"),
        ("am 28_Mai", "de"),
        ("le 28_mai", "fr"),
        ("in 1918 in Warsaw, in 1920 a treaty", "en"),
        ("plain words of no account", "en"),
        ("a word in English", "en"),
        ("the year 1918 was long. p", "en"),
        ("28 mayors", "en"),
        ("5_km", "xx"),
    ],
)
def test_blanks_are_bound_by_the_rules_of_the_language(text: str, language: str) -> None:
    assert bind_spaces(text.replace("_", " "), language) == text.replace("_", NBSP)


def test_line_end_of_the_source_is_bound_like_a_blank() -> None:
    assert bind_spaces("28\nMay", "en") == f"28{NBSP}May"


@given(st.text(alphabet=st.sampled_from("aA zwŁ.,0123%&p cNoMay\nper cent km–") | st.characters(), max_size=120))
@pytest.mark.parametrize("language", ["en-GB", "pl", "az-Latn", "de", "fr", "ja"])
def test_only_blanks_change_and_never_the_letters(language: str, text: str) -> None:
    bound = bind_spaces(text, language)
    assert len(bound) == len(text)
    assert all(new == old or (old in " \n" and new == NBSP) for old, new in zip(text, bound, strict=True))
    assert bind_spaces(bound, language) == bound


def test_blank_is_bound_across_the_border_of_emphasis(small_book: BookBuilder) -> None:
    paragraph = small_book("on *28* May, [p. *3*](#x)").block
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.children) == f"on 28{NBSP}May, p.{NBSP}3"


def test_run_in_another_language_follows_its_own_rules(small_book: BookBuilder) -> None:
    paragraph = small_book("a w word [z nim w *domu*]{lang=pl} w word").block
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.children) == f"a w word z{NBSP}nim w{NBSP}domu w word"


def test_division_in_another_language_follows_its_own_rules(small_book: BookBuilder) -> None:
    block = small_book("::: {lang=pl}\nDom w lesie\n:::").block
    [paragraph] = [node for node in walk(block) if isinstance(node, Paragraph)]
    assert plain_text(paragraph.children) == f"Dom w{NBSP}lesie"


def test_code_is_left_alone(small_book: BookBuilder) -> None:
    assert [node for node in walk(small_book("`28 May`").blocks) if isinstance(node, Code)] == [Code("28 May")]


def test_index_entry_is_left_alone(small_book: BookBuilder) -> None:
    [mark] = [node for node in walk(small_book("[28 May]{.index}").blocks) if hasattr(node, "entry")]
    assert mark.entry == "28 May"
