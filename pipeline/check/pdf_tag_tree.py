"""The top of a finished PDF's structure tree, and what its catalogue says of it (ISO 32000-1, 14.7.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.check.pdf_opened import ObjectNumber, OpenedPdf
from pipeline.check.pdf_trees import Leaves, names_in, nodes_of, parents_of, references_in


@dataclass(frozen=True, slots=True)
class TagTree:
    """The top of a PDF's tags, and what its catalogue says of them.

    `tops` are the elements right below that of the whole document, by object number; `role` is that one's, None where
    there is none. `parents` are what the parent tree leads back to, `leaves` the parts of it; `names` are the elements
    found by name. `claims` are the standards' properties of the packet: (“pdfuaid:part”, “1”).
    """

    role: str | None
    tops: tuple[ObjectNumber, ...]
    roles: Mapping[str, str]
    parents: Mapping[int, ObjectNumber]
    leaves: Leaves
    names: frozenset[str]
    marked: bool
    shows_title: bool
    claims: frozenset[tuple[str, str]]


def read_tree(file: OpenedPdf, known: Leaves) -> TagTree:
    """Read the top of an open file's tags; raises pikepdf.PdfError where it is damaged.

    Those leaves of the parent tree that are `known` are not looked into.
    """
    parents, leaves = parents_of(file, known)
    pdf = file.frame
    root = pdf.Root
    tree = root.get(Name.StructTreeRoot, Dictionary())
    roles = {name: str(role)[1:] for name, role in tree.get(Name.RoleMap, Dictionary()).items()}
    kids = tree.get(Name.K)
    top = kids[0] if isinstance(kids, Array) and len(kids) == 1 else kids
    document = top if isinstance(top, Dictionary) else Dictionary()
    role, tops = str(document.get(Name.S, "")), _tops(file, document)
    if tops is None:
        file.open_whole()
        return read_tree(file, known)
    found = TagTree(
        role=roles.get(role, role[1:]) if isinstance(top, Dictionary) else None,
        tops=tuple(tops),
        roles=roles,
        parents=parents,
        leaves=leaves,
        names=frozenset(name for node in nodes_of(tree.get(Name.IDTree)) for name in _names(node)),
        marked=bool(root.get(Name.MarkInfo, Dictionary()).get(Name.Marked, False)),
        shows_title=bool(root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False)),
        claims=claims_of(pdf),
    )
    del pdf, root, tree, kids, top, document
    file.let_go()
    return found


def _tops(file: OpenedPdf, document: Object) -> Iterable[ObjectNumber] | None:
    """Return the elements below that of the whole; None where some can be told apart in the whole file only."""
    kids = document.get(Name.K)
    plain = references_in(kids) if isinstance(kids, Array) else None
    if plain is not None:
        return plain
    found = [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]
    if file.is_whole:
        return [(kid if kid.is_indirect else file.pdf.make_indirect(kid)).objgen for kid in found]
    return [kid.objgen for kid in found] if all(kid.is_indirect for kid in found) else None


def _names(node: Object) -> Iterable[str]:
    leaf = node.get(Name.Names, Array())
    plain = names_in(leaf)
    return [str(name) for name in list(leaf)[::2]] if plain is None else plain


def claims_of(pdf: Pdf) -> frozenset[tuple[str, str]]:
    """Return the properties of a packet that claim standards."""
    packet = pdf.open_metadata()
    names = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
    return frozenset((name, str(value)) for name in names if (value := packet.get(name)))
