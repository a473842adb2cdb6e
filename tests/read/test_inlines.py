import pytest

from pipeline.book.blocks import Paragraph
from pipeline.book.inlines import (
    Code,
    CrossReference,
    Emphasis,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Place,
    RangeEnd,
    Revision,
    RevisionKind,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)
from tests.small_book import BookBuilder, SmallBook


def inlines(book: SmallBook) -> Inlines:
    block = book.block
    assert isinstance(block, Paragraph)
    return block.children


def only(book: SmallBook) -> Inline:
    [inline] = inlines(book)
    return inline


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*words*", Emphasis((Text("words"),))),
        ("**words**", Strong((Text("words"),))),
        ("[NKVD]{.smallcaps}", SmallCaps((Text("NKVD"),))),
        ("`x < y`", Code("x < y")),
        ("&amp;", Text("&")),
        (r"\*", Text("*")),
        ("one\ntwo", Text("one\ntwo")),
    ],
)
def test_simple_construct_is_read(small_book: BookBuilder, written: str, read: Inline) -> None:
    book = small_book(written)
    assert only(book) == read
    assert book.findings() == ()


def test_subscript_and_superscript_stand_within_a_word(small_book: BookBuilder) -> None:
    assert inlines(small_book("H~2~O, x^2^")) == (
        Text("H"),
        Subscript((Text("2"),)),
        Text("O, x"),
        Superscript((Text("2"),)),
    )


@pytest.mark.parametrize("written", ["about ~5 and ~6 km", "x^2 and y^2", "a ~ b ~ c"])
def test_lone_tilde_and_caret_are_text(small_book: BookBuilder, written: str) -> None:
    assert plain_text(inlines(small_book(written))).replace("\u00a0", " ") == written


@pytest.mark.parametrize("end", ["  \n", "\\\n"])
def test_line_break_is_asked_for_with_blanks_or_a_backslash(small_book: BookBuilder, end: str) -> None:
    assert inlines(small_book(f"one{end}two")) == (Text("one"), LineBreak(), Text("two"))


def test_language_and_direction_make_a_span(small_book: BookBuilder) -> None:
    span = only(small_book("[متن]{lang=fa dir=rtl}"))
    assert isinstance(span, Span)
    assert (span.language, span.direction, span.children) == ("fa", "rtl", (Text("متن"),))


def test_place_carries_its_anchor_before_the_words(small_book: BookBuilder) -> None:
    place, text = inlines(small_book("[words]{#spot}"))
    assert isinstance(place, Place)
    assert (place.anchor, text) == ("spot", Text("words"))


def test_index_mark_has_entry_subentry_and_principal(small_book: BookBuilder) -> None:
    mark = only(small_book('[Sulkiewicz]{.index entry="Sulkiewicz, Maciej" sub="origin of" main=1}'))
    assert isinstance(mark, IndexMark)
    assert (mark.anchor, mark.entry, mark.sub, mark.principal) == (
        "ix-chapter-1",
        "Sulkiewicz, Maciej",
        "origin of",
        True,
    )


@pytest.mark.parametrize("main", ["main", "main=1", ".main"])
def test_principal_passage_is_marked_in_three_ways(small_book: BookBuilder, main: str) -> None:
    mark = only(small_book(f"[Baku]{{.index {main}}}"))
    assert isinstance(mark, IndexMark)
    assert mark.principal


def test_bare_index_mark_takes_its_words_as_entry_with_italics_only(small_book: BookBuilder) -> None:
    mark = only(small_book("[The *[Farys]{lang=pl}*\nof 1\\*]{.index}"))
    assert isinstance(mark, IndexMark)
    assert mark.entry == r"The *Farys* of 1\*"


def test_index_range_has_two_ends(small_book: BookBuilder) -> None:
    start, text, end = inlines(small_book('[]{.index entry="x" range=start}and[]{.index entry="x" range=end}'))
    assert isinstance(start, IndexMark)
    assert isinstance(end, IndexMark)
    assert (start.range, text, end.range) == (RangeEnd.START, Text("and"), RangeEnd.END)


def test_quoted_value_keeps_quotation_marks_and_typographic_characters(small_book: BookBuilder) -> None:
    mark = only(small_book(r'[x]{.index entry="“Farys” (the \"weekly\"), 1906–1908"}'))
    assert isinstance(mark, IndexMark)
    assert mark.entry == '“Farys” (the "weekly"), 1906–1908'


def test_attributes_may_go_on_over_a_line_end(small_book: BookBuilder) -> None:
    mark = only(small_book('[x]{.index entry="Two\nwords"\nsub="y"}'))
    assert isinstance(mark, IndexMark)
    assert (mark.entry, mark.sub) == ("Two words", "y")


def test_index_mark_and_language_are_given_together(small_book: BookBuilder) -> None:
    mark = only(small_book('[Przedwiośnie]{.index lang=pl entry="*Przedwiośnie*"}'))
    assert isinstance(mark, IndexMark)
    [span] = mark.children
    assert isinstance(span, Span)
    assert span.language == "pl"


def test_link_out_of_the_book_is_encoded(small_book: BookBuilder) -> None:
    link = only(small_book("[Łódź](https://example.org/Łódź)"))
    assert isinstance(link, Link)
    assert link.url == "https://example.org/%C5%81%C3%B3d%C5%BA"


def test_links_may_be_given_by_reference_and_in_angle_brackets(small_book: BookBuilder) -> None:
    read = inlines(small_book("[a][one] [one][] [one] <https://b.org> <x@y.org>\n\n[one]: https://a.org"))
    links = [node.url for node in read if isinstance(node, Link)]
    assert links == ["https://a.org", "https://a.org", "https://a.org", "https://b.org", "mailto:x@y.org"]


@pytest.mark.parametrize(
    ("target", "file", "anchor"),
    [
        ("#here", "body/chapter.md", "here"),
        ("other.md#there", "body/other.md", "there"),
        ("../back/people.md#x", "back/people.md", "x"),
        ("other.md", "body/other.md", None),
        ("with%20space.md", "body/with space.md", None),
        ("../../out.md#x", "../out.md", "x"),
    ],
)
def test_cross_reference_names_a_file_from_the_books_folder(
    small_book: BookBuilder, target: str, file: str, anchor: str | None
) -> None:
    reference = only(small_book(f"[words]({target})"))
    assert isinstance(reference, CrossReference)
    assert (str(reference.file), reference.anchor) == (file, anchor)


def test_empty_cross_reference_has_no_children(small_book: BookBuilder) -> None:
    reference = only(small_book("[](#fig-map)"))
    assert isinstance(reference, CrossReference)
    assert reference.children == ()


def test_note_call_is_read_whether_or_not_the_note_exists(small_book: BookBuilder) -> None:
    call = only(small_book("[^nowhere]"))
    assert isinstance(call, NoteCall)
    assert call.label == "nowhere"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("{++new++}", RevisionKind.INSERTION),
        ("{--new--}", RevisionKind.DELETION),
        ("{==new==}", RevisionKind.HIGHLIGHT),
        ("{>>new<<}", RevisionKind.COMMENT),
    ],
)
def test_editors_mark_is_read(small_book: BookBuilder, written: str, kind: RevisionKind) -> None:
    revision = only(small_book(written))
    assert isinstance(revision, Revision)
    assert (revision.kind, revision.children) == (kind, (Text("new"),))


def test_substitution_is_a_deletion_and_an_insertion(small_book: BookBuilder) -> None:
    old, new = inlines(small_book("{~~*old*~>new~~}"))
    assert isinstance(old, Revision)
    assert isinstance(new, Revision)
    assert (old.kind, new.kind) == (RevisionKind.DELETION, RevisionKind.INSERTION)
    assert old.children == (Emphasis((Text("old"),)),)


def test_editors_comment_is_plain_words(small_book: BookBuilder) -> None:
    comment = only(small_book("{>>check [this](#nowhere) <b>\nand that<<}"))
    assert isinstance(comment, Revision)
    assert comment.children == (Text("check [this](#nowhere) <b> and that"),)


def test_constructs_stand_inside_one_another(small_book: BookBuilder) -> None:
    text = "*[The [NKVD]{.smallcaps} of **1940**]{.index}* and [a [link](https://x.org)]{lang=en}"
    book = small_book(text)
    assert book.findings() == ()
    assert plain_text(inlines(book)) == "The NKVD of 1940 and a link"
