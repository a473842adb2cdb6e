"""Stage 8: what is wrong with a manuscript and with the finished files; checks yield, they never print or stop."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.check.accessibility import survey_accessibility
    from pipeline.check.ace import check_with_ace
    from pipeline.check.chapters import StandingContents
    from pipeline.check.documents import anchor_places
    from pipeline.check.epub import check_epub
    from pipeline.check.epubcheck import check_with_epubcheck
    from pipeline.check.facts import check_reviews
    from pipeline.check.files import count_words_of, fonts_of_epub, survey_file
    from pipeline.check.manuscript import check_manuscript
    from pipeline.check.onix import check_onix
    from pipeline.check.onix_schema import check_with_editeur
    from pipeline.check.online import check_addresses
    from pipeline.check.outcomes import ended, not_run, own_checks
    from pipeline.check.page_breaks import check_page_breaks
    from pipeline.check.pdf import check_pdf
    from pipeline.check.pdf_accessibility import pdf_codes
    from pipeline.check.pdf_claims import standards_claimed, standards_earned
    from pipeline.check.pdf_places import PdfPlaces
    from pipeline.check.pdf_standing import StandingPdf
    from pipeline.check.pdf_survey import survey_pdf
    from pipeline.check.print_images import check_print_images
    from pipeline.check.printers_files import check_block, check_cover
    from pipeline.check.verapdf import check_with_verapdf

_HOMES: Final = {
    "StandingContents": "chapters",
    "StandingPdf": "pdf_standing",
    "anchor_places": "documents",
    "check_addresses": "online",
    "check_block": "printers_files",
    "check_cover": "printers_files",
    "check_epub": "epub",
    "check_manuscript": "manuscript",
    "check_onix": "onix",
    "check_page_breaks": "page_breaks",
    "check_pdf": "pdf",
    "check_print_images": "print_images",
    "check_reviews": "facts",
    "check_with_ace": "ace",
    "check_with_editeur": "onix_schema",
    "check_with_epubcheck": "epubcheck",
    "check_with_verapdf": "verapdf",
    "count_words_of": "files",
    "ended": "outcomes",
    "fonts_of_epub": "files",
    "not_run": "outcomes",
    "own_checks": "outcomes",
    "pdf_codes": "pdf_accessibility",
    "PdfPlaces": "pdf_places",
    "standards_claimed": "pdf_claims",
    "standards_earned": "pdf_claims",
    "survey_accessibility": "accessibility",
    "survey_file": "files",
    "survey_pdf": "pdf_survey",
}
"""The module of each check; it is loaded when the check is first asked for, for few builds need all of them."""

__all__ = [
    "PdfPlaces",
    "StandingContents",
    "StandingPdf",
    "anchor_places",
    "check_addresses",
    "check_block",
    "check_cover",
    "check_epub",
    "check_manuscript",
    "check_onix",
    "check_page_breaks",
    "check_pdf",
    "check_print_images",
    "check_reviews",
    "check_with_ace",
    "check_with_editeur",
    "check_with_epubcheck",
    "check_with_verapdf",
    "count_words_of",
    "ended",
    "fonts_of_epub",
    "not_run",
    "own_checks",
    "pdf_codes",
    "standards_claimed",
    "standards_earned",
    "survey_accessibility",
    "survey_file",
    "survey_pdf",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"pipeline.check.{_HOMES[name]}"), name)
