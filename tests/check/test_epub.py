"""Spoiled EPUBs: each fault is found by the check that is there for it."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import IndexEntry, Locator
from pipeline.book.names import AnchorId
from pipeline.check import check_epub
from pipeline.check.index import check_locators
from tests.check.specimen import Specimen

Fault = Callable[[dict[str, bytes]], None]


def rules(found: list[Diagnostic]) -> set[str]:
    return {one.rule for one in found}


def path(files: dict[str, bytes], name: str) -> str:
    """Return the archive's path of a file."""
    [found] = [path for path in files if path.rsplit("/", 1)[-1] == name]
    return found


def replaced(name: str, pattern: str, text: str) -> Fault:
    """Return a fault: the first match of a pattern in a file is replaced."""

    def fault(files: dict[str, bytes]) -> None:
        where = path(files, name)
        new, count = re.subn(pattern, text, files[where].decode(), count=1, flags=re.DOTALL)
        assert count == 1
        files[where] = new.encode()

    return fault


def test_a_sound_epub_is_passed(specimen: Specimen) -> None:
    assert specimen.epub_findings() == []


def test_a_sound_epub_in_another_language_with_parts_is_passed(polish_specimen: Specimen) -> None:
    assert polish_specimen.epub_findings() == []


def test_a_file_that_is_no_archive_is_reported(specimen: Specimen) -> None:
    assert rules(list(check_epub(b"PK nothing", specimen.linked, specimen.epub_markups))) == {"EPB-004"}


def test_a_document_that_is_not_well_formed_is_reported(specimen: Specimen) -> None:
    assert rules(specimen.epub_findings(replaced("oil.xhtml", "</h1>", ""))) == {"EPB-004"}


def test_a_link_to_nothing_is_reported_at_its_line(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("oil.xhtml", 'href="salt.xhtml#pans"', 'href="salt.xhtml#pots"'))
    assert [(one.rule, str(one.location)) for one in found] == [
        ("EPB-001", "body/oil.md:12"),
        ("EPB-006", "body/oil.md:13:10"),
    ]


def test_a_link_that_leads_elsewhere_is_missed(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("oil.xhtml", 'href="salt.xhtml#pans"', 'href="salt.xhtml"'))
    assert rules(found) == {"EPB-006"}


def test_a_back_link_that_is_gone_is_missed(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("oil.xhtml", r'<a class="note-number"[^>]*>1</a>', "1"))
    assert [(one.rule, one.message.split("“")[-1]) for one in found] == [
        ("EPB-006", "call-oil-1”"),
        ("EPB-002", "call-oil-1”"),
    ]


def test_a_note_that_nothing_calls_is_an_orphan(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("oil.xhtml", 'href="#note-oil-1"', 'href="#oil"'))
    assert rules(found) == {"EPB-002", "EPB-006"}


def test_a_source_that_nothing_cites_is_an_orphan(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("oil.xhtml", 'href="sources.xhtml#ref-drill"', 'href="sources.xhtml"'))
    assert rules(found) == {"EPB-002", "EPB-006"}


def test_an_index_entry_without_locators_is_an_orphan(specimen: Specimen) -> None:
    fault = replaced("index.xhtml", r'(<span class="index-heading">salt</span>).*?</li>', r"\1</li>")
    assert rules(specimen.epub_findings(fault)) == {"EPB-002", "EPB-006", "EPB-009"}


def test_a_picture_that_is_not_in_the_archive_is_reported(specimen: Specimen) -> None:
    def fault(files: dict[str, bytes]) -> None:
        del files[path(files, "cover.png")]

    found = specimen.epub_findings(fault)
    assert rules(found) == {"EPB-001"}
    assert any("cover.xhtml" in one.message for one in found)


def test_a_font_that_is_not_in_the_archive_is_reported(specimen: Specimen) -> None:
    def fault(files: dict[str, bytes]) -> None:
        del files[next(name for name in files if name.endswith((".ttf", ".otf", ".woff2")))]

    found = specimen.epub_findings(fault)
    assert {one.message.split(":")[0] for one in found if one.rule == "EPB-001"} >= {"epub.css"}


def test_a_file_that_the_package_does_not_declare_is_reported(specimen: Specimen) -> None:
    assert rules(specimen.epub_findings(lambda files: files.update({"EPUB/stray.txt": b""}))) == {"EPB-002"}


def test_a_document_that_is_not_in_the_spine_is_an_orphan(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("content.opf", r'<itemref idref="page-see-also"[^>]*/>', ""))
    assert rules(found) == {"EPB-002", "CMP-001"}


def test_a_spine_in_another_order_is_reported(specimen: Specimen) -> None:
    fault = replaced(
        "content.opf", r'(<itemref idref="page-oil"[^>]*/>)\s*(<itemref idref="page-salt"[^>]*/>)', r"\2\1"
    )
    assert rules(specimen.epub_findings(fault)) == {"CMP-003"}


def test_a_section_that_the_navigation_leaves_out_is_missed(specimen: Specimen) -> None:
    fault = replaced("nav.xhtml", r'<li>\s*<a href="oil.xhtml#wells">.*?</li>', "")
    found = specimen.epub_findings(fault)
    assert rules(found) == {"EPB-003", "CMP-002"}
    assert {str(one.location).split(":")[0] for one in found} == {"body/oil.md", "completeness.yaml"}


def test_a_section_that_lost_its_heading_is_missed(specimen: Specimen) -> None:
    fault = replaced("oil.xhtml", r"<h2>Wells in the Sea</h2>", "")
    assert rules(specimen.epub_findings(fault)) == {"CMP-002", "EPB-008"}


def test_the_ncx_is_compared_too(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("toc.ncx", "Wells in the Sea", "Wells"))
    assert [one.rule for one in found] == ["EPB-003"]


def test_a_landmark_that_is_gone_is_missed(specimen: Specimen) -> None:
    found = specimen.epub_findings(replaced("nav.xhtml", r' epub:type="bodymatter"', ""))
    assert [one.rule for one in found] == ["EPB-003"]


def test_too_few_words_are_reported(specimen: Specimen) -> None:
    assert specimen.asking(oil=60, wells=25, pipes=8).epub_findings() == []
    found = specimen.asking(oil=200, wells=60, pipes=60).epub_findings()
    assert [(one.rule, str(one.location).split(":")[0]) for one in found] == [("CMP-004", "body/oil.md")] * 3


def test_an_infobox_field_without_its_value_is_missed(specimen: Specimen) -> None:
    assert rules(specimen.epub_findings(replaced("oil.xhtml", "The Caspian basin", ""))) == {"CMP-005", "EPB-008"}


def test_wrong_metadata_is_reported(specimen: Specimen) -> None:
    fault = replaced("content.opf", r"(<dc:language[^>]*>)en-GB", r"\1pl")
    [found] = specimen.epub_findings(fault)
    assert (found.rule, str(found.location).split(":")[0]) == ("EPB-007", "book.yaml")


def test_words_of_the_manuscript_that_are_gone_are_missed_at_their_line(specimen: Specimen) -> None:
    [found] = specimen.epub_findings(replaced("oil.xhtml", "stood on wooden piles", "stood"))
    assert (found.rule, str(found.location)) == ("EPB-008", "body/oil.md:12")
    assert "stood on wooden piles, and" in found.message


@pytest.mark.parametrize(
    ("name", "pattern", "wording"),
    [
        ("oil.xhtml", r'<figure class="infobox-image">.*?</figure>', "“body/oil.md” has no block “infobox-image”"),
        ("oil.xhtml", r'<div id="[^"]*" class="infobox".*?</table>\s*</div>', "“body/oil.md” has no block “infobox”"),
        ("index.xhtml", r'<div id="[^"]*" class="index-body">.*?</div>', "“back/index.md” has no block “index”"),
        ("index.xhtml", r'<li id="[^"]*" class="index-entry">.*?</li>', "the EPUB has 3 index entries, at least 4"),
        ("salt.xhtml", r'<section class="notes".*?</section>', "the EPUB has 1 notes, at least 2"),
        ("sources.xhtml", r'<div id="[^"]*" class="bibliography-entry".*?</div>', "the EPUB has 1 sources, at least 2"),
    ],
)
def test_what_the_contract_asks_for_is_counted(specimen: Specimen, name: str, pattern: str, wording: str) -> None:
    found = specimen.epub_findings(replaced(name, pattern, ""))
    assert [one for one in found if one.rule in ("CMP-006", "CMP-009") and wording in one.message]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        (r'<a class="folio[^"]*" href="oil.xhtml#ix-oil-2">[^<]*</a>', "a place that is marked for it has no locator"),
        (r'<em class="see">see</em> ', "“see oil” cannot be read"),
        (r'<a class="see-link"[^>]*>oil</a>', "“see oil” is no link"),
        (r'<span class="index-heading">salt</span>', "its heading cannot be read"),
        (r'<li id="[^"]*" class="index-entry"><span class="index-heading">wells</span>.*?</li>', "it is missing"),
    ],
)
def test_what_the_template_of_the_index_leaves_out_is_missed(specimen: Specimen, pattern: str, problem: str) -> None:
    markups = [replace(one, xhtml=re.sub(pattern, "", one.xhtml, flags=re.DOTALL)) for one in specimen.epub_markups]
    spoilt = replace(specimen, epub_markups=tuple(markups))
    found = spoilt.epub_findings(replaced("index.xhtml", pattern, ""))
    assert any(one.rule == "EPB-009" and one.message.endswith(problem) for one in found)


def locator(start: str, end: str | None = None) -> Locator:
    return Locator(AnchorId(start), AnchorId(end) if end else None, principal=False)


@pytest.mark.parametrize(
    ("reached", "missed"),
    [
        ({"a1", "a4", "d9"}, []),
        ({"a4", "d9"}, ["a1", "b2"]),
        ({"a1", "d9"}, ["a1", "b2"]),
        ({"b2", "a1", "d9"}, ["a1"]),
        ({"a1", "a4", "c9"}, []),
        ({"a1", "a4"}, ["c9", "d9"]),
    ],
)
def test_a_place_within_a_run_of_pages_or_on_a_named_page_is_shown(reached: set[str], missed: list[str]) -> None:
    locators = (locator("a1", "a4"), locator("b2"), locator("c9"), locator("d9"))
    entry = IndexEntry(AnchorId("x"), (), locators)
    assert [fault.anchor for fault in check_locators(entry, reached, lambda anchor: int(anchor[1]))] == missed


def test_every_page_is_marked_and_listed(specimen: Specimen) -> None:
    def move(files: dict[str, bytes]) -> None:
        [mark] = re.findall(rb'<span id="page-1" [^>]*></span>', files["EPUB/oil.xhtml"])
        files["EPUB/oil.xhtml"] = files["EPUB/oil.xhtml"].replace(mark, b"").replace(b"was dug", mark + b"was dug")

    def relabel(files: dict[str, bytes]) -> None:
        files["EPUB/salt.xhtml"] = files["EPUB/salt.xhtml"].replace(b'aria-label="3"', b'aria-label="4"')

    def unlist(files: dict[str, bytes]) -> None:
        files["EPUB/nav.xhtml"] = files["EPUB/nav.xhtml"].replace(b'<li><a href="oil.xhtml#page-1">1</a></li>', b"")

    for spoil, problem in ((move, "stands before"), (relabel, "is marked as “4”"), (unlist, "is not in the page list")):
        found = specimen.epub_findings(spoil)
        assert {finding.rule for finding in found} == {"EPB-010"}
        assert any(problem in finding.message for finding in found), found


def test_a_lost_text_alternative_takes_every_claim_that_rests_on_it(specimen: Specimen) -> None:
    def spoil(files: dict[str, bytes]) -> None:
        files["EPUB/oil.xhtml"] = files["EPUB/oil.xhtml"].replace(b'aria-label="A well on piles"', b"")

    found = specimen.epub_findings(spoil)
    [criterion] = [finding for finding in found if finding.rule == "EPB-012"]
    assert (str(criterion.location), "1.1.1" in criterion.message) == ("body/oil.md:15", True)
    claims = " ".join(finding.message for finding in found if finding.rule == "EPB-011")
    assert "accessibilityFeature: alternativeText" in claims
    assert "conformsTo: EPUB Accessibility 1.1 - WCAG 2.2 Level AA" in claims
    assert "accessModeSufficient: textual” is claimed" in claims


def test_a_claim_that_nothing_earns_is_found(specimen: Specimen) -> None:
    def spoil(files: dict[str, bytes]) -> None:
        files["EPUB/content.opf"] = files["EPUB/content.opf"].replace(b">index</meta>", b">braille</meta>")

    found = specimen.epub_findings(spoil)
    assert {finding.rule for finding in found} == {"EPB-011"}
    assert ["braille" in finding.message for finding in found] == [True, False]
