"""A piece's stretch of the book's file: its pages, links and tags as a block."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pikepdf import Array, Dictionary, Name, Object

from pipeline.bind.chapters import ChapterFile
from pipeline.bind.folios import write_folios
from pipeline.bind.furniture import NAMES, after, stamp
from pipeline.bind.links import resolve_links
from pipeline.bind.objects import Block, Draft, packs_of, references
from pipeline.bind.pages import blank_like, trim
from pipeline.bind.plan import PagePlan, PiecePlan
from pipeline.bind.ranges import AFTER, BEFORE, DOCUMENT, PAGES
from pipeline.bind.references import References, numbers_in
from pipeline.bind.serialised import write_met, write_objects
from pipeline.bind.structure import move_elements, parent_tree_leaf, shift_keys
from pipeline.bind.survey import ChapterSurvey
from pipeline.book.layout import BookPage
from pipeline.book.names import PageKind

_ADDED = 2 + len(AFTER)
"""Objects that a piece has in the book besides those of its PDF and blanks: its leaf of the parent tree, its node of
the page tree, and what draws its running heads where it calls them by other names."""


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


def write_piece(chapter: ChapterFile, survey: ChapterSurvey, plan: PiecePlan) -> Block:
    """Write a piece's pages, links and tags as `plan` says.

    Raises LayoutError where the layout is not what it says: a page without the slots for page numbers it should have.
    """
    blanks = sum(page.source is None for page in plan.pages)
    draft = Draft(plan.base + _objects(survey, blanks))
    book = References(plan.base, dict(plan.elsewhere))
    _write_pages(chapter, survey, plan, book, draft)
    _write_structure(chapter, survey, plan, book, draft)
    chapter.put_aside()
    return draft.finish()


def _write_pages(chapter: ChapterFile, survey: ChapterSurvey, plan: PiecePlan, book: References, draft: Draft) -> None:
    """Write pages with all that is on them, and their node of the page tree."""
    pdf = chapter.pdf()
    added = _Added(chapter, book, draft, plan.base + node_number(survey))
    node = added.own(Dictionary(Type=Name.Pages))
    sources = [page.obj for page in pdf.pages]
    contents = [page.get(Name.Contents, Array()) for page in sources]
    pages = [
        sources[page.source] if page.source is not None else added.own(blank_like(sources[0])) for page in plan.pages
    ]
    for page, planned in zip(pages, plan.pages, strict=True):
        trim(page)
        page.Parent = node
        if planned.forms:
            forms = {form.name: added.of_book(form.number) for form in planned.forms}
            stamp(page, forms, added.of_book(BEFORE), added.after(planned))
    node.Kids, node.Count, node.Parent = Array(pages), len(pages), added.of_book(PAGES)

    book.rewritten(references(item.objgen[0] for item in (node, *pages)))
    in_turn, descriptions = book.newly_met(), dict(plan.descriptions)
    turns = zip(in_turn[1:], pages, plan.pages, strict=True)
    while turn := tuple(islice(turns, chapter.pages_at_once())):
        for _, page, planned in turn:
            if planned.source is not None:
                write_folios(chapter.layout, planned.source, contents[planned.source], plan.folios)
                resolve_links(page, descriptions)
                shift_keys(page, plan.first_key)
        write_objects(pdf, [number for number, _, _ in turn], book, draft, chapter.let_go)
        write_met(pdf, book, draft, chapter.let_go)
    write_objects(pdf, in_turn[:1], book, draft)


def _write_structure(
    chapter: ChapterFile, survey: ChapterSurvey, plan: PiecePlan, book: References, draft: Draft
) -> None:
    """Write the structure tree, the leaf of the parent tree, and what else the book refers to.

    Of a large file, pages and annotations are let go by then: the library looks at whatever a dictionary refers to.
    """
    pdf, tree = chapter.pdf(), chapter.pdf().Root.StructTreeRoot
    document = chapter.add(Dictionary())
    book.put_elsewhere(document.objgen[0], DOCUMENT)
    move_elements(tree, document, plan.language)
    book.rewritten(references((*survey.elements, *_wanted(survey, plan))))
    write_met(pdf, book, draft, chapter.let_go)
    draft.add(parent_tree_leaf(tree, plan.first_key, book), plan.base + leaf_number(survey))
    write_met(pdf, book, draft, chapter.let_go)


class _Added:
    """Objects that the piece's PDF has not: its own in the book, and those that stand for objects of the book."""

    def __init__(self, chapter: ChapterFile, book: References, draft: Draft, next_number: int) -> None:
        self._chapter = chapter
        self._book = book
        self._draft = draft
        self._next_number = next_number
        self._of_book: dict[int, Object] = {}
        self._after: dict[PageKind, Object] = {}

    def own(self, item: Object) -> Object:
        added = self._chapter.add(item)
        self._book.place(added.objgen[0], self._next_number)
        self._next_number += 1
        return added

    def of_book(self, number: int) -> Object:
        if number not in self._of_book:
            self._of_book[number] = self._chapter.add(Dictionary())
            self._book.put_elsewhere(self._of_book[number].objgen[0], number)
        return self._of_book[number]

    def after(self, page: PagePlan) -> Object:
        """Return what draws the forms on a page: the book's, unless the piece calls them by other names."""
        names = [form.name for form in page.forms]
        if set(names) <= set(NAMES.values()):
            return self.of_book(AFTER[page.kind])
        if page.kind not in self._after:
            self._draft.add_stream(b"", after(page.kind, names), self._next_number, compressed=True)
            self._after[page.kind] = self.of_book(self._next_number)
            self._next_number += 1
        return self._after[page.kind]


def _wanted(survey: ChapterSurvey, plan: PiecePlan) -> Iterator[int]:
    """Yield what the book's own objects refer to in the piece, besides its pages and elements."""
    for _, _, meaning in survey.meanings:
        yield from numbers_in(meaning)
    if plan.intents:
        yield from numbers_in(survey.intents)


def _objects(survey: ChapterSurvey, blanks: int) -> int:
    return survey.sheets.highest + 1 + _ADDED + blanks
