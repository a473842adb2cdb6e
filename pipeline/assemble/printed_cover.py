"""The printed cover's document: back, spine and front."""

from pipeline.assemble.place import Place
from pipeline.assemble.whole_book import WholeBook
from pipeline.assemble.writer import ENVIRONMENT, PieceWriter
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import GeneratedKind, Matter, Medium, PieceId, Side
from pipeline.book.printing import LETTERED_SPINE, PrintSpecification


def assemble_cover(linked: LinkedBook, specification: PrintSpecification, spine: float) -> ChapterMarkup:
    """Return the cover as a document of three sections; one of `spine` mm is lettered if it is wide enough."""
    piece = PieceId(GeneratedKind.COVER)
    writer = PieceWriter(Place(WholeBook(linked), Medium.PRINT, piece))
    xhtml = ENVIRONMENT.get_template("printed-cover.xhtml.j2").render(
        w=writer, isbn=specification.isbn, lettered=spine >= LETTERED_SPINE
    )
    metadata = linked.book.metadata
    return ChapterMarkup(
        piece=piece, medium=Medium.PRINT, matter=Matter.FRONT, opens=Side.RECTO, display=True, title=metadata.title,
        running_head="", language=metadata.language, xhtml=xhtml, anchors=(), resources=(),
        source_lines={1: metadata.location},
    )  # fmt: skip
