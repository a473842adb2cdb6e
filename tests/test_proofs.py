"""A piece as it is laid out again and again: its blanks are told apart, and not kept."""

import gc
from pathlib import PurePosixPath
from weakref import ref

from hypothesis import given
from hypothesis import strategies as st

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, LanguageTag, Matter, Medium, PieceId, Side
from pipeline.proofs import Draft

CITED = ("oil", "gas", "salt")
FOLIOS = st.fixed_dictionaries({AnchorId(name): st.sampled_from(["7", "12", "99", "101", "xi"]) for name in CITED})


def draft() -> Draft:
    links = "".join(f'<a data-folio="{name}" class="folio" href="#{name}">0</a>' for name in CITED)
    return Draft.of(
        ChapterMarkup(
            piece=PieceId("ore"), medium=Medium.PRINT, matter=Matter.BODY, opens=Side.RECTO, display=False, title="Ore",
            running_head="Ore", language=LanguageTag("en"), xhtml=f"<body><p>See {links}.</p></body>", anchors=(),
            resources=(), source_lines={1: SourceLocation(PurePosixPath("ore.md"))},
        )
    )  # fmt: skip


@given(st.lists(FOLIOS, min_size=2, max_size=6))
def test_blanks_have_one_digest_where_they_are_one_text(turns: list[dict[AnchorId, Folio]]) -> None:
    one = draft()
    seen = [(one.blank_digest(folios), one.blank(folios).xhtml, one.blank_digest(folios)) for folios in turns]
    assert all(before == after for before, _, after in seen)
    for digest, text, _ in seen:
        assert [other == digest for other, _, _ in seen] == [other == text for _, other, _ in seen]


def test_a_blank_is_the_very_same_while_somebody_has_it_and_then_gone() -> None:
    one, folios = draft(), {AnchorId(name): Folio("12") for name in CITED}
    blank = one.blank(folios)
    assert one.blank(folios) is blank
    held = ref(blank)
    del blank
    gc.collect()
    assert held() is None
