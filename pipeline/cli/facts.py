"""`pipeline facts [ID]`: each value that the book states in several places, and where."""

import argparse
import json
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.book.data import DateSpan
from pipeline.book.dates import in_iso, span_in_iso
from pipeline.book.diagnostics import has_errors
from pipeline.book.facts import Fact, FactUse
from pipeline.book.names import FactId
from pipeline.book.wordings import described
from pipeline.cli.arguments import Commands, add_book, add_json, book_folder
from pipeline.cli.report import print_findings, shown_folder
from pipeline.errors import UsageError
from pipeline.folders import styles_folder
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.fact_survey import Facts


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    description = "List the facts of data/facts.yaml and every place that states them: the places to revise."
    parser = commands.add_parser("facts", help="list facts and where they are stated", description=description)
    parser.add_argument("id", nargs="?", metavar="ID", help="list this fact and no other")
    add_book(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the facts and what was found wrong with the manuscript; raises UsageError for an unknown id."""
    from pipeline.fact_survey import survey_facts  # here, for it loads every library, and other commands need none

    book = book_folder(options.book)
    facts = survey_facts(Settings(book, Path(), styles_folder()))
    wanted = tuple(_wanted(options.id, facts))
    if options.json:
        listed = [_as_json(fact, facts, book) for fact in wanted]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(_lines(fact, facts, book)) for fact in wanted))
        print_findings(facts.diagnostics, book, as_json=False)
    return 1 if has_errors(facts.diagnostics) else 0


def _wanted(name: str | None, facts: "Facts") -> Iterator[Fact]:
    if name is None:
        yield from facts.facts.values()
        return
    fact = facts.facts.get(FactId(name))
    if fact is None:
        near = get_close_matches(name, list(facts.facts), n=1)
        hint = f" (did you mean “{near[0]}”?)" if near else "; “pipeline facts” lists all"
        raise UsageError(f"no fact with the id “{name}”{hint}")
    yield fact


def _lines(fact: Fact, facts: "Facts", book: Path) -> Iterator[str]:
    yield str(fact.id)
    yield f"  value      {described(fact, facts.vocabulary)}"
    yield f"  given      {shown_folder(book)}{fact.location}"
    yield f"  as of      {span_in_iso(fact.as_of)}"
    yield f"  sources    {', '.join(source.key for source in fact.sources)}"
    yield f"  review by  {_review(fact)}{'  (overdue)' if fact.id in facts.due else ''}"
    if fact.note:
        yield f"  note       {fact.note}"
    label = "stated"
    for use in _uses(fact, facts):
        words = "by its id" if use.text is None else f"“{use.text}”" + ("" if use.agrees else "  (disagrees)")
        yield f"  {label:9}  {shown_folder(book)}{use.location}: {words}"
        label = ""
    if label:
        yield "  stated     nowhere"


def _as_json(fact: Fact, facts: "Facts", book: Path) -> dict[str, object]:
    value = span_in_iso(fact.value) if isinstance(fact.value, DateSpan) else fact.value
    return {
        "id": fact.id,
        "kind": fact.kind,
        "value": value,
        "unit": fact.unit,
        "as-of": span_in_iso(fact.as_of),
        "sources": [source.key for source in fact.sources],
        "review-by": _review(fact),
        "overdue": fact.id in facts.due,
        "note": fact.note,
        "file": f"{shown_folder(book)}{fact.location.path}",
        "line": fact.location.line,
        "uses": [
            {
                "file": f"{shown_folder(book)}{use.location.path}",
                "line": use.location.line,
                "column": use.location.column,
                "text": use.text,
                "agrees": use.agrees,
            }
            for use in _uses(fact, facts)
        ],
    }


def _uses(fact: Fact, facts: "Facts") -> Iterator[FactUse]:
    return (use for use in facts.uses if use.fact == fact.id)


def _review(fact: Fact) -> str:
    return in_iso(DateSpan(fact.review_by)) if fact.review_by else "never"
