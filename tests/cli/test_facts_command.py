"""`pipeline facts`: what an editor asks before changing a value."""

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Command
from tests.products.conftest import ROOT

BOOK = ROOT / "tests/books/fact-disagrees-error"


def test_a_fact_is_listed_with_every_place_that_states_it(command: Command) -> None:
    done = command("facts", "opened", "--book", str(BOOK))
    assert done.stdout.splitlines() == [
        "opened",
        "  value      23 August 2001",
        f"  given      {BOOK}/data/facts.yaml:8:7",
        "  as of      2001",
        "  sources    smith",
        "  review by  never",
        f"  stated     {BOOK}/body/chapter.md:9:23: “22 August 2001”  (disagrees)",
        f"             {BOOK}/body/chapter.md:10:1: “August 2002”  (disagrees)",
        f"             {BOOK}/body/chapter.md:10:36: “2001”",
    ]
    assert done.returncode == 1
    assert "FCT-002" in done.stderr


def test_facts_can_be_read_by_programs(command: Command) -> None:
    done = command("facts", "--json", "--book", str(ROOT / "manuscript"))
    facts = {fact["id"]: fact for fact in json.loads(done.stdout)}
    assert done.returncode == 0
    turnover = facts["turnover-2008"]
    assert (turnover["value"], turnover["unit"], turnover["sources"]) == (166.9, "million US dollars", ["wp-azpl"])
    files = {Path(use["file"]).name for use in turnover["uses"]}
    assert files == {"03-economic-relations.md", "trade.yaml"}
    assert all(fact["uses"] and all(use["agrees"] and use["line"] for use in fact["uses"]) for fact in facts.values())


def test_an_unknown_fact_is_wrong_usage_with_the_nearest_named(command: Command) -> None:
    done = command("facts", "opend", "--book", str(BOOK))
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean “opened”?" in done.stderr


def test_a_change_in_the_registry_is_an_error_at_every_place_to_revise(command: Command, tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(ROOT / "manuscript", book)
    registry = book / "data/facts.yaml"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("value: Paweł Radomski", "value: Jan Nowy"), encoding="utf-8")
    done = command("facts", "ambassador-poland", "--json", "--book", str(book))
    [fact] = json.loads(done.stdout)
    stale = [use for use in fact["uses"] if not use["agrees"]]
    assert done.returncode == 1
    assert [Path(use["file"]).name for use in stale] == ["05-resident-diplomatic-missions.md"]
    assert {Path(use["file"]).name for use in fact["uses"]} >= {"infobox.yaml", "missions.yaml"}


def test_check_warns_of_facts_past_their_review_and_a_build_does_not(built: Path, command: Command) -> None:
    (built / "data/facts.yaml").write_text(
        "- {id: new, kind: rank, value: 6, as-of: 2019, sources: [], review-by: 2020}\n", encoding="utf-8"
    )
    options = ("--json", "--book", str(built), "--output", str(built / "output"))
    assert "FCT-006" in {found["rule"] for found in json.loads(command("check", *options).stdout)}
    assert "FCT-006" not in {found["rule"] for found in json.loads(command("build", *options).stdout)}
