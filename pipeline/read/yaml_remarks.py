"""Words that YAML takes for a remark: what follows a blank and “#” in a value without quotation marks."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic
from pipeline.read.excerpt import excerpt
from pipeline.read.yaml_text import Mapping, Node, Scalar, Sequence, YamlSource

_PROSE: Final = frozenset((
    # book.yaml and chapters
    "title", "subtitle", "short-title", "publisher", "edition", "rights", "sources-statement", "description",
    "subjects", "name", "sort", "part",
    # data files
    "caption", "alt", "label", "value", "text", "short", "unit", "note", "written", "about", "life", "variants",
    "sending", "city", "address", "head", "entry", "as", "from", "to", "index", "group", "x-label", "name-label",
    "group-label", "date-label",
    # sources
    "family", "given", "literal", "suffix", "abstract", "annote", "archive", "archive-place", "authority",
    "collection-title", "container-title", "container-title-short", "event-place", "event-title", "genre", "medium",
    "original-publisher", "original-title", "part-title", "publisher-place", "reviewed-title", "section", "source",
    "title-short", "volume-title",
))  # fmt: skip
"""Keys whose values are words for a reader, not names for the pipeline."""

_REMARK: Final = re.compile(r"(?P<blanks>[ \t]+)#(?P<words>[^\n]*)")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SHORT: Final = re.compile(r"\W*(?:\d+|[^\W\d_])\W*")
_NUMBER: Final = re.compile(r"\s*(?:\d+(?![\w-])|[^\W\d_]\W*$)")


def check_remarks(node: Node, source: YamlSource) -> Iterator[Diagnostic]:
    """Yield the values of prose behind which words of the same line were taken for a remark, as if by mistake.

    A blank before the “#” and one behind it show that a remark is meant, unless a number or a letter that stands alone
    is next to them (“The C # minor”, “No # 3”): then it takes two before it. A value without letters loses no words.
    """
    if " #" in source.text or "\t#" in source.text:
        yield from _check(node, "", source)


def _check(node: Node, key: str, source: YamlSource) -> Iterator[Diagnostic]:
    match node:
        case Mapping(entries):
            for name, value in entries.items():
                yield from _check(value, name, source)
        case Sequence(items):
            for item in items:
                yield from _check(item, key, source)
        case Scalar():
            if key in _PROSE and source.text[node.start : node.start + 1] not in tuple("\"'|>"):
                yield from _lost(node, key, source)


def _lost(value: Scalar, key: str, source: YamlSource) -> Iterator[Diagnostic]:
    remark = _REMARK.match(source.text, value.end)
    if not remark or not _LETTER.search(value.text) or not remark["words"].strip():
        return
    sign = remark["blanks"] == " " and (_SHORT.fullmatch(value.text.split()[-1]) or _NUMBER.match(remark["words"]))
    if sign or not remark["words"][0].isspace():
        hint = "put the value in quotation marks; a remark has two blanks before # and one behind it"
        here = source.place(remark.start("words") - 1)
        yield rules.YAML_WORDS_LOST.at(here, hint, key=key, words=excerpt(f"#{remark['words']}"))
