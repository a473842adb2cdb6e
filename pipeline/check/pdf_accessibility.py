"""What a finished PDF offers to readers who cannot see it, in codes of the book trade."""

from collections.abc import Callable, Collection, Iterator, Mapping
from io import BytesIO
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.check.languages import is_known

Test = Callable[[Pdf], bool]


def _is_tagged(pdf: Pdf) -> bool:
    marks = pdf.Root.get(Name.MarkInfo)
    return marks is not None and bool(marks.get(Name.Marked, False)) and Name.StructTreeRoot in pdf.Root


def _describes_pictures(pdf: Pdf) -> bool:
    pictures = [element for element in _elements(pdf) if element.get(Name.S) == Name.Figure]
    return bool(pictures) and all(str(picture.get(Name.Alt, "")).strip() for picture in pictures)


def _has_index(pdf: Pdf) -> bool:
    return any(element.get(Name.S) == Name.Index for element in _elements(pdf))


def _elements(pdf: Pdf) -> Iterator[Object]:
    """Yield the elements of the structure tree (ISO 32000-1, 14.7.2)."""
    waiting = [pdf.Root.StructTreeRoot] if Name.StructTreeRoot in pdf.Root else []
    while waiting:
        element = waiting.pop()
        if Name.S in element:
            yield element
        kids = element.get(Name.K, Array())
        waiting += [
            kid
            for kid in (kids if isinstance(kids, Array) else [kids])
            if isinstance(kid, Dictionary) and (Name.S in kid or Name.K in kid)
        ]


def _claims_pdfua(pdf: Pdf) -> bool:
    return Name.Metadata in pdf.Root and b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()


CODES: Final[Mapping[str, Test]] = {
    "05": _claims_pdfua,
    "10": lambda pdf: not pdf.is_encrypted,
    "11": lambda pdf: Name.Outlines in pdf.Root,
    "12": _has_index,
    "13": _is_tagged,
    "14": _describes_pictures,
    "22": lambda pdf: _says_languages(pdf, ()),
}
"""Codes of ONIX list 196, each with the test that earns it: PDF/UA-1, nothing disabled, contents, index, one reading
order, text alternatives, language. PDF/UA is claimed by the file where its chapters were made so."""


def pdf_codes(pdf: bytes, languages: Collection[str] = ()) -> tuple[str, ...]:
    """Return the codes of list 196 that a finished PDF earns; `languages` are those that the book vouches for."""
    tests: Mapping[str, Test] = {**CODES, "22": lambda it: _says_languages(it, languages)}
    with Pdf.open(BytesIO(pdf)) as opened:
        return tuple(code for code, is_earned in tests.items() if is_earned(opened))


def _says_languages(pdf: Pdf, languages: Collection[str]) -> bool:
    said = {str(element.Lang) for element in (pdf.Root, *_elements(pdf)) if Name.Lang in element}
    return Name.Lang in pdf.Root and all(is_known(language, languages) for language in said)
