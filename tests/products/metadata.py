"""What EPUB, PDF and trade record say of a book, side by side."""

from pathlib import Path

import pikepdf
from lxml import etree

from tests.products.conftest import Products

_NAMES = {
    "o": "http://ns.editeur.org/onix/3.0/reference",
    "d": "http://purl.org/dc/elements/1.1/",
    "f": "http://www.idpf.org/2007/opf",
    "r": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "p": "http://prismstandard.org/namespaces/basic/3.0/",
    "m": "http://id.loc.gov/vocabulary/relators/",
}
_ROLES = {"aut": "A01", "edt": "B01", "trl": "B06", "ill": "A12"}
_LANGUAGES = {"en-GB": ["eng", "GB"], "pl": ["pol"]}

Said = dict[str, list[str]]


def _texts(root: etree._Element, path: str) -> list[str]:
    found: list[etree._Element] = root.xpath(path, namespaces=_NAMES)
    return [" ".join("".join(element.itertext()).split()) for element in found]


def said_by_epub(products: Products) -> Said:
    """Return all that the package document says of the book; people with the codes of their roles."""
    package = products.document("content.opf")
    people = package.xpath("//d:creator|//d:contributor", namespaces=_NAMES)
    return {
        "title": _texts(package, "//d:title[@id='title-main']"),
        "subtitle": _texts(package, "//d:title[@id='title-subtitle']"),
        "edition": _texts(package, "//f:meta[@property='schema:bookEdition']"),
        "creators": _texts(package, "//d:creator"),
        "contributors": _texts(package, "//d:contributor"),
        "roles": [
            f"{role} {one.text}"
            for one in people
            for role in _texts(package, f"//f:meta[@property='role'][@refines='#{one.get('id')}']")
        ],
        "filed as": _texts(package, "//f:meta[@property='file-as']"),
        **{
            name: _texts(package, f"//d:{name}")
            for name in ("language", "publisher", "date", "description", "rights", "identifier")
        },
        "subjects": _texts(package, "//d:subject"),
    }


def said_by_pdf(pdf: Path) -> Said:
    """Return the same of an XMP packet, which does not say how people are filed."""
    with pikepdf.open(pdf) as opened:
        packet = etree.fromstring(opened.Root.Metadata.read_bytes())
    roles = {
        (name, etree.QName(element).localname)
        for element in packet.iter(f"{{{_NAMES['m']}}}*")
        for name in _texts(element, ".//r:li")
    }
    people = [*_texts(packet, "//d:creator//r:li"), *_texts(packet, "//d:contributor//r:li")]
    return {
        "title": _texts(packet, "//d:title//r:li"),
        "subtitle": _texts(packet, "//p:subtitle//r:li"),
        "edition": _texts(packet, "//p:bookEdition"),
        "creators": _texts(packet, "//d:creator//r:li"),
        "contributors": _texts(packet, "//d:contributor//r:li"),
        "roles": [f"{role} {person}" for person in people for name, role in roles if name == person],
        **{
            name: _texts(packet, f"//d:{name}//r:li")
            for name in ("language", "publisher", "date", "description", "rights")
        },
        "identifier": _texts(packet, "//d:identifier"),
        "subjects": _texts(packet, "//d:subject//r:li"),
    }


def said_by_record(products: Products) -> list[Said]:
    """Return the same of each product of the trade record, in its own codes; its rights are of the digital forms."""
    root = etree.parse(products.pdf.with_name(f"{products.pdf.stem}-onix.xml")).getroot()
    paths = {
        "title": ".//o:TitleText",
        "subtitle": ".//o:Subtitle",
        "edition": ".//o:EditionStatement",
        "people": ".//o:Contributor/o:PersonName|.//o:Contributor/o:CorporateName",
        "roles": ".//o:ContributorRole",
        "filed as": ".//o:PersonNameInverted",
        "language": ".//o:Language/o:LanguageCode|.//o:Language/o:CountryCode",
        "identifier": ".//o:WorkIdentifier/o:IDValue",
        "date": ".//o:PublishingDate/o:Date",
        "rights": ".//o:EpubLicenseName",
        "publisher": ".//o:PublisherName",
        "description": ".//o:TextContent/o:Text",
        "subjects": ".//o:SubjectHeadingText",
    }
    return [
        {name: _texts(product, path) for name, path in paths.items()}
        for product in root.iter(f"{{{_NAMES['o']}}}Product")
    ]


def assert_all_say_the_same(products: Products) -> None:
    """Hold every field of the EPUB against the PDF's, and against those of each product of the trade record."""
    epub = said_by_epub(products)
    pdf = said_by_pdf(products.pdf)
    assert pdf == {name: said for name, said in epub.items() if name != "filed as"}
    records = said_by_record(products)
    assert len(records) == 3
    for number, record in enumerate(records):
        for name in ("title", "subtitle", "edition", "filed as", "identifier", "publisher", "description"):
            assert record[name] == epub[name]
        assert record["people"] == [*epub["creators"], *epub["contributors"]]
        assert record["roles"] == [_ROLES[said.split(" ")[0]] for said in epub["roles"]]
        assert record["language"] == _LANGUAGES[epub["language"][0]]
        assert record["date"] == [date.replace("-", "") for date in epub["date"] if epub["publisher"]]
        assert record["rights"] == (epub["rights"] if number else [])
        assert record["subjects"] == (["; ".join(epub["subjects"])] if epub["subjects"] else [])
