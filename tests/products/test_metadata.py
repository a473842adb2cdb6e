"""Every word of book.yaml: the same in EPUB, PDF, printer's file and trade record, and none of it lost."""

from pathlib import Path

import pytest
import yaml
from lxml import etree

from tests.products.conftest import ROOT, Products, build, run
from tests.products.metadata import assert_all_say_the_same, said_by_epub, said_by_pdf

BOOK = ROOT / "tests/books/every-word-of-metadata"
FORMS = {"print": "9783161484100", "pdf": "9780306406157", "epub": "9791034567898"}


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> Products:
    return build(BOOK, tmp_path_factory.mktemp("metadata"))


def test_epub_pdf_and_trade_record_say_the_same_of_the_book(products: Products) -> None:
    assert_all_say_the_same(products)


def test_they_say_what_book_yaml_says(products: Products) -> None:
    given = yaml.safe_load((BOOK / "book.yaml").read_text(encoding="utf-8"))
    said = said_by_epub(products)
    for name in ("title", "subtitle", "edition", "language", "publisher", "description", "identifier"):
        assert said[name] == [given[name]]
    assert said["date"] == [str(given["date"])]
    assert said["subjects"] == given["subjects"]
    assert said["roles"] == [f"{person['role']} {person['name']}" for person in given["creators"]]
    assert said["rights"] == ["Under the CC BY 4.0 licence."]


def test_the_printers_files_say_the_same_too(products: Products) -> None:
    output = products.pdf.parent
    done = run("build", "--book", str(BOOK), "--output", str(output), "--only", "print")
    assert done.returncode == 0, done.stderr
    for kind in ("print", "print-cover"):
        assert said_by_pdf(output / f"{products.pdf.stem}-{kind}.pdf") == said_by_pdf(products.pdf)


def test_each_form_goes_by_its_own_isbn(products: Products) -> None:
    record: Path = products.pdf.with_name(f"{products.pdf.stem}-onix.xml")
    names = {"o": "http://ns.editeur.org/onix/3.0/reference"}
    path = "//o:Product/o:ProductIdentifier[o:ProductIDType='15']/o:IDValue/text()"
    assert etree.parse(record).xpath(path, namespaces=names) == list(FORMS.values())
    [source] = products.document("content.opf").xpath("//*[local-name()='source']/text()")
    assert source == f"urn:isbn:{FORMS['print']}"
