"""What was built before decides nothing: after any edits the PDF is, byte for byte, the one built from scratch.

`EXAMPLES=100 python -m pytest -n 0 tests/test_after_edits.py` draws a hundred sequences of edits instead of a few.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

import pipeline.workers
from pipeline.book.folios import printed_folios, with_blank_folios
from pipeline.book.layout import ChapterLayout
from pipeline.book.markup import ChapterMarkup
from pipeline.book.styles import Styles
from pipeline.build import build
from pipeline.edition import Edition, examine, open_workers, typeset_edition
from pipeline.folders import styles_folder
from pipeline.read import read_styles
from pipeline.settings import Product, Settings
from pipeline.standing import Standing
from pipeline.typeset import typeset_chapter
from pipeline.workers import Resources
from tests.bind.reading import destinations, elements
from tests.edited_book import EDITS, TITLES, Chapter, Chapters, Edit, after, first_state, write_state

EXAMPLES = int(os.environ.get("EXAMPLES", "2"))


@dataclass(repr=False)
class Desk:
    """Builds a book in this process and tells which pieces were laid out.

    What builds into one output folder keep standing is kept, as in a process that stays. A piece that was laid out
    before, in whatever build, is not laid out by the engine once more but counted as if.
    """

    folder: Path
    outputs: "Iterator[int]" = field(default_factory=count)
    known: dict[str, ChapterLayout] = field(default_factory=dict)
    laid_out: list[str] = field(default_factory=list)
    standing: dict[Path, Standing] = field(default_factory=dict)

    def typeset(
        self, markup: ChapterMarkup, styles: Styles, resources: Resources, standing: object = None
    ) -> ChapterLayout:
        """Stand for the engine; no type is left standing, for what is built from scratch would find it."""
        del standing
        self.laid_out.append(markup.piece)
        key = f"{markup.piece} {markup.title} {markup.xhtml}"
        if key not in self.known:
            self.known[key] = typeset_chapter(markup, styles, resources)
        return self.known[key]

    def edition(self, chapters: Chapters, output: Path) -> Edition:
        """Lay a state out with the cache that is in `output`."""
        self.laid_out.clear()
        given = self.settings(chapters, output)
        styles = read_styles(given.styles)
        with open_workers(given, styles) as workers:
            return typeset_edition(examine(given)[0], styles, given, workers)

    def pdf(self, chapters: Chapters, output: Path, workers: int = 1) -> bytes:
        """Build a state with the cache that is in `output`."""
        self.laid_out.clear()
        outcome = build(self.settings(chapters, output, workers))
        assert outcome.written, [str(found) for found in outcome.diagnostics]
        return outcome.written[0].read_bytes()

    def fresh(self) -> Path:
        """Return a folder in which nothing was built."""
        return self.folder / f"output-{next(self.outputs)}"

    def settings(self, chapters: Chapters, output: Path, workers: int = 1) -> Settings:
        book = write_state(self.folder / "book", chapters)
        standing = self.standing.setdefault(output, Standing())
        return Settings(book, output, styles_folder(), frozenset({Product.PDF}), workers=workers, standing=standing)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a desk at which layouts are counted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        made = Desk(tmp_path_factory.mktemp("edits"))
        patch.setattr(pipeline.workers, "typeset_chapter", made.typeset)
        yield made


def shapes(edition: Edition) -> dict[str, str]:
    """Return what each piece's layout is made from."""
    return {markup.piece: with_blank_folios(markup).xhtml for markup in edition.markups}


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],
)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=5), min_size=1, max_size=2))
def test_after_any_edits_the_bytes_are_those_of_a_fresh_build(desk: Desk, sittings: Sequence[Sequence[Edit]]) -> None:
    chapters = first_state()
    output = desk.fresh()
    desk.pdf(chapters, output)
    for edits in sittings:
        chapters = after(edits, chapters)
        built = desk.pdf(chapters, output)
        assert built == desk.pdf(chapters, desk.fresh())
        assert desk.pdf(chapters, output) == built
        assert desk.laid_out == []
        assert_folios_are_those_of_their_targets(built)


def assert_folios_are_those_of_their_targets(pdf: bytes) -> None:
    """Compare each number that is all of a link, or all but the word “page”, with the label of the page it leads to."""
    compared = 0
    with Pdf.open(BytesIO(pdf)) as opened, pypdfium2.PdfDocument(pdf) as document:
        places = destinations(opened)
        labels = [document.get_page_label(index) for index in range(len(document))]
        for index, page in enumerate(opened.pages):
            texts = document[index].get_textpage()
            for link, box in outermost(page.obj.get("/Annots", ())):
                text = texts.get_text_bounded(box[0], box[1] + 3, box[2], box[3] - 3).removeprefix("page").strip()
                if text.isdecimal():
                    compared += 1
                    assert text == labels[places[unquote(str(link.Dest))][0]]
    assert compared > 10


def outermost(links: Iterable[Any]) -> Iterator[tuple[Any, Sequence[float]]]:
    """Yield links with left, bottom, right and top of their rectangles, without those that lie in another's."""
    boxes = []
    for link in links:
        (left, right), (bottom, top) = (sorted(map(float, (link.Rect[i], link.Rect[i + 2]))) for i in (0, 1))
        boxes.append((link, (left, bottom, right, top)))
    for link, box in boxes:
        around = (other for other in boxes if other[0] is not link and other[1] != box)
        if not any(o[0] <= box[0] and o[1] <= box[1] and box[2] <= o[2] and box[3] <= o[3] for _, o in around):
            yield link, box


def test_a_title_of_two_lines_may_end_with_the_number_of_its_page(desk: Desk) -> None:
    chapters = (Chapter(1, len(TITLES) - 1, 1, ()), *first_state()[2:])
    assert_folios_are_those_of_their_targets(desk.pdf(chapters, desk.fresh()))


def test_workers_make_no_difference(desk: Desk) -> None:
    chapters = after([Edit("grow", 2, 4), Edit("move", 9, 3)], first_state())
    alone = desk.pdf(chapters, desk.fresh())
    side_by_side = desk.pdf(chapters, desk.fresh(), workers=4)
    assert desk.laid_out == []  # here: by processes of their own, without a desk
    assert side_by_side == alone


def test_a_page_more_lays_out_only_what_prints_a_number_of_another_shape(desk: Desk) -> None:
    output = desk.fresh()
    chapters = first_state()
    before = desk.edition(chapters, output)
    longer = desk.edition(after([Edit("grow", 3, 25)], chapters), output)
    assert len(longer.pagination.pages) > len(before.pagination.pages)
    moved = [folio for markup in longer.markups for folio in printed_folios(markup)]
    assert len(set(moved) - {folio for markup in before.markups for folio in printed_folios(markup)}) > 10
    changed = {piece for piece, shape in shapes(longer).items() if shape != shapes(before)[piece]}
    assert "c3" in changed and len(changed) < 6
    assert sorted(desk.laid_out) == sorted(changed)


def test_from_scratch_nearly_every_chapter_is_laid_out_once(desk: Desk) -> None:
    edition = desk.edition(first_state(24), desk.fresh())
    assert len(desk.laid_out) <= len(edition.markups) + 2
    assert set(desk.laid_out) == {markup.piece for markup in edition.markups}


def test_every_element_of_the_chapters_is_in_the_structure_once_and_in_order(desk: Desk) -> None:
    chapters = first_state()
    output = desk.fresh()
    with Pdf.open(BytesIO(desk.pdf(chapters, output))) as bound:
        found = [(element.tag, digits_blank(element.text)) for element in elements(bound)]
    expected = []
    for layout in desk.edition(chapters, output).layouts:
        with Pdf.open(BytesIO(layout.pdf_bytes())) as alone:
            expected += [(element.tag, digits_blank(element.text)) for element in elements(alone)]
    assert found == expected


def digits_blank(text: str) -> str:
    return re.sub(r"\d", "0", text)
