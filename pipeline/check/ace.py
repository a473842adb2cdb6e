"""Ace by DAISY, the accessibility checker of the EPUB world; it runs where it is installed."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.check.documents import located, parse
from pipeline.errors import ToolMissingError
from pipeline.rules import EPUB_ACE

PATIENCE: Final = 300
"""Seconds after which the program is given up."""

_COMMANDS: Final = ("ace", "ace-cli")
_STEP: Final = re.compile(r"/(\d*[02468])(?:\[([^\]]*)\])?")
"""A step of EPUB CFI from an element to one of its children: even numbers count elements, a name may follow (§2.2)."""


def check_with_ace(epub: Path, markups: Sequence[ChapterMarkup] = ()) -> Iterator[Diagnostic]:
    """Yield what Ace finds in a file, at the manuscript's lines as far as `markups` tell.

    Raises ToolMissingError at once, before anything is yielded, where there is no Ace or it does not run.
    """
    return _findings(_run(epub), {markup.file_name: markup for markup in markups})


def _run(epub: Path) -> Mapping[str, Any]:
    program = next(filter(None, map(shutil.which, _COMMANDS)), None)
    if program is None:
        raise ToolMissingError("Ace is not installed (npm install --global @daisy/ace).")
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--force", "--silent", "--outdir", folder, str(epub)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
            report: Mapping[str, Any] = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
        except subprocess.TimeoutExpired as problem:
            raise ToolMissingError(f"Ace was given up after {PATIENCE} seconds.") from problem
        except (OSError, json.JSONDecodeError) as problem:
            said = (done.stderr or done.stdout).strip().splitlines() if "done" in locals() else []
            raise ToolMissingError(f"Ace could not be run: {said[-1] if said else problem}") from problem
    return report


def _findings(report: Mapping[str, Any], markups: Mapping[str, ChapterMarkup]) -> Iterator[Diagnostic]:
    for document in report["assertions"]:
        name = PurePosixPath(unquote(document["earl:testSubject"]["url"])).name
        for assertion in document["assertions"]:
            test, result = assertion["earl:test"], assertion["earl:result"]
            message = str(result["dct:description"]).split("\n")[0].strip()
            place = _place(str((result.get("earl:pointer") or {}).get("cfi") or ""), markups.get(name))
            yield EPUB_ACE.at(place, id=test["dct:title"], impact=test["earl:impact"], message=message, file=name)


def _place(pointer: str, markup: ChapterMarkup | None) -> SourceLocation | None:
    """Return the manuscript's line of the element that a canonical fragment identifier leads to, as far as it leads."""
    if markup is None:
        return None
    element = parse(markup.xhtml)
    for step, name in _STEP.findall(pointer):
        named = [one for one in element.iter() if name and one.get("id") == name]
        children = [child for child in element if isinstance(child.tag, str)]
        if not named and int(step) // 2 > len(children):
            break
        element = named[0] if named else children[int(step) // 2 - 1]
    return located(markup.source_lines, sorted(markup.source_lines), element.sourceline or 0) or next(
        iter(markup.source_lines.values()), None
    )
