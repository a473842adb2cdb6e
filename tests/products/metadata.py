"""What EPUB, PDF and trade record say of a book, side by side."""

import pikepdf
from lxml import etree

from tests.products.conftest import Products

_ONIX = {"o": "http://ns.editeur.org/onix/3.0/reference"}
_OPF = {"d": "http://purl.org/dc/elements/1.1/", "f": "http://www.idpf.org/2007/opf"}
_ROLES = {"aut": "A01", "edt": "B01", "trl": "B06"}
_LANGUAGES = {"en-GB": ["eng", "GB"], "pl": ["pol"]}


def said_by_epub(products: Products) -> dict[str, list[str]]:
    """Return title, people, language, identifier, date, rights and publisher of the package document."""
    package = products.document("content.opf")

    def texts(path: str) -> list[str]:
        return [" ".join(str(text).split()) for text in package.xpath(f"{path}/text()", namespaces=_OPF)]

    return {
        "title": texts("//d:title[@id='title-main']"),
        "people": [*texts("//d:creator"), *texts("//d:contributor")],
        "roles": texts("//f:meta[@property='role']"),
        "language": texts("//d:language"),
        "identifier": texts("//d:identifier"),
        "date": texts("//d:date"),
        "rights": texts("//d:rights"),
        "publisher": texts("//d:publisher"),
    }


def said_by_pdf(products: Products) -> dict[str, list[str]]:
    """Return the same of the XMP packet, which knows no roles."""
    with pikepdf.open(products.pdf) as pdf:
        packet = pdf.open_metadata()
        said = {name: packet.get(f"dc:{name}", []) for name in ("title", "language", "identifier", "date", "rights")}
        people = [*packet.get("dc:creator", []), *packet.get("dc:contributor", [])]
        publisher = packet.get("dc:publisher", [])
    listed = {name: [value] if isinstance(value, str) else list(value) for name, value in said.items()}
    return {**listed, "people": people, "publisher": list(publisher)}


def said_by_record(products: Products) -> list[dict[str, list[str]]]:
    """Return the same of each product of the trade record; its rights are those of the digital forms."""
    root = etree.parse(products.pdf.with_name(f"{products.pdf.stem}-onix.xml")).getroot()
    found = []
    for product in root.iter(f"{{{_ONIX['o']}}}Product"):
        paths = {
            "title": ".//o:TitleText",
            "people": ".//o:Contributor/o:PersonName|.//o:Contributor/o:CorporateName",
            "roles": ".//o:ContributorRole",
            "language": ".//o:Language/o:LanguageCode|.//o:Language/o:CountryCode",
            "identifier": ".//o:WorkIdentifier/o:IDValue",
            "date": ".//o:PublishingDate/o:Date",
            "rights": ".//o:EpubLicenseName",
            "publisher": ".//o:PublisherName",
        }
        found.append(
            {
                name: [element.text or "" for element in product.xpath(path, namespaces=_ONIX)]
                for name, path in paths.items()
            }
        )
    return found


def assert_all_say_the_same(products: Products) -> None:
    epub, pdf = said_by_epub(products), said_by_pdf(products)
    assert {name: value for name, value in epub.items() if name != "roles"} == pdf
    records = said_by_record(products)
    assert len(records) == 3
    for number, record in enumerate(records):
        for name in ("title", "people", "identifier", "publisher"):
            assert record[name] == epub[name]
        assert record["roles"] == [_ROLES[role] for role in epub["roles"]]
        assert record["language"] == _LANGUAGES[epub["language"][0]]
        assert record["date"] == [date.replace("-", "") for date in epub["date"] if epub["publisher"]]
        assert record["rights"] == (epub["rights"] if number else [])
