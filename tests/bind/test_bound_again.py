"""A book bound again is, byte for byte, the book bound for the first time; only what changed is written anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.bind.binding
import pipeline.bind.chapters
import pipeline.bind.collation
from pipeline.bind import Bench, bind_book
from pipeline.bind.chapters import ChapterFile
from pipeline.book.bound import BoundBook, BoundPart
from pipeline.book.furniture import Stamp, Stamps, stamps_together
from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import BookMetadata
from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, Matter
from pipeline.book.pagination import paginate
from pipeline.book.standards import Standard
from pipeline.errors import LayoutError
from tests.bind.conftest import IMAGE, PREFACE, RIVERS, ROADS
from tests.bind.small_books import METADATA, TIMESTAMP, lay_out_chapter, lay_out_stamps

NOTE = '<span class="note" id="{}"><a href="#kura">1</a> A note.</span>'
TEXT = "<h1>{}</h1><p>Words and <a href='https://example.org'>a link</a>.</p>"
LONGER = RIVERS.replace("Where it ends.", f"Where it ends.{NOTE.format('n-1')}{NOTE.format('n-2')}")


@dataclass
class Notes:
    """A memory in which everything stays."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def recall(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def note(self, key: str, data: bytes) -> None:
        self.kept[key] = data


@dataclass
class Watched:
    """Which pieces were opened, and which were written, since this was asked last."""

    opened: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def since(self) -> tuple[list[str], list[str]]:
        found = self.opened.copy(), self.written.copy()
        self.opened.clear()
        self.written.clear()
        return found


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    told = Watched()
    for module, name, names in (
        (pipeline.bind.chapters, "open_chapter", told.opened),
        (pipeline.bind.collation, "open_stamps", told.opened),
        (pipeline.bind.binding, "write_piece", told.written),
        (pipeline.bind.binding, "write_forms", told.written),
    ):
        monkeypatch.setattr(module, name, _telling(getattr(module, name), names))
    return told


def _telling(function: Callable[..., object], names: list[str]) -> Callable[..., object]:
    def tell(what: ChapterLayout | ChapterFile | Stamps, *others: object) -> object:
        layout = what.layout if isinstance(what, ChapterFile) else what
        names.append(layout.piece if isinstance(layout, ChapterLayout) else "furniture")
        return function(what, *others)

    return tell


@cache
def laid_out(piece: str, body: str) -> ChapterLayout:
    return lay_out_chapter(piece, body, Matter.FRONT if piece == "preface" else Matter.BODY)


def book(**bodies: str) -> tuple[ChapterLayout, ...]:
    return tuple(laid_out(piece, body) for piece, body in bodies.items())


@cache
def laid_out_once(stamps: tuple[Stamp, ...]) -> Stamps:
    return lay_out_stamps(stamps)


def bind(layouts: Sequence[ChapterLayout], bench: Bench | None = None, metadata: BookMetadata = METADATA) -> BoundBook:
    pagination = paginate(layouts)
    outline = [OutlineItem(it.title, None, it.piece, AnchorId(it.piece)) for it in layouts]
    furniture = [laid_out_once(stamps) for stamps in stamps_together(pagination.pages, metadata.title)]
    return bind_book(layouts, pagination, furniture, outline, metadata, TIMESTAMP, tuple(Standard), bench)


FIRST = {"preface": PREFACE, "rivers": RIVERS, "roads": ROADS}


def test_a_book_that_is_as_it_was_is_bound_without_a_look_into_its_pieces(watched: Watched) -> None:
    bench = Bench()
    first = bind(book(**FIRST), bench)
    assert watched.since()[1] == ["furniture", "furniture", "furniture", *FIRST]
    assert bind(book(**FIRST), bench) == first
    assert watched.since() == ([], [])


def test_another_process_takes_everything_from_the_memory(watched: Watched) -> None:
    notes = Notes()
    first = bind(book(**FIRST), Bench(notes))
    watched.since()
    assert bind(book(**FIRST), Bench(notes)) == first
    assert watched.since() == ([], [])


def test_an_edit_that_moves_no_page_writes_one_piece_anew(watched: Watched) -> None:
    bench = Bench()
    first = bind(book(**FIRST), bench)
    watched.since()
    edited = book(**FIRST | {"rivers": LONGER})
    second = bind(edited, bench)
    assert watched.since() == (["rivers"], ["rivers"])
    assert second == bind(edited)
    [preface, rivers, roads], [preface_now, rivers_now, roads_now] = first.parts, second.parts
    assert (preface_now, roads_now.digest) == (preface, roads.digest)
    assert stretch(second, roads_now) == stretch(first, roads)
    assert rivers_now.digest != rivers.digest


def test_pages_more_leave_the_pieces_before_them_as_they_are(watched: Watched) -> None:
    bench = Bench()
    short = {piece: TEXT.format(piece) + '<p class="page">More.</p>' for piece in ("one", "two", "three")}
    first = bind(book(**short), bench)
    watched.since()
    grown = book(**short | {"two": short["two"] + '<p class="page">More.</p>' * 2})
    second = bind(grown, bench)
    assert [name for name in watched.since()[1] if name != "furniture"] == ["two", "three"]
    assert second == bind(grown)
    assert stretch(second, second.parts[0]) == stretch(first, first.parts[0])


def test_another_folio_on_the_same_bytes_makes_another_part() -> None:
    short = {piece: TEXT.format(piece) for piece in ("one", "two", "three")}
    first = bind(book(**short))
    second = bind(book(**short | {"two": short["two"] + '<p class="page">More.</p>' * 2}))
    assert stretch(first, first.parts[2]) == stretch(second, second.parts[2])
    assert first.parts[2].digest != second.parts[2].digest


def test_what_a_piece_shares_with_others_is_written_when_it_is_the_first_to_have_it() -> None:
    bench = Bench()
    bind(book(rivers=RIVERS, roads=ROADS), bench)
    bare = book(rivers=RIVERS.replace(IMAGE, ""), roads=ROADS)
    assert bind(bare, bench) == bind(bare)


def test_another_running_head_makes_other_parts_of_those_that_carry_it() -> None:
    layouts = book(one=TEXT.format("one"), rivers=RIVERS, roads=ROADS)
    first, second = (bind(layouts, metadata=replace(METADATA, title=title)) for title in ("Heads", "Tails"))
    same = [one.digest == two.digest for one, two in zip(first.parts, second.parts, strict=True)]
    assert same == [True, False, False]


def test_parts_are_stretches_of_the_file_in_the_order_of_their_pages() -> None:
    layouts = book(**FIRST)
    bound = bind(layouts)
    assert [part.piece for part in bound.parts] == [layout.piece for layout in layouts]
    at, page = 0, 0
    for part in bound.parts:
        assert at <= part.begin < part.end
        assert (part.first, bound.pdf[part.end - 7 : part.end]) == (page, b"endobj\n")
        at, page = part.end, page + part.pages
    assert page == len(paginate(layouts).pages)


@pytest.mark.parametrize("damage", [b"", b"nothing", b"\x80\x05K\x01.", b"\x80\x05K\x01\x85."])
def test_what_is_remembered_as_something_else_is_made_anew(damage: bytes, watched: Watched) -> None:
    notes = Notes()
    first = bind(book(**FIRST), Bench(notes))
    watched.since()
    notes.kept = dict.fromkeys(notes.kept, damage)
    assert bind(book(**FIRST), Bench(notes)) == first
    assert watched.since()[1][-3:] == list(FIRST)


def test_a_binding_that_fails_leaves_the_bench_as_it_was(watched: Watched) -> None:
    bench = Bench()
    first = bind(book(**FIRST), bench)
    with pytest.raises(LayoutError):
        bind(book(rivers=RIVERS), bench)
    watched.since()
    assert bind(book(**FIRST), bench) == first
    assert watched.since() == ([], [])


POOL = [
    laid_out(piece, body)
    for piece, bodies in {
        "one": (TEXT, TEXT + IMAGE, TEXT + '<p class="page">More.</p>'),
        "two": (TEXT + IMAGE, TEXT + '<p><a href="book:two">here</a></p>'),
        "three": (TEXT + IMAGE, TEXT),
    }.items()
    for body in (found.format(piece) for found in bodies)
]
STATES = st.permutations(["one", "two", "three"]).flatmap(
    lambda order: st.tuples(*(st.sampled_from([it for it in POOL if it.piece == piece]) for piece in order))
)


@settings(max_examples=20)
@given(st.lists(STATES, min_size=2, max_size=4), st.booleans())
def test_what_was_bound_before_decides_nothing(states: list[tuple[ChapterLayout, ...]], in_memory: bool) -> None:
    notes = Notes()
    bench = Bench(notes)
    for layouts in states:
        if not in_memory:
            bench = Bench(notes)
        assert bind(layouts, bench) == bind(layouts)


def stretch(bound: BoundBook, part: BoundPart) -> bytes:
    return bound.pdf[part.begin : part.end]
