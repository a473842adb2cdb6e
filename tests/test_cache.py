"""Layouts of earlier builds: the same as fresh ones, or as good as not there."""

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pipeline.assemble import assemble
from pipeline.book.furniture import FOLIO, HEAD, Stamp
from pipeline.book.layout import ChapterLayout
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import LanguageTag, Medium, PageKind, Side
from pipeline.book.styles import Styles
from pipeline.cache import BuildCache, StandingLayouts
from pipeline.folders import styles_folder
from pipeline.keys import StandingKeys, furniture_keys, layout_keys
from pipeline.read import read_styles
from pipeline.typeset import typeset_chapter
from tests.full_disk import no_room
from tests.small_book import write_book

ROOT = Path(__file__).parents[1]
MAKES_SLOWLY = """
import os, signal, sys, time
from pathlib import Path
from pipeline.cache import BuildCache
cache = BuildCache(Path(sys.argv[1]))

def make():
    print("making", flush=True)
    if "dies" in sys.argv:
        os.kill(os.getpid(), signal.SIGKILL)
    while cache.recall("quick") is None:
        time.sleep(0.01)
    return b"by another"

cache.remember({"slow": make})
"""


@pytest.fixture(scope="module")
def styles() -> Styles:
    return read_styles(styles_folder())


@pytest.fixture(scope="module")
def markup(tmp_path_factory: pytest.TempPathFactory) -> ChapterMarkup:
    linked = write_book(tmp_path_factory.mktemp("book"), "A chapter about oil.").linked()
    return assemble(linked, Medium.PRINT)[0]


@pytest.fixture(scope="module")
def layout(markup: ChapterMarkup, styles: Styles) -> ChapterLayout:
    return typeset_chapter(markup, styles, {})


def test_a_layout_comes_back_as_it_was_kept(tmp_path: Path, layout: ChapterLayout) -> None:
    kept = BuildCache(tmp_path).keep("one", layout)
    assert BuildCache(tmp_path).find("one") == kept == replace(layout, pdf=b"", file=tmp_path / "one.pdf")
    assert kept.pdf_bytes() == layout.pdf


def test_what_was_never_kept_is_not_there(tmp_path: Path) -> None:
    assert BuildCache(tmp_path / "nowhere").find("one") is None


def put_directory(place: Path) -> None:
    place.unlink()
    (place / "within").mkdir(parents=True)


DAMAGES: Mapping[str, Callable[[Path], object]] = {
    "truncated": lambda place: place.write_bytes(place.read_bytes()[:-9]),
    "flipped": lambda place: place.write_bytes(place.read_bytes()[:40] + b"?" + place.read_bytes()[41:]),
    "emptied": lambda place: place.write_bytes(b""),
    "removed": lambda place: place.unlink(),
    "a directory": put_directory,
}


@pytest.mark.parametrize("name", ["one", "one.pdf"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_noticed_and_can_be_kept_again(
    tmp_path: Path, layout: ChapterLayout, name: str, damage: str
) -> None:
    cache = BuildCache(tmp_path)
    cache.keep("one", layout)
    DAMAGES[damage](tmp_path / name)
    assert cache.find("one") is None
    cache.keep("one", layout)
    found = cache.find("one")
    assert found and found.pdf_bytes() == layout.pdf


def test_an_entry_of_another_version_is_as_good_as_none(tmp_path: Path, layout: ChapterLayout) -> None:
    cache = BuildCache(tmp_path)
    cache.keep("one", layout)
    entry = (tmp_path / "one").read_bytes()
    payload = entry[32:].replace(b"ChapterLayout", b"ChapterLaidou")
    assert payload != entry[32:]
    (tmp_path / "one").write_bytes(hashlib.sha256(payload).digest() + payload)
    assert cache.find("one") is None


def test_a_cache_that_cannot_be_written_to_keeps_layouts_in_memory(tmp_path: Path, layout: ChapterLayout) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert BuildCache(tmp_path / "file").keep("one", layout) == layout


def test_a_full_disk_loses_nothing(tmp_path: Path, layout: ChapterLayout) -> None:
    cache = BuildCache(tmp_path)
    cache.keep("one", layout)
    with no_room():
        assert cache.keep("one", layout) == layout
        assert cache.keep("two", layout) == layout
    found = cache.find("one")
    assert found and found.pdf_bytes() == layout.pdf
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "one.pdf"]


def test_an_entry_that_would_run_code_is_refused(tmp_path: Path) -> None:
    payload = pickle.dumps(os.getcwd)
    (tmp_path / "one").write_bytes(hashlib.sha256(payload).digest() + payload)
    assert BuildCache(tmp_path).find("one") is None


def test_the_key_changes_with_whatever_changes_the_page(markup: ChapterMarkup, styles: Styles) -> None:
    key = layout_keys(styles, {}, {"engine": "70"})
    other_sheet = replace(styles, sheets={**styles.sheets, "print.css": "p { color: red }"})
    other_screen = replace(styles, sheets={**styles.sheets, "epub.css": "p { color: red }"})
    assert key(markup) != key(replace(markup, xhtml=markup.xhtml.replace("oil", "gas")))
    assert key(markup) != layout_keys(other_sheet, {}, {"engine": "70"})(markup)
    assert key(markup) != layout_keys(styles, {}, {"engine": "71"})(markup)
    assert key(markup) == layout_keys(other_screen, {}, {"engine": "70"})(markup)


def test_what_was_used_longest_ago_is_dropped(tmp_path: Path, layout: ChapterLayout) -> None:
    cache = BuildCache(tmp_path, size_limit=0)
    for number, name in enumerate(("old", "new")):
        cache.keep(name, layout)
        for file in (name, f"{name}.pdf"):
            os.utime(tmp_path / file, (number, number))
    put_directory(tmp_path / "old")
    (tmp_path / "lock").touch()
    size = sum((tmp_path / file).stat().st_size for file in ("new", "new.pdf"))
    BuildCache(tmp_path, size_limit=size).trim()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lock", "new", "new.pdf", "old"]


@pytest.mark.parametrize("standing", [StandingLayouts(), None])
def test_what_is_found_counts_as_used(tmp_path: Path, layout: ChapterLayout, standing: StandingLayouts | None) -> None:
    cache = BuildCache(tmp_path, standing=standing)
    for name in ("one", "two"):
        cache.keep(name, layout)
        cache.find(name)
        for file in (name, f"{name}.pdf"):
            os.utime(tmp_path / file, (1, 1))
    cache.find("one")
    size = sum((tmp_path / file).stat().st_size for file in ("one", "one.pdf"))
    BuildCache(tmp_path, size_limit=size).trim()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "one.pdf"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed_by_a_process_that_found_the_layout_before(
    tmp_path: Path, layout: ChapterLayout, damage: str
) -> None:
    cache = BuildCache(tmp_path, standing=StandingLayouts())
    cache.keep("one", layout)
    assert cache.find("one") == cache.find("one")
    DAMAGES[damage](tmp_path / "one.pdf")
    assert cache.find("one") is None


def test_a_digest_that_stands_is_of_the_same_markup(markup: ChapterMarkup, styles: Styles) -> None:
    standing = StandingKeys()
    other = replace(markup, xhtml=markup.xhtml.replace("oil", "gas"))
    for _ in range(3):
        key = layout_keys(styles, {}, {"engine": "70"}, standing)
        anew = layout_keys(styles, {}, {"engine": "70"})
        assert (key(markup), key(other)) == (anew(markup), anew(other))


def test_a_product_is_made_once_and_remembered(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("font")
        return b"bytes"

    assert BuildCache(tmp_path).remember({"font A": make}) == {"font A": b"bytes"}
    assert BuildCache(tmp_path).remember({"font A": make}) == {"font A": b"bytes"}
    assert made == ["font"]
    assert list(BuildCache(tmp_path).remember({"font B": make, "font A": make})) == ["font B", "font A"]
    assert made == ["font", "font"]


def test_what_another_process_is_making_is_left_to_it_until_all_else_is_there(tmp_path: Path) -> None:
    made: list[str] = []
    first = subprocess.Popen([sys.executable, "-c", MAKES_SLOWLY, tmp_path], cwd=ROOT, stdout=subprocess.PIPE)

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode()

    with first:
        assert first.stdout and first.stdout.readline() == b"making\n"
        fonts = BuildCache(tmp_path).remember({"slow": partial(make, "slow"), "quick": partial(make, "quick")})
    assert made == ["quick"]
    assert fonts == {"slow": b"by another", "quick": b"quick"}


def test_what_a_process_dies_over_is_made_by_who_waits_for_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKES_SLOWLY, str(tmp_path), "dies"]
    first = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    with first:
        assert first.stdout and first.stdout.readline() == b"making\n"
        assert BuildCache(tmp_path).remember({"slow": lambda: b"here"}) == {"slow": b"here"}


def test_a_folder_that_cannot_be_written_to_keeps_nothing_from_being_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert BuildCache(tmp_path / "file" / "cache").remember({"font": lambda: b"bytes"}) == {"font": b"bytes"}


def test_what_is_noted_last_is_recalled_and_damage_is_noticed(tmp_path: Path) -> None:
    cache = BuildCache(tmp_path / "cache")
    assert cache.recall("key") is None
    cache.note("key", b"first")
    cache.note("key", b"second")
    assert cache.recall("key") == b"second"
    [entry] = (tmp_path / "cache").iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert cache.recall("key") is None


@pytest.mark.parametrize("other", [{"kind": PageKind.OPENER}, {"side": Side.VERSO}, {"text": "8"}, {"name": HEAD}])
def test_furniture_has_another_key_when_it_prints_something_else(other: dict[str, object], styles: Styles) -> None:
    stamp = Stamp(FOLIO, PageKind.RUNNING, Side.RECTO, "7")
    changed = stamp._replace(**other)  # type: ignore[arg-type]  # each value is of its field's type

    def key(*stamps: Stamp, language: str = "en-GB") -> str:
        return furniture_keys(styles, LanguageTag(language), {"engine": "70"})(stamps)

    several = (key(stamp, stamp), key(stamp, changed), key(changed, stamp), key(stamp), key(stamp, language="pl"))
    assert len(set(several)) == 5
