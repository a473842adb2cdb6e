"""Properties that PDF/A does not know of itself: a file that claims it describes them (ISO 19005-3, 6.6.2.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Extension:
    """A namespace with its prefix, what it is called, and of each property its type of value and what it tells."""

    prefix: str
    namespace: str
    name: str
    properties: Mapping[str, tuple[str, str]]


PDF_UA: Final = Extension(
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    "PDF/UA identification schema",
    {"part": ("Integer", "the part of ISO 14289 that the file keeps")},
)
PRISM: Final = Extension(
    "prism",
    "http://prismstandard.org/namespaces/basic/3.0/",
    "PRISM basic metadata",
    {"subtitle": ("Lang Alt", "the subtitle of the book"), "bookEdition": ("Text", "which edition this is")},
)


RELATORS: Final = Extension("marcrel", "http://id.loc.gov/vocabulary/relators/", "MARC relators", {})
"""Its properties are the codes of roles, those that a book has."""


def relators(roles: Iterable[str]) -> Extension:
    """Return the extension by which people are named in their roles."""
    told = {role: ("Seq Text", f"those who made the book in the role “{role}”") for role in roles}
    return replace(RELATORS, properties=told)


def described(extensions: Sequence[Extension]) -> str:
    """Return the description of extensions, as RDF/XML."""
    schemas = "".join(map(_schema, extensions))
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>"
    )


def _schema(extension: Extension) -> str:
    properties = "\n".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{told}</pdfaProperty:description></rdf:li>"
        for name, (kind, told) in extension.properties.items()
    )
    return (
        '<rdf:li rdf:parseType="Resource">\n'
        f"<pdfaSchema:schema>{extension.name}</pdfaSchema:schema>\n"
        f"<pdfaSchema:namespaceURI>{extension.namespace}</pdfaSchema:namespaceURI>\n"
        f"<pdfaSchema:prefix>{extension.prefix}</pdfaSchema:prefix>\n"
        f"<pdfaSchema:property><rdf:Seq>\n{properties}\n</rdf:Seq></pdfaSchema:property>\n</rdf:li>"
    )
