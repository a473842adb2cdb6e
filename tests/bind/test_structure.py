from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, NameTree, Pdf

from pipeline.book.layout import ChapterLayout
from pipeline.errors import LayoutError
from tests.bind.reading import elements, kids, marked_text, own_content, parent_tree
from tests.bind.small_books import Bound, bind_layouts, lay_out_chapter


def chapters_of(bound: Bound) -> list[Pdf]:
    return [Pdf.open(BytesIO(layout.pdf)) for layout in bound.layouts]


def test_every_element_of_the_chapters_is_there_once_and_in_order(small_book: Bound) -> None:
    expected = [element for chapter in chapters_of(small_book) for element in elements(chapter)]
    assert list(elements(small_book.pdf)) == expected
    assert "".join(element.text for element in expected).startswith("Rivers andRoadsPrefaceForeword. Read the roads.")


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
            assert mcid in own_content(parents[mcid])
            assert parents[mcid].Pg == page.obj


def test_annotation_and_link_element_refer_to_each_other(small_book: Bound) -> None:
    pdf = small_book.pdf
    tree = parent_tree(pdf)
    found = [(page.obj, annotation) for page in pdf.pages for annotation in page.obj.get(Name.Annots, ())]
    assert found
    for page, annotation in found:
        element = tree[int(annotation.StructParent)]
        references = [kid for kid in kids(element) if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR]
        assert Name.Link == element.S
        assert [(reference.Obj, reference.Pg) for reference in references] == [(annotation, page)]


def test_names_of_header_cells_differ_from_chapter_to_chapter_and_are_found(small_book: Bound) -> None:
    pdf = small_book.pdf
    names = NameTree(pdf.Root.StructTreeRoot.IDTree)
    cells = [item for item in pdf.objects if isinstance(item, Dictionary) and item.get(Name.S) in (Name.TD, Name.TH)]
    headers = [str(cell.ID) for cell in cells if Name.ID in cell]
    assert len(set(headers)) == len(headers) == 6
    assert all(str(names[name].ID) == name for name in headers)
    referred = [[str(header) for header in cell.A.Headers] for cell in cells if cell.S == Name.TD]
    assert all(len(pair) == 2 and set(pair) <= set(headers) for pair in referred)
    assert not set(referred[0]) & set(referred[1])


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
