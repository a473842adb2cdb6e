"""What a layout holds while it is made: no page longer than it is drawn, no style twice."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from pipeline.typeset import chapter as chapters
from pipeline.typeset.engine import documents
from pipeline.typeset.page_boxes import descendants
from pipeline.typeset.rendering import render
from tests.typeset.sample_markup import Typeset

PAGES = "<p>" + "Brine is raised from the ground. " * 60 + "</p>"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Have the engine's documents remembered when they are rendered."""
    seen: list[Any] = []

    def remember(*given: Any, **named: Any) -> Any:
        document, forme = render(*given, **named)
        seen.append(document)
        return document, forme

    monkeypatch.setattr(chapters, "render", remember)
    return seen


def boxes_on(page: Any) -> int:
    return sum(1 for _ in descendants(page._page_box))


def test_a_page_that_has_been_drawn_has_no_boxes_any_more(
    typeset: Typeset, rendered: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Sequence[bool]] = []
    paint = documents.Page.paint

    def paint_page(page: Any, *given: Any) -> None:
        held.append([bool(vars(other._page_box)) for other in rendered[-1].pages])
        paint(page, *given)

    monkeypatch.setattr(documents.Page, "paint", paint_page)
    layout = typeset(PAGES * 12)
    count = len(layout.pages)
    assert count > 2
    assert held == [[number >= drawn for number in range(count)] for drawn in range(count)]
    assert not any(vars(page._page_box) for page in rendered[-1].pages)


def test_pseudo_elements_that_differ_in_nothing_have_one_style(
    typeset: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[Any] = []
    build = documents.Document._build_layout_context

    def remember(*given: Any, **named: Any) -> Any:
        context = build(*given, **named)
        computed.append(context.style_for.get_computed_styles())
        return context

    monkeypatch.setattr(documents.Document, "_build_layout_context", remember)
    typeset("<ul>" + "".join(f'<li id="e{n}">salt <a href="#e{n}">{n}</a></li>' for n in range(40)) + "</ul>")
    styles = {place: style for place, style in computed[-1].items() if place[1] and isinstance(place[0], Element)}
    assert len(styles) > 400
    alike = {(kind, id(computed[-1][element, None])) for element, kind in styles}
    assert len({id(style) for style in styles.values()}) == len(alike) < 60
