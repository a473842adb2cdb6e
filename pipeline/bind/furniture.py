"""Furniture: running heads and folios, stamped on the pages as artifacts."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from io import BytesIO
from typing import Final

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Page,
    Pdf,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from pipeline.bind.objects import Block, Draft
from pipeline.bind.references import References
from pipeline.bind.serialised import write_met
from pipeline.book.furniture import FOLIO, HEAD, Stamps
from pipeline.book.names import PageKind
from pipeline.errors import LayoutError

_SUBTYPES: Final[Mapping[PageKind, str]] = {PageKind.RUNNING: "Header", PageKind.OPENER: "Footer"}
"""What the furniture is on the kinds of page that have any (ISO 14289-1, 7.8)."""

NAMES: Final[Mapping[str, str]] = {HEAD: "/FurnitureHead", FOLIO: "/FurnitureFolio"}
"""The names by which pages call their head and folio."""

_MARKS: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})

BEFORE_CONTENT: Final = b"q\n"
"""What stands before a page's own content: the graphics state is saved, for what is stamped after it."""


def furniture_names(used: Collection[str]) -> Mapping[str, str]:
    """Return names by which pages call their head and folio: none that is `used` for an XObject of their own."""
    return {stamp: _unused(name, used) for stamp, name in NAMES.items()}


def after(kind: PageKind, names: Iterable[str]) -> bytes:
    """Return what stands after the content of pages of a kind: forms, called by name as artifacts (14.8.2.2)."""
    drawn = "".join(f"{name} Do\n" for name in names)
    return f"\nQ\n/Artifact <</Type /Pagination /Subtype /{_SUBTYPES[kind]}>> BDC\n{drawn}EMC\n".encode()


def stamp(page: Object, forms: Mapping[str, Object], first: Object, last: Object) -> None:
    """Stamp a page, outside its structure, with `forms`; `first` and `last` are what stands around its content.

    The page's own content is neither read nor changed: it stands between a saved and a restored graphics state.
    """
    page.Contents = Array([first, *_contents(page), last])
    own = copy(page.Resources)
    own.XObject = copy(own.XObject) if Name.XObject in own else Dictionary()
    for name, form in forms.items():
        own.XObject[name] = form
    page.Resources = own


def open_stamps(stamps: Stamps) -> Pdf:
    """Open the PDF of stamps; raises LayoutError where it is damaged or has not a page for each."""
    try:
        pdf = Pdf.open(BytesIO(stamps.pdf))
    except PdfError as problem:
        raise LayoutError(f"the running heads are not a readable PDF: {problem}") from problem
    if len(pdf.pages) != len(stamps.stamps):
        raise LayoutError(f"{len(stamps.stamps)} running heads and folios have {len(pdf.pages)} pages")
    return pdf


def write_forms(stamps: Stamps, wanted: Iterable[int], references: References, next_number: int) -> Block:
    """Return the block of those stamps that are `wanted`, each a form XObject (ISO 32000-1, 8.10).

    A form has the number of the page that it was laid out on.
    """
    draft = Draft(next_number)
    with open_stamps(stamps) as pdf:
        # Those that are not wanted too: other parts may draw with what the book has from here.
        resources = [references.rewritten(page.obj.Resources.unparse()) for page in pdf.pages]
        for index in wanted:
            page = pdf.pages[index]
            box = Array(page.mediabox.as_list()).unparse()
            entries = b"/Type/XObject/Subtype/Form/BBox%s/Resources %s" % (box, resources[index])
            draft.add_stream(entries, _content(page), references.in_book(page.obj.objgen[0]), compressed=True)
        write_met(pdf, references, draft)
    return draft.finish()


def _content(page: Page) -> bytes:
    """Return a page's content, without marks, which must not stand within an artifact."""
    if Name.StructParents not in page.obj:
        page.contents_coalesce()
        return page.obj.Contents.read_bytes()
    instructions = parse_content_stream(page)
    return unparse_content_stream([found for found in instructions if str(found.operator) not in _MARKS])


def _contents(page: Object) -> Iterable[Object]:
    contents = page.get(Name.Contents, Array())
    return (contents,) if isinstance(contents, Stream) else contents


def _unused(name: str, used: Collection[str]) -> str:
    while name in used:
        name += "-"
    return name
