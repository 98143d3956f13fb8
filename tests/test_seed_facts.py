"""The first article comes out whole and right: every row, value and footnote, and nothing that it does not say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from footnoted.schema import cell_text
from footnoted.validate.dataset import Checked, check_dataset

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = "amazon-anthropic"
FACTS: Mapping[str, Any] = json.loads((Path(__file__).parent / "data" / "seed-facts.json").read_text("utf-8"))
# The columns that no claim fills: the key, and the source that the toolkit notes.
UNCLAIMED = {"id", "source_id"}
CELLS = [
    pytest.param(table, row, column, id=f"{table}/{row}/{column}")
    for table, rows in FACTS["rows"].items()
    for row, cells in rows.items()
    for column in cells
]

Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def checked() -> Checked:
    """The dataset of this repository, checked."""
    return check_dataset(ROOT)


@pytest.fixture(scope="module")
def text() -> str:
    """The article."""
    return (ROOT / "seeds" / f"{ARTICLE}.txt").read_text("utf-8")


def rows(checked: Checked, table: str) -> dict[str, Row]:
    """The rows of a table by their ids."""
    return {row["id"]: row for row in checked.tables[table].to_pylist()}


def footnotes(checked: Checked, table: str, row: str, column: str) -> list[Row]:
    """The footnotes of one cell that give the value it shows."""
    cell = (table, row, column)
    return [
        note
        for note in checked.tables["evidence"].to_pylist()
        if (note["table_name"], note["row_id"], note["column_name"]) == cell and note["rank"] in {"used", "agrees"}
    ]


def fact(table: str, row: str, column: str) -> Row:
    """What the article gives for one cell."""
    found: Row = FACTS["rows"][table][row][column]
    return found


def test_dataset_has_no_problem(checked: Checked) -> None:
    """The dataset of this repository passes all checks, without a warning."""
    assert checked.problems == ()


@pytest.mark.parametrize("table", FACTS["rows"])
def test_rows_are_those_of_the_article(checked: Checked, table: str) -> None:
    """The article gives these rows and no other."""
    assert set(rows(checked, table)) == set(FACTS["rows"][table])


@pytest.mark.parametrize(("table", "row", "column"), CELLS)
def test_cell_holds_the_value_of_the_article(checked: Checked, table: str, row: str, column: str) -> None:
    """A cell holds what a careful reader takes from the article."""
    assert cell_text(rows(checked, table)[row][column]) == fact(table, row, column)["value"]


@pytest.mark.parametrize("table", FACTS["rows"])
def test_cells_beside_those_of_the_article_are_empty(checked: Checked, table: str) -> None:
    """What the article does not say is null in every row."""
    for row_id, row in rows(checked, table).items():
        filled = {column for column, value in row.items() if value is not None} - UNCLAIMED
        assert filled == set(FACTS["rows"][table][row_id])


@pytest.mark.parametrize(("table", "row", "column"), CELLS)
def test_footnote_holds_the_words_of_the_article(
    checked: Checked, text: str, table: str, row: str, column: str
) -> None:
    """A footnote of the cell holds the words that say so, and stands where it says in the article."""
    expected = fact(table, row, column)
    found = [note for note in footnotes(checked, table, row, column) if expected["passage"] in note["passage"]]
    assert found
    for note in found:
        assert note["value"] == expected["value"]
        assert note["source_id"] == ARTICLE
        assert text[note["span_start"] : note["span_end"]] == note["passage"]


@pytest.mark.parametrize(("table", "row", "column"), CELLS)
def test_footnote_says_what_had_to_be_inferred(checked: Checked, text: str, table: str, row: str, column: str) -> None:
    """An inferred value names its antecedent or the assumption that it rests on; no other value has one."""
    expected = fact(table, row, column)
    for note in footnotes(checked, table, row, column):
        if expected["passage"] not in note["passage"]:
            continue
        inferred = "antecedent" in expected or "assumed" in expected
        assert (note["method"] == "inferred") == inferred
        assert note["antecedent"] == expected.get("antecedent")
        if "assumed" in expected:
            assert note["note"] == expected["assumed"]
        if note["antecedent"] is not None:
            assert text[note["antecedent_start"] : note["antecedent_end"]] == note["antecedent"]


@pytest.mark.parametrize(("table", "row", "column"), CELLS)
def test_footnote_says_whose_word_it_is(checked: Checked, table: str, row: str, column: str) -> None:
    """Unnamed people speak for the planned increase only; all else is the article's own word."""
    expected = fact(table, row, column)
    for note in footnotes(checked, table, row, column):
        if expected["passage"] in note["passage"]:
            assert note["attribution"] == expected.get("attribution", "source")
            assert note["attributed_to"] == expected.get("attributed_to")


@pytest.mark.parametrize("table", FACTS["null"])
def test_what_the_article_does_not_say_stays_null(checked: Checked, table: str) -> None:
    """No headline, no date, no parent and no identifier is made up."""
    for column in FACTS["null"][table]:
        assert checked.tables[table].column(column).null_count == checked.tables[table].num_rows


def test_no_product_place_or_person_becomes_a_company(checked: Checked) -> None:
    """Names of sites, products, places, people and legal forms are no companies, nor names of one."""
    known = {row["name"] for row in rows(checked, "companies").values()}
    known |= set(checked.tables["aliases"].column("alias").to_pylist())
    assert known.isdisjoint(FACTS["never_companies"])


def test_no_comparison_becomes_an_investment(checked: Checked) -> None:
    """Those whom the article only compares with others invest in nothing."""
    investors = set(checked.tables["investments"].column("investor_id").to_pylist())
    assert investors.isdisjoint(FACTS["never_investors"])


@pytest.mark.parametrize("words", FACTS["never_cited"])
def test_words_that_give_no_fact_are_not_cited(checked: Checked, text: str, words: str) -> None:
    """No value rests on the German clause, on reported speech or on a comparison; a name in them may be a mention."""
    assert text.count(words) == 1
    start = text.index(words)
    for note in checked.tables["evidence"].to_pylist():
        inside = note["span_start"] < start + len(words) and start < note["span_end"]
        assert not inside or note["column_name"] == "name"


def test_nobody_has_reviewed_the_claims(checked: Checked) -> None:
    """`reviewed_by` stays empty until a person has compared the claims with the article."""
    reviewed = checked.tables["evidence"].column("reviewed_by")
    assert reviewed.null_count == len(reviewed)


def test_article_is_the_one_that_was_read(checked: Checked) -> None:
    """The text is pinned: its checksum and its length are those of the article."""
    (source,) = checked.tables["sources"].to_pylist()
    assert source["sha256"] == "be7326e7c67b6c9061beca8a922c86d811d3cc23572c8d6f1c6c9fad7b00120c"
    assert (source["characters"], source["language"], source["republish"]) == (3002, "es", False)
