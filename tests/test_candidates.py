"""Rows that may be one: found by their names, parties and figures, shown with their passages, and never merged."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from footnoted.cli import main
from footnoted.compare.alike import likeness

if TYPE_CHECKING:
    from conftest import Seeds

STAKE = """
[[stakes]]
id = "{row}"
holder_id = "Larkfield Capital"
company_id = "Brightwater Foods"
interest = {{ value = "shareholding", passage = "holds" }}
share_percent = "{share}"
{more}
"""
ARTICLE = "Brightwater Foods Logistics holds a stake of about 20% in Holm Shipping AG, the company said.\n"
PARTIES = """
[[companies]]
id = "larkfield"
name = "Larkfield Capital"

[[companies]]
id = "brightwater"
name = "Brightwater Foods"
"""


def two_larkfields(seeds: Seeds) -> None:
    """Two articles, of which one calls a company what the name of the other one's company begins with."""
    seeds.source(
        "monday",
        "Larkfield Capital holds 30% of Brightwater Foods.",
        STAKE.format(row="a-1", share="30%", more="") + PARTIES,
    )
    seeds.source("tuesday", "Larkfield is a firm.", '[[companies]]\nid = "larkfield-2"\nname = "Larkfield"\n')


def told(capsys: pytest.CaptureFixture[str], dataset: Path, *options: str) -> list[dict[str, Any]]:
    """The candidates of a dataset."""
    capsys.readouterr()
    assert main(["--dataset", str(dataset), "candidates", "--format", "json", "--most", "1000", *options]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def rows(candidate: dict[str, Any]) -> tuple[str, str]:
    """The ids of a candidate."""
    first, second = candidate["rows"]
    return first["row_id"], second["row_id"]


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Brisarte", "BRISARTE", 1.0),
        ("Müller & Söhne", "Muller Sohne", 1.0),
        ("Aarfeld Privatbank", "Privatbank Aarfeld", 0.95),
        ("North Sea Wind", "NSW", 0.7),
        ("Meridian Foods", "Brightwater Foods", 0.0),
        ("Harbour Bank", "Savings Bank", 0.0),
        ("Ames", "Amos", 0.0),
    ],
)
def test_names_are_alike_by_their_words(one: str, other: str, score: float) -> None:
    """Case, accents, order and initials make no other name; one word in common makes none the same."""
    assert likeness(one, other)[0] == score
    assert likeness(other, one)[0] == score


@pytest.mark.parametrize(("one", "other"), [("Wendlohe", "Wendlohe Energie"), ("Kaldmark Chemie", "Kaldmarck Chemie")])
def test_a_part_of_a_name_and_a_slip_are_likely(one: str, other: str) -> None:
    """They are candidates, and less sure than the name itself."""
    assert 0.5 < likeness(one, other)[0] < 0.95


def test_known_names_of_one_company_are_found_apart(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the newsroom's companies, with each alias made a row of its own, every such row is found again."""
    dataset = tmp_path / "newsroom"
    shutil.copytree(root / "examples/newsroom", dataset, ignore=shutil.ignore_patterns("build", ".footnoted"))
    curated = dataset / "seeds" / "companies.toml"
    pairs, blocks = set(), []
    for entry in tomllib.loads(curated.read_text("utf-8"))["companies"]:
        blocks.append(f'[[companies]]\nid = "{entry["id"]}"\nname = "{entry["name"]}"\n')
        for number, alias in enumerate(entry.get("aliases", ())):
            pairs.add((entry["id"], f"{entry['id']}-alias-{number}"))
            blocks.append(f'[[companies]]\nid = "{entry["id"]}-alias-{number}"\nname = "{alias}"\n')
    curated.write_text("\n".join(blocks), "utf-8")
    found = told(capsys, dataset, "--table", "companies", "--least", "0.3")
    assert len(pairs) >= 15
    assert pairs <= {rows(each) for each in found}
    others = [each for each in found if rows(each) not in pairs and "alias" not in "".join(rows(each))]
    assert len(others) < len(pairs)


def test_a_fact_that_two_sources_tell_is_found(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """The same parties and share: likely one; both passages are shown, and the line that would join them."""
    seeds.source(
        "monday",
        "Larkfield Capital holds 30% of Brightwater Foods.",
        STAKE.format(row="a-1", share="30%", more="") + PARTIES,
    )
    seeds.source(
        "tuesday",
        "It holds: Larkfield Capital, 30% of Brightwater Foods.",
        STAKE.format(row="b-1", share="30%", more=""),
    )
    [found] = told(capsys, seeds.dataset, "--table", "stakes")
    assert rows(found) == ("a-1", "b-1")
    assert found["score"] > 0.8
    assert found["reasons"] == ["the same holder_id, company_id", "the same share_percent"]
    assert [row["place"]["source"] for row in found["rows"]] == ["monday", "tuesday"]
    assert found["decide"] == [
        "  if they are one, in seeds/tuesday.toml:8, in the place of its id:",
        '    about = "a-1"',
    ]
    assert main(["--dataset", str(seeds.dataset), "candidates"]) == 0
    shown = capsys.readouterr().out
    assert "[Larkfield Capital] holds 30% of Brightwater Foods." in shown
    assert len(seeds.rows("stakes")) == 2


def test_another_date_or_one_source_makes_another_fact(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure of another year is less likely the same, and what one source tells twice its author told apart."""
    text = "In {year}, Larkfield Capital holds 30% of Brightwater Foods."
    for source, year in (("monday", "2023"), ("tuesday", "2024")):
        claims = STAKE.format(row=f"{source}-1", share="30%", more=f'as_of = "In {year}"') + PARTIES
        seeds.source(source, text.format(year=year), claims)
    assert told(capsys, seeds.dataset, "--table", "stakes", "--least", "0.6") == []
    [found] = told(capsys, seeds.dataset, "--table", "stakes")
    assert "another as_of" in found["reasons"]


def test_what_is_to_be_written_decides(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """The printed block, put where it says, makes one row of two, of people's rows and of a machine's drafts."""
    two_larkfields(seeds)
    seeds.write("drafted.txt", ARTICLE)
    curated: list[str] = []
    for expected in (("larkfield", "larkfield-2"), ("brightwater", "brightwater-foods-logistics")):
        found = {rows(each): each["decide"] for each in told(capsys, seeds.dataset, "--table", "companies")}
        if expected not in found:
            pytest.fail(f"{expected} is not among {found}")
        curated += found[expected][1:]
        seeds.write("companies.toml", "\n".join(curated) + "\n")
    assert told(capsys, seeds.dataset, "--table", "companies") == []
    assert {"larkfield-2", "brightwater-foods-logistics"}.isdisjoint(seeds.rows("companies"))


def test_what_people_judged_to_be_several_is_no_candidate(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """A judgement holds: the pair is not shown again."""
    two_larkfields(seeds)
    assert [rows(each) for each in told(capsys, seeds.dataset)] == [("larkfield", "larkfield-2")]
    seeds.write("companies.toml", '[[different]]\nids = ["larkfield", "larkfield-2"]\nreason = "A firm of its own."\n')
    assert told(capsys, seeds.dataset) == []
