"""Stage 7: what is wrong with a manuscript and with the finished files; checks yield, they never print or stop."""

from pipeline.check.epub import check_epub
from pipeline.check.epubcheck import check_with_epubcheck
from pipeline.check.facts import check_reviews
from pipeline.check.manuscript import check_manuscript
from pipeline.check.online import check_addresses
from pipeline.check.page_breaks import check_page_breaks
from pipeline.check.pdf import check_pdf
from pipeline.check.print_images import check_print_images
from pipeline.check.printers_files import check_block, check_cover

__all__ = [
    "check_addresses",
    "check_block",
    "check_cover",
    "check_epub",
    "check_manuscript",
    "check_page_breaks",
    "check_pdf",
    "check_print_images",
    "check_reviews",
    "check_with_epubcheck",
]
