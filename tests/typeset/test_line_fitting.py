"""Text in lines: nothing is lost, nothing sticks out, and words are divided where their language allows it."""

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.book.layout import ChapterLayout
from pipeline.typeset.line_fitting import _Fitting
from tests.typeset.sample_markup import Typeset

WORDS = st.lists(
    st.text("abcdefilmnorstuAVTWóęşə", min_size=1, max_size=18)
    | st.sampled_from(["–", "office", "1991,", "“quoted”", "half-way", "a\u00a0b", "e\u0301", "…", "soft\u00adhyphen"]),
    min_size=30,
    max_size=90,
)


def lines_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [line for page in document for line in str(page.get_textpage().get_text_range()).splitlines()]


def joined(lines: list[str]) -> str:
    """Undo the breaking of lines; a hyphen at a line's end may be the word's own."""
    return "".join("".join(lines).split()).replace("\ufffe", "").replace("\u00ad", "").replace("-", "").replace("‐", "")


@settings(max_examples=25, deadline=None)
@given(words=WORDS, width=st.integers(min_value=30, max_value=110))
@example(words=["A"] * 28 + ["AAAAAAAAAA", "A"], width=30)  # last words, kept together, are wider than the measure
def test_lines_hold_every_letter_and_stay_within_the_measure(typeset: Typeset, words: list[str], width: int) -> None:
    markup = f'<div style="width: {width}mm"><p>{" ".join(words)}</p></div>'
    layout = typeset(markup)
    assert joined(lines_of(layout.pdf)) == joined(words)
    if outside := outside_the_measure(layout):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_Fitting, "line", lambda _: None)
            assert outside == outside_the_measure(typeset(markup)), "the engine itself would divide these words"


def outside_the_measure(layout: ChapterLayout) -> list[str]:
    return [found.words["what"] for found in layout.bad_breaks if found.rule == "IMG-008"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-GB", "The reconciliation of international representations characterised neighbouring administrations. "),
        ("pl", "Najważniejsze przedsiębiorstwa międzynarodowe przygotowywały sprawozdania z posiedzeń. "),
        ("az", "Azərbaycan Respublikasının müvəffəqiyyətləri beynəlxalq münasibətlərdə görünürdü. "),
    ],
)
def test_lines_break_where_the_engine_itself_breaks_them(
    language: str, text: str, typeset: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    markup = f'<p lang="{language}">{text * 12}</p>'
    fitted = lines_of(typeset(markup).pdf)
    monkeypatch.setattr(_Fitting, "line", lambda _: None)
    tried = lines_of(typeset(markup).pdf)
    assert fitted == tried
    assert len(fitted) > 5
