"""Metadata: the XMP packet and the information dictionary, which say the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, String

from pipeline import __version__
from pipeline.bind.claims import IDENTIFICATION, claims
from pipeline.bind.extensions import PDF_UA, PRISM, RELATORS, Extension, described, relators
from pipeline.book.catalogue import catalogue_entry
from pipeline.book.manuscript import BookMetadata, Creator
from pipeline.book.standards import Standard

_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    **IDENTIFICATION,
    PRISM.prefix: PRISM.namespace,
    RELATORS.prefix: RELATORS.namespace,
}


@dataclass(frozen=True, slots=True)
class Statements:
    """What is said of the book, in the words that both packet and dictionary use; an empty text is not said.

    `people` are all who made it, by the codes of their roles.
    """

    title: str
    subtitle: str
    edition: str
    creators: tuple[str, ...]
    contributors: tuple[str, ...]
    people: Mapping[str, tuple[str, ...]]
    description: str
    subjects: tuple[str, ...]
    publisher: str
    rights: str
    language: str
    identifier: str
    published: str
    producer: str
    moment: datetime


def packet(said: Statements, standards: Collection[Standard]) -> bytes:
    """Return the XMP packet (ISO 16684-1). All dates are those of the edition. The file claims to keep `standards`."""
    return _packet(said, standards).encode()


def information(said: Statements) -> bytes:
    """Return the information dictionary (ISO 32000-1, 14.3.3) as it is written in a file."""
    date = String(said.moment.strftime("D:%Y%m%d%H%M%SZ"))
    texts = {
        "/Title": said.title,
        "/Author": "; ".join(said.creators),
        "/Subject": said.description,
        "/Keywords": ", ".join(said.subjects),
        "/Creator": _tool(),
        "/Producer": said.producer,
    }
    found = Dictionary(CreationDate=date, ModDate=date, Trapped=Name("/False"))
    for key, text in texts.items():
        if text:
            found[key] = String(text)
    return found.unparse()


def _tool() -> str:
    return f"publishing-pipeline {__version__}"


def statements(engines: Iterable[str], metadata: BookMetadata, timestamp: int) -> Statements:
    """Return what is said of the book; `engines` are the producers of the chapters' PDFs.

    `timestamp` is in seconds since 1970.
    """
    entry = catalogue_entry(metadata)
    return Statements(
        title=metadata.title,
        subtitle=entry.subtitle or "",
        edition=metadata.edition or "",
        creators=_names(entry.creators),
        contributors=_names(entry.contributors),
        people=_by_role((*entry.creators, *entry.contributors)),
        description=entry.description or "",
        subjects=metadata.subjects,
        publisher=metadata.publisher or "",
        rights=entry.rights or "",
        language=metadata.language,
        identifier=metadata.identifier,
        published=metadata.date or "",
        producer=", ".join([*sorted(set(engines) - {""}), f"pikepdf {pikepdf.__version__}"]),
        moment=datetime.fromtimestamp(timestamp, UTC),
    )


def _names(creators: Iterable[Creator]) -> tuple[str, ...]:
    return tuple(creator.name for creator in creators)


def _by_role(creators: Sequence[Creator]) -> Mapping[str, tuple[str, ...]]:
    roles = dict.fromkeys(creator.role for creator in creators)
    return {role: _names(creator for creator in creators if creator.role == role) for role in roles}


def _packet(said: Statements, standards: Collection[Standard]) -> str:
    date = said.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    properties = (
        _text("dc:format", "application/pdf"),
        _alternatives("dc:title", said.title),
        _list("dc:creator", "Seq", said.creators),
        _list("dc:contributor", "Bag", said.contributors),
        _alternatives("dc:description", said.description),
        _list("dc:subject", "Bag", said.subjects),
        _list("dc:publisher", "Bag", (said.publisher,)),
        _alternatives("dc:rights", said.rights),
        _list("dc:language", "Bag", (said.language,)),
        _text("dc:identifier", said.identifier),
        _list("dc:date", "Seq", (said.published,)),
        _alternatives("prism:subtitle", said.subtitle),
        _text("prism:bookEdition", said.edition),
        *(_list(f"marcrel:{role}", "Seq", names) for role, names in said.people.items()),
        _text("pdf:Keywords", ", ".join(said.subjects)),
        _text("pdf:Producer", said.producer),
        _text("xmp:CreatorTool", _tool()),
        *(_text(f"xmp:{event}Date", date) for event in ("Create", "Modify", "Metadata")),
        *(_text(name, value) for name, value in claims(standards)),
    )
    namespaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in sorted(_NAMESPACES.items()))
    return "\n".join(
        (
            '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about="" {namespaces}>',
            *(line for line in properties if line),
            "</rdf:Description>",
            *_descriptions(said, standards),
            "</rdf:RDF>",
            "</x:xmpmeta>",
            '<?xpacket end="r"?>',
        )
    )


def _descriptions(said: Statements, standards: Collection[Standard]) -> Iterator[str]:
    """Yield what PDF/A asks to be told of the properties that it does not know."""
    if Standard.PDF_A_3A in standards:
        used: list[Extension] = [PDF_UA] if Standard.PDF_UA_1 in standards else []
        used += [PRISM] if said.subtitle or said.edition else []
        used += [relators(said.people)] if said.people else []
        if used:
            yield described(used)


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _alternatives(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>' if text else ""


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts if text)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
