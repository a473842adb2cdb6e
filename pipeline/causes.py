"""What is found wrong only because something else could not be read: one mistake is reported as one."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic, Rule

_LEAVES_OUT: Final = (
    rules.YAML_SYNTAX, rules.YAML_TAB, rules.YAML_DUPLICATE_KEY, rules.YAML_ALIAS, rules.UNKNOWN_KEY,
    rules.MISSING_KEY, rules.WRONG_VALUE, rules.SPINE_FILE_MISSING, rules.FILE_NOT_IN_SPINE, rules.TITLE_MISSING,
    rules.DATA_FILE_MISSING, rules.FOLDER_FILE_UNREADABLE, rules.FILE_OUTSIDE, rules.NOT_UTF8, rules.MERGE_UNFINISHED,
)  # fmt: skip
"""Rules whose findings leave something out of the book: a file, or what it would have given."""

_MISSED_ANYWHERE: Final = (
    rules.BROKEN_REFERENCE, rules.REFERENCE_FILE_MISSING, rules.ANCHOR_ELSEWHERE, rules.SEE_TARGET_MISSING,
    rules.SORT_UNUSED, rules.PERSON_NOT_INDEXED, rules.SEE_ALSO_UNMARKED, rules.NO_INDEX, rules.SOURCE_NOT_CITED,
    rules.NO_BIBLIOGRAPHY, rules.FACT_UNUSED, rules.PIECE_MISSING, rules.SECTION_MISSING, rules.WRONG_ORDER,
    rules.TOO_FEW_WORDS, rules.FIELD_MISSING, rules.TOO_FEW_ENTRIES, rules.TOO_FEW_ITEMS, rules.UNLISTED_PIECE,
    rules.BLOCK_MISSING,
)  # fmt: skip
"""Rules that find something missing, which may stand in what was left out."""

_MISSED_IN: Final = {
    PurePosixPath("data/facts.yaml"): rules.UNKNOWN_FACT,
    PurePosixPath("data/sources.yaml"): rules.UNKNOWN_SOURCE,
}
"""Rules that find something missing in one file."""


def without_consequences(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings without those that may be wrong only because a file, or a part of it, was left out.

    They are found again, if they are true, as soon as the cause is mended.
    """
    if any(
        found.rule == rules.DUPLICATE_ANCHOR.code for found in findings
    ):  # words are counted from one of them to the other
        findings = [found for found in findings if found.rule != rules.TOO_FEW_WORDS.code]
    left_out = [found for found in findings if found.rule in _codes(_LEAVES_OUT)]
    if not left_out:
        return tuple(findings)
    files = {found.location.path for found in left_out if found.location}
    untold = _codes((*_MISSED_ANYWHERE, *(rule for path, rule in _MISSED_IN.items() if path in files)))
    return tuple(found for found in findings if found.rule not in untold)


def without_fallbacks(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what a layout found without missing letters where a style sheet names a typeface that is not there."""
    if not any(found.rule == rules.ENGINE_FINDING.code and "font" in found.message for found in findings):
        return tuple(findings)
    return tuple(found for found in findings if found.rule != rules.GLYPH_MISSING.code)


def _codes(table: Sequence[Rule]) -> frozenset[str]:
    return frozenset(rule.code for rule in table)
