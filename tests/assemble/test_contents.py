"""The list of figures and tables."""

import re

from pipeline.assemble import assemble
from pipeline.book.names import Medium
from tests.small_book import BOOK_YAML, BookBuilder

BOOK = BOOK_YAML.format(language="en-GB", pieces="body/chapter.md").replace(
    "spine:\n", "spine:\n  front: [figures-and-tables]\n"
)
SOURCES = "sources:\n  smith: {type: book, title: A Book, author: [{family: Smith}], issued: 2001}\n"
TEXT = """\
| One |
|-----|
| a   |

: Years, as [](#tbl-two) has them [@smith]; a *second* count. Not listed. {#tbl-one}

| Two |
|-----|
| b   |

: What [Smith]{.index} saw {#tbl-two}

::: {.bibliography}
:::
"""


def test_a_caption_is_listed_by_its_first_sentence_with_the_names_it_refers_to(small_book: BookBuilder) -> None:
    linked = small_book(TEXT, {"book.yaml": BOOK, "data/sources.yaml": SOURCES}).linked()
    listing = assemble(linked, Medium.EPUB)[0].xhtml
    titles = re.findall(r'<span class="contents-title">(.*?)</span>', listing)
    assert titles == ["Years, as Table\N{NO-BREAK SPACE}2 has them; a second count", "What Smith saw"]
