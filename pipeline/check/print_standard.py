"""PDF/X-4: the structure that ISO 15930-7 asks for, as far as it can be seen in the file. No free validator exists."""

from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree

from pikepdf import Dictionary, Name, Object, Pdf, Stream

from pipeline.book.diagnostics import Diagnostic
from pipeline.rules import PRINT_STANDARD

_PROPERTIES: Final = {
    "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion": "PDF/X-4",
    "{http://ns.adobe.com/pdf/1.3/}Trapped": "False",
    "{http://ns.adobe.com/xap/1.0/mm/}DocumentID": None,
    "{http://ns.adobe.com/xap/1.0/mm/}VersionID": None,
    "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass": None,
    "{http://ns.adobe.com/xap/1.0/}CreateDate": None,
    "{http://ns.adobe.com/xap/1.0/}ModifyDate": None,
    "{http://ns.adobe.com/xap/1.0/}MetadataDate": None,
    "{http://purl.org/dc/elements/1.1/}title": None,
}
"""What the metadata must say; None where any words will do."""

_UNWANTED: Final = (
    "/AA", "/AcroForm", "/Collection", "/MarkInfo", "/Names", "/OCProperties", "/OpenAction", "/Outlines", "/Perms",
    "/Requirements", "/StructTreeRoot",
)  # fmt: skip
"""Of the catalogue: actions, forms, attachments and optional content are forbidden, outline and tags of no use."""

_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")


def check_standard(file: Pdf, profile: bytes) -> Iterator[Diagnostic]:
    """Yield what is not as PDF/X-4 asks; `profile` is the printing condition's."""
    for problem in (
        *_file(file),
        *_intent(file, profile),
        *_metadata(file),
        *(problem for number, page in enumerate(file.pages, start=1) for problem in _page(page.obj, number)),
        *_objects(file),
    ):
        yield PRINT_STANDARD.at(None, problem=problem)


def _file(file: Pdf) -> Iterator[str]:
    if tuple(int(part) for part in file.pdf_version.split(".")) > (1, 6):
        yield f"its version is {file.pdf_version}, later than 1.6"
    if file.is_encrypted:
        yield "it is encrypted"
    if Name.ID not in file.trailer:
        yield "it has no identifier"
    for key in _UNWANTED:
        if key in file.Root:
            yield f"its catalogue has {key}"
    information = file.trailer.get(Name.Info, Dictionary())
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if key not in information:
            yield f"its information has no {key}"
    if information.get("/Trapped") != Name("/False"):
        yield "it does not say whether it is trapped"
    if str(information.get("/GTS_PDFXVersion", "")) != "PDF/X-4":
        yield "its information does not claim PDF/X-4"


def _intent(file: Pdf, profile: bytes) -> Iterator[str]:
    intents = [found for found in file.Root.get(Name.OutputIntents, ()) if found.get(Name.S) == Name.GTS_PDFX]
    if len(intents) != 1:
        yield f"it has {len(intents)} output intents for printing"
        return
    [intent] = intents
    if not str(intent.get(Name.OutputConditionIdentifier, "")):
        yield "its output intent names no printing condition"
    embedded = intent.get(Name.DestOutputProfile)
    if not isinstance(embedded, Stream) or embedded.read_bytes() != profile or embedded.get(Name.N) != 4:
        yield "its output intent does not hold the profile of the styles"


def _metadata(file: Pdf) -> Iterator[str]:
    packet = file.Root.get(Name.Metadata)
    if not isinstance(packet, Stream):
        yield "it has no metadata"
        return
    if Name.Filter in packet:
        yield "its metadata are compressed"
    try:
        items = ElementTree.fromstring(packet.read_bytes()).iter()
    except ElementTree.ParseError as problem:
        yield f"its metadata cannot be read: {problem}"
        return
    said = {item.tag: "".join(item.itertext()).strip() for item in items}
    for name, wanted in _PROPERTIES.items():
        if not said.get(name) or (wanted is not None and said[name] != wanted):
            yield f"its metadata do not say {name.rpartition('}')[2]}" + (f" {wanted}" if wanted else "")


def _page(page: Object, number: int) -> Iterator[str]:
    for key in ("/Annots", "/AA", "/ArtBox", "/CropBox", "/PresSteps"):
        if key in page:
            yield f"sheet {number} has {key}"
    fonts = page.get(Name.Resources, Dictionary()).get(Name.Font, Dictionary())
    if not isinstance(fonts, Dictionary):
        yield f"sheet {number} has fonts that cannot be read"


def _objects(file: Pdf) -> Iterator[str]:
    for item in file.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        kind = item.get(Name.Type)
        if item.get(Name.S) == Name.JavaScript or Name.JS in item:
            yield "it holds a script"
        if Name.EF in item or kind == Name.EmbeddedFile:
            yield "it holds another file"
        if kind == Name.Font:
            yield from _font(item)
        if item.get(Name.Subtype) == Name.PS or Name.OPI in item or Name.Alternates in item:
            yield "it holds a drawing that only some printers would print"
        if any(key in item for key in (Name.TR, Name.HTP)) or item.get("/TR2", Name.Default) != Name.Default:
            yield "it holds a transfer curve"


def _font(font: Any) -> Iterator[str]:
    """Yield a font without its outlines; a composite one has them in its descendant."""
    if font.get(Name.Subtype) in (Name.Type0, Name.Type3):
        return
    descriptor = font.get(Name.FontDescriptor, Dictionary())
    if not any(key in descriptor for key in _FONT_FILES):
        yield f"the font {font.get(Name.BaseFont, '?')} is not embedded"
