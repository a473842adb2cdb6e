"""Templates are kept translated, and used only while they are what they were translated from."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from pipeline.assemble import compiled
from pipeline.assemble.compiled import CompiledTemplates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setattr(compiled, "_FOLDER", folder)
    return folder


def rendered(text: str) -> str:
    environment = Environment(loader=DictLoader({"a": text}), autoescape=True, bytecode_cache=CompiledTemplates())
    return environment.get_template("a").render(word="x")


def test_a_template_is_kept_once_and_a_changed_one_is_translated_anew(folder: Path) -> None:
    assert [rendered("One {{ word }}"), rendered("One {{ word }}")] == ["One x", "One x"]
    [kept] = folder.iterdir()
    before = kept.read_bytes()
    assert rendered("Two {{ word }}") == "Two x"
    assert kept.read_bytes() != before


def test_what_is_kept_of_a_template_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered("One {{ word }}")
    monkeypatch.setattr(Environment, "_compile", None)
    assert rendered("One {{ word }}") == "One x"


def test_a_kept_template_that_was_cut_short_is_translated_anew(folder: Path) -> None:
    rendered("One {{ word }}")
    [kept] = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-40])
    assert rendered("One {{ word }}") == "One x"


def test_a_folder_that_cannot_be_made_keeps_nothing(folder: Path) -> None:
    folder.write_text("in the way", encoding="utf-8")
    assert rendered("One {{ word }}") == "One x"
