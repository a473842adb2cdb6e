"""Claims: how a file says in its XMP packet which standards it keeps."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pipeline.book.standards import Standard

IDENTIFICATION: Final[Mapping[str, str]] = {
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
"""Namespaces of the claims (ISO 14289-1, 5; ISO 19005-3, 6.6.4)."""

_PROPERTIES: Final[Mapping[Standard, tuple[tuple[str, str], ...]]] = {
    Standard.PDF_UA_1: (("pdfuaid:part", "1"),),
    Standard.PDF_A_3A: (("pdfaid:part", "3"), ("pdfaid:conformance", "A")),
}

_SCHEMA: Final = f"""\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{IDENTIFICATION["pdfuaid"]}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>the part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""PDF/A knows no properties but its own: others are described in the packet (ISO 19005-3, 6.6.2.3)."""


def claims(standards: Collection[Standard]) -> Iterator[tuple[str, str]]:
    """Yield the properties by which a file claims to keep `standards`, in order: (“pdfuaid:part”, “1”)."""
    for standard in Standard:
        if standard in standards:
            yield from _PROPERTIES[standard]


def claim_schemas(standards: Collection[Standard]) -> Iterator[str]:
    """Yield the descriptions of properties that one of the standards asks for, as RDF/XML."""
    if {Standard.PDF_UA_1, Standard.PDF_A_3A} <= set(standards):
        yield _SCHEMA
