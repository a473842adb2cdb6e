"""The structure tree of a finished PDF, read as a screen reader reads it (ISO 32000-1, 14.7)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.book.memory import Memory
from pipeline.check.pdf_content import PageContent, read_contents

INLINE: Final = frozenset({"Span", "Link", "Reference", "Quote", "Code"})
"""Structure types that stand within a line: words do not end where they begin or end."""

_ATTRIBUTES: Final = ("/Scope", "/ListNumbering", "/ColSpan", "/RowSpan")


@dataclass(frozen=True, slots=True)
class Content:
    """A marked stretch of a page's content."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link's area on a page, by its object number; `parent` tells whether the parent tree leads back from it."""

    page: int
    annotation: tuple[int, int]
    target: str
    description: str
    leads_back: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element. `box` is its place on its page, in pt from the lower left corner."""

    role: str
    page: int | None
    kids: "tuple[Tag | Content | LinkArea, ...]"
    name: str
    language: str
    alternative: str
    box: tuple[float, ...] | None
    attributes: Mapping[str, str]

    def tags(self) -> "Iterator[Tag]":
        """Yield the elements right below this one."""
        return (kid for kid in self.kids if isinstance(kid, Tag))

    def walk(self) -> "Iterator[Tag]":
        """Yield this element and all below it in the order of reading."""
        yield self
        for kid in self.tags():
            yield from kid.walk()

    def areas(self) -> Iterator[LinkArea]:
        """Yield the areas of links in this element and below it."""
        return (kid for tag in self.walk() for kid in tag.kids if isinstance(kid, LinkArea))

    def first_page(self) -> int | None:
        """Return the page on which the element's content begins; None where it has none."""
        pages = (kid.page for tag in self.walk() for kid in tag.kids if not isinstance(kid, Tag))
        return next(pages, None)


@dataclass(frozen=True, slots=True)
class TaggedFile:
    """A PDF's tags beside the content of its pages, and what its catalogue says of them.

    `links` are all link annotations by page and object number, `names` the elements found by name. `claims` are the
    standards' properties of the packet: (“pdfuaid:part”, “1”).
    """

    document: Tag | None
    contents: tuple[PageContent, ...]
    links: frozenset[tuple[int, tuple[int, int]]]
    names: frozenset[str]
    marked: bool
    shows_title: bool
    in_tag_order: bool
    claims: frozenset[tuple[str, str]]


def read_tags(pdf: Pdf, digests: Sequence[bytes] = (), memory: Memory | None = None) -> TaggedFile:
    """Read an open PDF's tags and content; raises pikepdf.PdfError where it is damaged.

    Of pages that `memory` knows by their `digests` the content is not read again.
    """
    pages = [page.obj for page in pdf.pages]
    root = pdf.Root
    tree = root.get(Name.StructTreeRoot)
    links = frozenset(
        (number, annotation.objgen)
        for number, page in enumerate(pages)
        for annotation in page.get(Name.Annots, ())
        if annotation.get(Name.Subtype) == Name.Link
    )
    return TaggedFile(
        document=_Reader(pages, tree).document() if tree is not None else None,
        contents=read_contents(pages, digests, memory),
        links=links,
        names=frozenset(name for name, _ in _entries(tree.get(Name.IDTree), Name.Names)) if tree else frozenset(),
        marked=bool(root.get(Name.MarkInfo, Dictionary()).get(Name.Marked, False)),
        shows_title=bool(root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False)),
        in_tag_order=all(page.get(Name.Tabs) == Name.S for page in pages if Name.Annots in page),
        claims=claims_of(pdf),
    )


def claims_of(pdf: Pdf) -> frozenset[tuple[str, str]]:
    """Return the properties of a packet that claim standards."""
    packet = pdf.open_metadata()
    names = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
    return frozenset((name, str(value)) for name in names if (value := packet.get(name)))


def _entries(tree: Object | None, kind: Name) -> Iterator[tuple[str, Object]]:
    """Yield keys and values of a name tree or number tree."""
    nodes = [tree] if tree is not None else []
    while nodes:
        node = nodes.pop()
        nodes.extend(node.get(Name.Kids, ()))
        flat = iter(node.get(kind, ()))
        for key, value in zip(flat, flat, strict=False):
            yield str(key), value


class _Reader:
    def __init__(self, pages: Sequence[Object], tree: Object) -> None:
        self._tree = tree
        self._pages = {page.objgen: number for number, page in enumerate(pages)}
        self._parents = {
            int(key): value.objgen
            for key, value in _entries(tree.get(Name.ParentTree), Name.Nums)
            if isinstance(value, Dictionary)
        }
        self._roles = {name: str(role)[1:] for name, role in tree.get(Name.RoleMap, Dictionary()).items()}

    def document(self) -> Tag | None:
        kids = self._tree.get(Name.K)
        top = kids[0] if isinstance(kids, Array) and len(kids) == 1 else kids
        return self._tag(top) if isinstance(top, Dictionary) else None

    def _tag(self, element: Object) -> Tag:
        entries = dict(element.items())
        role = str(entries.get("/S", ""))
        place = entries.get("/Pg")
        page = self._pages.get(place.objgen) if place is not None else None
        attributes = dict(entries["/A"].items()) if isinstance(entries.get("/A"), Dictionary) else {}
        kids = entries.get("/K")
        return Tag(
            role=self._roles.get(role, role[1:]),
            page=page,
            kids=tuple(self._kid(kid, element, page) for kid in (kids if isinstance(kids, Array) else _one(kids))),
            name=str(entries.get("/ID", "")),
            language=str(entries.get("/Lang", "")),
            alternative=str(entries.get("/Alt", "")),
            box=tuple(map(float, attributes["/BBox"])) if "/BBox" in attributes else None,
            attributes={key[1:]: str(attributes[key]).lstrip("/") for key in _ATTRIBUTES if key in attributes},
        )

    def _kid(self, kid: object, element: Object, page: int | None) -> Tag | Content | LinkArea:
        if not isinstance(kid, Dictionary):
            return Content(-1 if page is None else page, int(str(kid)))
        kind = kid.get(Name.Type)
        if kind not in (Name.OBJR, Name.MCR):
            return self._tag(kid)
        place = kid.get(Name.Pg)
        number = self._pages.get(place.objgen, -1) if place is not None else -1 if page is None else page
        if kind == Name.MCR:
            return Content(number, int(kid.MCID))
        annotation = kid.Obj
        target = annotation.get(Name.Dest)
        return LinkArea(
            page=number,
            annotation=annotation.objgen,
            target=unquote(str(target)) if isinstance(target, String) else "",
            description=str(annotation.get(Name.Contents, "")),
            leads_back=self._parents.get(int(annotation.get(Name.StructParent, -1))) == element.objgen,
        )


def _one(kid: object) -> tuple[object, ...]:
    return () if kid is None else (kid,)
