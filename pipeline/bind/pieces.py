"""A piece's stretch of the book's file: its pages, links and tags as a block."""

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.bind.chapters import open_chapter, read_chapter
from pipeline.bind.folios import write_folios
from pipeline.bind.furniture import stamp
from pipeline.bind.links import resolve_links
from pipeline.bind.objects import Block, Draft, packs_of, references
from pipeline.bind.pages import blank_like, trim
from pipeline.bind.plan import PagePlan, PiecePlan
from pipeline.bind.ranges import BEFORE, DOCUMENT, PAGES
from pipeline.bind.references import References, numbers_in
from pipeline.bind.serialised import write_met
from pipeline.bind.structure import move_elements, parent_tree_leaf, shift_keys
from pipeline.bind.survey import ChapterSurvey
from pipeline.book.layout import BookPage, ChapterLayout

_ADDED = 2
"""Objects that a piece has in the book besides those of its PDF and blanks: leaf of the parent tree, page tree node."""


def leaf_number(survey: ChapterSurvey) -> int:
    """Return the number, within its range, of a piece's leaf of the parent tree."""
    return survey.sheets.highest + 1


def node_number(survey: ChapterSurvey) -> int:
    """Return the number, within its range, of a piece's node of the page tree."""
    return survey.sheets.highest + 2


def numbers_needed(survey: ChapterSurvey, places: Sequence[BookPage]) -> int:
    """Return how many numbers a piece takes, 0 included, which no object has."""
    objects = _objects(survey, sum(place.source is None for place in places))
    return objects + packs_of(objects)


def write_piece(layout: ChapterLayout, survey: ChapterSurvey, plan: PiecePlan) -> Block:
    """Write a piece's pages, links and tags as `plan` says.

    Raises LayoutError where the layout is not what it says: a page without the slots for page numbers it should have.
    """
    blanks = sum(page.source is None for page in plan.pages)
    draft = Draft(plan.base + _objects(survey, blanks))
    book = References(plan.base, dict(plan.elsewhere))
    with open_chapter(layout, read_chapter(layout)) as pdf:
        leaf = parent_tree_leaf(pdf, plan.first_key)
        node = pdf.make_indirect(Dictionary(Type=Name.Pages))
        sources = [page.obj for page in pdf.pages]
        pages = [
            sources[page.source] if page.source is not None else blank_like(pdf, sources[0]) for page in plan.pages
        ]
        outside = _Outside(pdf, book)
        write_folios(layout, sources, plan.folios)
        resolve_links(sources, dict(plan.descriptions))
        shift_keys(sources, plan.first_key)
        move_elements(pdf.Root.StructTreeRoot, outside.of(DOCUMENT), plan.language)
        for page, planned in zip(pages, plan.pages, strict=True):
            trim(page)
            page.Parent = node
            _stamp(page, planned, outside)
        node.Kids, node.Count, node.Parent = Array(pages), len(pages), outside.of(PAGES)
        book.rewritten(references((leaf.objgen[0], node.objgen[0], *survey.elements, *_wanted(survey, plan))))
        write_met(pdf, book, draft)
    return draft.finish()


class _Outside:
    """Objects of the piece's PDF that stand for objects of the book."""

    def __init__(self, pdf: Pdf, book: References) -> None:
        self._pdf = pdf
        self._book = book
        self._made: dict[int, Object] = {}

    def of(self, number: int) -> Object:
        if number not in self._made:
            self._made[number] = self._pdf.make_indirect(Dictionary())
            self._book.put_elsewhere(self._made[number].objgen[0], number)
        return self._made[number]


def _stamp(page: Object, plan: PagePlan, outside: _Outside) -> None:
    if plan.forms:
        forms = {form.name: outside.of(form.number) for form in plan.forms}
        stamp(page, forms, outside.of(BEFORE), outside.of(plan.after))


def _wanted(survey: ChapterSurvey, plan: PiecePlan) -> Iterator[int]:
    """Yield what the book's own objects refer to in the piece, besides its pages and elements."""
    for _, _, meaning in survey.meanings:
        yield from numbers_in(meaning)
    if plan.intents:
        yield from numbers_in(survey.intents)


def _objects(survey: ChapterSurvey, blanks: int) -> int:
    return survey.sheets.highest + 1 + _ADDED + blanks
