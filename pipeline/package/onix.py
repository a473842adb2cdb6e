"""The trade record: ONIX for Books 3.0, reference names, one product for print, PDF and EPUB each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pipeline.book.catalogue import CatalogueEntry, catalogue_entry
from pipeline.book.manuscript import BookMetadata, Creator
from pipeline.package.onix_codes import (
    CONTRIBUTOR_ROLES,
    OTHER_CONTRIBUTOR,
    country_code,
    date_code,
    language_code,
)

NAMESPACE: Final = "http://ns.editeur.org/onix/3.0/reference"
_POINTS_PER_MM: Final = 72 / 25.4

Content: TypeAlias = "str | Sequence[Element | None]"


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the record: text, or elements of which None is left out."""

    name: str
    content: Content = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TradeFacts:
    """What the finished files tell of themselves: counts of pages and figures, page size in pt.

    `pdf_codes` and `epub_codes` are those of list 196 that the checks earned; `epub_summary` is said with them,
    `epub_hazard_free` tells that nothing in it moves.
    """

    front_pages: int
    main_pages: int
    all_pages: int
    page_size: tuple[float, float]
    figures: int
    pdf_codes: tuple[str, ...]
    epub_codes: tuple[str, ...]
    epub_summary: str
    epub_hazard_free: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of the book: its name, ISBN, form (list 150) and details (list 175)."""

    name: str
    isbn: str | None
    code: str
    details: tuple[str, ...]

    @property
    def is_digital(self) -> bool:
        return self.code == "ED"


def write_onix(metadata: BookMetadata, facts: TradeFacts, timestamp: int) -> bytes:
    """Return the record of all three forms of a book; the same arguments give the same bytes.

    Only what book.yaml and the finished files say is in it: no price, no supplier, and where there is no ISBN an
    identifier of our own instead. `timestamp` (seconds since 1970) is the record's date.
    """
    entry = catalogue_entry(metadata)
    sender = entry.publisher or ", ".join(creator.name for creator in entry.creators) or entry.title
    moment = datetime.fromtimestamp(timestamp, UTC).strftime("%Y%m%dT%H%M%SZ")
    forms = (
        _Form("print", metadata.isbns.print, "BA", ()),
        _Form("pdf", metadata.isbns.pdf, "ED", ("E107", "E201")),
        _Form("epub", metadata.isbns.epub, "ED", ("E101", "E200")),
    )
    message = Element(
        "ONIXMessage",
        [
            Element("Header", [Element("Sender", [Element("SenderName", sender)]), Element("SentDateTime", moment)]),
            *(_product(form, forms, entry, metadata, facts) for form in forms),
        ],
        (("release", "3.0"), ("xmlns", NAMESPACE)),
    )
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(_lines(message)) + "\n").encode()


def _product(
    form: _Form, forms: Sequence[_Form], entry: CatalogueEntry, metadata: BookMetadata, facts: TradeFacts
) -> Element:
    return Element(
        "Product",
        [
            Element("RecordReference", f"{entry.identifier}.{form.name}"),
            Element("NotificationType", "03"),  # list 1: confirmed
            Element("RecordSourceType", "01"),  # list 3: publisher
            *_identifiers(form, entry),
            _description(form, entry, metadata, facts),
            _collateral(entry),
            _publishing(entry),
            _related(form, forms, entry),
        ],
    )


def _identifiers(form: _Form, entry: CatalogueEntry) -> Iterator[Element]:
    """Yield ISBN-13 and GTIN-13 (list 5: 15 and 03), or an identifier of our own (01)."""
    if form.isbn:
        for code in ("15", "03"):
            yield Element("ProductIdentifier", [Element("ProductIDType", code), Element("IDValue", form.isbn)])
    else:
        kind = Element("IDTypeName", "Identifier of the book and its form")
        own = Element("IDValue", f"{entry.identifier}.{form.name}")
        yield Element("ProductIdentifier", [Element("ProductIDType", "01"), kind, own])


def _description(form: _Form, entry: CatalogueEntry, metadata: BookMetadata, facts: TradeFacts) -> Element:
    code = language_code(entry.language)
    country = country_code(entry.language)
    return Element(
        "DescriptiveDetail",
        [
            Element("ProductComposition", "00"),  # list 2: a single item
            Element("ProductForm", form.code),
            *(Element("ProductFormDetail", detail) for detail in form.details),
            *_features(form, facts),
            Element("PrimaryContentType", "10"),  # list 81: text
            *(_measures(facts) if form.name == "print" else ()),
            Element("EpubTechnicalProtection", "00") if form.is_digital else None,  # list 144: none
            _licence(entry) if form.is_digital else None,
            _title(entry),
            *(_contributor(number, one) for number, one in enumerate((*entry.creators, *entry.contributors), 1)),
            Element("EditionStatement", metadata.edition) if metadata.edition else None,
            Element(
                "Language",
                [
                    Element("LanguageRole", "01"),  # list 22: of text
                    Element("LanguageCode", code),
                    Element("CountryCode", country) if country else None,
                ],
            )
            if code
            else None,
            *_extents(form, facts),
            Element("Illustrated", "02" if facts.figures else "01"),  # list 152
            Element("NumberOfIllustrations", str(facts.figures)) if facts.figures else None,
            *_subjects(entry, metadata),
        ],
    )


def _features(form: _Form, facts: TradeFacts) -> Iterator[Element]:
    """Yield accessibility (list 79: 09, with list 196) and hazards (12, with list 143) of a digital form."""
    codes = {"pdf": facts.pdf_codes, "epub": facts.epub_codes}.get(form.name, ())
    if form.name == "epub" and facts.epub_summary:
        yield _feature("09", "00", facts.epub_summary)
    for code in codes:
        yield _feature("09", code)
    if form.name == "epub" and facts.epub_hazard_free:
        yield _feature("12", "00")


def _feature(kind: str, value: str, description: str | None = None) -> Element:
    return Element(
        "ProductFormFeature",
        [
            Element("ProductFormFeatureType", kind),
            Element("ProductFormFeatureValue", value),
            Element("ProductFormFeatureDescription", description) if description else None,
        ],
    )


def _measures(facts: TradeFacts) -> Iterator[Element]:
    """Yield height and width of the trimmed page (list 48: 01 and 02)."""
    width, height = facts.page_size
    for kind, points in (("01", height), ("02", width)):
        parts = (("MeasureType", kind), ("Measurement", f"{points / _POINTS_PER_MM:.0f}"), ("MeasureUnitCode", "mm"))
        yield Element("Measure", [Element(name, value) for name, value in parts])


def _licence(entry: CatalogueEntry) -> Element | None:
    if not entry.rights:
        return None
    link = [Element("EpubLicenseExpressionType", "01"), Element("EpubLicenseExpressionLink", entry.licence or "")]
    return Element(
        "EpubLicense",
        [
            Element("EpubLicenseName", entry.rights),
            Element("EpubLicenseExpression", link) if entry.licence else None,  # list 218: for people
        ],
    )


def _title(entry: CatalogueEntry) -> Element:
    element = Element(
        "TitleElement",
        [
            Element("TitleElementLevel", "01"),  # list 149: the product
            Element("TitleText", entry.title),
            Element("Subtitle", entry.subtitle) if entry.subtitle else None,
        ],
    )
    return Element("TitleDetail", [Element("TitleType", "01"), element])  # list 15: distinctive title


def _contributor(number: int, creator: Creator) -> Element:
    name = Element("CorporateName" if creator.group else "PersonName", creator.name)
    inverted = Element("PersonNameInverted", creator.sort) if creator.sort and not creator.group else None
    role = Element("ContributorRole", CONTRIBUTOR_ROLES.get(creator.role, OTHER_CONTRIBUTOR))
    return Element("Contributor", [Element("SequenceNumber", str(number)), role, name, inverted])


def _extents(form: _Form, facts: TradeFacts) -> Iterator[Element]:
    """Yield pages (list 23: 03 front matter, 00 main content, 07 all, 08 those of the printed counterpart)."""
    counts = {
        "print": (("03", facts.front_pages), ("00", facts.main_pages)),
        "pdf": (("07", facts.all_pages),),
        "epub": (("08", facts.front_pages + facts.main_pages),),
    }[form.name]
    for kind, pages in counts:
        if pages:
            parts = (("ExtentType", kind), ("ExtentValue", str(pages)), ("ExtentUnit", "03"))  # list 24: pages
            yield Element("Extent", [Element(name, value) for name, value in parts])


def _subjects(entry: CatalogueEntry, metadata: BookMetadata) -> Iterator[Element]:
    """Yield Thema codes (list 27: 93), the first as the main subject, and the book's own headings (20)."""
    for number, code in enumerate(metadata.thema):
        scheme = Element("SubjectSchemeIdentifier", "93")
        yield Element(
            "Subject", [Element("MainSubject") if number == 0 else None, scheme, Element("SubjectCode", code)]
        )
    if entry.subjects:
        text = Element("SubjectHeadingText", "; ".join(entry.subjects))
        yield Element("Subject", [Element("SubjectSchemeIdentifier", "20"), text])


def _collateral(entry: CatalogueEntry) -> Element | None:
    if not entry.description:
        return None
    parts = (("TextType", "03"), ("ContentAudience", "00"), ("Text", entry.description))  # lists 153 and 154
    return Element("CollateralDetail", [Element("TextContent", [Element(name, text) for name, text in parts])])


def _publishing(entry: CatalogueEntry) -> Element | None:
    if not entry.publisher:
        return None
    publisher = [Element("PublishingRole", "01"), Element("PublisherName", entry.publisher)]  # list 45
    date = date_code(entry.date or "")
    return Element(
        "PublishingDetail",
        [
            Element("Publisher", publisher),
            Element("PublishingStatus", "04"),  # list 64: active
            Element(
                "PublishingDate",
                [
                    Element("PublishingDateRole", "01"),  # list 163: publication
                    Element("Date", date[1], (("dateformat", date[0]),)),
                ],
            )
            if date
            else None,
        ],
    )


def _related(form: _Form, forms: Sequence[_Form], entry: CatalogueEntry) -> Element:
    """Return the work that this is a form of (list 164: 01) and the other forms (list 51: 06 and 13)."""
    identifier = [
        Element("WorkIDType", "01"),  # list 16: our own
        Element("IDTypeName", "Identifier of the book"),
        Element("IDValue", entry.identifier),
    ]
    work = Element("RelatedWork", [Element("WorkRelationCode", "01"), Element("WorkIdentifier", identifier)])
    others = [
        Element(
            "RelatedProduct",
            [
                Element("ProductRelationCode", "13" if (form.name, other.name) == ("epub", "print") else "06"),
                *_identifiers(other, entry),
            ],
        )
        for other in forms
        if other is not form
    ]
    return Element("RelatedMaterial", [work, *others])


def _lines(element: Element, depth: int = 0) -> Iterator[str]:
    space = "  " * depth
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes)
    if isinstance(element.content, str):
        text = escape(element.content)
        yield f"{space}<{element.name}{attributes}>{text}</{element.name}>" if text else f"{space}<{element.name}/>"
        return
    yield f"{space}<{element.name}{attributes}>"
    for child in element.content:
        if child is not None:
            yield from _lines(child, depth + 1)
    yield f"{space}</{element.name}>"
