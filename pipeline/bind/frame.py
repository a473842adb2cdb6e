"""The frame: what the book has besides its pieces – catalogue, page tree, destinations, structure, metadata."""

from collections.abc import Collection, Sequence

from pikepdf import String

from pipeline.bind.collation import CollatedPiece, Collation
from pipeline.bind.destinations import Destinations, points
from pipeline.bind.furniture import BEFORE_CONTENT, NAMES, after
from pipeline.bind.labels import page_labels
from pipeline.bind.metadata import information, packet, statements
from pipeline.bind.objects import Draft, reference, references
from pipeline.bind.outline import write_outline
from pipeline.bind.pieces import leaf_number, node_number
from pipeline.bind.ranges import AFTER, BEFORE, CATALOG, DOCUMENT, INFORMATION, PAGES, STRUCTURE
from pipeline.bind.references import References
from pipeline.bind.structure import merged_meanings, merged_names
from pipeline.bind.trees import TreeNode, name_tree, tree
from pipeline.book.furniture import stamps_of
from pipeline.book.layout import BookPage
from pipeline.book.manuscript import BookMetadata
from pipeline.book.markup import OutlineItem
from pipeline.book.names import LanguageTag
from pipeline.book.standards import Standard


def write_catalog(
    draft: Draft,
    collation: Collation,
    places: Sequence[BookPage],
    outline: Sequence[OutlineItem],
    destinations: Destinations,
    language: LanguageTag,
    packet_reference: bytes,
) -> None:
    """Write the catalogue: how a reader opens the book, what leads into it, the colours it is meant for.

    It opens as spreads that begin on a recto, the title in the window's bar (ISO 32000-1, 7.7.2).
    """
    found = {
        name: point
        for piece in collation.pieces
        for name, point in points(piece.layout, piece.page_numbers(), piece.survey.tops)
    }
    entries = [
        b"/Type/Catalog/Pages %s/StructTreeRoot %s" % (reference(PAGES), reference(STRUCTURE)),
        b"/MarkInfo<</Marked true>>/PageLayout/TwoPageRight/ViewerPreferences<</DisplayDocTitle true>>",
        b"/Lang" + String(language).unparse(),
        b"/Metadata %s/Names<</Dests %s>>" % (packet_reference, name_tree(draft, found)),
        b"/PageLabels" + page_labels(places),
    ]
    if outline:
        entries.append(b"/PageMode/UseOutlines/Outlines " + write_outline(draft, outline, destinations))
    for piece in collation.pieces:
        if piece.survey.intents:
            entries.append(b"/OutputIntents" + _in_book(piece, piece.survey.intents))
            break
    draft.add(b"<<%s>>" % b"".join(entries), CATALOG)


def write_page_tree(draft: Draft, collation: Collation) -> None:
    """Write the root of the page tree, whose kids are nodes of the pieces."""
    kids = references(piece.base + node_number(piece.survey) for piece in collation.pieces)
    count = sum(len(piece.places) for piece in collation.pieces)
    draft.add(b"<</Type/Pages/Count %d/Kids%s>>" % (count, kids), PAGES)


def write_structure(draft: Draft, collation: Collation) -> None:
    """Join the pieces' structure trees (ISO 32000-1, 14.7.2).

    The children of every chapter's Document are children of the book's one Document; names of elements (/ID), role maps
    and class maps are merged. Raises LayoutError where pieces contradict each other.
    """
    pieces = collation.pieces
    elements = references(piece.base + element for piece in pieces for element in piece.survey.elements)
    document, root = reference(DOCUMENT), reference(STRUCTURE)
    draft.add(b"<</Type/StructElem/S/Document/P %s/K%s>>" % (root, elements), DOCUMENT)
    leaves = [
        TreeNode(
            reference(piece.base + leaf_number(piece.survey)),
            b"%d" % piece.first_key,
            b"%d" % (piece.first_key + piece.survey.keys - 1),
        )
        for piece in pieces
        if piece.survey.keys
    ]
    entries = [
        b"/Type/StructTreeRoot/K %s" % document,
        b"/ParentTree %s/ParentTreeNextKey %d" % (tree(draft, leaves), collation.end_key),
    ]
    names = merged_names(
        (piece.layout.piece, name, b" " + reference(piece.base + element))
        for piece in pieces
        for name, element in piece.survey.names
    )
    if names:
        entries.append(b"/IDTree %s" % name_tree(draft, names))
    meanings = merged_meanings(
        (piece.layout.piece, part, name, _in_book(piece, meaning))
        for piece in pieces
        for part, name, meaning in piece.survey.meanings
    )
    for part, types in sorted(meanings.items()):
        inner = b" ".join(name.encode() + b" " + meaning for name, meaning in sorted(types.items()))
        entries.append(b"%s<<%s>>" % (part.encode(), inner))
    draft.add(b"<<%s>>" % b"".join(entries), STRUCTURE)


def write_metadata(
    draft: Draft, collation: Collation, metadata: BookMetadata, timestamp: int, standards: Collection[Standard]
) -> bytes:
    """Write XMP packet and information dictionary, which say the same, and return a reference to the packet."""
    said = statements((piece.survey.producer for piece in collation.pieces), metadata, timestamp)
    draft.add(information(said), INFORMATION)
    return draft.add_stream(b"/Type/Metadata/Subtype/XML", packet(said, standards))


def write_stamping(draft: Draft, places: Sequence[BookPage], book_title: str) -> None:
    """Write what stands around the content of all pages that carry furniture, alike on all of a kind."""
    carried = {place.kind: tuple(stamps_of(place, book_title)) for place in places}
    draft.add_stream(b"", BEFORE_CONTENT, BEFORE)
    for kind, stamps in carried.items():
        if stamps:
            draft.add_stream(b"", after(kind, [NAMES[stamp.name] for stamp in stamps]), AFTER[kind])


def _in_book(piece: CollatedPiece, text: bytes) -> bytes:
    """Return a text of a piece's PDF with the numbers of the book."""
    return References(piece.base, piece.elsewhere).rewritten(text)
