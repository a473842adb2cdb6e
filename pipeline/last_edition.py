"""What the last good build of a book left in the output folder, for those whose build has just failed."""

from pathlib import Path
from typing import Final

from pipeline.settings import Settings

_ENDINGS: Final = (".pdf", ".epub", "-print.pdf", "-print-cover.pdf")


def files_of_last_edition(settings: Settings) -> tuple[Path, ...]:
    """Return the book's finished files that are there; none where book.yaml does not tell its slug.

    They are looked for in the folder's list: to ask for a name that is longer than any file's is an error.
    """
    from pipeline.read import read_slug  # here, for a build that changes nothing loads no library

    slug = read_slug(settings.book)
    if slug is None or not settings.output.is_dir():
        return ()
    there = {path.name: path for path in settings.output.iterdir() if path.is_file()}
    return tuple(there[name] for name in (f"{slug}{ending}" for ending in _ENDINGS) if name in there)
