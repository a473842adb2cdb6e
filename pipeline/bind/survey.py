"""Surveys: what the rest of the book must know of a piece's PDF, so that it need not be opened to be bound again."""

from collections.abc import Iterable
from dataclasses import dataclass

from pikepdf import Name, Object, Pdf

from pipeline.bind.chapters import ChapterFile, highest_number
from pipeline.bind.links import annotation_numbers, book_links
from pipeline.bind.pages import top_of
from pipeline.bind.sharing import Resource, resources_of, shown_on_pages
from pipeline.bind.structure import element_names, elements_below_document, type_meanings
from pipeline.bind.trees import keys_taken
from pipeline.book.names import AnchorId


@dataclass(frozen=True, slots=True)
class SheetSurvey:
    """What any PDF has: its `highest` object number, its pages' numbers, what they draw with."""

    highest: int
    pages: tuple[int, ...]
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class StampsSurvey:
    """What a PDF of running heads has besides: a digest of what each of its pages shows."""

    sheets: SheetSurvey
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChapterSurvey:
    """What a piece's PDF has besides.

    `tops` are the y of the pages' upper edges; `forms` the names of XObjects on them; `keys` how many keys of the
    parent tree it takes; `elements` what stands below its Document; `names` the elements that have one; `meanings` role
    map and class map (see `type_meanings`). `links` are the anchors of the book that its links lead to,
    `undescribed` those that some link has no other words for than the address. `intents` is the text of its output
    intents, empty where it has none.
    """

    sheets: SheetSurvey
    tops: tuple[float, ...]
    forms: tuple[str, ...]
    keys: int
    elements: tuple[int, ...]
    names: tuple[tuple[str, int], ...]
    meanings: tuple[tuple[str, str, bytes], ...]
    links: tuple[AnchorId, ...]
    undescribed: tuple[AnchorId, ...]
    intents: bytes
    language: str
    producer: str


def survey_stamps(pdf: Pdf) -> StampsSurvey:
    """Survey a PDF of running heads."""
    return StampsSurvey(_survey_sheets(pdf, highest_number(pdf)), tuple(shown_on_pages(pdf)))


def survey_chapter(chapter: ChapterFile) -> ChapterSurvey:
    """Survey a piece's PDF, page by page; of a large one, the links are let go."""
    pdf = chapter.pdf()
    sheets, tree = _survey_sheets(pdf, chapter.highest()), pdf.Root.StructTreeRoot
    pages = [page.obj for page in pdf.pages]
    links, undescribed = dict[AnchorId, None](), dict[AnchorId, None]()
    for page in pages:
        for link in book_links(page):
            links[link.anchor] = None
            if not link.described:
                undescribed[link.anchor] = None
        chapter.let_go(annotation_numbers(page))
    return ChapterSurvey(
        sheets=sheets,
        tops=tuple(map(top_of, pages)),
        forms=_forms(pages),
        keys=keys_taken(tree.ParentTree) if Name.ParentTree in tree else 0,
        elements=tuple(element.objgen[0] for element in elements_below_document(tree)),
        names=tuple(element_names(tree)),
        meanings=tuple(type_meanings(tree)),
        links=tuple(links),
        undescribed=tuple(undescribed),
        intents=pdf.Root.OutputIntents.unparse() if Name.OutputIntents in pdf.Root else b"",
        language=str(pdf.Root.get(Name.Lang, "")),
        producer=str(pdf.docinfo.get(Name.Producer, "")),
    )


def _survey_sheets(pdf: Pdf, highest: int) -> SheetSurvey:
    numbers = tuple(page.obj.objgen[0] for page in pdf.pages)
    return SheetSurvey(highest, numbers, tuple(resources_of(pdf)))


def _forms(pages: Iterable[Object]) -> tuple[str, ...]:
    forms = (page.Resources.get(Name.XObject) for page in pages)
    return tuple(sorted({name for found in forms if found is not None for name in found.keys()}))  # noqa: SIM118 - no dict
