"""The trade record held to the structure of ONIX for Books 3.0 and to its code lists.

EDItEUR's schema is not shipped with the pipeline; `onix_schema.py` asks it where it is installed. What is held here in
every build is what the record uses of it: which elements an element may have, in which order and how often (ONIX for
Books Format Specification, release 3.0, blocks 1, 2, 4 and 5), and which values the lists allow (Code Lists, issue 69).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from pipeline.book.catalogue import CatalogueEntry
from pipeline.book.diagnostics import Diagnostic
from pipeline.rules import ONIX_RECORD

NAMESPACE: Final = "http://ns.editeur.org/onix/3.0/reference"

STRUCTURE: Final[Mapping[str, str]] = {
    "ONIXMessage": "Header Product+",
    "Header": "Sender SentDateTime",
    "Sender": "SenderName",
    "Product": "RecordReference NotificationType RecordSourceType? ProductIdentifier+ DescriptiveDetail "
    "CollateralDetail? PublishingDetail? RelatedMaterial?",
    "ProductIdentifier": "ProductIDType IDTypeName? IDValue",
    "DescriptiveDetail": "ProductComposition ProductForm ProductFormDetail* ProductFormFeature* PrimaryContentType? "
    "Measure* EpubTechnicalProtection* EpubLicense? TitleDetail+ Contributor* EditionStatement* Language* Extent* "
    "Illustrated? NumberOfIllustrations? Subject*",
    "ProductFormFeature": "ProductFormFeatureType ProductFormFeatureValue? ProductFormFeatureDescription*",
    "Measure": "MeasureType Measurement MeasureUnitCode",
    "EpubLicense": "EpubLicenseName+ EpubLicenseExpression*",
    "EpubLicenseExpression": "EpubLicenseExpressionType EpubLicenseExpressionLink",
    "TitleDetail": "TitleType TitleElement+",
    "TitleElement": "TitleElementLevel TitleText Subtitle?",
    "Contributor": "SequenceNumber? ContributorRole+ PersonName? PersonNameInverted? CorporateName?",
    "Language": "LanguageRole LanguageCode CountryCode?",
    "Extent": "ExtentType ExtentValue ExtentUnit",
    "Subject": "MainSubject? SubjectSchemeIdentifier SubjectCode? SubjectHeadingText*",
    "CollateralDetail": "TextContent*",
    "TextContent": "TextType ContentAudience+ Text+",
    "PublishingDetail": "Publisher+ PublishingStatus? PublishingDate*",
    "Publisher": "PublishingRole PublisherName",
    "PublishingDate": "PublishingDateRole Date",
    "RelatedMaterial": "RelatedWork* RelatedProduct*",
    "RelatedWork": "WorkRelationCode WorkIdentifier+",
    "WorkIdentifier": "WorkIDType IDTypeName? IDValue",
    "RelatedProduct": "ProductRelationCode+ ProductIdentifier+",
}
"""The children of each composite in their order; ?, * and + say how often."""

VALUES: Final[Mapping[str, str]] = {
    "SentDateTime": r"\d{8}T\d{6}Z",
    "NotificationType": "0[123]",
    "RecordSourceType": "01",
    "ProductIDType": "01|03|15",
    "ProductComposition": "00",
    "ProductForm": "BA|BB|BC|ED",
    "ProductFormDetail": "E101|E107|E200|E201",
    "ProductFormFeatureType": "09|12",
    "ProductFormFeatureValue": "0[0-58]|1[0-9]|2[0-9]|3[0-7]|5[0-2]|7[5-7]|8[0-6]|9[0-9]",
    "PrimaryContentType": "10",
    "MeasureType": "0[1-3]",
    "Measurement": r"[1-9]\d*",
    "MeasureUnitCode": "mm",
    "EpubTechnicalProtection": "00",
    "EpubLicenseExpressionType": "0[12]",
    "EpubLicenseExpressionLink": r"https?://\S+",
    "TitleType": "01",
    "TitleElementLevel": "01",
    "SequenceNumber": r"[1-9]\d*",
    "ContributorRole": "[ABCDEZ][0-9]{2}",
    "LanguageRole": "01",
    "LanguageCode": "[a-z]{3}",
    "CountryCode": "[A-Z]{2}",
    "ExtentType": "00|03|07|08",
    "ExtentValue": r"[1-9]\d*",
    "ExtentUnit": "03",
    "Illustrated": "0[12]",
    "NumberOfIllustrations": r"[1-9]\d*",
    "SubjectSchemeIdentifier": "20|93",
    "SubjectCode": r"[0-9A-Z-]+",
    "TextType": "03",
    "ContentAudience": "00",
    "PublishingRole": "01",
    "PublishingStatus": "0[24]",
    "PublishingDateRole": "01",
    "Date": r"\d{4}(\d{2}){0,2}",
    "WorkIDType": "01",
    "WorkRelationCode": "01",
    "ProductRelationCode": "06|13",
    "MainSubject": "",
}
"""The values of each coded element: lists 1, 2, 3, 5, 15, 16, 17, 22, 23, 24, 27, 45, 48, 51, 64, 74, 79, 81, 91, 143,
144, 149, 150, 152, 153, 154, 163, 164, 175, 196 and 218."""


def check_onix(record: bytes, entry: CatalogueEntry) -> Iterator[Diagnostic]:
    """Yield where a trade record is not as ONIX 3.0 has it, or says of the book something else than `entry`."""
    try:
        root = etree.fromstring(record)
    except etree.XMLSyntaxError as error:
        yield ONIX_RECORD.at(None, problem=error)
        return
    if root.tag != f"{{{NAMESPACE}}}ONIXMessage" or root.get("release") != "3.0":
        yield ONIX_RECORD.at(None, problem="it is no message of release 3.0")
    for problem in _structure(root):
        yield ONIX_RECORD.at(None, problem=problem)
    for product in root.iter(f"{{{NAMESPACE}}}Product"):
        yield from _check_words(product, entry)


def _structure(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{{{NAMESPACE}}}*"):
        name, children = _name(element), [_name(child) for child in element]
        if name in STRUCTURE:
            pattern = "".join(
                f"(?:{item.rstrip('?*+')} ){item[len(item.rstrip('?*+')) :]}" for item in STRUCTURE[name].split()
            )
            if not re.fullmatch(pattern, "".join(f"{child} " for child in children)):
                yield f"{name} may not hold {', '.join(children) or 'nothing'}"
        elif children:
            yield f"{name} is not known"
        elif name not in VALUES and not (element.text or "").strip():
            yield f"{name} is empty"
        elif name in VALUES and not re.fullmatch(VALUES[name], element.text or ""):
            yield f"{name} is “{element.text}”"
    for found in root.iter(f"{{{NAMESPACE}}}ProductIdentifier"):
        kind, value = found.findtext(f"{{{NAMESPACE}}}ProductIDType"), found.findtext(f"{{{NAMESPACE}}}IDValue") or ""
        if kind == "15" and not re.fullmatch(r"97[89]\d{10}", value):
            yield f"“{value}” is no ISBN"


def _check_words(product: etree._Element, entry: CatalogueEntry) -> Iterator[Diagnostic]:
    reference = _texts(product, "RecordReference")[0]
    said = {
        "title": (_texts(product, "TitleText"), [entry.title]),
        "subtitle": (_texts(product, "Subtitle"), [entry.subtitle] if entry.subtitle else []),
        "names": (
            [text for element in product.iter(f"{{{NAMESPACE}}}Contributor") for text in _names(element)],
            [creator.name for creator in (*entry.creators, *entry.contributors)],
        ),
        "publisher": (_texts(product, "PublisherName"), [entry.publisher] if entry.publisher else []),
        "description": (_texts(product, "Text"), [entry.description] if entry.description else []),
    }
    for what, (found, wanted) in said.items():
        if found != wanted:
            problem = f"the {what} of {reference} is “{', '.join(found)}” instead of “{', '.join(wanted)}”"
            yield ONIX_RECORD.at(None, problem=problem)


def _names(contributor: etree._Element) -> list[str]:
    return _texts(contributor, "PersonName") + _texts(contributor, "CorporateName")


def _texts(element: etree._Element, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(f"{{{NAMESPACE}}}{name}")]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
