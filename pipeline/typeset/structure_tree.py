"""The structure tree of a piece: one node for each element that means something, however many pages it stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from pipeline.typeset.structure_roles import is_description, is_paragraph, is_term, role_of_language, roles_of

_NEVER_EMPTY: Final = frozenset({"TD", "TH"})


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A stretch of a page's content by its number on that page (ISO 32000-1, 14.7.4.2)."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's area on a page; `dictionary` is the engine's own."""

    page: int
    dictionary: Any


@dataclass(slots=True, eq=False)
class Node:
    """A structure element. `element` is the one of the markup that it was made for; notes called in it follow it."""

    role: str
    element: Element | None
    parent: "Node | None" = None
    kids: "list[Node | MarkedContent | Annotation]" = field(default_factory=list)
    notes: "list[Node]" = field(default_factory=list)
    language: str | None = None
    alternative: str | None = None
    box: tuple[float, ...] | None = None

    def add(self, role: str, element: Element) -> "Node":
        """Append a node of its own and return it."""
        node = Node(role, element, self)
        self.kids.append(node)
        return node

    def in_order(self) -> "Iterator[Node | MarkedContent | Annotation]":
        """Yield what stands in the node as it is to be read: the notes of a paragraph after it, others at the end.

        A node without content is left out, unless a table would lose a cell.
        """
        for kid in self.kids:
            if not isinstance(kid, Node):
                yield kid
            elif kid.holds_something():
                yield kid
                if is_paragraph(kid.role):
                    yield from kid.notes
        if not is_paragraph(self.role):
            yield from self.notes

    def holds_something(self) -> bool:
        """Tell whether there is content in the node."""
        return self.role in _NEVER_EMPTY or any(
            not isinstance(kid, Node) or kid.holds_something() for kid in (*self.kids, *self.notes)
        )


class StructureTree:
    """Nodes by the elements they were made for. An element's node is made when it is first asked for."""

    def __init__(self, root: Element) -> None:
        """Begin the tree of a piece; `root` is its html element."""
        self.document = Node("Document", None)
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._nodes: dict[Element, Node] = {root: self.document}
        self._items: dict[Element, Node] = {}

    def node_of(self, element: Element) -> Node:
        """Return the node that an element's content belongs to: its own, or the nearest around it."""
        if element not in self._nodes:
            self._nodes[element] = self._make(element)
        return self._nodes[element]

    def link_of(self, element: Element) -> Node:
        """Return the node of the link that an element stands in."""
        while element.tag != "a":
            element = self._parents[element]
        return self.node_of(element)

    def label_of(self, element: Element) -> Node:
        """Return the node of the mark or number that the engine sets before a list item."""
        return _label_before(self.node_of(element), element)

    def _make(self, element: Element) -> Node:
        parent = self._parents[element]
        around = self.node_of(parent)
        roles = roles_of(element, parent)
        if roles == ("Note",):
            return self._make_note(element, around)
        if is_term(element) or is_description(element):
            around = self._term_of(element, parent, around)
        elif roles == ("Lbl",) and around.role == "LBody":
            return _label_before(around, element)
        node = self._innermost(around, roles, element)
        if language := _change_of_language(element, self._parents):
            if node is around:
                node = around.add(role_of_language(element), element)
            node.language = language
        return node

    def _innermost(self, around: Node, roles: Sequence[str], element: Element) -> Node:
        for role in roles:
            around = around.add(role, element)
        return around

    def _make_note(self, element: Element, around: Node) -> Node:
        while around.role in ("Span", "Link", "Reference", "Quote", "Code") and around.parent is not None:
            around = around.parent
        note = Node("Note", element, around)
        around.notes.append(note)
        return note

    def _term_of(self, element: Element, definitions: Element, around: Node) -> Node:
        """Return the list item of a term or of a description: a term and all that describe it are one (14.8.4.3.3)."""
        term, before = element, None
        for child in definitions:
            if is_term(child) and (before is None or not is_term(before)):
                term = child
            before = child
            if child is element:
                break
        if term not in self._items:
            self._items[term] = around.add("LI", term)
        return self._items[term]


def _label_before(body: Node, element: Element) -> Node:
    """Return the label of the list item that `body` is the body of; it is made if there is none."""
    item = body.parent if body.role == "LBody" and body.parent is not None else body
    label = item.kids[0] if item.kids else None
    if not isinstance(label, Node) or label.role != "Lbl":
        label = Node("Lbl", element, item)
        item.kids.insert(0, label)
    return label


def _change_of_language(element: Element, parents: dict[Element, Element]) -> str | None:
    """Return the language of an element's words where it differs from that of the words around it."""
    language = element.get("lang")
    if not language:
        return None
    around = parents.get(element)
    while around is not None and not around.get("lang"):
        around = parents.get(around)
    return language if around is None or around.get("lang") != language else None
