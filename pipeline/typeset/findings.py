"""What a layout found wrong, as findings of the manuscript."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.rules import ENGINE_FINDING, GLYPH_MISSING
from pipeline.typeset.faces import Face, character_name, coverage, missing_characters
from pipeline.typeset.origins import Origins
from pipeline.typeset.page_boxes import text_runs

_SVG: Final = "{http://www.w3.org/2000/svg}"
_NO_GLYPH: Final = ".notdef glyph rendered"
_CODE_POINT: Final = re.compile(r"U\+[0-9A-F]{4,6}")


def engine_findings(messages: Sequence[str], origins: Origins, glyphs: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield every message of the engine's log, each once, at the element that it speaks of where that is known.

    Of a character without a glyph the engine says only that there is one: left out where `glyphs` says where.
    """
    reported = {code for found in glyphs for code in _CODE_POINT.findall(found.message)}
    for message in dict.fromkeys(messages):
        if not (message.startswith(_NO_GLYPH) and reported.issuperset(_CODE_POINT.findall(message))):
            yield ENGINE_FINDING.at(origins.of_message(message), message=message.rstrip("."))


def missing_glyphs(pages: Sequence[Any], faces: Sequence[Face], origins: Origins) -> Iterator[Diagnostic]:
    """Yield each character that the fonts asked for do not have, once for every block it stands in."""
    families = {face.family.casefold() for face in faces}
    reported = set[tuple[str, object]]()
    styles: dict[tuple[tuple[str, ...], int, bool], frozenset[int]] = {}
    for run in (run for page in pages for run in text_runs(page)):
        style = run.families, run.weight, run.italic
        available = styles.get(style)
        if available is None:
            available = styles[style] = coverage(*style, faces)
        missing = missing_characters(run.text, available)
        if not missing and families.issuperset(map(str.casefold, run.families)):
            continue
        place = origins.of(run.element)
        for family in run.families:
            if family.casefold() not in families and (family, None) not in reported:
                reported.add((family, None))
                yield ENGINE_FINDING.at(place, message=f"no font of styles/fonts is called “{family}”")
        for character in missing:
            if (character, place) not in reported:
                reported.add((character, place))
                yield GLYPH_MISSING.at(place, character=character, name=character_name(character))


def missing_glyphs_in_images(
    root: ElementTree.Element, resources: Mapping[ResourcePath, Resource], faces: Sequence[Face], origins: Origins
) -> Iterator[Diagnostic]:
    """Yield each character in the lettering of the piece's SVG images that none of the fonts has."""
    available = coverage(tuple(dict.fromkeys(face.family for face in faces)), 400, False, faces)
    by_name = {str(path): resource for path, resource in resources.items()}
    for image in root.iter("img"):
        resource = by_name.get(image.get("src", ""))
        if resource is None or resource.media_type != "image/svg+xml":
            continue
        for character in missing_characters(_lettering(resource.data), available):
            yield GLYPH_MISSING.at(origins.of(image), character=character, name=character_name(character))


def missing_glyphs_in_drawings(
    root: ElementTree.Element, faces: Sequence[Face], origins: Origins
) -> Iterator[Diagnostic]:
    """Yield each character in a drawing of the piece's own that the drawing's fonts do not have, once for it."""
    for drawing in root.iter(f"{_SVG}svg"):
        families = _families(drawing)
        missing = (
            character
            for text in drawing.iter(f"{_SVG}text")
            for character in missing_characters(
                "".join(text.itertext()), coverage(families, int(text.get("font-weight", "400")), False, faces)
            )
        )
        for character in dict.fromkeys(missing):
            yield GLYPH_MISSING.at(origins.of(drawing), character=character, name=character_name(character))


def _families(drawing: ElementTree.Element) -> tuple[str, ...]:
    names = (name.strip(" '\"") for name in drawing.get("font-family", "").split(","))
    return tuple(name for name in names if name)


def _lettering(svg: bytes) -> str:
    return "".join("".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{_SVG}text"))
