"""What a finished PDF says of itself."""

from collections.abc import Iterator

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.manuscript import BookMetadata
from pipeline.check.pdf_file import PdfFile
from pipeline.rules import PDF_METADATA


def check_metadata(file: PdfFile, metadata: BookMetadata) -> Iterator[Diagnostic]:
    """Yield where title, authors or language are not those of book.yaml."""
    said = (("title", file.title, metadata.title), ("title of the packet", file.packet_title, metadata.title))
    for what, found, wanted in (*said, ("language", file.language, metadata.language)):
        if found != wanted:
            yield PDF_METADATA.at(metadata.location, problem=f"the {what} is “{found}” instead of “{wanted}”")
    for creator in metadata.creators:
        if creator.role == "aut" and creator.name not in file.author:
            yield PDF_METADATA.at(metadata.location, problem=f"“{creator.name}” is not among the authors")
        if creator.name not in file.people:
            yield PDF_METADATA.at(metadata.location, problem=f"the packet does not name “{creator.name}”")
