"""What a process keeps between builds decides nothing: after any edit a book is the one read from scratch.

`EXAMPLES=100 python -m pytest -n 0 tests/test_standing.py` draws a hundred sequences of edits instead of a few.
"""

import os
import pickle
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import pipeline.assemble
from pipeline.assemble import Production, StandingMarkup, assemble
from pipeline.assemble.place import Place
from pipeline.book.diagnostics import has_errors
from pipeline.book.layout import PageBreak
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, SpineItem
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, Medium
from pipeline.cache import BuildCache
from pipeline.check import StandingContents, check_manuscript
from pipeline.check.chapters import ChapterContents, contents_of
from pipeline.link import StandingLinks, link_book
from pipeline.read import StandingChapters, read_book
from pipeline.standing import Standing
from tests.edited_book import Chapters, first_state, write_state

EXAMPLES = int(os.environ.get("EXAMPLES", "8"))
ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests/books/every-construct"
LARGE = ROOT / "manuscript"


@dataclass(frozen=True)
class Edit:
    """A line of a book's text files dropped, doubled, moved to the end, or with another word; numbers go round."""

    kind: str
    file: int
    line: int

    def __call__(self, folder: Path) -> None:
        files = sorted(path for path in folder.rglob("*.*") if path.suffix in (".md", ".yaml"))
        place = files[self.file % len(files)]
        lines = place.read_text(encoding="utf-8").split("\n")
        at = self.line % len(lines)
        match self.kind:
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.append(lines.pop(at))
            case "lengthen":
                lines[at] = f"{lines[at]} and" if lines[at] else ""
            case _:
                lines[at] = lines[at].replace("a", "e").replace("1", "1.0")
        place.write_text("\n".join(lines), encoding="utf-8")


EDITS = st.builds(
    Edit,
    st.sampled_from(["drop", "double", "move", "lengthen", "reword"]),
    st.integers(0, 40),
    st.integers(0, 400),
)


def documents(linked: LinkedBook, shift: int, standing: StandingMarkup) -> Sequence[ChapterMarkup]:
    """Assemble a book as a build does: without page numbers, with some that differ by `shift`, and for screens."""
    folios = {AnchorId(anchor): Folio(str(shift + place // 7)) for place, anchor in enumerate(linked.targets)}
    folios |= {anchor: Folio(str(shift + place // 3)) for place, anchor in enumerate(linked.mark_pieces)}
    production = Production((("a program", "1"),))
    standing.begin()
    return (
        *assemble(linked, Medium.PRINT, {}, production, standing=standing),
        *assemble(linked, Medium.PRINT, folios, production, standing=standing),
        *assemble(linked, Medium.EPUB, folios, production, standing=standing),
    )


SITTING = st.lists(st.tuples(EDITS, st.integers(1, 3)), min_size=1, max_size=5)


@settings(max_examples=EXAMPLES, phases=[Phase.generate], deadline=None)
@given(SITTING)
def test_after_any_edits_what_stands_is_what_is_made_from_scratch(edits: Sequence[tuple[Edit, int]]) -> None:
    hold_against_scratch(SMALL, edits)


@settings(max_examples=max(2, EXAMPLES // 4), phases=[Phase.generate], deadline=None)
@given(st.tuples(EDITS, st.integers(1, 3)))
def test_after_an_edit_of_a_real_book_too(edit: tuple[Edit, int]) -> None:
    hold_against_scratch(LARGE, [edit])


def hold_against_scratch(book: Path, edits: Sequence[tuple[Edit, int]]) -> None:
    """Edit a copy of a book, and compare each time what stands and what is made from scratch."""
    with TemporaryDirectory() as name:
        folder, memory = Path(name, "book"), BuildCache(Path(name, "cache"))
        shutil.copytree(book, folder)
        chapters, links, markup = StandingChapters(), StandingLinks(), StandingMarkup()
        contents = StandingContents()
        for edit, shift in ((None, 1), *edits):
            if edit:
                edit(folder)
            linked = link_book(read_book(folder, memory, chapters), links)
            scratch = link_book(read_book(folder))
            assert linked == scratch
            assert list(check_manuscript(linked, contents)) == list(check_manuscript(scratch))
            if not has_errors(scratch.diagnostics):
                assert documents(linked, shift, markup) == documents(scratch, shift, StandingMarkup())


def test_only_what_an_edit_reaches_is_made_again(tmp_path: Path) -> None:
    memory = BuildCache(tmp_path / "cache")
    chapters, links, markup = StandingChapters(), StandingLinks(), StandingMarkup()

    def assembled(state: Chapters) -> dict[str, ChapterMarkup]:
        markup.begin()
        folder = write_state(tmp_path / "book", state)
        linked = link_book(read_book(folder, memory, chapters), links)
        return {one.piece: one for one in assemble(linked, Medium.PRINT, standing=markup)}

    before, *others = first_state()
    first = assembled((before, *others))
    longer = assembled((replace(before, paragraphs=before.paragraphs + 1), *others))
    assert {piece for piece, one in longer.items() if one is not first[piece]} == {"c0", "index"}
    renamed = assembled((replace(before, title=before.title + 1), *others))
    citing = {f"c{chapter.number}" for chapter in others if before.number in chapter.cites}
    assert {piece for piece, one in renamed.items() if one is not longer[piece]} - citing == {"c0", "contents", "index"}


def test_only_a_chapter_that_an_edit_reaches_is_walked_through_for_the_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory, walked = BuildCache(tmp_path / "cache"), list[str]()
    chapters, links, contents = StandingChapters(), StandingLinks(), StandingContents()

    def noted(chapter: Chapter) -> ChapterContents:
        walked.append(chapter.piece)
        return contents_of(chapter)

    monkeypatch.setattr("pipeline.check.manuscript.contents_of", noted)

    def check(state: Chapters) -> list[str]:
        walked.clear()
        linked = link_book(read_book(write_state(tmp_path / "book", state), memory, chapters), links)
        assert list(check_manuscript(linked, contents)) == []
        return list(walked)

    before, *others = first_state()
    assert len(check((before, *others))) > len(others)
    assert check((before, *others)) == []
    assert check((replace(before, paragraphs=before.paragraphs + 1), *others)) == ["c0"]


def test_a_reminder_is_looked_for_again_in_a_file_that_changed_around_it(tmp_path: Path) -> None:
    contents = StandingContents()
    folder = write_state(tmp_path / "book", first_state())
    preface = folder / "front/preface.md"
    preface.write_text(preface.read_text(encoding="utf-8") + "\nOne more. TODO.\n", encoding="utf-8")
    linked = link_book(read_book(folder))
    [found] = check_manuscript(linked, contents)
    path = next(path for path in linked.book.files if path.name == "preface.md")
    files = {**linked.book.files, path: linked.book.files[path].replace("One more. ", "One\nmore. ")}
    changed = replace(linked, book=replace(linked.book, files=files))
    [again] = check_manuscript(changed, contents)
    assert found.location is not None and again.location is not None
    assert (again.location.line or 0) == (found.location.line or 0) + 1
    assert [again] == list(check_manuscript(changed))


def test_a_process_recalls_the_chapters_that_another_assembled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = BuildCache(tmp_path / "cache")
    assembled: list[str] = []
    original = pipeline.assemble._assemble_piece

    def noted(item: SpineItem, place: Place, breaks: Sequence[PageBreak]) -> ChapterMarkup:
        assembled.append(item.piece)
        return original(item, place, breaks)

    monkeypatch.setattr(pipeline.assemble, "_assemble_piece", noted)

    def process(state: Chapters, **other: str) -> Sequence[ChapterMarkup]:
        folder = write_state(tmp_path / "book", state)
        linked = link_book(read_book(folder, memory))
        metadata = replace(linked.book.metadata, **other)  # type: ignore[arg-type]  # texts of fields that are texts
        linked = replace(linked, book=replace(linked.book, metadata=metadata))
        scratch = assemble(linked, Medium.PRINT)
        assembled.clear()
        standing = StandingMarkup()
        standing.begin(memory)
        made = assemble(linked, Medium.PRINT, standing=standing)
        assert made == scratch
        return made

    before, *others = first_state()
    process((before, *others))
    process((before, *others))
    assert assembled == ["contents"]
    process((replace(before, title=before.title + 1), *others))
    citing = {f"c{chapter.number}" for chapter in others if before.number in chapter.cites}
    assert "c0" in assembled and set(assembled) <= {"contents", "index", "c0", *citing}
    process((before, *others), language="de")
    assert len(assembled) > len(others)


def test_what_builds_once_gives_back_what_it_needs_no_more() -> None:
    for once in (True, False):
        standing = Standing(once)
        markup, links = standing.of(StandingMarkup), standing.of(StandingLinks)
        standing.let_go(StandingMarkup)
        assert (standing.of(StandingMarkup) is markup) is not once
        assert standing.of(StandingLinks) is links


def test_nothing_that_stands_goes_to_another_process() -> None:
    standing = Standing()
    standing.of(StandingMarkup)
    assert not pickle.loads(pickle.dumps(standing)).holds(StandingMarkup)


@pytest.mark.parametrize("once", [False, True])
def test_another_process_knows_whether_there_will_be_another_build(once: bool) -> None:
    assert pickle.loads(pickle.dumps(Standing(once=once))).lasts is not once
