"""The zip container: the same contents always give the same bytes."""

import time
import zipfile
from io import BytesIO
from urllib.parse import unquote

MIMETYPE = "mimetype"
EARLIEST = 315532800
"""1 January 1980 in Unix seconds: a zip archive knows no earlier date."""


def normalise_archive(archive: bytes, timestamp: int) -> bytes:
    """Return a zip archive with its entries in a fixed order, all dated `timestamp` (Unix seconds, as UTC).

    `mimetype` comes first and is not compressed (EPUB 3.3 §4.2.2), the rest is sorted by name and deflated.
    Names are percent-decoded, permissions are those of a plain file.
    """
    date = time.gmtime(max(timestamp, EARLIEST))[:6]
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as source, zipfile.ZipFile(output, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != MIMETYPE, name)):
            entry = zipfile.ZipInfo(unquote(name), date)
            entry.create_system = 3  # Unix, wherever the book is built
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == MIMETYPE else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name), compresslevel=9)
    return output.getvalue()
