"""A text without a claims file: the build drafts it, marks its rows, and never lets a draft change what people say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from footnoted import parallel
from footnoted.cli import main

if TYPE_CHECKING:
    from conftest import Seeds

ARTICLE = "Larkfield Capital holds a stake of about 30% in Brightwater Foods, its chief executive Ida Norr said.\n"
PEOPLE = "Larkfield Capital has a stake of 25% in Brightwater Foods, at Port Alder Holding 7."
CLAIMS = """
[[stakes]]
id = "larkfield-capital-brightwater-foods-1"
holder_id = "Larkfield Capital"
company_id = "Brightwater Foods"
interest = "stake"
share_percent = "25%"

[[companies]]
id = "larkfield"
name = "Larkfield Capital"

[[companies]]
id = "brightwater-foods"
name = "Brightwater Foods"
"""


def told(seeds: Seeds, source: str) -> set[tuple[str, str, str, str]]:
    """Table, row, column and value of all evidence from one source, of a dataset without errors."""
    checked = seeds.check()
    assert [p for p in checked.problems if p.level == "error"] == []
    evidence = [row for row in checked.tables["evidence"].to_pylist() if row["source_id"] == source]
    return {(row["table_name"], row["row_id"], row["column_name"], row["value"]) for row in evidence}


def test_a_text_alone_becomes_rows(seeds: Seeds) -> None:
    """Its companies and its stake are in the tables, each cell by the hand of the extractor."""
    seeds.write("harbour-news.txt", ARTICLE)
    checked = seeds.check()
    assert checked.passed
    assert {row["name"] for row in checked.tables["companies"].to_pylist()} == {
        "Larkfield Capital",
        "Brightwater Foods",
    }
    [stake] = checked.tables["stakes"].to_pylist()
    assert (stake["holder_id"], stake["share_percent"], stake["share_qualifier"]) == (
        "larkfield-capital",
        30.0,
        "about",
    )
    hands = {row["drafted_by"] for row in checked.tables["evidence"].to_pylist()}
    assert len(hands) == 1
    assert str(hands.pop()).startswith("footnoted-extract ")


def test_the_ids_of_facts_begin_with_their_source(seeds: Seeds) -> None:
    """No claims file can have taken them, and the same article gives them again."""
    seeds.write("harbour-news.txt", ARTICLE)
    ids = [row["id"] for row in seeds.check().tables["stakes"].to_pylist()]
    assert ids == ["harbour-news-larkfield-capital-brightwater-foods-1"]
    assert [row["id"] for row in seeds.check().tables["stakes"].to_pylist()] == ids


def test_a_company_that_people_named_keeps_their_id(seeds: Seeds) -> None:
    """Their id for the name, not one made of it."""
    seeds.source("people", PEOPLE, CLAIMS)
    seeds.write("harbour-news.txt", ARTICLE)
    drafted = told(seeds, "harbour-news")
    row = "harbour-news-larkfield-capital-brightwater-foods-1"
    assert ("stakes", row, "holder_id", "larkfield") in drafted
    assert ("companies", "larkfield", "name", "Larkfield Capital") in drafted


def test_drafts_change_nothing_that_people_wrote(seeds: Seeds) -> None:
    """A drafted name is not read in people's files: "Port Alder Holding" is no company to them."""
    seeds.source("people", PEOPLE, CLAIMS)
    before = told(seeds, "people")
    seeds.write("other.txt", "Port Alder Holding GmbH holds a stake of 12% in Holm Shipping, the company said.\n")
    assert "port-alder-holding" in {row["id"] for row in seeds.check().tables["companies"].to_pylist()}
    assert told(seeds, "people") == before


def test_two_drafts_that_name_different_companies_alike_leave_the_name_open(seeds: Seeds) -> None:
    """Which one a short name means, people must say: its claims are left out, and no problem is made of it."""
    seeds.write("a.txt", "Meridian Foods GmbH bought a plant. Meridian holds a stake of 20% in Holm Shipping AG.\n")
    seeds.write("b.txt", "Meridian Steel GmbH bought a mill. Meridian holds a stake of 30% in Alder Works AG.\n")
    checked = seeds.check()
    assert [p for p in checked.problems if p.level == "error"] == []
    assert "Meridian" not in {row["alias"] for row in checked.tables["aliases"].to_pylist()}
    assert {"meridian-foods", "meridian-steel"} <= {row["id"] for row in checked.tables["companies"].to_pylist()}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("short.txt", "Nothing.\n", "language-unknown"),
        ("empty.txt", "", "source-empty"),
        ("people.txt", ARTICLE, "source-repeated"),
    ],
)
def test_what_cannot_be_drafted_is_a_warning(seeds: Seeds, name: str, text: str, code: str) -> None:
    """It stands at the text, and the dataset is built all the same."""
    seeds.source("written", PEOPLE, CLAIMS)
    claims = seeds.folder / "written.toml"
    claims.write_text(claims.read_text("utf-8").replace('id = "written"', 'id = "people"', 1), "utf-8")
    seeds.write(name, text)
    found = [(p.code, p.path, p.level) for p in seeds.check().problems if p.code != "text-revealed"]
    assert found == [(code, f"seeds/{name}", "warning")]


def settle(seeds: Seeds, **settings: object) -> None:
    """Change the descriptor's settings."""
    path = seeds.dataset / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["footnoted"] |= settings
    path.write_text(json.dumps(descriptor), "utf-8")


def test_a_dataset_may_publish_no_drafts(seeds: Seeds) -> None:
    """Then the text waits for its claims file, and the report says so."""
    settle(seeds, drafts="left_out")
    seeds.write("harbour-news.txt", ARTICLE)
    checked = seeds.check()
    found = [(p.code, p.path, p.level) for p in checked.problems]
    assert found == [("source-without-claims", "seeds/harbour-news.txt", "warning")]
    assert checked.tables["evidence"].num_rows == 0


def test_another_word_for_drafts_is_refused(seeds: Seeds) -> None:
    """The descriptor says `published` or `left_out`."""
    settle(seeds, drafts="maybe")
    assert [p.code for p in seeds.check().problems] == ["descriptor-shape"]


def test_the_build_says_what_nobody_reviewed(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """How many articles, and how many rows: two companies and a stake."""
    seeds.write("harbour-news.txt", ARTICLE)
    assert main(["--dataset", str(seeds.dataset), "build"]) == 0
    assert "1 article has no claims file: a machine's drafts tell of 3 rows" in capsys.readouterr().out


def test_drafts_are_the_same_in_processes(seeds: Seeds, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafted and proved elsewhere, the tables are equal."""
    for name in ("a", "b", "c"):
        seeds.write(f"{name}.txt", ARTICLE)
    here = seeds.check()
    monkeypatch.setattr(parallel, "FEW", 1)
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    there = seeds.check()
    assert here.problems == there.problems
    assert here.passed
    assert all(table.equals(there.tables[name]) for name, table in here.tables.items())
    assert here.tables["stakes"].num_rows == 3


def test_a_draft_written_to_its_file_says_the_same(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """What `extract` prints, saved beside the text, gives the same cells under ids of its own."""
    seeds.write("harbour-news.txt", ARTICLE)
    drafted = {(table, column, value) for table, _, column, value in told(seeds, "harbour-news")}
    assert main(["--dataset", str(seeds.dataset), "extract", str(seeds.folder / "harbour-news.txt")]) == 0
    seeds.write("harbour-news.toml", capsys.readouterr().out)
    assert {(table, column, value) for table, _, column, value in told(seeds, "harbour-news")} == drafted
