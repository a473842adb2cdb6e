from collections.abc import Mapping
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name, NameTree, NumberTree, Object, Pdf

from pipeline.bind.destinations import destination_name
from pipeline.bind.file_writer import FileWriter
from pipeline.bind.objects import Draft
from pipeline.bind.trees import FANOUT, TreeNode, name_tree, number_tree_entries, tree

names = st.sets(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6), max_size=200).map(
    lambda found: set(map(destination_name, found))
)


def leaves(node: Object) -> list[Object]:
    return [leaf for kid in node.Kids for leaf in leaves(kid)] if Name.Kids in node else [node]


def opened(draft: Draft, root: bytes) -> Pdf:
    """Write objects into a file whose catalogue has the tree, open the file and return it."""
    draft.add(b"<</Type/Catalog/Tree %s/Pages<</Type/Pages/Kids[]/Count 0>>>>" % root, 1)
    file = FileWriter()
    file.place(draft.finish())
    return Pdf.open(BytesIO(file.finish(draft.number(), 1, 1, b"0")))


def tree_of(entries: Mapping[str, bytes]) -> Pdf:
    draft = Draft(2)
    return opened(draft, name_tree(draft, entries))


@given(names)
def test_every_name_is_found_and_names_rise_from_leaf_to_leaf(found: set[str]) -> None:
    pdf = tree_of({name: b"[%d]" % number for number, name in enumerate(sorted(found))})
    keys = [bytes(key) for leaf in leaves(pdf.Root.Tree) for key in list(leaf.get(Name.Names, []))[::2]]
    assert keys == sorted(set(keys))
    read = NameTree(pdf.Root.Tree)
    assert all(list(read[name]) == [number] for number, name in enumerate(sorted(found)))


@given(st.text(), st.text())
def test_destination_names_are_as_different_as_their_anchors(one: str, other: str) -> None:
    assert (destination_name(one) == destination_name(other)) == (one == other)
    assert destination_name(one).isascii()


def test_large_tree_is_balanced_and_limited() -> None:
    pdf = tree_of({f"a{number}": b"[%d]" % number for number in range(FANOUT * FANOUT + 1)})
    root = pdf.Root.Tree
    assert Name.Limits not in root
    assert len(root.Kids) == 2
    for node in (*root.Kids, *leaves(root)):
        assert len(node.get(Name.Kids, node.get(Name.Names, []))) <= 2 * FANOUT
    for leaf in leaves(root):
        assert [str(limit) for limit in leaf.Limits] == [str(leaf.Names[0]), str(leaf.Names[-2])]
    for node in root.Kids:
        assert [str(limit) for limit in node.Limits] == [str(node.Kids[0].Limits[0]), str(node.Kids[-1].Limits[1])]


def test_empty_name_tree_has_no_names() -> None:
    pdf = tree_of({})
    assert list(NameTree(pdf.Root.Tree)) == []


def test_number_tree_gives_back_its_entries_in_order() -> None:
    draft = Draft(2)
    written = [
        TreeNode(draft.add(b"<</Limits[%d %d]/Nums[%s]>>" % (low, high, nums)), b"%d" % low, b"%d" % high)
        for low, high, nums in ((0, 1, b"0[0] 1[1]"), (5, 5, b"5[5]"))
    ]
    pdf = opened(draft, tree(draft, written))
    found = [(number, int(value[0])) for number, value in number_tree_entries(pdf.Root.Tree)]
    assert found == [(0, 0), (1, 1), (5, 5)]
    assert NumberTree(pdf.Root.Tree)[5][0] == 5
