"""The trade record: three products, the same words as EPUB and PDF, nothing invented."""

from dataclasses import replace

import pytest
from lxml import etree

from pipeline.book.catalogue import catalogue_entry
from pipeline.book.manuscript import BookMetadata, Creator, Isbns
from pipeline.book.names import LanguageTag
from pipeline.check import check_onix, check_with_editeur
from pipeline.errors import ToolMissingError
from pipeline.package.onix import NAMESPACE, TradeFacts, write_onix
from tests.package.conftest import METADATA, TIMESTAMP

FACTS = TradeFacts(8, 91, 101, (442.2, 663.3), 3, ("05", "11"), ("04", "82", "85"), "Good to read.", True)
NAMES = {"o": NAMESPACE}


def record(metadata: BookMetadata = METADATA, facts: TradeFacts = FACTS) -> etree._Element:
    written = write_onix(metadata, facts, TIMESTAMP)
    assert written == write_onix(metadata, facts, TIMESTAMP)
    assert [str(found) for found in check_onix(written, catalogue_entry(metadata))] == []
    assert [str(found) for found in check_with_editeur(written)] == []
    return etree.fromstring(written)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(text) for text in root.xpath(f"{path}/text()", namespaces=NAMES)]


def test_print_pdf_and_epub_are_products_that_know_of_each_other() -> None:
    root = record()
    assert texts(root, "//o:ProductForm") == ["BA", "ED", "ED"]
    assert texts(root, "//o:Product[3]//o:RelatedProduct/o:ProductRelationCode") == ["13", "06"]
    assert len(set(texts(root, "//o:RecordReference"))) == 3


def test_no_isbn_is_invented_and_none_is_lent() -> None:
    assert texts(record(), "//o:ProductIdentifier[o:ProductIDType='15']/o:IDValue") == []
    root = record(replace(METADATA, isbns=Isbns(epub="9783161484100")))
    own = "/o:ProductIdentifier[o:ProductIDType='15']/o:IDValue"
    assert [texts(root, f"//o:Product[{number}]{own}") for number in (1, 2, 3)] == [[], [], ["9783161484100"]]


def test_each_digital_form_has_the_accessibility_that_it_earned() -> None:
    root = record()
    codes = "//o:ProductFormFeature[o:ProductFormFeatureType='09']/o:ProductFormFeatureValue"
    assert [texts(root, f"//o:Product[{number}]{codes}") for number in (1, 2, 3)] == [
        [], ["05", "11"], ["00", "04", "82", "85"],
    ]  # fmt: skip
    assert texts(record(facts=replace(FACTS, epub_codes=())), f"//o:Product[3]{codes}") == ["00"]


def test_pages_are_counted_by_matter_and_measured() -> None:
    root = record()
    assert texts(root, "//o:Product[1]//o:Extent/o:ExtentValue") == ["8", "91"]
    assert texts(root, "//o:Product[1]//o:Measure/o:Measurement") == ["234", "156"]


def test_what_book_yaml_leaves_out_is_left_out() -> None:
    bare = replace(METADATA, publisher=None, description=None, date=None, edition=None, subjects=(), subtitle=None)
    root = record(bare)
    for name in ("PublishingDetail", "CollateralDetail", "EditionStatement", "Subject", "Subtitle", "ProductSupply"):
        assert root.findall(f".//{{{NAMESPACE}}}{name}") == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<ProductComposition>00</ProductComposition>", "", "DescriptiveDetail may not hold"),
        ("<LanguageCode>eng</LanguageCode>", "<LanguageCode>English</LanguageCode>", "LanguageCode is “English”"),
        ("<TitleText>Salt Roads</TitleText>", "<TitleText>Roads</TitleText>", "the title of"),
        ("<PersonName>Ada Example</PersonName>", "<PersonName>A. Example</PersonName>", "the names of"),
        ("ONIXMessage", "Message", "no message of release 3.0"),
    ],
)
def test_a_record_that_is_not_as_the_standard_has_it_is_found(old: str, new: str, problem: str) -> None:
    spoilt = write_onix(METADATA, FACTS, TIMESTAMP).decode().replace(old, new)
    assert any(problem in found.message for found in check_onix(spoilt.encode(), catalogue_entry(METADATA)))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<ProductComposition>00</ProductComposition>", "", "ProductForm': This element is not expected"),
        ("<LanguageCode>eng</LanguageCode>", "<LanguageCode>xxx</LanguageCode>", "'xxx' is not an element of the set"),
        ("</ONIXMessage>", "", "Premature end of data"),
    ],
)
def test_editeurs_schema_does_not_accept_another_record(old: str, new: str, problem: str) -> None:
    spoilt = write_onix(METADATA, FACTS, TIMESTAMP).decode().replace(old, new)
    found = list(check_with_editeur(spoilt.encode()))
    assert any(problem in one.message for one in found), found
    assert {one.rule for one in found} == {"ONX-002"}


def test_a_machine_without_the_schema_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.check.onix_schema.find_spec", lambda _: None)
    with pytest.raises(ToolMissingError, match="Python package onixcheck"):
        check_with_editeur(b"")


def test_every_word_of_book_yaml_goes_into_a_valid_record() -> None:
    people = tuple(
        Creator(f"Person {number}", role, f"{number}, Person", group=number == 3)
        for number, role in enumerate(["aut", "edt", "trl", "ill", "zzz"])
    )
    full = replace(
        METADATA,
        creators=people,
        thema=("NHTB", "1DTP"),
        isbns=Isbns("9783161484100", "9780306406157", "9791034567898"),
        language=LanguageTag("pl-PL"),
    )
    root = record(full)
    assert texts(root, "//o:Product[1]//o:ContributorRole") == ["A01", "B01", "B06", "A12", "Z99"]
