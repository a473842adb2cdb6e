"""What the last good build of a book left in the output folder, for those whose build has just failed."""

from pathlib import Path
from typing import Final

from pipeline.settings import Settings

_ENDINGS: Final = (".pdf", ".epub", "-print.pdf", "-print-cover.pdf")


def files_of_last_edition(settings: Settings) -> tuple[Path, ...]:
    """Return the book's finished files that are there; none where book.yaml does not tell its slug."""
    from pipeline.read import read_slug  # here, for a build that changes nothing loads no library

    slug = read_slug(settings.book)
    paths = (settings.output / f"{slug}{ending}" for ending in _ENDINGS) if slug else ()
    return tuple(path for path in paths if path.is_file())
