"""A finished EPUB, unzipped and parsed: package, spine, documents and every reference in them."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from pipeline.check.documents import XHTML, parse

OPF: Final = "{http://www.idpf.org/2007/opf}"
DUBLIN_CORE: Final = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
XHTML_TYPE: Final = "application/xhtml+xml"
NCX_TYPE: Final = "application/x-dtbncx+xml"

_CONTAINER: Final = "META-INF/container.xml"
_CONTAINER_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_ADDRESSES: Final = ("href", "src", "poster", "data", "{http://www.w3.org/1999/xlink}href")
_IDS: Final = ("aria-labelledby", "aria-describedby", "aria-details", "headers", "for")
_IN_STYLE: Final = re.compile(r"""url\(\s*["']?([^"')]+?)["']?\s*\)|@import\s+["']([^"']+)""")


class NotAnEpubError(Exception):
    """The archive, or a file that it cannot be read without, is damaged."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a file: `path` is the file of the archive it means, `fragment` the id in it, where it has one.

    `path` is None for addresses outside the archive. `line` counts from 1.
    """

    written: str
    path: str | None
    fragment: str | None
    line: int
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """A file that the package document declares (EPUB 3.3 §5.6.2)."""

    id: str
    path: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class EpubDocument:
    """An XHTML document of the archive; `ids` gives the elements by their ids."""

    path: str
    root: etree._Element = field(repr=False)
    ids: Mapping[str, etree._Element] = field(repr=False)
    references: tuple[Reference, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EpubFile:
    """The publication: `spine` are paths in reading order, `references` those of style sheets, NCX and package."""

    names: frozenset[str]
    package_path: str
    package: etree._Element = field(repr=False)
    manifest: tuple[ManifestItem, ...]
    spine: tuple[str, ...]
    documents: Mapping[str, EpubDocument] = field(repr=False)
    ncx: EpubDocument | None = field(repr=False)
    style_references: Mapping[str, tuple[Reference, ...]] = field(repr=False)
    style_sheets: Mapping[str, str] = field(repr=False)

    @property
    def navigation(self) -> EpubDocument | None:
        """The navigation document, if the package declares one that is there."""
        paths = (item.path for item in self.manifest if "nav" in item.properties)
        return next((self.documents[path] for path in paths if path in self.documents), None)

    def path_of(self, name: str) -> str:
        """Return the path of a file named relative to the package document."""
        return resolve(self.package_path, name)[0] or name


def read_epub(data: bytes) -> EpubFile:
    """Unzip and parse an EPUB; raises NotAnEpubError with a sentence that says what is wrong."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError, ValueError) as problem:
        raise NotAnEpubError(str(problem).strip("'\"")) from problem


def resolve(base: str, address: str) -> tuple[str | None, str | None]:
    """Return the path in the archive and the fragment of an address in file `base`; no path for outside ones."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None, None
    folder = posixpath.dirname(base)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else base
    return path, unquote(parts.fragment) or None


def _read(archive: zipfile.ZipFile) -> EpubFile:
    names = frozenset(archive.namelist())
    rootfile = parse(archive.read(_CONTAINER)).find(f".//{_CONTAINER_NAMES}rootfile")
    if rootfile is None:
        raise ValueError(f"{_CONTAINER} names no package document")
    package_path = rootfile.attrib["full-path"]
    package = parse(archive.read(package_path))
    manifest = tuple(_manifest(package, package_path))
    paths = {item.id: item.path for item in manifest}
    present = [item for item in manifest if item.path in names]
    documents = {item.path: _document(archive, item.path) for item in present if item.media_type == XHTML_TYPE}
    style_sheets = {item.path: archive.read(item.path).decode() for item in present if item.media_type == "text/css"}
    return EpubFile(
        names=names,
        package_path=package_path,
        package=package,
        manifest=manifest,
        spine=tuple(paths.get(ref.get("idref", ""), "") for ref in package.iter(f"{OPF}itemref")),
        documents=documents,
        ncx=next((_document(archive, item.path) for item in present if item.media_type == NCX_TYPE), None),
        style_references={path: tuple(_style_references(sheet, path)) for path, sheet in style_sheets.items()},
        style_sheets=style_sheets,
    )


def _manifest(package: etree._Element, package_path: str) -> Iterator[ManifestItem]:
    for item in package.iter(f"{OPF}item"):
        path = resolve(package_path, item.attrib["href"])[0] or ""
        properties = frozenset(item.get("properties", "").split())
        yield ManifestItem(item.attrib["id"], path, item.get("media-type", ""), properties)


def _document(archive: zipfile.ZipFile, path: str) -> EpubDocument:
    root = parse(archive.read(path))
    ids: dict[str, etree._Element] = {}
    references: list[Reference] = []
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if name == "id":
                ids.setdefault(str(value), element)
            else:
                references += _in_attribute(element, str(name), str(value), path)
    for style in root.iter(f"{XHTML}style"):
        references += _style_references(style.text or "", path, style.sourceline or 0)
    return EpubDocument(path, root, ids, tuple(references))


def _in_attribute(element: etree._Element, name: str, value: str, path: str) -> Iterator[Reference]:
    line = element.sourceline or 0
    if name in _ADDRESSES:
        yield Reference(value, *resolve(path, value), line, element.tag == f"{XHTML}a")
    elif name == "srcset":
        for candidate in value.split(","):
            address = candidate.split()[0]
            yield Reference(address, *resolve(path, address), line)
    elif name in _IDS:
        yield from (Reference(f"#{name}", path, name, line) for name in value.split())
    elif "url(" in value:
        yield from _style_references(value, path, line)


def _style_references(style: str, path: str, line: int = 0) -> Iterator[Reference]:
    for match in _IN_STYLE.finditer(style):
        address = match[1] or match[2]
        if not address.startswith("data:"):
            yield Reference(address, *resolve(path, address), line or style.count("\n", 0, match.start()) + 1)
