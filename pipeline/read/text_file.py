"""Bytes to text: UTF-8 without exceptions, one kind of line end, no control characters."""

import re
from pathlib import PurePosixPath

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.read.folder import FileRefusedError, Folder, Refusal

BYTE_ORDER_MARK = "\ufeff"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_BEGINS, _ENDS = "<" * 7, ">" * 7
_MERGE = re.compile(f"^(?:{_BEGINS}|{_ENDS})(?= |$).{{0,40}}", re.MULTILINE)
_MOST_FINDINGS = 20


def read_text(folder: Folder, path: PurePosixPath, findings: list[Diagnostic]) -> str | None:
    """Return a file's text with line feeds only; None where it could not be read (then `findings` say why)."""
    try:
        data = folder.read(path)
    except FileRefusedError as error:
        here = SourceLocation(path)
        if error.refusal is Refusal.OUTSIDE:
            findings.append(rules.FILE_OUTSIDE.at(here, file=path))
        else:
            findings.append(rules.FOLDER_FILE_UNREADABLE.at(here, problem=error.problem or "there is no such file"))
        return None
    return decode(data, path, findings)


def decode(data: bytes, path: PurePosixPath, findings: list[Diagnostic]) -> str | None:
    """Decode UTF-8; a byte order mark is dropped, CRLF and CR become LF, control characters are found and dropped.

    None where `findings` say why there is no text to be had: it is not UTF-8, or a merge was left unfinished in it.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        here = SourceLocation(path, before.count(b"\n") + 1, column)
        findings.append(
            rules.NOT_UTF8.at(here, "save it as UTF-8", byte=f"0x{data[error.start]:02X}", offset=error.start)
        )
        return None
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    if not _CONTROL.search(text) and _BEGINS not in text and _ENDS not in text:
        return text
    for number, match in enumerate(_CONTROL.finditer(text)):
        if number == _MOST_FINDINGS:
            break
        findings.append(rules.CONTROL_CHARACTER.at(place(text, match.start(), path), character=_name(match.group())))
    merges = list(_MERGE.finditer(text))
    findings.extend(rules.MERGE_UNFINISHED.at(place(text, one.start(), path), marker=one.group()) for one in merges)
    return None if merges else _CONTROL.sub("", text)


def control_character(text: str) -> str | None:
    """Return the name of the first control character of `text`, or None."""
    match = _CONTROL.search(text)
    return _name(match.group()) if match else None


def place(text: str, offset: int, path: PurePosixPath) -> SourceLocation:
    """Return line and column of the character at `offset` of a file's text."""
    return SourceLocation(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
