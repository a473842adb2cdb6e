"""Small books with everything that a finished file can get wrong, and their products."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, ZipFile

from pikepdf import Pdf

from pipeline.book.bound import BoundBook
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import PageBreak, Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import PieceId
from pipeline.check import check_epub, check_pdf

FILES: Final = {
    "book.yaml": """\
title: A Specimen
slug: specimen
language: en-GB
identifier: urn:uuid:00000000-0000-0000-0000-000000000000
creators:
  - {name: Ada Author, role: aut}
citation-style: ieee
spine:
  front: [cover, title-page, contents]
  body: [body/oil.md, body/salt.md]
  back: [back/see-also.md, back/sources.md, back/index.md]
""",
    "completeness.yaml": """\
pieces:
  - piece: cover
  - piece: title-page
  - piece: contents
  - piece: body/oil.md
    blocks: [infobox, infobox-image]
    min-words: 40
    sections:
      - {anchor: wells, min-words: 15}
      - {anchor: pipes, min-words: 5}
  - piece: body/salt.md
  - piece: back/see-also.md
  - {piece: back/sources.md, blocks: [bibliography]}
  - {piece: back/index.md, blocks: [index]}
infobox-fields: [found]
min-index-entries: 4
min-notes: 2
min-sources: 2
see-also-items: 2
""",
    "data/infobox.yaml": """\
title: Oil and salt
image: {file: ../figures/pit.svg, alt: A pit seen from above, caption: A pit}
fields:
  - {id: found, label: Found in, value: The Caspian basin}
""",
    "data/sources.yaml": """\
- {id: drill, type: book, title: How to Drill, author: [{family: Driller, given: Dan}], issued: "1901"}
- {id: dig, type: book, title: How to Dig, author: [{family: Digger, given: Dora}], issued: "1902"}
""",
    "data/index.yaml": 'see: [{from: "Petroleum", to: "oil"}]\n',
    "figures/well.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>
""",
    "figures/pit.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9"/></svg>
""",
    "body/oil.md": """\
---
title: Black Oil
id: oil
---
::: {.infobox data=infobox.yaml}
:::

[Oil]{.index entry="oil"} was dug from pits before it was drilled for [@drill, p. 3].[^pits]

## Wells in the Sea {#wells}

The first [wells]{.index entry="wells"} at sea stood on wooden piles, and workers reached them over trestles in every
weather. [Salt](salt.md#pans) was a nuisance to all of them.

![A well on piles](../figures/well.svg "A well at sea"){#fig-well}

## Pipes to the Shore {#pipes}

Pipes of iron came next; they are shown in [](#fig-well).

[^pits]: A pit was a stone’s throw wide [@dig].
""",
    "body/salt.md": """\
---
title: White Salt
id: salt
---
Salt is older than any record of [salt]{.index entry="salt"}.

## Pans by the Shore {#pans}

In pans the sun does the work, slowly, while [oil](oil.md) waits underground.[^sun]

[^sun]: It does so for nothing.
""",
    "back/see-also.md": "---\ntitle: See Also\nid: see-also\n---\n- Gas, which is lighter\n- Coal, which is not\n",
    "back/sources.md": "---\ntitle: Sources\nid: sources\n---\n::: {.bibliography}\n:::\n",
    "back/index.md": "---\ntitle: Index\nid: index\n---\n::: {.index}\n:::\n",
}


POLISH_FILES: Final = {
    "book.yaml": """\
title: Książka próbna
subtitle: Z częściami
slug: ksiazka-probna
language: pl
identifier: urn:uuid:00000000-0000-0000-0000-000000000001
citation-style: ieee
spine:
  front: [title-page, copyright-page, contents, figures-and-tables]
  body:
    - part: Pierwsza połowa
      chapters: [body/jeden.md]
    - part: Druga połowa
      chapters: [body/dwa.md]
""",
    "body/jeden.md": """\
---
title: „Jeden” – początek 3
id: jeden
---
::: {.epigraph}
Wszystko ma początek.

Autor nieznany
:::

Tekst z przypisem.[^dlugi] Po persku: [قره‌باغ و شیروان]{lang=fa dir=rtl}, wzór H~2~O, skrót [NKWD]{.smallcaps}.

## Gęś i jaźń {#ges}

Odsyłacz do [](dwa.md#tbl-liczby) i do [miejsca](#miejsce), z przypisem w tabeli.

### Żółć {#zolc}

[]{#miejsce}To jest miejsce.

| Pierwszy wiersz
|   drugi, wcięty

[^dlugi]: Przypis pierwszy.

    - punkt
    - drugi punkt

    Drugi akapit przypisu.
""",
    "body/dwa.md": """\
---
title: "1984"
id: dwa
---
Rozdział, którego tytuł jest liczbą; o nim mowa także [tutaj](jeden.md).

| Rok | Liczba[^w] |
|-----|-------:|
| 1984 | 12 |

: Liczby {#tbl-liczby}

~~~ {.python caption="Program" #lst-program}
print("TODO")
~~~

[^w]: W tabeli.
""",
}


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a book's files into a new folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def spoilt(data: bytes, spoil: Callable[[Pdf], None]) -> bytes:
    """Return a PDF as it is after `spoil` has changed it."""
    output = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        spoil(pdf)
        pdf.save(output)
    return output.getvalue()


@dataclass(frozen=True, slots=True)
class Notes:
    """A memory that lasts as long as the tests."""

    notes: dict[str, bytes] = field(default_factory=dict)

    def recall(self, key: str) -> bytes | None:
        """Return what was noted last."""
        return self.notes.get(key)

    def note(self, key: str, data: bytes) -> None:
        """Remember it."""
        self.notes[key] = data


@dataclass(frozen=True, slots=True)
class Specimen:
    """The finished files, and what they were made from; spoil them and see what the checks say."""

    linked: LinkedBook
    print_markups: tuple[ChapterMarkup, ...]
    pagination: Pagination
    bound: BoundBook
    epub_markups: tuple[ChapterMarkup, ...]
    epub: bytes
    breaks: Mapping[PieceId, Sequence[PageBreak]]
    memory: Notes = field(default_factory=Notes)

    def pdf_findings(self, spoil: Callable[[Pdf], None] | None = None) -> list[Diagnostic]:
        """Return what the checks say of the PDF after `spoil` has changed it; what they read last, they remember."""
        bound = self.bound
        if spoil is not None:
            bound = BoundBook(spoilt(bound.pdf, spoil), ())
        if not self.memory.notes:
            self._check(self.bound)
        return self._check(bound)

    def _check(self, bound: BoundBook) -> list[Diagnostic]:
        return list(check_pdf(bound, self.linked, self.print_markups, self.pagination, self.memory))

    def epub_findings(self, spoil: Callable[[dict[str, bytes]], None] | None = None) -> list[Diagnostic]:
        """Return what the checks say of the EPUB after `spoil` has changed its files by name."""
        with ZipFile(BytesIO(self.epub)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        if spoil is not None:
            spoil(files)
        output = BytesIO()
        with ZipFile(output, "w", ZIP_STORED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return list(check_epub(output.getvalue(), self.linked, self.epub_markups, self.pagination, self.breaks))

    def asking(self, **words: int) -> "Specimen":
        """Return the same files held to a contract that asks for more: `oil=5000` words of a piece or section."""
        book = self.linked.book
        pieces = tuple(
            replace(
                piece,
                min_words=words.get(Path(piece.piece).stem, piece.min_words),
                sections=tuple(
                    replace(section, min_words=words.get(section.anchor, section.min_words))
                    for section in piece.sections
                ),
            )
            for piece in book.completeness.pieces
        )
        book = replace(book, completeness=replace(book.completeness, pieces=pieces))
        return replace(self, linked=replace(self.linked, book=book))
