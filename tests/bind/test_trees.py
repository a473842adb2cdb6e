from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Name, NameTree, NumberTree, Object, Pdf

from pipeline.bind.destinations import destination_name
from pipeline.bind.trees import FANOUT, name_tree, number_tree, number_tree_entries

names = st.sets(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6), max_size=200).map(
    lambda found: set(map(destination_name, found))
)


def leaves(node: Object) -> list[Object]:
    return [leaf for kid in node.Kids for leaf in leaves(kid)] if Name.Kids in node else [node]


@given(names)
def test_every_name_is_found_and_names_rise_from_leaf_to_leaf(found: set[str]) -> None:
    pdf = Pdf.new()
    root = name_tree(pdf, {name: Array([number]) for number, name in enumerate(sorted(found))})
    keys = [bytes(key) for leaf in leaves(root) for key in list(leaf.get(Name.Names, []))[::2]]
    assert keys == sorted(set(keys))
    tree = NameTree(root)
    assert all(list(tree[name]) == [number] for number, name in enumerate(sorted(found)))


@given(st.text(), st.text())
def test_destination_names_are_as_different_as_their_anchors(one: str, other: str) -> None:
    assert (destination_name(one) == destination_name(other)) == (one == other)
    assert destination_name(one).isascii()


def test_large_tree_is_balanced_and_limited() -> None:
    pdf = Pdf.new()
    root = name_tree(pdf, {f"a{number}": Array([number]) for number in range(FANOUT * FANOUT + 1)})
    assert Name.Limits not in root
    assert len(root.Kids) == 2
    for node in (*root.Kids, *leaves(root)):
        assert len(node.get(Name.Kids, node.get(Name.Names, []))) <= 2 * FANOUT
    for leaf in leaves(root):
        assert [str(limit) for limit in leaf.Limits] == [str(leaf.Names[0]), str(leaf.Names[-2])]


def test_empty_name_tree_has_no_names() -> None:
    assert list(NameTree(name_tree(Pdf.new(), {}))) == []


def test_number_tree_gives_back_its_entries_in_order() -> None:
    pdf = Pdf.new()
    entries = [[(0, Array([0])), (1, Array([1]))], [], [(5, Array([5]))]]
    root = number_tree(pdf, entries)
    assert [(number, int(value[0])) for number, value in number_tree_entries(root)] == [(0, 0), (1, 1), (5, 5)]
    assert NumberTree(root)[5][0] == 5
