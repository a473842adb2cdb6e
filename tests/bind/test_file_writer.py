"""Whatever blocks a file is written from, a reader finds their objects in it, under their numbers."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Object, Pdf, Stream, String

from pipeline.bind.file_writer import FileWriter, predicted_up
from pipeline.bind.objects import ROW, Block, Draft, packs_of, stretches

FRAME = {
    1: b"<</Type/Catalog/Pages 61 0 R>>",
    61: b"<</Type/Pages/Kids[62 0 R]/Count 1>>",
    62: b"<</Type/Page/Parent 61 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
}
PADDING = Block(b"%" * 4000 + b"\n", (), b"", ())
"""A reader takes large numbers in a small file for damage."""

TEXT = st.text(st.characters(codec="ascii"), max_size=30)
CONTENT = st.dictionaries(st.integers(2, 60), st.tuples(TEXT, st.one_of(st.none(), st.binary(max_size=300))))


def frame(next_number: int) -> Draft:
    """Return the least that a file must have."""
    draft = Draft(next_number)
    for number, text in FRAME.items():
        draft.add(text, number)
    return draft


def write(parts: Sequence[Mapping[int, tuple[str, bytes | None]]], compressed: bool) -> bytes:
    """Write a file of one block for each part, and one for what every file has."""
    file, draft = FileWriter(), frame(100)
    file.place(draft.finish())
    for part in parts:
        draft = Draft(draft.next_number)
        for number, (text, data) in part.items():
            entries = b"/Text %s" % String(text).unparse()
            if data is None:
                draft.add(b"<<%s>>" % entries, number)
            else:
                draft.add_stream(entries, data, number, compressed)
        file.place(draft.finish())
    file.place(PADDING)
    return file.finish(draft.next_number, 1, 1, b"identifier")


def read(item: Object) -> tuple[str, bytes | None]:
    assert isinstance(item, Dictionary | Stream)
    return str(item.Text), item.read_bytes() if isinstance(item, Stream) else None


@given(st.lists(CONTENT, max_size=4), st.booleans())
def test_a_file_of_any_blocks_has_their_objects(parts: list[dict[int, tuple[str, bytes | None]]], packed: bool) -> None:
    expected: dict[int, tuple[str, bytes | None]] = {}
    for part in parts:
        for number in set(part) & set(expected):
            del part[number]
        expected |= part
    with Pdf.open(BytesIO(write(parts, packed)), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        assert {number: read(pdf.get_object(number, 0)) for number in expected} == expected


def test_a_block_has_the_same_bytes_wherever_it_stands() -> None:
    def block() -> Block:
        draft = Draft(50)
        draft.add(b"[1 2]", 7)
        draft.add_stream(b"", b"data", 9)
        return draft.finish()

    file = FileWriter()
    begin, end = file.place(block())
    again, after = file.place(block())
    assert (end - begin, block().data) == (after - again, block().data)
    assert block().rows_at(100) != block().rows_at(200)


def test_objects_beyond_one_pack_stand_in_another() -> None:
    for count in (1, 200, 201, 650):
        draft = Draft(1000)
        for number in range(100, count + 100):
            draft.add(b"[%d]" % number, number)
        block = draft.finish()
        assert draft.next_number - 1000 == packs_of(count) == len(block.placed)
        file = FileWriter()
        file.place(block)
        file.place(PADDING)
        file.place(frame(1010).finish())
        with Pdf.open(BytesIO(file.finish(1100, 1, 1, b"")), attempt_recovery=False) as pdf:
            for number in range(100, count + 100):
                assert list(pdf.get_object(number, 0)) == [number]


@given(st.lists(st.binary(min_size=ROW.size, max_size=ROW.size), max_size=20))
def test_rows_are_predicted_from_those_above(rows: list[bytes]) -> None:
    predicted = predicted_up(b"".join(rows))
    above = bytes(ROW.size)
    for index, row in enumerate(rows):
        tag, *differences = predicted[index * (ROW.size + 1) : (index + 1) * (ROW.size + 1)]
        above = bytes((one + two) % 256 for one, two in zip(above, differences, strict=True))
        assert (tag, above) == (2, row)


@given(st.sets(st.integers(0, 100)))
def test_stretches_are_the_runs_of_numbers(numbers: set[int]) -> None:
    found = list(stretches(sorted(numbers)))
    assert [number for first, count in found for number in range(first, first + count)] == sorted(numbers)
    assert all(first + count not in numbers for first, count in found)
