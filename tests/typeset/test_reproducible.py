"""The same input gives the same bytes, whatever was laid out before and in whatever process."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from pipeline.book.layout import ChapterLayout
from pipeline.typeset import engine_versions
from tests.typeset.sample_markup import Typeset, load_sample

ROOT = Path(__file__).parents[2]
_PROGRAM = """
import hashlib
from pipeline.typeset import typeset_chapter
from tests.typeset.sample_markup import load_resources, load_sample, load_styles, markup_of
layout = typeset_chapter(markup_of(load_sample("chapter")), load_styles(), load_resources())
print(hashlib.sha256(layout.pdf).hexdigest())
"""


def test_another_process_lays_out_the_same_bytes(chapter: ChapterLayout, tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "LANG": "pl_PL.UTF-8", "TZ": "Asia/Baku", "PYTHONHASHSEED": "7"}
    digest = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert digest.stdout.strip() == hashlib.sha256(chapter.pdf).hexdigest()


def test_what_was_laid_out_before_does_not_matter(chapter: ChapterLayout, typeset: Typeset) -> None:
    typeset(load_sample("glance"))
    assert typeset(load_sample("chapter")).pdf == chapter.pdf


def test_versions_name_all_that_a_layout_depends_on() -> None:
    assert {"WeasyPrint", "Pango", "HarfBuzz", "Pyphen"} <= set(engine_versions())
