from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, NameTree, Pdf, String

from pipeline.book.layout import ChapterLayout
from pipeline.errors import LayoutError
from tests.bind.reading import elements, kids, marked_text, own_content, parent_tree
from tests.bind.small_books import Bound, bind_layouts, lay_out_chapter


def chapters_of(bound: Bound) -> list[Pdf]:
    return [Pdf.open(BytesIO(layout.pdf)) for layout in bound.layouts]


def test_every_element_of_the_chapters_is_there_once_and_in_order(small_book: Bound) -> None:
    expected = [element for chapter in chapters_of(small_book) for element in elements(chapter)]
    assert list(elements(small_book.pdf)) == expected
    assert "".join(element.text for element in expected).startswith("Rivers and RoadsPrefaceForeword. Read .the roads")


def test_no_page_or_annotation_shares_its_key_with_another(small_book: Bound) -> None:
    pdf = small_book.pdf
    keys = [page.obj.StructParents for page in pdf.pages if Name.StructParents in page.obj]
    keys += [found.StructParent for page in pdf.pages for found in page.obj.get(Name.Annots, ())]
    assert sorted(keys) == sorted(parent_tree(pdf))
    assert len(set(keys)) == len(keys)
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey > max(keys)


def test_parent_tree_leads_from_marked_content_to_the_element_that_holds_it(small_book: Bound) -> None:
    pdf = small_book.pdf
    tree = parent_tree(pdf)
    for page in pdf.pages:
        if Name.StructParents not in page.obj:
            continue
        parents = tree[int(page.obj.StructParents)]
        for mcid in marked_text(page.obj):
            assert (page.obj.objgen, mcid) in own_content(parents[mcid])


def test_annotation_and_link_element_refer_to_each_other(small_book: Bound) -> None:
    pdf = small_book.pdf
    tree = parent_tree(pdf)
    found = [(page.obj, annotation) for page in pdf.pages for annotation in page.obj.get(Name.Annots, ())]
    assert found
    for page, annotation in found:
        element = tree[int(annotation.StructParent)]
        references = [kid for kid in kids(element) if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR]
        assert Name.Link == element.S
        assert (annotation, page) in [(reference.Obj, reference.Pg) for reference in references]


def test_names_of_notes_are_found_in_the_book() -> None:
    body = '<p>Text.<span class="note" id="{}-note"><a href="#{}">1</a> A note.</span></p>'
    bound = bind_layouts(*(lay_out_chapter(piece, body.format(piece, piece)) for piece in ("one", "two")))
    names = NameTree(bound.pdf.Root.StructTreeRoot.IDTree)
    assert {name: (str(note.S), str(note.ID)) for name, note in names.items()} == {
        f"{piece}/{piece}-note": ("/Note", f"{piece}/{piece}-note") for piece in ("one", "two")
    }


def test_name_that_two_chapters_have_is_an_error() -> None:
    one, two = (
        lay_out_chapter("one", '<p>Text.<span class="note" id="n"><a href="#one">1</a> A note.</span></p>'),
        lay_out_chapter("two", "<p>Text.</p>"),
    )
    with Pdf.open(BytesIO(two.pdf)) as pdf:
        tree = pdf.Root.StructTreeRoot
        tree.IDTree = Dictionary(Names=[String("one/n"), tree.K[0]])
        pdf.save(target := BytesIO())
    with pytest.raises(LayoutError, match="“two” names an element “one/n” as another piece does"):
        bind_layouts(one, replace(two, pdf=target.getvalue()))


def with_role(layout: ChapterLayout, role: Name) -> ChapterLayout:
    """Return the layout with a role map that says what an /Aside is."""
    with Pdf.open(BytesIO(layout.pdf)) as pdf:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Aside=role)
        pdf.save(target := BytesIO())
    return replace(layout, pdf=target.getvalue())


def test_role_maps_of_the_chapters_are_merged() -> None:
    one, two = (lay_out_chapter(piece, "<h1>Title</h1>") for piece in ("one", "two"))
    bound = bind_layouts(with_role(one, Name.Sect), two)
    assert {name: str(role) for name, role in bound.pdf.Root.StructTreeRoot.RoleMap.items()} == {"/Aside": "/Sect"}


def test_chapters_that_disagree_on_a_role_are_an_error() -> None:
    one, two = (lay_out_chapter(piece, "<h1>Title</h1>") for piece in ("one", "two"))
    with pytest.raises(LayoutError, match="“two” means something else by the structure type /Aside"):
        bind_layouts(with_role(one, Name.Sect), with_role(two, Name.Div))


def test_chapter_in_another_language_says_so(small_book: Bound) -> None:
    pdf = small_book.pdf
    [document] = kids(pdf.Root.StructTreeRoot)
    languages = [str(element.get(Name.Lang, "")) for element in kids(document)]
    assert languages == [""] * (len(languages) - 1) + ["pl"]
    assert pdf.Root.Lang == "en-GB"
    assert pdf.Root.MarkInfo.Marked
