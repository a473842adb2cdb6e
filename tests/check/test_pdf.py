"""Spoiled PDFs: each fault is found by the check that is there for it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    Pdf,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from pipeline.book.bound import BoundBook
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId
from pipeline.check import check_pdf
from pipeline.check.pdf_text import PageTexts
from pipeline.check.pdf_words import stands_on
from tests.check.specimen import Specimen

Fault = Callable[[Pdf], None]


def rules(found: list[Diagnostic]) -> set[str]:
    return {one.rule for one in found}


def links_to(pdf: Pdf, target: str) -> Iterator[tuple[Any, Any]]:
    """Yield annotation and page of every link to a named destination."""
    for page in pdf.pages:
        for annotation in page.obj.get(Name.Annots, ()):
            if annotation.get(Name.Dest) == String(target):
                yield annotation, page.obj


def bookmark(pdf: Pdf, title: str) -> Any:
    """Return the bookmark whose title ends as given."""
    waiting = [pdf.Root.Outlines.First]
    while waiting:
        item = waiting.pop()
        if str(item.Title).endswith(title):
            return item
        waiting += [item[key] for key in (Name.Next, Name.First) if key in item]
    raise AssertionError(title)


def destinations(pdf: Pdf) -> dict[str, Any]:
    """Return the explicit destinations by name."""
    found: dict[str, Any] = {}
    waiting = [pdf.Root.Names.Dests]
    while waiting:
        node = waiting.pop()
        waiting += list(node.get(Name.Kids, ()))
        flat = list(node.get(Name.Names, ()))
        found.update((str(name), value) for name, value in zip(flat[::2], flat[1::2], strict=True))
    return found


def overlap(one: Any, other: Any) -> bool:
    """Tell whether two rectangles, each given by two of its corners, have anything in common."""
    sides = [(sorted(map(float, (one[i], one[i + 2]))), sorted(map(float, (other[i], other[i + 2])))) for i in (0, 1)]
    return all(a[0] < b[1] and b[0] < a[1] for a, b in sides)


def remove(target: str) -> Fault:
    """Return a fault: the last link to `target` is gone, and so are rectangles within it."""

    def fault(pdf: Pdf) -> None:
        removed, page = list(links_to(pdf, target))[-1]

        def is_gone(link: Any) -> bool:
            return bool(link.get(Name.Dest) == removed.Dest and overlap(link.Rect, removed.Rect))

        page.Annots = Array([link for link in page.Annots if not is_gone(link)])

    return fault


def retarget(target: str, other: str) -> Fault:
    """Return a fault: the links to `target` lead to `other`."""

    def fault(pdf: Pdf) -> None:
        for annotation, _ in list(links_to(pdf, target)):
            annotation.Dest = String(other)

    return fault


def test_a_sound_pdf_is_passed(specimen: Specimen) -> None:
    assert specimen.pdf_findings() == []


def test_pages_that_are_drawn_as_before_are_not_read_again(specimen: Specimen, monkeypatch: pytest.MonkeyPatch) -> None:
    specimen.pdf_findings()
    monkeypatch.setattr(PageTexts, "read", None)
    monkeypatch.setattr("pipeline.check.pdf_content._Reader.read", None)
    assert specimen.pdf_findings() == []


def test_a_sound_pdf_in_another_language_with_parts_is_passed(polish_specimen: Specimen) -> None:
    assert polish_specimen.pdf_findings() == []


def test_a_file_that_is_no_pdf_is_reported(specimen: Specimen) -> None:
    bound = BoundBook(b"%PDF-1.7 nothing", ())
    found = list(check_pdf(bound, specimen.linked, specimen.print_markups, specimen.pagination))
    assert rules(found) == {"PDF-008"}


@pytest.mark.parametrize(
    ("target", "line"),
    [("pans", "13:10"), ("note-oil-1", "8:86"), ("call-oil-1", "21"), ("ref-drill", "8:72"), ("fig-well", "19:44")],
)
def test_a_link_that_is_gone_is_missed_at_its_line(specimen: Specimen, target: str, line: str) -> None:
    found = specimen.pdf_findings(remove(target))
    missed = [one for one in found if one.rule == "PDF-009"]
    assert [(one.message.split("“")[-1], str(one.location)) for one in missed] == [
        (f"{target}”", f"body/oil.md:{line}")
    ]


def test_an_index_locator_that_is_gone_is_missed(specimen: Specimen) -> None:
    locator = specimen.linked.index[0].entries[0].locators[0].start
    assert "PDF-009" in rules(specimen.pdf_findings(remove(locator)))


def test_a_see_link_that_is_gone_is_missed(specimen: Specimen) -> None:
    [see] = [link for group in specimen.linked.index for entry in group.entries for link in entry.see]
    assert rules(specimen.pdf_findings(remove(see.anchor))) == {"PDF-009", "PDF-015"}


def test_a_reference_that_leads_elsewhere_is_missed(specimen: Specimen) -> None:
    assert "PDF-009" in rules(specimen.pdf_findings(retarget("pans", "pipes")))


def test_a_part_of_a_broken_link_that_is_gone_is_missed(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        annotation, _ = next(links_to(pdf, "fig-well"))
        left, bottom, right, top = (float(side) for side in annotation.Rect)
        annotation.Rect = Array([left, bottom, (left + right) / 2, top])

    assert "PDF-009" in rules(specimen.pdf_findings(fault))


def test_a_link_that_the_text_does_not_have_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        annotation, page = list(links_to(pdf, "pans"))[-1]
        added = Dictionary(annotation)
        added.Dest = String("index")
        page.Annots.append(pdf.make_indirect(added))

    found = specimen.pdf_findings(fault)
    assert "PDF-013" in rules(found)


def test_a_link_to_nothing_is_reported(specimen: Specimen) -> None:
    assert "PDF-001" in rules(specimen.pdf_findings(retarget("pans", "nowhere")))


def test_a_destination_on_another_page_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        destinations(pdf)["pans"][0] = pdf.pages[0].obj

    found = specimen.pdf_findings(fault)
    assert {"PDF-002", "PDF-003", "PDF-005", "PDF-010"} <= rules(found)


def test_a_link_that_cannot_be_clicked_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        annotation, _ = next(links_to(pdf, "ref-drill"))
        annotation.Rect[3] = annotation.Rect[1]

    assert "PDF-012" in rules(specimen.pdf_findings(fault))


def test_a_note_that_nothing_calls_is_an_orphan(specimen: Specimen) -> None:
    found = specimen.pdf_findings(remove("note-oil-1"))
    assert ("PDF-004", "nothing leads to “note-oil-1”") in [(one.rule, one.message) for one in found]


def test_a_page_without_text_does_not_show_what_links_promise(specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("pans")]

    def fault(pdf: Pdf) -> None:
        pdf.pages[page].Contents = pdf.make_stream(b"")

    found = specimen.pdf_findings(fault)
    assert {"PDF-010", "PDF-007", "CMP-001"} <= rules(found)
    [shown] = [one for one in found if one.rule == "PDF-010" and "“pans”" in one.message]
    assert str(shown.location).startswith("body/salt.md:7")


def misprint(pdf: Pdf, page: int, old: str, new: str) -> None:
    """Set `new` wherever a page's content sets `old`, as far as the page's fonts have both."""
    contents, fonts = parse_content_stream(pdf.pages[page]), pdf.pages[page].obj.Resources.Font
    codes: dict[str, bytes] = {}

    def changed(string: Any) -> Any:
        data = bytes(string)
        pairs = [data[at : at + 2] for at in range(0, len(data), 2)]
        return String(b"".join(codes[new] if pair == codes.get(old) and new in codes else pair for pair in pairs))

    written = []
    for instruction in contents:
        assert isinstance(instruction, ContentStreamInstruction)
        operands, operator = list(instruction.operands), instruction.operator
        if operator == Operator("Tf"):
            codes = character_codes(fonts[str(operands[0])])
        if operator == Operator("Tj"):
            operands = [changed(operands[0])]
        if operator == Operator("TJ"):
            operands = [Array([changed(part) if isinstance(part, String) else part for part in operands[0]])]
        written.append((operands, operator))
    pdf.pages[page].Contents = pdf.make_stream(unparse_content_stream(written))


def character_codes(font: Any) -> dict[str, bytes]:
    """Return the codes of a font's characters as its ToUnicode map gives them (ISO 32000-1, 9.10.3)."""
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})>", font.ToUnicode.read_bytes())
    return {chr(int(character, 16)): bytes.fromhex(code.decode()) for code, character in pairs}


def test_a_digit_that_is_misprinted_in_the_contents_is_reported(specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("contents")]
    found = specimen.pdf_findings(lambda pdf: misprint(pdf, page, "3", "5"))
    assert [(one.rule, one.message) for one in found] == [
        ("PDF-003", "page iii: “5” is printed, but “salt” is on page 3"),
        ("PDF-003", "page iii: “5” is printed, but “pans” is on page 3"),
        ("PDF-017", "read aloud, the PDF says “2 White Salt 5 Pans by” where “2 White Salt 3 Pans by” is written"),
    ]


def test_a_digit_that_is_misprinted_in_a_reference_is_reported_at_its_line(specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("wells")]
    found = [one for one in specimen.pdf_findings(lambda pdf: misprint(pdf, page, "3", "1")) if one.rule == "PDF-003"]
    assert [str(one.location) for one in found] == ["body/oil.md:13:10"]


def test_a_number_that_leads_to_another_page_is_reported(specimen: Specimen) -> None:
    assert "PDF-003" in rules(specimen.pdf_findings(retarget("fig-well", "salt")))


def shift_labels(pdf: Pdf, by: int) -> None:
    """Count arabic folios from another number."""
    numbers = pdf.Root.PageLabels.Nums
    for entry in list(numbers)[1::2]:
        if entry.get(Name.S) == Name.D:
            entry.St = int(entry.get(Name.St, 1)) + by


def test_a_label_that_is_not_the_printed_folio_is_reported(specimen: Specimen) -> None:
    found = [one for one in specimen.pdf_findings(lambda pdf: shift_labels(pdf, 1)) if one.rule == "PDF-007"]
    assert found[0].message.endswith("is labelled “2” but prints the folio “1”")


def test_a_folio_that_is_not_printed_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        for page in pdf.pages:
            operations = parse_content_stream(page)
            kept = [
                one
                for one in operations
                if not (one.operator == Operator("Do") and "Furniture" in str(one.operands[0]))
            ]
            page.Contents = pdf.make_stream(unparse_content_stream(kept))

    assert rules(specimen.pdf_findings(fault)) == {"PDF-007", "PDF-016"}


def test_a_bookmark_that_is_gone_is_missed(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        item = bookmark(pdf, "Wells in the Sea")
        item.Parent.First = item.Next

    found = specimen.pdf_findings(fault)
    assert rules(found) == {"PDF-005", "CMP-002"}
    assert {str(one.location).split(":")[0] for one in found} == {"body/oil.md", "completeness.yaml"}


def test_bookmarks_in_another_order_are_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        first, second = bookmark(pdf, "Wells in the Sea"), bookmark(pdf, "Pipes to the Shore")
        first.Title, second.Title = second.Title, first.Title
        first.Dest, second.Dest = second.Dest, first.Dest

    assert "PDF-005" in rules(specimen.pdf_findings(fault))


def test_a_bookmark_with_another_title_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        bookmark(pdf, "Wells in the Sea").Title = String("Wells")

    [found] = specimen.pdf_findings(fault)
    assert (found.rule, found.message.split(": ")[1]) == ("PDF-005", "“Wells in the Sea” is called “Wells”")


def test_a_bookmark_to_another_page_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        bookmark(pdf, "Wells in the Sea").Dest = Array([pdf.pages[0].obj, Name.Fit])

    assert "PDF-005" in rules(specimen.pdf_findings(fault))


def test_a_page_that_is_gone_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        del pdf.pages[-1]

    assert rules(specimen.pdf_findings(fault)) == {"PDF-011"}


def test_too_few_words_in_the_pages_are_reported(specimen: Specimen) -> None:
    assert specimen.asking(oil=60, wells=25, pipes=8).pdf_findings() == []
    found = specimen.asking(oil=200, wells=60, pipes=60).pdf_findings()
    assert [(one.rule, str(one.location).split(":")[0]) for one in found] == [("CMP-004", "body/oil.md")] * 3


def test_a_field_of_the_infobox_that_is_not_printed_is_missed(specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("oil")]

    def fault(pdf: Pdf) -> None:
        pdf.pages[page].Contents = pdf.make_stream(b"")

    assert "CMP-005" in rules(specimen.pdf_findings(fault))


def test_wrong_metadata_is_reported(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        pdf.Root.Lang = String("pl")
        pdf.docinfo[Name.Title] = "Another"
        pdf.docinfo[Name.Author] = "Nobody"

    found = specimen.pdf_findings(fault)
    assert [one.rule for one in found] == ["PDF-006"] * 3


def test_words_of_the_manuscript_that_no_page_shows_are_missed_at_their_line(specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("call-oil-1")]
    found = specimen.pdf_findings(lambda pdf: misprint(pdf, page, "w", "o"))
    lost = [(str(one.location), one.message) for one in found if one.rule == "PDF-014"]
    assert ("body/oil.md:21", "the PDF does not show “A pit was a stone’s throw wide”") in lost


@pytest.mark.parametrize(
    ("wanted", "pages", "stands"),
    [
        ("abcdef", ["xabcdefx"], True),
        ("abcdef", ["xxabc12", "def"], True),
        ("abcdef", ["abc", "de1", "fx"], True),
        ("abcdef", ["abc", "de1", "xx"], False),
        ("abcdef", ["ab1", "cdef"], True),
        ("abcdef", ["abd", "cef"], False),
        ("abcdef", ["def", "abc"], False),
    ],
)
def test_words_may_go_on_over_the_turn_of_a_page(wanted: str, pages: list[str], stands: bool) -> None:
    assert stands_on(wanted, pages) is stands


def unnamed(anchor: str) -> Fault:
    """Return a fault: a destination's name is gone."""

    def fault(pdf: Pdf) -> None:
        waiting = [pdf.Root.Names.Dests]
        while waiting:
            node = waiting.pop()
            waiting += list(node.get(Name.Kids, ()))
            flat = list(node.get(Name.Names, ()))
            kept = [part for pair in zip(flat[::2], flat[1::2], strict=True) if str(pair[0]) != anchor for part in pair]
            if Name.Names in node:
                node.Names = Array(kept)

    return fault


def without_alternative(pdf: Pdf) -> None:
    """Take the infobox's picture's words away."""
    for found in pdf.objects:
        if isinstance(found, Dictionary) and str(found.get(Name.Alt, "")) == "A pit seen from above":
            del found[Name.Alt]


@pytest.mark.parametrize(
    ("fault", "wording"),
    [
        (without_alternative, "“body/oil.md” has no block “infobox-image”"),
        (unnamed("note-salt-1"), "the PDF has 1 notes, at least 2"),
        (unnamed("ref-dig"), "the PDF has 1 sources, at least 2"),
    ],
)
def test_what_the_contract_asks_for_is_counted(specimen: Specimen, fault: Fault, wording: str) -> None:
    found = specimen.pdf_findings(fault)
    assert [one for one in found if one.rule in ("CMP-006", "CMP-009") and wording in one.message]


def test_an_index_of_empty_pages_is_missed(specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("index")]

    def fault(pdf: Pdf) -> None:
        pdf.pages[page].Contents = pdf.make_stream(b"")

    said = [one.message for one in specimen.pdf_findings(fault)]
    assert "the PDF has 0 index entries, at least 4 are asked for" in said
    assert any("“back/index.md” has no block “index”" in message for message in said)


def by_a_template_without(specimen: Specimen, pattern: str) -> Specimen:
    """Return a specimen whose documents for print lack something, as if a template had left it out."""
    markups = [replace(markup, xhtml=re.sub(pattern, "", markup.xhtml)) for markup in specimen.print_markups]
    assert markups != list(specimen.print_markups)
    return replace(specimen, print_markups=tuple(markups))


def test_a_locator_that_the_template_leaves_out_is_missed_at_its_mark(specimen: Specimen) -> None:
    spoilt = by_a_template_without(specimen, r'<a[^>]* class="folio[^"]*" href="book:ix-oil-2">[^<]*</a>')
    found, *_ = spoilt.pdf_findings(remove("ix-oil-2"))
    assert (found.rule, str(found.location)) == ("PDF-015", "body/oil.md:12:11")
    assert "“wells”: a place that is marked for it has no locator" in found.message


def test_a_see_that_the_template_leaves_out_is_missed(specimen: Specimen) -> None:
    target = next(entry.see[0].anchor for group in specimen.linked.index for entry in group.entries if entry.see)
    spoilt = by_a_template_without(specimen, rf'<a class="see-link" href="#{target}">[^<]*</a>')
    found = [one for one in spoilt.pdf_findings(remove(target)) if one.rule != "PDF-017"]
    assert [(one.rule, one.message) for one in found] == [
        ("PDF-015", "the index entry “Petroleum”: “see oil” is no link"),
    ]


def test_pages_without_the_words_of_the_index_are_reported(specimen: Specimen) -> None:
    page = specimen.pagination.anchor_pages[AnchorId("index")]
    found = specimen.pdf_findings(lambda pdf: misprint(pdf, page, "s", "e"))
    said = [one.message for one in found if one.rule == "PDF-015"]
    assert "the index entry “wells”: its heading cannot be read" in said
    assert "the index entry “Petroleum”: “see oil” cannot be read" in said
