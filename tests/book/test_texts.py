"""Texts are held in UTF-8, and nobody sees a difference."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import LanguageTag, Matter, Medium, PieceId, Side
from pipeline.book.texts import Texts
from pipeline.book.values import value_as_bytes, value_from

TEXT = st.text(st.characters(codec="utf-8"))


def markup(text: str) -> ChapterMarkup:
    return ChapterMarkup(
        piece=PieceId("oil"), medium=Medium.PRINT, matter=Matter.BODY, opens=Side.RECTO, display=False, title="Oil",
        running_head="Oil", language=LanguageTag("en"), xhtml=text, anchors=(), resources=(), source_lines={},
    )  # fmt: skip


@given(st.dictionaries(st.text(), TEXT))
def test_texts_are_those_that_were_put_in(given: dict[str, str]) -> None:
    held = Texts[str]()
    held.update(given)
    assert held == given
    assert list(held) == list(given)


@given(TEXT, TEXT)
def test_markup_has_its_text_and_differs_by_it_alone(one: str, other: str) -> None:
    assert markup(one).xhtml == one
    assert replace(markup(one), xhtml=other) == markup(other)
    assert (markup(one) == markup(other)) == (one == other)
    assert value_from(value_as_bytes(markup(one))) == markup(one)
