"""Text drawn as it was laid out: where lines end, and that nothing of it is lost."""

from collections import defaultdict
from collections.abc import Iterator

import pypdfium2
import pytest

from tests.typeset.sample_markup import Typeset

JUSTIFIED = "<p>" + "Quick <em>brown</em> foxes “jump” over lazy dogs, AVAIL To Ty. " * 30 + "</p>"
UNUSUAL = [
    "e\u0301 a\u0323\u0307 combining",
    "office fluffy ffi",
    "سلام دنیا",
    "mixed سلام and שלום within",
    "soft\u00adhyphens and\u00a0spaces\u202fof\u2009all widths",
    '<span style="font-variant-caps: all-small-caps; letter-spacing: 0.1em">Spaced Capitals</span>',
    '<span style="text-decoration: underline">underlined</span> and <s>struck</s>',
]


def right_edges(pdf: bytes) -> Iterator[float]:
    """Yield where the letters of each line of the first page end, but for the last of the paragraph, in pt."""
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    lines: dict[int, list[float]] = defaultdict(list)
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1).strip():
            _, foot, right, _ = text.get_charbox(index, loose=True)
            lines[round(foot)].append(right)
    yield from [max(found) for _, found in sorted(lines.items(), reverse=True)][:-1]


def words_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [word for page in document for word in str(page.get_textpage().get_text_range()).split()]


@pytest.mark.parametrize("before", ["", "<p>«\u202fOui\u202f»</p>"])
def test_justified_lines_end_at_the_measure(before: str, typeset: Typeset) -> None:
    edges = list(right_edges(typeset(before + JUSTIFIED).pdf))[1 if before else 0 :]
    assert len(edges) > 10
    assert max(edges) - min(edges) < 0.1


@pytest.mark.parametrize("text", UNUSUAL)
def test_text_reads_as_the_engine_itself_draws_it(text: str, typeset: Typeset, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = f"<p>{text} {'and words to fill the line with ' * 4}{text}</p>"
    drawn = words_of(typeset(markup).pdf)
    monkeypatch.setattr("pipeline.typeset.text_drawing._shown", lambda *_: None)
    assert drawn == words_of(typeset(markup).pdf)
    assert drawn
