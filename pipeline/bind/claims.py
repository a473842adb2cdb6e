"""Claims: how a file says in its XMP packet which standards it keeps."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pipeline.bind.extensions import PDF_UA
from pipeline.book.standards import Standard

IDENTIFICATION: Final[Mapping[str, str]] = {
    PDF_UA.prefix: PDF_UA.namespace,
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
"""Namespaces of the claims (ISO 14289-1, 5; ISO 19005-3, 6.6.4)."""

_PROPERTIES: Final[Mapping[Standard, tuple[tuple[str, str], ...]]] = {
    Standard.PDF_UA_1: (("pdfuaid:part", "1"),),
    Standard.PDF_A_3A: (("pdfaid:part", "3"), ("pdfaid:conformance", "A")),
}


def claims(standards: Collection[Standard]) -> Iterator[tuple[str, str]]:
    """Yield the properties by which a file claims to keep `standards`, in order: (“pdfuaid:part”, “1”)."""
    for standard in Standard:
        if standard in standards:
            yield from _PROPERTIES[standard]
