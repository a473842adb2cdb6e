"""Where the pipeline's own files stand, in a checkout and in an installed wheel."""

from pathlib import Path

from pipeline.errors import ToolMissingError

_PACKAGE = Path(__file__).parent


def styles_folder() -> Path:
    """Return the folder of style sheets and fonts: the wheel's own copy, or the checkout's beside the package."""
    for folder in (_PACKAGE / "_styles", _PACKAGE.parent / "styles"):
        if (folder / "fonts").is_dir():
            return folder
    raise ToolMissingError("the pipeline's style sheets are missing: install it again")
