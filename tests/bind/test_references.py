from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Pdf, String

from pipeline.bind.references import References, numbers_in

TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(["3 0 R", "(3 0 R", "3 0 R)", "\\(3 0 R", "a\n3 0 R\\"]))
VALUES = st.lists(st.one_of(TEXTS, st.integers(1, 40)), max_size=8)


def written(values: list[str | int]) -> bytes:
    """Return texts, and references to the objects of the numbers given, as qpdf writes them."""
    pdf = Pdf.new()
    while pdf.make_indirect(Dictionary()).objgen[0] < 140:
        pass
    items = [String(value) if isinstance(value, str) else pdf.get_object(value, 0) for value in values]
    return Dictionary(Items=Array(items)).unparse()


@given(VALUES)
def test_references_are_counted_on_and_texts_are_left_alone(values: list[str | int]) -> None:
    references = References(100, {3: 7})
    in_book = [7 if value == 3 else 100 + value if isinstance(value, int) else value for value in values]
    assert references.rewritten(written(values)) == written(in_book)


@given(VALUES)
def test_what_is_met_is_told_once(values: list[str | int]) -> None:
    references = References(100, {3: 7})
    references.rewritten(written(values))
    references.rewritten(written(values))
    assert list(references.newly_met()) == list(dict.fromkeys(numbers_of(values, but=3)))
    references.rewritten(written(values))
    assert references.newly_met() == []


@given(VALUES)
def test_numbers_in_a_text_are_those_of_its_references(values: list[str | int]) -> None:
    assert list(numbers_in(written(values))) == numbers_of(values)


def numbers_of(values: list[str | int], but: int | None = None) -> list[int]:
    return [value for value in values if isinstance(value, int) and value != but]
