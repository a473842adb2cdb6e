"""What a printer's file says of itself: PDF/X-4 (ISO 15930-7), its output intent, its metadata and identifiers."""

from hashlib import sha256
from io import BytesIO
from typing import Final
from uuid import UUID
from xml.etree import ElementTree

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from pipeline.press.inks import PrintingCondition

STANDARD: Final = "PDF/X-4"

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES: Final = {
    "x": "adobe:ns:meta/",
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "marcrel": "http://id.loc.gov/vocabulary/relators/",
}
_KEPT: Final = frozenset(_PREFIXES[prefix] for prefix in ("dc", "pdf", "xmp", "prism", "marcrel"))
"""Namespaces whose statements about the book are true of the printer's file too; claims of other standards are not."""


def identify(file: Pdf, source: Pdf, condition: PrintingCondition, role: str) -> None:
    """Write the output intent, the metadata of `source` and the claim of PDF/X-4 into `file`.

    The document's identifier is a digest of what `source` holds and of `role`, so that the same book gets the same.
    """
    profile = file.make_stream(condition.data)
    profile.N = 4
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.name),
        OutputCondition=String(condition.description),
        Info=String(condition.description),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=profile,
    )
    file.Root.OutputIntents = Array([file.make_indirect(intent)])
    said = source.Root.Metadata.read_bytes()
    packet = file.make_stream(_packet(said, _identifier(said, source, role)))
    packet.Type = Name.Metadata
    packet.Subtype = Name.XML
    file.Root.Metadata = packet
    information = Dictionary({key: value for key, value in source.trailer.Info.items() if isinstance(value, String)})
    information.GTS_PDFXVersion = String(STANDARD)
    information.Trapped = Name("/False")
    file.trailer.Info = file.make_indirect(information)


def file_bytes(file: Pdf) -> bytes:
    """Write a printer's file: PDF 1.6 in plain objects, its identifier a digest of its content."""
    target = BytesIO()
    file.save(
        target,
        force_version="1.6",
        object_stream_mode=ObjectStreamMode.disable,
        compress_streams=True,
        fix_metadata_version=False,
        deterministic_id=True,
    )
    return target.getvalue()


def _identifier(said: bytes, source: Pdf, role: str) -> str:
    digest = sha256(role.encode() + said)
    for page in source.pages:
        contents: Object = page.obj.get(Name.Contents, Array())
        for stream in contents if isinstance(contents, Array) else (contents,):
            digest.update(stream.read_raw_bytes())
    return f"uuid:{UUID(bytes=digest.digest()[:16], version=5)}"


def _packet(said: bytes, identifier: str) -> bytes:
    for prefix, namespace in _PREFIXES.items():
        ElementTree.register_namespace(prefix, namespace)
    tree = ElementTree.Element(f"{{{_PREFIXES['x']}}}xmpmeta")
    description = ElementTree.SubElement(
        ElementTree.SubElement(tree, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""}
    )
    trapped = f"{{{_PREFIXES['pdf']}}}Trapped"
    for found in ElementTree.fromstring(said).iter(f"{{{_RDF}}}Description"):
        kept = (item for item in found if item.tag.removeprefix("{").partition("}")[0] in _KEPT and item.tag != trapped)
        description.extend(kept)
    for name, text in (
        ("pdf:Trapped", "False"),
        ("xmpMM:DocumentID", identifier),
        ("xmpMM:InstanceID", identifier),
        ("xmpMM:VersionID", "1"),
        ("xmpMM:RenditionClass", "default"),
        ("pdfxid:GTS_PDFXVersion", STANDARD),
    ):
        prefix, _, local = name.partition(":")
        ElementTree.SubElement(description, f"{{{_PREFIXES[prefix]}}}{local}").text = text
    body = ElementTree.tostring(tree, encoding="unicode")
    begin = '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{begin}\n{body}\n<?xpacket end="r"?>'.encode()
