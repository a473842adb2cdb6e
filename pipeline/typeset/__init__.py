"""Stage 4: XHTML for print becomes laid-out pages.

The layout engine is loaded only when something is laid out: it takes half a second and needs Pango, which commands
such as `pipeline explain` can do without.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.furniture import Stamp, Stamps
from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import LanguageTag, ResourcePath
from pipeline.book.printing import PrintedCover
from pipeline.book.styles import Styles
from pipeline.libraries import library_versions

if TYPE_CHECKING:
    from pipeline.typeset.standing_type import StandingType

_PACKAGES: Final = {"WeasyPrint": "weasyprint", "pydyf": "pydyf", "Pyphen": "pyphen", "tinycss2": "tinycss2"}
"""What a layout depends on beside the system's libraries, by the names that the colophon gives."""


def prepare_engine(styles: Styles) -> None:
    """Load the engine and prepare the print style sheets, which the first layout would do else.

    Raises ToolMissingError when the engine's libraries are not installed, LayoutError when there is no print.css.
    """
    from pipeline.typeset.stylesheets import print_styles

    print_styles(styles)


def typeset_chapter(
    markup: ChapterMarkup,
    styles: Styles,
    resources: Mapping[ResourcePath, Resource],
    standing: "StandingType | None" = None,
) -> ChapterLayout:
    """Lay out one piece as a tagged PDF of its own (PDF/UA-1, ISO 14289-1), without running heads and folios.

    `markup` is for print, `resources` are the book's images. The same input gives the same bytes. What the layout
    found wrong (a character no font has, an image that is not there, something wider than the page) is in the
    result's diagnostics. Raises LayoutError when an anchor of the markup is on none of the pages, ToolMissingError
    when the engine's libraries are not installed. Pages of the piece that are in the `standing` type and would come
    out the same are taken from there, and all are left there for the next time.
    """
    from pipeline.typeset.chapter import lay_out_chapter

    return lay_out_chapter(markup, styles, resources, standing)


def typeset_furniture(
    stamps: Sequence[Stamp], styles: Styles, language: LanguageTag, places: Mapping[Stamp, SourceLocation]
) -> Stamps:
    """Lay out what is stamped on the book's pages: an untagged PDF with a page for each stamp.

    A character that no font has is found at the stamp's place. Raises LayoutError when the style sheets make another
    number of pages of it, ToolMissingError when the engine's libraries are not installed.
    """
    from pipeline.typeset.furniture import lay_out_furniture

    return lay_out_furniture(stamps, styles, language, places)


def typeset_cover(markup: ChapterMarkup, spine: float, styles: Styles) -> PrintedCover:
    """Lay out the printed cover, with bleed, around a spine of `spine` mm and pages as large as the book's.

    `markup` is what `assemble_cover` wrote. Text that does not fit is in the result's diagnostics. Raises LayoutError
    when the cover takes more than one page, ToolMissingError when the engine's libraries are not installed.
    """
    from pipeline.typeset.printed_cover import lay_out_cover

    return lay_out_cover(markup, spine, styles)


@cache
def engine_versions() -> Mapping[str, str]:
    """Return the versions of all programs that a layout depends on, by name; raises ToolMissingError.

    They are asked once: a process has loaded what it has.
    """
    libraries = library_versions()
    if libraries is None:
        from pipeline.typeset import engine  # which says what is missing, or finds it under another name

        libraries = engine.library_versions()
    return {**libraries, **{name: version(package) for name, package in _PACKAGES.items()}}


__all__ = ["engine_versions", "prepare_engine", "typeset_chapter", "typeset_cover", "typeset_furniture"]
