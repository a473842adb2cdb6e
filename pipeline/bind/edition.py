"""The finished file as bytes."""

from io import BytesIO
from typing import Final

from pikepdf import ObjectStreamMode, Pdf, settings

_COMPRESSION: Final = 4
"""Of the structure tree, which most of the writing is: a third faster than the usual 6, the file 3 % larger."""


def pdf_bytes(book: Pdf) -> bytes:
    """Write the book; its identifier is a digest of what is in it, so the same book is the same bytes."""
    settings.set_flate_compression_level(_COMPRESSION)
    target = BytesIO()
    book.save(
        target,
        min_version="1.7",
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
        deterministic_id=True,
    )
    return target.getvalue()
