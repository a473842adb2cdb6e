"""A small book with front matter, two chapters that refer to each other, and back matter."""

import pytest

from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, Matter, PageKind, PieceId
from tests.bind.small_books import Bound, bind_layouts, lay_out_chapter

TABLE = (
    '<table><thead><tr><th scope="col">River</th><th scope="col">Length</th></tr></thead>'
    '<tbody><tr><th scope="row">Kura</th><td>long</td></tr></tbody></table>'
)
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
IMAGE = f'<p><img src="{PIXEL}" alt="A square" style="width: 5mm; height: 5mm; image-rendering: crisp-edges"/></p>'

COVER = "<h1>Rivers and Roads</h1>"
PREFACE = '<h1>Preface</h1><p>Foreword. Read <a href="book:roads">the roads</a>.</p><p class="page">More preface.</p>'
RIVERS = (
    '<h1>Rivers</h1><p>Water flows. See <a href="#delta">the delta</a>, <a href="book:crossing">the crossing</a> and '
    '<a href="https://example.org/kura">the web</a>.<a id="call-1" href="#note-1">1</a>'
    '<span class="note" id="note-1"><a href="#call-1">1</a> A small note.</span></p>'
    f'<h2 id="delta" class="page">The delta</h2><p>Where it ends.</p>{TABLE}{IMAGE}'
    '<p id="bank" class="page">The far bank.</p>'
)
ROADS = (
    '<h1>Roads</h1><p>Dust rises. Back to <a href="book:delta">the delta</a>.</p>'
    f'<section class="page"><h2 id="crossing">The crossing</h2><p>Here they meet.</p>{TABLE}{IMAGE}</section>'
)
AFTERWORD = '<h1>Posłowie</h1><p>Koniec. <a href="book:przystań">Przystań</a> <span id="przystań">nad rzeką</span>.</p>'


@pytest.fixture(scope="session")
def small_book() -> Bound:
    """Return the bound book; its pages are Cover, blank?, i … as `paginate` puts them."""
    return bind_layouts(
        lay_out_chapter("cover", COVER, Matter.FRONT, kind=PageKind.DISPLAY),
        lay_out_chapter("preface", PREFACE, Matter.FRONT),
        lay_out_chapter("rivers", RIVERS),
        lay_out_chapter("roads", ROADS),
        lay_out_chapter("afterword", AFTERWORD, Matter.BACK, language="pl"),
        outline=(
            OutlineItem("Preface", None, PieceId("preface"), AnchorId("preface")),
            OutlineItem(
                "Rivers", "1", PieceId("rivers"), AnchorId("rivers"),
                (OutlineItem("The delta", None, PieceId("rivers"), AnchorId("delta")),),
            ),
            OutlineItem(
                "Roads", "2", PieceId("roads"), AnchorId("roads"),
                (OutlineItem("The crossing", None, PieceId("roads"), AnchorId("crossing")),),
            ),
            OutlineItem("Posłowie", None, PieceId("afterword"), AnchorId("afterword")),
        ),
    )  # fmt: skip
