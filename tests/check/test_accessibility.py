"""What WCAG 2.2 AA forbids, found by the criterion that forbids it; claims fall with it."""

import pytest

from pipeline.check.accessibility import earned, faults
from pipeline.check.contrast import colours_that_fade, contrast
from pipeline.check.documents import parse
from pipeline.check.publication import Page, PublicationContents

HTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
SVG = 'xmlns="http://www.w3.org/2000/svg"'
NAVIGATION = '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="a.xhtml">A</a></li></ol></nav>'


def page(body: str, root: str = 'lang="en" xml:lang="en"', title: str = "A title") -> str:
    return f"<html {HTML} {root}><head><title>{title}</title></head><body>{body}</body></html>"


def publication(document: str, sheet: str = "") -> PublicationContents:
    return PublicationContents((Page("a.xhtml", parse(document)),), Page("nav.xhtml", parse(page(NAVIGATION))), sheet)


@pytest.mark.parametrize(
    ("document", "sheet", "criterion"),
    [
        (page('<h1>A</h1><img src="a.png"/>'), "", "1.1.1"),
        (page("<h1>A</h1><table><tr><td>1</td></tr></table>"), "", "1.3.1"),
        (page("<h1>A</h1><h3>B</h3>"), "", "1.3.1"),
        (page("<h1>A</h1>"), "p { color: #777 }", "1.4.3"),
        (page(f'<h1>A</h1><svg {SVG} aria-label="x"><path stroke="#eee"/></svg>'), "", "1.4.3"),
        (page("<h1>A</h1>"), "p { font-size: 12px }", "1.4.4"),
        (page("<h1>A</h1>"), "p { line-height: 1 !important }", "1.4.4"),
        (page("<h1>A</h1><video/>"), "", "2.2.2"),
        (page("<h1>A</h1>", title=""), "", "2.4.2"),
        (page('<h1>A</h1><a href="b.xhtml"> </a>'), "", "2.4.4"),
        (page("<p>A</p>"), "", "2.4.6"),
        (page("<h1>A</h1>", 'lang="en"'), "", "3.1.1"),
        (page("<h1>A</h1>", 'lang="xx" xml:lang="xx"'), "", "3.1.1"),
        (page("<h1>A</h1><p>قره</p>"), "", "3.1.2"),
        (page('<h1>A</h1><p lang="xx">B</p>'), "", "3.1.2"),
        (page('<h1 id="a">A</h1><p id="a">B</p>'), "", "4.1.2"),
        (page('<h1>A</h1><p aria-labelledby="b">B</p>'), "", "4.1.2"),
    ],
)  # fmt: skip
def test_a_fault_is_found_by_its_criterion_and_takes_the_claim(document: str, sheet: str, criterion: str) -> None:
    contents = publication(document, sheet)
    [(found, _)] = list(faults(contents))
    assert found.startswith(criterion)
    assert not earned(contents).conforms


def test_a_publication_without_fault_conforms() -> None:
    body = '<h1>A</h1><p lang="fa">قره</p><img src="a.png" alt="A dot"/><table><tr><th scope="row">1</th></tr></table>'
    assert earned(publication(page(body), "p { border-color: currentColor; margin: 1em }")).conforms


def test_contrast_is_counted_as_wcag_does() -> None:
    assert round(contrast((0, 0, 0), (255, 255, 255)), 2) == 21
    assert round(contrast((0x77, 0x77, 0x77), (255, 255, 255)), 2) == 4.48


def test_a_drawing_with_a_ground_of_its_own_may_use_any_colour() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<path fill="#eee"/></svg>'
    assert list(colours_that_fade(parse(drawing.format("")))) == ["has no ground of its own and uses #eee"]
    assert list(colours_that_fade(parse(drawing.format('<rect width="9" height="9" fill="#fff"/>')))) == []
