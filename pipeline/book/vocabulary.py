"""The words a book's language needs for what the pipeline writes by itself."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in one language; `day_format` and `month_format` are patterns with {day}, {month}, {year}.

    `numerals` and `ordinals` begin with “one” and “first”; a language may have none.
    """

    contents: str
    figures_and_tables: str
    figures: str
    tables: str
    figure: str
    table: str
    listing: str
    part: str
    page: str
    pages: str
    see: str
    see_also: str
    continued: str
    notes: str
    note: str
    back_to_text: str
    index: str
    cover: str
    title_page: str
    half_title: str
    copyright_page: str
    body_matter: str
    bibliography: str
    landmarks: str
    page_list: str
    print_edition: str
    warning: str
    edition: str
    published: str
    edited_by: str
    translated_by: str
    illustrated_by: str
    photographs_by: str
    compiled_by: str
    foreword_by: str
    contributions_by: str
    manuscript_digest: str
    typeset_with: str
    sending_state: str
    mission_kind: str
    opened: str
    address: str
    head_of_mission: str
    also_written: str
    series: str
    value: str
    date: str
    event: str
    period: str
    data: str
    remark: str
    months: tuple[str, ...]
    day_format: str
    month_format: str
    decimal_mark: str = "."
    thousands_mark: str = "\N{NARROW NO-BREAK SPACE}"
    numerals: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()


ENGLISH = Vocabulary(
    contents="Contents",
    figures_and_tables="Figures and tables",
    figures="Figures",
    tables="Tables",
    figure="Figure",
    table="Table",
    listing="Listing",
    part="Part",
    page="page",
    pages="pages",
    see="see",
    see_also="see also",
    continued="cont.",
    notes="Notes",
    note="Note",
    back_to_text="Back to the text",
    index="Index",
    cover="Cover",
    title_page="Title page",
    half_title="Half title",
    copyright_page="Copyright",
    body_matter="Start of the text",
    bibliography="Sources",
    landmarks="Landmarks",
    page_list="Pages",
    print_edition="printed edition",
    warning="Warning",
    edition="Edition",
    published="Published",
    edited_by="Edited by",
    translated_by="Translated by",
    illustrated_by="Illustrated by",
    photographs_by="Photographs by",
    compiled_by="Compiled by",
    foreword_by="Foreword by",
    contributions_by="With contributions by",
    manuscript_digest="Digest of the manuscript",
    typeset_with="Typeset with",
    sending_state="State",
    mission_kind="Mission",
    opened="Opened",
    address="Address",
    head_of_mission="Head of mission",
    also_written="also written",
    series="Source of the figures",
    value="Value",
    date="Date",
    event="Event",
    period="Period",
    data="the data as a table",
    remark="Remark",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    day_format="{day}\N{NO-BREAK SPACE}{month} {year}",
    month_format="{month} {year}",
    thousands_mark=",",
    numerals=(
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ),
    ordinals=(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ),
)

POLISH = Vocabulary(
    contents="Spis treści",
    figures_and_tables="Spis ilustracji i tabel",
    figures="Ilustracje",
    tables="Tabele",
    figure="Rysunek",
    table="Tabela",
    listing="Listing",
    part="Część",
    page="s.",
    pages="s.",
    see="zob.",
    see_also="zob. też",
    continued="cd.",
    notes="Przypisy",
    note="Uwaga",
    back_to_text="Powrót do tekstu",
    index="Indeks",
    cover="Okładka",
    title_page="Strona tytułowa",
    half_title="Strona przedtytułowa",
    copyright_page="Strona redakcyjna",
    body_matter="Początek tekstu",
    bibliography="Bibliografia",
    landmarks="Punkty orientacyjne",
    page_list="Strony",
    print_edition="wydanie drukowane",
    warning="Ostrzeżenie",
    edition="Wydanie",
    published="Opublikowano",
    edited_by="Redakcja:",
    translated_by="Przekład:",
    illustrated_by="Ilustracje:",
    photographs_by="Fotografie:",
    compiled_by="Opracowanie:",
    foreword_by="Przedmowa:",
    contributions_by="Współpraca:",
    manuscript_digest="Skrót kryptograficzny tekstu",
    typeset_with="Złożono programami",
    sending_state="Państwo",
    mission_kind="Placówka",
    opened="Otwarcie",
    address="Adres",
    head_of_mission="Kierownik placówki",
    also_written="także",
    series="Źródło danych",
    value="Wartość",
    date="Data",
    event="Wydarzenie",
    period="Okres",
    data="dane w tabeli",
    remark="Uwagi",
    months=(
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ),
    day_format="{day}\N{NO-BREAK SPACE}{month} {year}",
    month_format="{month} {year}",
    decimal_mark=",",
)

VOCABULARIES: Mapping[str, Vocabulary] = {"en": ENGLISH, "pl": POLISH}
"""Vocabularies by primary language subtag; a book in another language gives its words in book.yaml."""


def vocabulary_for(language: str) -> Vocabulary | None:
    """Return the words for a BCP 47 tag, or None where the pipeline does not know the language."""
    return VOCABULARIES.get(language.split("-")[0].lower())
