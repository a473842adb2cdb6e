"""Digests of what each part of a finished PDF is held against, apart from where the file says that anchors are."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from pipeline.book.names import PieceId
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_wanted import Questions
from pipeline.check.printed_book import PrintedBook


class PartKeys:
    """Names parts by themselves and all that the checks compare them with."""

    def __init__(self, book: PrintedBook, questions: Questions, digest_of: Callable[[str, str], bytes]) -> None:
        """Digest what is common to all parts; `digest_of` gives that of a text and may know it by a name."""
        linked = book.linked.book
        self._book, self._questions, self._digest_of = book, questions, digest_of
        self._files = {chapter.piece: chapter.file for chapter in linked.chapters}
        chapters = frozenset(self._files.values())
        others = (f"{path}\0{text}" for path, text in sorted(linked.files.items()) if path not in chapters)
        self._common = _digest((linked.metadata.language, repr(linked.vocabulary), repr(book.tree.role), *others))

    def key(self, part: PdfPart) -> str:
        """Return the digest of a part that has a name, of its document, its text in the manuscript, its folios."""
        return _digest(self._described(part))

    def _described(self, part: PdfPart) -> Iterator[str]:
        book, markup, file = self._book, self._book.markups[part.piece], self._files.get(part.piece)
        yield from (self._common, part.name or "", part.piece, markup.title, markup.language)
        yield self._digest_of(f"document of {part.piece}", markup.xhtml).hex()
        if file is not None:
            yield from (str(file), self._digest_of(str(file), book.linked.book.files.get(file, "")).hex())
        for number in range(part.first, part.first + part.pages):
            page = book.pagination.pages[number]
            yield f"{page.folio}\0{page.kind}\0{book.file.labels[number]}"
        questions: tuple[Mapping[PieceId, object], ...] = (self._questions.wanted, self._questions.strips)
        yield from (repr(asked.get(part.piece)) for asked in questions)


def _digest(texts: Iterator[str] | tuple[str, ...]) -> str:
    digest = sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
