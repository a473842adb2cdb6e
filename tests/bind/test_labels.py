from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary

from pipeline.bind.labels import label_ranges
from pipeline.book.names import Folio
from pipeline.book.pagination import roman
from tests.bind.small_books import Bound

numbers = st.integers(1, 3999)
folios = st.lists(
    st.one_of(
        numbers.map(str), numbers.map(roman), st.sampled_from(["Cover", "Okładka", "A-3", "", "007", "iiii", "0"])
    ),
    max_size=30,
)
runs = st.lists(st.tuples(numbers, st.integers(1, 20), st.sampled_from([str, roman])), max_size=5)


def read(words: list[str]) -> list[str]:
    """Number pages as a reader does, from the ranges."""
    shown: list[str] = []
    ranges = list(label_ranges([Folio(word) for word in words]))
    ends = [*(found.first for found in ranges), len(words)][1:]
    for found, end in zip(ranges, ends, strict=True):
        for page in range(found.first, end):
            number = found.start + page - found.first
            shown.append({"None": found.words, "/D": str(number), "/r": roman(number)}[str(found.style)])
    return shown


@given(folios)
def test_labels_are_the_folios(words: list[str]) -> None:
    assert read(words) == words


@given(runs)
def test_folios_that_count_on_are_one_range(stretches: list[tuple[int, int, type[str]]]) -> None:
    words = [write(start + step) for start, length, write in stretches for step in range(length)]
    assert len(list(label_ranges([Folio(word) for word in words]))) <= len(stretches)


def test_cover_front_matter_and_body_are_labelled_as_they_are_printed(small_book: Bound) -> None:
    pdf = small_book.pdf
    assert [page.label for page in pdf.pages] == [page.folio for page in small_book.pagination.pages]
    assert [dict(kid) if isinstance(kid, Dictionary) else kid for kid in pdf.Root.PageLabels.Nums][::2] == [0, 2, 4]
