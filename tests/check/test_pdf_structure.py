"""PDFs with spoiled tags: each fault is found, and none in a sound file."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.check.specimen import Specimen

TAGS, READING, CLAIM = "PDF-016", "PDF-017", "PDF-018"


def walk(element: Any) -> Iterator[Any]:
    """Yield a structure element and all below it."""
    yield element
    for kid in kids(element):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield from walk(kid)


def kids(element: Any) -> list[Any]:
    found = element.get(Name.K)
    return [] if found is None else list(found) if isinstance(found, Array) else [found]


def first(pdf: Pdf, role: str, having: Name | None = None) -> Any:
    """Return the first element of a structure type, which may have to have an entry."""
    top = kids(pdf.Root.StructTreeRoot)[0]
    return next(tag for tag in walk(top) if Name(f"/{role}") == tag.S and (having is None or having in tag))


def as_another(role: str, other: str) -> Callable[[Pdf], None]:
    """Return a fault: the first element of a type says that it is of another."""

    def fault(pdf: Pdf) -> None:
        first(pdf, role).S = Name(f"/{other}")

    return fault


def without(role: str, entry: str) -> Callable[[Pdf], None]:
    """Return a fault: the first element of a type that has an entry loses it."""

    def fault(pdf: Pdf) -> None:
        del first(pdf, role, Name(f"/{entry}"))[Name(f"/{entry}")]

    return fault


def tags_in(element: Any) -> list[Any]:
    return [kid for kid in kids(element) if isinstance(kid, Dictionary) and Name.S in kid]


def wrap_in_span(pdf: Pdf) -> None:
    paragraph = first(pdf, "P")
    span = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=paragraph, K=paragraph.K))
    if Name.Pg in paragraph:
        span.Pg = paragraph.Pg
    paragraph.K = Array([span])


def split_in_two(pdf: Pdf) -> None:
    """Make one paragraph two, as it would be if a page's end parted them."""
    paragraph = next(tag for tag in walk(kids(pdf.Root.StructTreeRoot)[0]) if tag.S == Name.P and len(kids(tag)) > 2)
    head, *rest = kids(paragraph)
    other = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=paragraph.P, K=Array(rest)))
    other.Pg = paragraph.Pg
    paragraph.K = Array([head])
    around = kids(paragraph.P)
    place = next(number for number, kid in enumerate(around) if kid.objgen == paragraph.objgen)
    paragraph.P.K = Array([*around[: place + 1], other, *around[place + 1 :]])


def move_caption_out(pdf: Pdf) -> None:
    """Let the last caption follow its figure instead of standing in it."""
    *_, caption = (tag for tag in walk(kids(pdf.Root.StructTreeRoot)[0]) if Name.Caption == tag.S)
    figure, section = caption.P, caption.P.P
    figure.K = Array(
        [kid for kid in kids(figure) if not (isinstance(kid, Dictionary) and kid.objgen == caption.objgen)]
    )
    caption.P = section
    section.K = Array([*kids(section), caption])


def swap_chapters(pdf: Pdf) -> None:
    """Have a chapter read before the one that it follows."""
    document = kids(pdf.Root.StructTreeRoot)[0]
    *others, oil, salt, also, sources, index = kids(document)
    document.K = Array([*others, salt, oil, also, sources, index])


def add_empty_span(pdf: Pdf) -> None:
    paragraph = first(pdf, "P")
    span = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=paragraph))
    paragraph.K = Array([*kids(paragraph), span])


def lead_call_astray(pdf: Pdf) -> None:
    links = (link for page in pdf.pages for link in page.obj.get(Name.Annots, Array()))
    call = next(link for link in links if str(link.get(Name.Dest, "")).startswith("note-"))
    call.Dest = String("oil")


def silence_words(pdf: Pdf) -> None:
    """Make content that is read aloud decoration."""
    page = pdf.pages[-1].obj
    content = b"".join(part.read_bytes() for part in page.Contents)
    page.Contents = pdf.make_stream(re.sub(rb"/\w+\s*<<\s*/MCID \d+\s*>>\s*BDC", b"/Artifact BMC", content, count=1))


def unlink_annotation(pdf: Pdf) -> None:
    link = first(pdf, "Link")
    link.K = Array([kid for kid in kids(link) if not (isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR)])


def silence_link(pdf: Pdf) -> None:
    reference = next(kid for kid in kids(first(pdf, "Link")) if isinstance(kid, Dictionary))
    del reference.Obj.Contents


def lead_note_astray(pdf: Pdf) -> None:
    label = tags_in(first(pdf, "Note"))[0]
    reference = next(kid for kid in kids(tags_in(label)[0]) if isinstance(kid, Dictionary))
    reference.Obj.Dest = String("salt")


def drop_furniture_marks(pdf: Pdf) -> None:
    for page in pdf.pages:
        if isinstance(page.obj.get(Name.Contents), Array):
            *others, last = page.Contents
            plain = last.read_bytes().replace(b"/Artifact <</Type /Pagination", b"/Artifact <</Type /Layout")
            page.Contents = Array([*others, pdf.make_stream(plain)])


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (as_another("Note", "Span"), "elements Note instead of"),
        (as_another("TOCI", "LI"), "stands in TOC"),
        (as_another("TOC", "L"), "elements TOC instead of"),
        (as_another("Index", "Div"), "elements Index instead of"),
        (as_another("Figure", "Div"), "stands in Div"),
        (as_another("H2", "H4"), "follows a heading of level"),
        (as_another("TH", "TD"), "elements TH Row instead of"),
        (as_another("Reference", "Span"), "says nothing"),
        (as_another("P", "Paragraph"), "of no known type"),
        (without("Figure", "Alt"), "has no text alternative"),
        (without("Figure", "A"), "has no place on its page"),
        (without("TH", "A"), "does not say what it is the head of"),
        (without("Note", "ID"), "has no name of its own"),
        (as_another("Caption", "P"), "elements Caption instead of"),
        (move_caption_out, "Caption “Figure 1 A well at sea” on page 1 stands in Sect"),
        (add_empty_span, "is empty"),
        (lead_call_astray, "no reference leads to Note"),
        (swap_chapters, "“salt” is read out of its turn"),
        (wrap_in_span, "says nothing"),
        (split_in_two, "elements P instead of"),
        (unlink_annotation, "belong to no element"),
        (silence_link, "has no description"),
        (lead_note_astray, "does not lead back to its call"),
        (drop_furniture_marks, "no artifact of pagination"),
    ],
)
def test_a_fault_of_the_tags_is_reported(specimen: Specimen, fault: Callable[[Pdf], None], said: str) -> None:
    found = [one.message for one in specimen.pdf_findings(fault) if one.rule == TAGS]
    assert any(said in message for message in found), found


def test_words_in_another_language_that_do_not_say_so_are_reported(polish_specimen: Specimen) -> None:
    found = [one.message for one in polish_specimen.pdf_findings(without("Span", "Lang")) if one.rule == TAGS]
    assert any("“jeden” has words in “fa” that do not say so" in message for message in found), found


def test_a_quotation_that_is_no_longer_one_is_reported(polish_specimen: Specimen) -> None:
    fault = as_another("BlockQuote", "Div")
    found = [one.message for one in polish_specimen.pdf_findings(fault) if one.rule == TAGS]
    assert any("elements BlockQuote instead of" in message for message in found), found


def move_infobox(pdf: Pdf) -> None:
    """Let the infobox be read at the end of its chapter instead of before its text."""
    infobox = first(pdf, "Table")
    around = infobox.P
    while Name.Document != around.P.S:
        infobox, around = around, around.P
    others = [kid for kid in kids(around) if kid.objgen != infobox.objgen]
    around.K = Array([*others, infobox])


@pytest.mark.parametrize("fault", [move_infobox, silence_words])
def test_words_out_of_their_place_or_never_read_are_reported(specimen: Specimen, fault: Callable[[Pdf], None]) -> None:
    assert READING in {one.rule for one in specimen.pdf_findings(fault)}


def test_words_read_in_another_order_are_reported_at_their_line(specimen: Specimen) -> None:
    def fault(pdf: Pdf) -> None:
        section = first(pdf, "H2").P
        heading, paragraph, *others = kids(section)
        section.K = Array([paragraph, heading, *others])

    [found] = [one for one in specimen.pdf_findings(fault) if one.rule == READING]
    assert str(found.location).startswith("body/oil.md:")
    assert "says “throw wide [2]. The first wells” where “throw wide [2]. Wells in the” is written" in found.message


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"), "instead of its title"),
        (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "not marked as tagged"),
        (lambda pdf: [page.obj.__delitem__("/Tabs") for page in pdf.pages if "/Tabs" in page.obj], "the tab key"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "PDF/UA-1 is not claimed"),
    ],
)
def test_a_catalogue_that_keeps_silent_is_reported(specimen: Specimen, fault: Callable[[Pdf], None], said: str) -> None:
    found = [one.message for one in specimen.pdf_findings(fault) if one.rule == CLAIM]
    assert any(said in message for message in found), found
