"""Registers: filed by the rules of the book's language."""

import pytest

from pipeline.book.data import People
from pipeline.book.walk import walk
from tests.small_book import BookBuilder

PEOPLE = """\
people:
  - {id: z, name: Anna Zając, sort: "Zając, Anna", about: A writer.}
  - {id: le, name: Adam Łęski, sort: "Łęski, Adam", about: A writer.}
  - {id: lu, name: Jan Lutek, sort: "Lutek, Jan", about: A writer.}
"""


@pytest.mark.parametrize(("language", "order"), [("en-GB", ["le", "lu", "z"]), ("pl", ["lu", "le", "z"])])
def test_people_stand_in_the_order_of_the_books_language(
    small_book: BookBuilder, language: str, order: list[str]
) -> None:
    text = "::: {.people data=people.yaml}\n:::"
    linked = small_book(text, {"data/people.yaml": PEOPLE}, language=language).linked()
    [register] = [node for node in walk(linked.book.chapters[0].blocks) if isinstance(node, People)]
    assert [person.anchor for person in register.people] == order
