"""The printed block: the bound book's pages as sheets for the printer."""

from collections.abc import Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from pipeline.book.layout import BookPage
from pipeline.book.pagination import printed_pages
from pipeline.book.printing import PrintSpecification
from pipeline.press.colours import Inker
from pipeline.press.drawings import Drawings
from pipeline.press.identity import file_bytes, identify
from pipeline.press.inks import PrintingCondition
from pipeline.press.pictures import PictureProfiles
from pipeline.press.sheets import on_sheet, trim_of, write_boxes

_OF_A_PAGE = frozenset({"/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/TrimBox", "/BleedBox", "/Group"})
_OF_THE_CATALOGUE = frozenset({"/Type", "/Pages", "/PageLabels", "/Lang"})


def press_block(
    bound: bytes,
    pages: Sequence[BookPage],
    specification: PrintSpecification,
    condition: PrintingCondition,
    profiles: PictureProfiles,
) -> bytes:
    """Return the block as a PDF/X-4 file: the pages of the bound book in inks, with bleed, marks and nothing to click.

    The cover's pages are left out, blanks fill the last signature. `pages` are those of `bound`.
    """
    block, source = Pdf.open(BytesIO(bound)), Pdf.open(BytesIO(bound))
    trim = trim_of(block.pages[-1].obj)
    printed = printed_pages(pages)
    left_out = len(pages) - len(printed)
    for page in list(block.pages)[left_out : left_out + printed.count(None)]:
        page.obj.Contents, page.obj.Resources = block.make_stream(b""), Dictionary()
    _leave_out(block, left_out)
    for _ in range(specification.filled_up(len(block.pages)) - len(block.pages)):
        block.pages.append(Page(block.make_indirect(_blank(trim.box()))))
    press_pages(block, Drawings(condition, profiles, Inker(condition, black_text=True)))
    _keep_only(block.Root, _OF_THE_CATALOGUE)
    identify(block, source, condition, "block")
    return file_bytes(block)


def press_pages(file: Pdf, drawings: Drawings, folds: Sequence[float] = ()) -> None:
    """Turn every page into a sheet: in inks, with boxes and marks, without annotations and structure."""
    pages = [page.obj for page in file.pages]
    written = [_sheet(page, drawings, folds) for page in pages]
    for page, content in zip(pages, written, strict=True):
        page.Contents = file.make_stream(content)
        if Name.Group in page:
            page.Group.CS = Name.DeviceCMYK
        drawings.press(page.Resources)
        write_boxes(page, trim_of(page))
        _keep_only(page, _OF_A_PAGE)


def _sheet(page: Object, drawings: Drawings, folds: Sequence[float]) -> bytes:
    content = drawings.content(page, page.Resources) if Name.Contents in page else b""
    return on_sheet(content, trim_of(page), folds)


def _leave_out(block: Pdf, count: int) -> None:
    """Take the first pages out; the labels of the others stay as they are."""
    if not count:
        return
    del block.pages[:count]
    numbers = block.Root.PageLabels.Nums
    ranges = [(int(first), label) for first, label in zip(list(numbers)[::2], list(numbers)[1::2], strict=True)]
    shifted = Array()
    for place, (first, label) in enumerate(ranges):
        following = ranges[place + 1][0] if place + 1 < len(ranges) else None
        if following is not None and following <= count:
            continue
        if first < count and Name.St in label:
            label.St = int(label.St) + count - first
        shifted.append(max(0, first - count))
        shifted.append(label)
    block.Root.PageLabels = Dictionary(Nums=shifted)


def _blank(box: Array) -> Dictionary:
    return Dictionary(Type=Name.Page, MediaBox=box, TrimBox=box, Resources=Dictionary())


def _keep_only(item: Object, keys: frozenset[str]) -> None:
    for key in list(item.keys()):
        if key not in keys:
            del item[key]
