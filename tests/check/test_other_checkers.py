"""Ace and veraPDF: not installed is told from found something, and findings lead to the manuscript."""

import json
from pathlib import Path, PurePosixPath

import pytest

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import LanguageTag, Matter, Medium, PieceId, Side
from pipeline.book.standards import Standard
from pipeline.check import check_with_ace, check_with_verapdf
from pipeline.errors import ToolMissingError

CHAPTER = PurePosixPath("body/oil.md")
MARKUP = ChapterMarkup(
    piece=PieceId("oil"), medium=Medium.EPUB, matter=Matter.BODY, opens=Side.RECTO, display=False, title="Oil",
    running_head="Oil", language=LanguageTag("en"), xhtml='<html>\n<p>One</p>\n<img id="well"/>\n</html>',
    anchors=(), resources=(),
    source_lines={1: SourceLocation(CHAPTER, 1), 2: SourceLocation(CHAPTER, 4), 3: SourceLocation(CHAPTER, 9)},
)  # fmt: skip
ACE = {
    "assertions": [
        {
            "earl:testSubject": {"url": "oil.xhtml"},
            "assertions": [
                {
                    "earl:test": {"dct:title": "image-alt", "earl:impact": "critical"},
                    "earl:result": {
                        "dct:description": "Images must have alternate text\nmore",
                        "html": '<img xmlns="http://www.w3.org/1999/xhtml">',
                        "earl:pointer": {"cfi": ["/2[well]"], "css": ["img"]},
                    },
                }
            ],
        }
    ]
}
VERA = """<report><jobs><job><validationReport isCompliant="false"><details>
<rule clause="7.1" testNumber="3" status="failed"><description>Content shall be
 marked</description><check><context>root/document[0]/pages[3](9 0 obj PDPage)/contentStream[0]</context></check></rule>
<rule clause="7.2" testNumber="1" status="passed"/></details></validationReport></job></jobs></report>"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose programs are all there are."""
    monkeypatch.setenv("PATH", f"{tmp_path}")
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def saying(file: Path, into: str = "") -> str:
    """Return a script that says what a file holds, by the shell alone."""
    return f"""while read -r line; do printf '%s\\n' "$line"; done < {file}{into}"""


def test_ace_that_is_not_there_is_no_finding(programs: Path) -> None:
    with pytest.raises(ToolMissingError, match="Ace is not installed"):
        check_with_ace(programs / "a.epub")


def test_ace_that_fails_is_no_finding(programs: Path) -> None:
    put(programs, "ace", "echo no browser >&2; exit 1")
    with pytest.raises(ToolMissingError, match="no browser"):
        check_with_ace(programs / "a.epub")


@pytest.mark.parametrize(
    ("pointer", "line"), [("/2[well]", 9), ("/2", 4), ("/4", 9), ("/4/2/6", 9), ("/2[gone]", 4), ("", 1), ("/8", 1)]
)
def test_what_ace_finds_is_placed_by_its_pointer(programs: Path, pointer: str, line: int) -> None:
    (programs / "said").write_text(json.dumps(ACE).replace("/2[well]", pointer) + "\n", encoding="utf-8")
    put(programs, "ace", saying(programs / "said", ' > "$4/report.json"'))
    [found] = check_with_ace(programs / "a.epub", [MARKUP])
    assert str(found.location) == f"body/oil.md:{line}"


def test_what_ace_finds_is_told_at_the_manuscripts_line(programs: Path) -> None:
    (programs / "said").write_text(json.dumps(ACE) + "\n", encoding="utf-8")
    put(programs, "ace", saying(programs / "said", ' > "$4/report.json"'))
    [found] = check_with_ace(programs / "a.epub", [MARKUP])
    assert (found.rule, str(found.location)) == ("EPB-013", "body/oil.md:9")
    assert found.message == "Ace image-alt (critical): Images must have alternate text [oil.xhtml]"


def test_verapdf_that_is_not_there_is_no_finding(programs: Path) -> None:
    with pytest.raises(ToolMissingError, match="veraPDF is not installed"):
        check_with_verapdf(programs / "a.pdf", Standard.PDF_UA_1)


def test_verapdf_that_says_nothing_is_no_finding(programs: Path) -> None:
    put(programs, "verapdf", "echo '<report/>'")
    with pytest.raises(ToolMissingError, match="gave no report"):
        check_with_verapdf(programs / "a.pdf", Standard.PDF_UA_1)


def test_what_verapdf_finds_is_told_at_the_line_of_its_page(programs: Path) -> None:
    (programs / "said").write_text(VERA + "\n", encoding="utf-8")
    put(programs, "verapdf", saying(programs / "said"))
    places = {"root/document[0]/pages[3](9 0 obj PDPage)/contentStream[0]": SourceLocation(CHAPTER, 12)}
    [found] = check_with_verapdf(programs / "a.pdf", Standard.PDF_UA_1, places.get)
    assert (found.rule, str(found.location)) == ("PDF-020", "body/oil.md:12")
    assert found.message == "veraPDF, PDF/UA-1, 7.1-3: Content shall be marked"
