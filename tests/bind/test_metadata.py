from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pikepdf import Name

from pipeline.book.manuscript import Creator
from pipeline.book.standards import Standard
from tests.bind.small_books import METADATA, Bound, bind_layouts, lay_out_chapter

PREFIXES = {
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "marcrel": "http://id.loc.gov/vocabulary/relators/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def stated(bound: Bound, name: str) -> list[str]:
    """Return the values that the XMP packet gives a property."""
    packet = ElementTree.fromstring(bound.pdf.Root.Metadata.read_bytes())
    return [
        text.strip() for found in packet.iterfind(f".//{name}", PREFIXES) for text in found.itertext() if text.strip()
    ]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("dc:title", ["Rivers & Roads"]),
        ("dc:creator", ["Łucja Żak"]),
        ("dc:contributor", ["Ed Itor"]),
        ("dc:description", ["About rivers"]),
        ("prism:subtitle", ["A survey"]),
        ("marcrel:aut", ["Łucja Żak"]),
        ("marcrel:trl", ["Ed Itor"]),
        ("dc:subject", ["geography", "history"]),
        ("dc:publisher", ["The <Press>"]),
        ("dc:rights", ["CC BY 4.0"]),
        ("dc:language", ["en-GB"]),
        ("dc:identifier", ["urn:uuid:0a1b"]),
        ("dc:date", ["2026-01-02"]),
        ("xmp:CreateDate", ["2023-11-14T22:13:20Z"]),
        ("xmp:ModifyDate", ["2023-11-14T22:13:20Z"]),
        ("xmp:MetadataDate", ["2023-11-14T22:13:20Z"]),
        ("pdfuaid:part", ["1"]),
        ("pdfaid:part", ["3"]),
        ("pdfaid:conformance", ["A"]),
    ],
)
def test_packet_states_what_the_metadata_says(small_book: Bound, name: str, values: list[str]) -> None:
    assert stated(small_book, name) == values


@pytest.mark.parametrize(
    ("key", "name", "joined_by"),
    [
        ("/Title", "dc:title", ""),
        ("/Author", "dc:creator", "; "),
        ("/Subject", "dc:description", ""),
        ("/Keywords", "pdf:Keywords", ""),
        ("/Creator", "xmp:CreatorTool", ""),
        ("/Producer", "pdf:Producer", ""),
    ],
)
def test_information_dictionary_agrees_with_the_packet(small_book: Bound, key: str, name: str, joined_by: str) -> None:
    assert str(small_book.pdf.docinfo[key]) == joined_by.join(stated(small_book, name)) != ""


def test_dates_are_the_timestamp_in_universal_time(small_book: Bound) -> None:
    information = small_book.pdf.docinfo
    assert str(information.CreationDate) == str(information.ModDate) == "D:20231114221320Z"
    assert information.Trapped == Name("/False")


def test_producer_names_engine_and_binder(small_book: Bound) -> None:
    [producer] = stated(small_book, "pdf:Producer")
    assert producer.startswith("WeasyPrint ")
    assert "pikepdf" in producer


def test_what_is_not_known_is_not_stated() -> None:
    metadata = replace(METADATA, subtitle=None, description=None, publisher=None, subjects=(), rights=(), date=None)
    bound = bind_layouts(lay_out_chapter("one", "<h1>One</h1>"), metadata=metadata)
    for name in ("dc:description", "dc:publisher", "dc:subject", "dc:rights", "dc:date", "pdf:Keywords"):
        assert stated(bound, name) == []
    assert not {"/Subject", "/Keywords"} & set(bound.pdf.docinfo.keys())


def test_editor_is_the_creator_of_a_book_without_author() -> None:
    metadata = replace(METADATA, creators=(Creator("Ed Itor", "edt"),))
    bound = bind_layouts(lay_out_chapter("one", "<h1>One</h1>"), metadata=metadata)
    assert stated(bound, "dc:creator") == ["Ed Itor"]
    assert stated(bound, "dc:contributor") == []


def test_a_standard_is_claimed_only_where_it_is_said_to_be_kept() -> None:
    chapter = lay_out_chapter("one", "<h1>Title</h1>")
    only_archival = bind_layouts(chapter, standards=(Standard.PDF_A_3A,))
    assert stated(only_archival, "pdfaid:part") + stated(only_archival, "pdfaid:conformance") == ["3", "A"]
    assert stated(only_archival, "pdfuaid:part") == []
    assert stated(bind_layouts(chapter, standards=()), "pdfaid:part") == []


def test_what_pdf_a_does_not_know_is_described(small_book: Bound) -> None:
    packet = ElementTree.fromstring(small_book.pdf.Root.Metadata.read_bytes())
    schema = "{http://www.aiim.org/pdfa/ns/schema#}"
    own = [PREFIXES["pdfuaid"], PREFIXES["prism"], PREFIXES["marcrel"]]
    assert [found.text for found in packet.iter(f"{schema}namespaceURI")] == own
    names = [found.text for found in packet.iter("{http://www.aiim.org/pdfa/ns/property#}name")]
    assert names == ["part", "subtitle", "bookEdition", "aut", "trl"]


def test_nothing_is_described_in_a_file_that_does_not_claim_pdf_a() -> None:
    bound = bind_layouts(lay_out_chapter("one", "<h1>Title</h1>"), standards=(Standard.PDF_UA_1,))
    assert b"pdfaExtension" not in bound.pdf.Root.Metadata.read_bytes()
