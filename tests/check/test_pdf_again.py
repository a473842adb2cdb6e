"""A PDF checked again: only parts that changed are looked at, and what is found is what a check from scratch finds."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Name, Pdf, String

from pipeline.book.bound import BoundBook
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.folios import printed_folios
from pipeline.book.names import AnchorId, GeneratedKind, PageIndex, PieceId
from pipeline.check import StandingPdf, check_pdf, survey_pdf
from pipeline.check.pdf_facts import check_part
from pipeline.check.pdf_reading import PartReader
from pipeline.check.printed_book import PrintedPart
from tests.check.conftest import build_specimen
from tests.check.specimen import FILES, Notes, Specimen, spoilt, write_files
from tests.check.test_pdf import destinations, misprint, remove, retarget, shift_labels

SALT = FILES["body/salt.md"]
EDITS: Mapping[str, str] = {
    "another word": SALT.replace("older", "newer"),
    "another line": SALT.replace("In pans", "By day and by night,\nIn pans"),
    "a page more": SALT.replace(
        "\n[^sun]: ", "\n" + "Salt and more salt is all there is to say of it.\n\n" * 60 + "[^sun]: "
    ),
}


@pytest.fixture(scope="module")
def editions(specimen: Specimen, tmp_path_factory: pytest.TempPathFactory, workshop: Path) -> Mapping[str, Specimen]:
    """The specimen, and books that differ from it in one chapter."""
    edited = {
        name: build_specimen(write_files(tmp_path_factory.mktemp("edition"), {**FILES, "body/salt.md": text}), workshop)
        for name, text in EDITS.items()
    }
    return {"as it was": specimen} | edited


@dataclass(frozen=True, slots=True)
class Desk:
    """Checks files one after another, with one memory and what is `standing` if any, and tells what was looked at."""

    memory: Notes = field(default_factory=Notes)
    standing: list[StandingPdf] = field(default_factory=list)
    read: list[PieceId] = field(default_factory=list)
    judged: list[PieceId] = field(default_factory=list)

    def check(self, given: Specimen, bound: BoundBook | None = None) -> list[Diagnostic]:
        """Return what is found in a file, which is the specimen's own where no other is given."""
        self.read.clear()
        self.judged.clear()
        rest = given.linked, given.print_markups, given.pagination, self.memory
        return list(check_pdf(bound or given.bound, *rest, standing=next(iter(self.standing), None)))


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with nothing on it."""
    desk = Desk()
    read = PartReader.read

    def reading(reader: PartReader, part: Any, *rest: Any) -> Any:
        desk.read.append(part.piece)
        return read(reader, part, *rest)

    def judging(part: PrintedPart, *rest: Any) -> Any:
        desk.judged.append(part.part.piece)
        return check_part(part, *rest)

    monkeypatch.setattr(PartReader, "read", reading)
    monkeypatch.setattr("pipeline.check.pdf_judging.check_part", judging)
    yield desk


def anew(given: Specimen, bound: BoundBook | None = None) -> list[Diagnostic]:
    """Return what is found by a check that remembers nothing."""
    return list(check_pdf(bound or given.bound, given.linked, given.print_markups, given.pagination))


def test_what_is_as_it_was_is_neither_read_nor_judged(desk: Desk, specimen: Specimen) -> None:
    assert desk.check(specimen) == []
    assert desk.read == desk.judged == [part.piece for part in specimen.bound.parts]
    assert desk.check(specimen) == []
    assert desk.read == desk.judged == []


def test_a_process_needs_no_bytes_of_what_it_checked_last(desk: Desk, editions: Mapping[str, Specimen]) -> None:
    desk.standing.append(StandingPdf())
    assert desk.check(editions["as it was"]) == []
    for edition, read in (("as it was", []), ("another word", ["salt"]), ("as it was", ["salt"])):
        desk.memory.notes.clear()
        assert desk.check(editions[edition]) == []
        assert desk.read == read


@pytest.mark.parametrize("edit", ["another word", "another line"])
def test_the_chapter_that_was_edited_alone_is_read(desk: Desk, editions: Mapping[str, Specimen], edit: str) -> None:
    desk.check(editions["as it was"])
    assert desk.check(editions[edit]) == []
    assert desk.read == [PieceId("salt")]


def test_pages_that_are_drawn_as_before_are_not_read_where_parts_have_no_names(
    desk: Desk, specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.check(specimen)
    monkeypatch.setattr("pipeline.check.pdf_text.PageTexts.read", None)
    monkeypatch.setattr("pipeline.check.pdf_reading.read_content", None)
    assert desk.check(specimen, BoundBook(specimen.bound.pdf, ())) == []
    assert desk.read == [part.piece for part in specimen.bound.parts]


def by_a_template_without(specimen: Specimen, pattern: str) -> Specimen:
    markups = [replace(markup, xhtml=re.sub(pattern, "", markup.xhtml)) for markup in specimen.print_markups]
    return replace(specimen, print_markups=tuple(markups))


def test_a_finding_in_a_part_that_is_as_it_was_is_reported_again(desk: Desk, specimen: Specimen) -> None:
    flawed = by_a_template_without(specimen, r'<a[^>]* class="folio[^"]*" href="book:ix-oil-2">[^<]*</a>')
    from_scratch = anew(flawed)
    found = desk.check(flawed)
    assert "PDF-017" in {one.rule for one in found}
    assert desk.check(flawed) == found == from_scratch
    assert desk.read == []
    assert desk.judged == [PieceId("index")]


def test_words_that_are_misprinted_are_reported_again(desk: Desk, specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("wells")]
    bad = named(spoilt(specimen.bound.pdf, lambda pdf: misprint(pdf, page, "w", "o")), specimen)
    found = desk.check(specimen, bad)
    assert {one.rule for one in found} >= {"PDF-014", "PDF-017"}
    assert desk.check(specimen, bad) == found
    assert desk.read == []


def named(pdf: bytes, specimen: Specimen) -> BoundBook:
    """Return a file with parts of which each is the whole file: what changed anywhere changed in all of them."""
    parts = tuple(replace(part, begin=0, end=len(pdf)) for part in specimen.bound.parts)
    return BoundBook(pdf, parts)


def test_a_chapter_that_grew_has_those_judged_again_that_print_its_folios(
    desk: Desk, editions: Mapping[str, Specimen]
) -> None:
    before, after = editions["as it was"], editions["a page more"]
    desk.check(before)
    assert desk.check(after) == []
    names = {part.piece: part.digest for part in before.bound.parts}
    folios = {markup.piece: list(printed_folios(markup)) for markup in before.print_markups}
    changed = {part.piece for part in after.bound.parts if part.digest != names[part.piece]}
    prints = {markup.piece for markup in after.print_markups if list(printed_folios(markup)) != folios[markup.piece]}
    pages = zip(after.pagination.pages, before.pagination.pages, strict=False)
    own = {place.piece for place, old in pages if place != old}
    assert set(desk.judged) == changed | prints | own
    assert {PieceId(GeneratedKind.CONTENTS), PieceId("salt"), PieceId("index")} <= set(desk.judged)
    assert set(desk.judged).isdisjoint({PieceId(GeneratedKind.COVER), PieceId(GeneratedKind.TITLE_PAGE)})


def test_a_destination_that_moved_is_found_though_no_part_changed(desk: Desk, specimen: Specimen) -> None:
    moved = {**specimen.pagination.anchor_pages, AnchorId("pans"): PageIndex(0)}
    desk.check(specimen)
    elsewhere = replace(specimen, pagination=replace(specimen.pagination, anchor_pages=moved))
    from_scratch = anew(elsewhere)
    found = desk.check(elsewhere)
    assert {"PDF-002", "PDF-005"} <= {one.rule for one in found}
    assert found == from_scratch
    assert desk.read == []


def move_destination(pdf: Pdf) -> None:
    destinations(pdf)["pans"][0] = pdf.pages[0].obj


def rename_note(pdf: Pdf) -> None:
    node = pdf.Root.StructTreeRoot.IDTree
    while Name.Kids in node:
        node = node.Kids[0]
    node.Names[0] = String("another")


def lose_piece(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K.K[4]


def name_piece_twice(pdf: Pdf) -> None:
    pieces = pdf.Root.StructTreeRoot.K.K
    pieces.append(pieces[4])


def retitle_bookmark(pdf: Pdf) -> None:
    pdf.Root.Outlines.Last.Title = String("Another")


@pytest.mark.parametrize("stands", [False, True])
@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (lambda pdf: shift_labels(pdf, 1), "PDF-007"),
        (lambda pdf: shift_labels(pdf, 1), "PDF-003"),
        (move_destination, "PDF-002"),
        (rename_note, "PDF-016"),
        (lose_piece, "PDF-016"),
        (name_piece_twice, "PDF-016"),
        (retitle_bookmark, "PDF-005"),
    ],
)
def test_what_a_part_rests_on_elsewhere_is_looked_at(
    desk: Desk, specimen: Specimen, fault: Callable[[Pdf], None], rule: str, stands: bool
) -> None:
    desk.standing.extend([StandingPdf()] if stands else [])

    def as_before(data: bytes) -> BoundBook:
        """Return a file whose parts all say that they are as they were."""
        return BoundBook(data, tuple(replace(part, begin=0, end=0) for part in specimen.bound.parts))

    again, bad = (as_before(spoilt(specimen.bound.pdf, spoil)) for spoil in (lambda pdf: None, fault))
    from_scratch = anew(specimen, bad)
    assert desk.check(specimen, again) == []
    assert desk.check(specimen, bad) == from_scratch
    assert rule in {one.rule for one in from_scratch}


def test_a_file_that_was_spoilt_after_binding_is_read(desk: Desk, specimen: Specimen) -> None:
    desk.check(specimen)
    bad = BoundBook(spoilt(specimen.bound.pdf, remove("pans")), specimen.bound.parts)
    found = desk.check(specimen, bad)
    assert "PDF-009" in {one.rule for one in found}
    assert found == anew(specimen, bad)


@pytest.mark.parametrize("damage", [lambda data: data[:-7], lambda data: b"", lambda data: b"\x80\x04N."])
def test_what_is_remembered_wrong_is_read_anew(
    desk: Desk, specimen: Specimen, damage: Callable[[bytes], bytes]
) -> None:
    desk.check(specimen)
    desk.memory.notes.update({key: damage(data) for key, data in desk.memory.notes.items()})
    assert desk.check(specimen) == []
    assert desk.read == [part.piece for part in specimen.bound.parts]


def test_words_that_are_asked_for_later_are_counted(desk: Desk, specimen: Specimen) -> None:
    desk.check(specimen)
    asking = specimen.asking(oil=200, wells=60, pipes=60)
    assert [one.rule for one in desk.check(asking)] == ["CMP-004"] * 3
    assert [one.rule for one in desk.check(asking)] == ["CMP-004"] * 3
    assert desk.judged == []


def test_fonts_and_pictures_of_known_parts_are_not_looked_up(
    editions: Mapping[str, Specimen], monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Notes()
    looked_up: list[list[PieceId]] = []
    survey = __import__("pipeline.check.pdf_survey", fromlist=["_survey"])._survey

    def surveying(pdf: bytes, parts: Any, branches: Any) -> Any:
        looked_up.append([part.piece for part in parts])
        return survey(pdf, parts, branches)

    monkeypatch.setattr("pipeline.check.pdf_survey._survey", surveying)
    for name in ("as it was", "as it was", "another word"):
        book = editions[name]
        known = survey_pdf("a.pdf", book.bound, book.pagination, memory)
        assert known == survey_pdf("a.pdf", BoundBook(book.bound.pdf, ()), book.pagination)
        assert known.fonts
    every = [part.piece for part in editions["as it was"].bound.parts]
    assert looked_up == [every, every, every, [PieceId("salt")], every]


SPOILINGS: Mapping[str, Callable[[Specimen], Callable[[Any], None]]] = {
    "a link is gone": lambda _: remove("pans"),
    "a link leads elsewhere": lambda _: retarget("fig-well", "salt"),
    "a note is not called": lambda _: remove("note-oil-1"),
    "contents misprinted": lambda book: (
        lambda pdf: misprint(pdf, book.pagination.anchor_pages[AnchorId("contents")], "3", "5")
    ),
    "words misprinted": lambda book: (
        lambda pdf: misprint(pdf, book.pagination.anchor_pages[AnchorId("salt")], "e", "a")
    ),
}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["as it was", *EDITS]),
            st.sampled_from([None, *SPOILINGS]),
            st.sampled_from([None, "contract", "template"]),
        ),
        min_size=2,
        max_size=5,
    ),
    stands=st.booleans(),
)
def test_after_any_edits_and_spoilings_the_findings_are_those_of_a_check_from_scratch(
    editions: Mapping[str, Specimen], steps: list[tuple[str, str | None, str | None]], stands: bool
) -> None:
    memory, standing = Notes(), StandingPdf() if stands else None
    for edition, spoiling, other in steps:
        book = editions[edition]
        if other == "contract":
            book = book.asking(oil=200, pans=3000)
        elif other == "template":
            book = by_a_template_without(book, r'<a class="see-link"[^>]*>[^<]*</a>')
        bound = book.bound
        if spoiling is not None:
            bound = named(spoilt(bound.pdf, SPOILINGS[spoiling](book)), book)
        found = list(check_pdf(bound, book.linked, book.print_markups, book.pagination, memory, standing=standing))
        assert found == anew(book, bound)
