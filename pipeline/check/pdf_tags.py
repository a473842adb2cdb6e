"""The structure tree of a finished PDF, read as a screen reader reads it (ISO 32000-1, 14.7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Final
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, String

from pipeline.check.pdf_opened import ObjectNumber
from pipeline.check.pdf_trees import references_in

INLINE: Final = frozenset({"Span", "Link", "Reference", "Quote", "Code"})
"""Structure types that stand within a line: words do not end where they begin or end."""

ELSEWHERE: Final = -1
"""The page of content that stands on none of a piece's own."""

_NONE: Final[Mapping[str, str]] = {}
_ATTRIBUTES: Final = ("/Scope", "/ListNumbering", "/ColSpan", "/RowSpan")


@dataclass(frozen=True, slots=True)
class Content:
    """A marked stretch of a page's content; pages count from the first of its piece."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link's area on a page, by its object number. From `parent` the parent tree should lead to its `element`."""

    page: int
    annotation: ObjectNumber
    target: str
    description: str
    parent: int
    element: ObjectNumber


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element. `box` is its place on its page, in pt from the lower left corner."""

    role: str
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


def places(element: Object) -> list[tuple[ObjectNumber, bool]]:
    """Return, in the order of reading, the pages that an element's content stands on and the elements right in it.

    Each has an object number and whether it is an element.
    """
    found: list[tuple[ObjectNumber, bool]] = []
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and kid.get(Name.Type) not in (Name.OBJR, Name.MCR):
            found += [(kid.objgen, True)] if kid.is_indirect else places(kid)
            continue
        place = kid.get(Name.Pg) if isinstance(kid, Dictionary) else None
        place = element.get(Name.Pg) if place is None else place
        if place is not None:
            found.append((place.objgen, False))
    return found


class TagReader:
    """Reads elements; `pages` are those they may stand on, by object number, every other is ELSEWHERE."""

    def __init__(self, roles: Mapping[str, str], pages: Mapping[ObjectNumber, int]) -> None:
        """Read nothing yet; `roles` are the names that the file has of its own for types of elements."""
        self._roles = roles
        self._pages = pages

    def read(self, element: Object, kids: "Sequence[Tag | Content | LinkArea] | None" = None) -> Tag:
        """Read an element with all that stands in it, which may have been read before."""
        entries = dict(element.items())
        role = str(entries.get("/S", ""))
        place = entries.get("/Pg")
        page = self._pages.get(place.objgen) if place is not None else None
        attributes = dict(entries["/A"].items()) if isinstance(entries.get("/A"), Dictionary) else _NONE
        if kids is None:
            kids = tuple(self._kid(kid, element, page) for kid in _kids(element))
        return Tag(
            role=intern(self._roles.get(role, role[1:])),
            kids=tuple(kids),
            name=str(entries.get("/ID", "")),
            language=str(entries.get("/Lang", "")),
            alternative=str(entries.get("/Alt", "")),
            box=tuple(map(float, attributes["/BBox"])) if "/BBox" in attributes else None,
            attributes={key[1:]: str(attributes[key]).lstrip("/") for key in _ATTRIBUTES if key in attributes} or _NONE,
        )

    def _kid(self, kid: object, element: Object, page: int | None) -> Tag | Content | LinkArea:
        if isinstance(kid, int) or not isinstance(kid, Dictionary):
            return Content(ELSEWHERE if page is None else page, int(str(kid)))
        kind = kid.get(Name.Type)
        if kind not in (Name.OBJR, Name.MCR):
            return self.read(kid)
        place = kid.get(Name.Pg)
        number = self._pages.get(place.objgen, ELSEWHERE) if place is not None else ELSEWHERE if page is None else page
        if kind == Name.MCR:
            return Content(number, int(kid.MCID))
        annotation = kid.Obj
        target = annotation.get(Name.Dest)
        return LinkArea(
            page=number,
            annotation=annotation.objgen,
            target=unquote(str(target)) if isinstance(target, String) else "",
            description=str(annotation.get(Name.Contents, "")),
            parent=int(annotation.get(Name.StructParent, -1)),
            element=element.objgen,
        )


def elements_in(element: Object) -> list[ObjectNumber] | None:
    """Return the elements right in one by object number; None where something else stands in it too."""
    kids = element.get(Name.K)
    if not isinstance(kids, Array):
        return None
    found = references_in(kids)
    return found if found and all(isinstance(kid, Dictionary) and Name.S in kid for kid in kids) else None


def _kids(element: Object) -> Iterable[object]:
    kids = element.get(Name.K)
    return kids if isinstance(kids, Array) else _one(kids)


def _one(kid: object) -> tuple[object, ...]:
    return () if kid is None else (kid,)
