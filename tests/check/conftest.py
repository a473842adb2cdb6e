"""The specimens, built once for all tests of finished files."""

from pathlib import Path

import pytest

from pipeline.assemble import assemble_navigation, outline
from pipeline.bind import bind_book
from pipeline.book.furniture import findings_in
from pipeline.book.names import Medium
from pipeline.book.standards import Standard
from pipeline.check import survey_accessibility
from pipeline.edition import assemble_epub, cache_of, lay_out_furniture, open_workers, typeset_edition
from pipeline.folders import styles_folder
from pipeline.link import link_book
from pipeline.package import cover_image, package_epub
from pipeline.read import read_book, read_styles
from pipeline.settings import Settings
from tests.check.specimen import FILES, POLISH_FILES, Specimen, write_files

MOMENT = 1_700_000_000
STANDARDS = tuple(Standard)


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory, workshop: Path) -> Specimen:
    """The specimen's PDF and EPUB."""
    return build_specimen(write_files(tmp_path_factory.mktemp("specimen"), FILES), workshop)


@pytest.fixture(scope="session")
def polish_specimen(tmp_path_factory: pytest.TempPathFactory, workshop: Path) -> Specimen:
    """The PDF and EPUB of a Polish book with parts and rarer constructs."""
    return build_specimen(write_files(tmp_path_factory.mktemp("polish"), POLISH_FILES), workshop)


def build_specimen(folder: Path, workshop: Path) -> Specimen:
    """Build the products of a book without faults, with what was laid out in the workshop before."""
    linked = link_book(read_book(folder))
    assert linked.diagnostics == ()
    styles = read_styles(styles_folder())
    metadata, vocabulary = linked.book.metadata, linked.book.vocabulary
    settings = Settings(folder, workshop, styles_folder(), workers=1)
    with open_workers(settings, styles) as workers:
        edition = typeset_edition(linked, styles, settings, workers)
        furniture = lay_out_furniture(edition, styles, settings, workers)
    assert [layout.diagnostics for layout in edition.layouts if layout.diagnostics] == []
    assert findings_in(furniture) == ()
    bound = bind_book(edition.layouts, edition.pagination, furniture, outline(linked), metadata, MOMENT, STANDARDS)
    markups = assemble_epub(edition)
    navigation = assemble_navigation(linked, Medium.EPUB, edition.page_breaks)
    epub = package_epub(
        markups,
        navigation,
        outline(linked),
        metadata,
        vocabulary,
        styles,
        linked.book.resources,
        cover_image(edition.layouts[0].pdf_bytes()),
        MOMENT,
        cache_of(settings).remember,
        breaks=edition.page_breaks,
        offered=survey_accessibility(markups, navigation, styles.sheets["epub.css"]),
    )
    return Specimen(linked, edition.markups, edition.pagination, bound, markups, epub, edition.page_breaks)
