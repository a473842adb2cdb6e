import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.link.collation import DIGITS, SYMBOLS, base_letters, collation_for, filing_form

LANGUAGES = ("en-GB", "pl", "az", "cs", "sv", "uk")
HEADINGS = st.text(
    alphabet=st.one_of(
        st.sampled_from("aAbBzZ łŁəƏıİçÇ019½²Ⅳ-–,.“”‘*€#ʿ'ЖжΩßþ"),
        st.characters(),
    ),
    max_size=12,
)


def filed(language: str, *headings: str) -> list[str]:
    return sorted(headings, key=collation_for(language).key)


def test_a_space_comes_before_every_letter() -> None:
    assert filed("en-GB", "Newark", "New York", "News") == ["New York", "Newark", "News"]


def test_a_hyphen_or_dash_counts_as_a_space() -> None:
    assert filed("en-GB", "Azerbaijani", "Azerbaijan–Poland", "Azerbaijan oil") == [
        "Azerbaijan oil",
        "Azerbaijan–Poland",
        "Azerbaijani",
    ]


def test_quotation_marks_and_commas_do_not_count() -> None:
    assert filed("en-GB", "Fatullayev, Shamil", "“Farys” (magazine)", "Faryab") == [
        "Faryab",
        "“Farys” (magazine)",
        "Fatullayev, Shamil",
    ]
    assert filing_form("“Farys” (magazine)") == "Farys magazine"


def test_numbers_stand_by_value_after_symbols_and_before_letters() -> None:
    assert filed("en-GB", "A", "10 Downing Street", "€ zone", "9 May") == [
        "€ zone",
        "9 May",
        "10 Downing Street",
        "A",
    ]


def test_articles_count() -> None:
    assert filed("en-GB", "Sea", "The Knight", "Tiger") == ["Sea", "The Knight", "Tiger"]


def test_half_rings_of_transliteration_do_not_count() -> None:
    assert collation_for("en-GB").letter("ʿAli") == "A"


@pytest.mark.parametrize(
    ("language", "heading", "letter"),
    [
        ("en-GB", "Łódź", "L"),
        ("en-GB", "Əliyev, İlham", "E"),
        ("en-GB", "İstanbul", "I"),
        ("en-GB", "Çelebi", "C"),
        ("pl", "Łódź", "Ł"),
        ("pl", "Święcicki", "Ś"),
        ("az", "Əliyev, İlham", "Ə"),
        ("az", "İstanbul", "İ"),
        ("cs", "Chopin", "Ch"),
        ("en-GB", "Жук", "Ж"),
        ("uk", "Ґалаґан", "Ґ"),
        ("uk", "Chopin", "C"),
        ("en-GB", "“Farys” (magazine)", "F"),
        ("en-GB", "1905 revolution", DIGITS),
        ("en-GB", "€ zone", SYMBOLS),
        ("en-GB", "?!", SYMBOLS),
    ],
)
def test_a_heading_stands_under_a_letter_of_the_books_own_alphabet(language: str, heading: str, letter: str) -> None:
    assert collation_for(language).letter(heading) == letter


def test_polish_files_its_own_letters_after_their_base_letters_and_english_among_them() -> None:
    towns = ("Łódź", "Lublin", "Luxemburg", "Lądek")
    assert filed("pl", *towns) == ["Lądek", "Lublin", "Luxemburg", "Łódź"]
    assert filed("en-GB", *towns) == ["Lądek", "Łódź", "Lublin", "Luxemburg"]


def test_azerbaijani_files_schwa_between_e_and_f() -> None:
    assert filed("az", "Füzuli", "Əliyev", "Elçibəy", "Eyvazov") == ["Elçibəy", "Eyvazov", "Əliyev", "Füzuli"]


def test_a_language_without_an_order_of_its_own_takes_the_root_order() -> None:
    assert filed("tlh", "b", "á", "a") == ["a", "á", "b"]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(headings=st.lists(HEADINGS, max_size=8))
def test_the_order_is_total_and_does_not_depend_on_the_order_given(language: str, headings: list[str]) -> None:
    key = collation_for(language).key
    assert sorted(headings, key=key) == sorted(reversed(headings), key=key)
    for one in headings:
        for other in headings:
            assert (key(one) == key(other)) == (one == other)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(headings=st.lists(HEADINGS, max_size=12))
def test_each_letter_is_one_stretch_of_the_sorted_headings(language: str, headings: list[str]) -> None:
    collation = collation_for(language)
    letters = [collation.letter(heading) for heading in sorted(headings, key=collation.key)]
    stretches = [letter for n, letter in enumerate(letters) if n == 0 or letter != letters[n - 1]]
    assert len([letter for letter in stretches if letter != "…"]) == len(set(stretches) - {"…"})


@settings(max_examples=60, deadline=None)
@given(HEADINGS)
def test_case_and_punctuation_make_no_other_heading(heading: str) -> None:
    assert base_letters(heading) == base_letters(f"“{heading}”")


@pytest.mark.parametrize(("one", "other"), [("Oil", "oil"), ("Łódź", "Lodz"), ("Oil, crude", "oil crude")])
def test_headings_that_differ_only_in_case_or_accents_have_the_same_base_letters(one: str, other: str) -> None:
    assert base_letters(one) == base_letters(other)


def test_different_words_have_different_base_letters() -> None:
    assert base_letters("Aliyev, Ilham") != base_letters("Əliyev, İlham")
