"""Footnotes proved from the tables alone: whatever is changed in them afterwards is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from footnoted.parallel import Crew
from footnoted.resolve import evidence_id
from footnoted.schema import cell_text
from footnoted.text import Span
from footnoted.validate.dataset import Checked
from footnoted.validate.footnotes import check_footnotes

if TYPE_CHECKING:
    from conftest import Seeds

TEXT = """\
Alder Capital has a stake of about 14% in Northwind Foods, a company valued at 61.5 billion dollars.
The fund is among the largest shareholders of the group. "We buy more", said Ada Lind of Northwind Foods.
Birch Bank, too, has a stake in Northwind Foods, say people familiar with the matter.
"""
CLAIMS = """
[[stakes]]
id = "alder-capital-northwind-foods-1"
within = "Alder Capital has a stake of about 14% in Northwind Foods"
holder_id = "Alder Capital"
company_id = "Northwind Foods"
interest = "stake"
status = "has a stake"
share_percent = "about 14%"

[[stakes]]
id = "alder-capital-northwind-foods-2"
within = "The fund is among the largest shareholders of the group"
holder_id = { passage = "The fund", antecedent = "Alder Capital has" }
company_id = { passage = "the group", antecedent = "in Northwind Foods, a" }
interest = "shareholders"
standing = "among the largest shareholders"

[[stakes]]
id = "birch-bank-northwind-foods-1"
within = "Birch Bank, too, has a stake in Northwind Foods"
attribution = { kind = "anonymous", passage = "people familiar with the matter" }
holder_id = "Birch Bank"
company_id = "Northwind Foods"
interest = "stake"

[[valuations]]
id = "northwind-foods-1"
within = "Northwind Foods, a company valued at 61.5 billion dollars"
company_id = "Northwind Foods"
amount = "61.5 billion dollars"

[[quotes]]
id = "ada-lind-1"
text = '"We buy more"'
speaker_kind = { value = "named", passage = "Ada Lind" }
speaker_name = "Ada Lind"
"""
NAMES = """
[[companies]]
id = "alder-capital"
name = "Alder Capital"

[[companies]]
id = "birch-bank"
name = "Birch Bank"

[[companies]]
id = "northwind-foods"
name = "Northwind Foods"
aliases = ["Northwind"]
"""
DOLLARS = (
    'republish = true\nlicense = "CC0-1.0"\nassume.dollar = { currency = "USD", note = "The text is about Ohio." }'
)
STAKE = ("stakes", "alder-capital-northwind-foods-1")

Evidence = dict[str, Any]


@pytest.fixture(scope="module")
def checked(new_seeds: Callable[[], Seeds]) -> Checked:
    """A dataset without problems, its tables at hand to be changed."""
    seeds = new_seeds()
    seeds.write("companies.toml", NAMES)
    seeds.source("harbour", TEXT, CLAIMS, more=DOLLARS)
    found = seeds.check()
    assert found.problems == ()
    return found


def _codes(checked: Checked, tables: Mapping[str, pa.Table]) -> list[str]:
    assert checked.dataset is not None
    assert checked.loaded is not None
    return [problem.code for problem in check_footnotes(checked.dataset, tables, checked.loaded, Crew())]


def _rows(checked: Checked, name: str, rows: list[Evidence]) -> dict[str, pa.Table]:
    return {**checked.tables, name: pa.Table.from_pylist(rows, checked.tables[name].schema)}


def _changed(checked: Checked, row: tuple[str, str, str], **values: object) -> dict[str, pa.Table]:
    """The tables with the evidence of one cell changed, its id as its new place asks for."""
    evidence = checked.tables["evidence"].to_pylist()
    [found] = [e for e in evidence if (e["table_name"], e["row_id"], e["column_name"]) == row]
    found.update(values)
    if "id" not in values:
        span = Span(found["span_start"], found["span_end"])
        found["id"] = evidence_id(found["table_name"], found["row_id"], found["column_name"], found["source_id"], span)
    return _rows(checked, "evidence", evidence)


def _place(passage: str) -> Evidence:
    start = TEXT.index(passage)
    return {"passage": passage, "span_start": start, "span_end": start + len(passage)}


def _with_cell(tables: dict[str, pa.Table], table: str, row_id: str, column: str, value: object) -> dict[str, pa.Table]:
    rows = tables[table].to_pylist()
    next(row for row in rows if row["id"] == row_id)[column] = value
    return {**tables, table: pa.Table.from_pylist(rows, tables[table].schema)}


def test_untouched_tables_have_nothing_to_report(checked: Checked) -> None:
    """Nor do they report anything when they are checked a second time."""
    assert _codes(checked, checked.tables) == []


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ((*STAKE, "share_percent"), 41.0, "cell-without-footnote"),
        ((*STAKE, "standing"), "largest", "cell-without-footnote"),
        ((*STAKE, "share_percent"), None, "cell-lost"),
        (("valuations", "northwind-foods-1", "amount"), 61_500_000_001, "cell-without-footnote"),
        (("companies", "northwind-foods", "name"), "Northwind Foods Inc", "cell-without-footnote"),
        (("quotes", "ada-lind-1", "complete"), False, "cell-without-footnote"),
    ],
)
def test_a_changed_cell_is_found(checked: Checked, cell: tuple[str, str, str], value: object, code: str) -> None:
    """A cell holds what a used footnote gives it, and is empty only where none does."""
    assert _codes(checked, _with_cell(dict(checked.tables), *cell, value)) == [code]


@pytest.mark.parametrize(
    ("column", "values", "code"),
    [
        ("share_percent", {"span_start": 0, "span_end": 9}, "footnote-broken"),
        ("share_percent", {"span_end": 10_000}, "footnote-broken"),
        ("share_percent", {"span_start": -1}, "footnote-broken"),
        ("share_percent", {"passage": "about 41%"}, "footnote-broken"),
        ("share_percent", {"id": "0" * 20}, "footnote-broken"),
        ("share_percent", {"antecedent": "Alder"}, "footnote-broken"),
        ("share_percent", {"attributed_to": "Nobody", "attributed_start": 0, "attributed_end": 6}, "footnote-broken"),
        ("share_percent", _place("61.5 billion"), "footnote-misread"),
        ("share_percent", _place("stake of about 14% in Northwind Foods, a company"), None),
        ("share_percent", {"method": "stated"}, "footnote-misread"),
        ("share_percent", {"method": "judged"}, "footnote-misread"),
        ("share_percent", {"method": "curated"}, "footnote-misread"),
        ("share_percent", {"method": "inferred"}, "footnote-unbound"),
        ("status", {"method": "judged"}, "footnote-misread"),
        ("interest", {"method": "judged"}, "footnote-misread"),
        ("holder_id", {"method": "judged"}, "footnote-misread"),
        ("holder_id", _place("Northwind Foods"), "footnote-misread"),
        ("holder_id", _place("Alder"), "footnote-misread"),
        ("company_id", _place("Alder Capital has a stake of about 14% in Northwind Foods"), "footnote-misread"),
    ],
)
def test_a_changed_footnote_is_found(checked: Checked, column: str, values: Evidence, code: str | None) -> None:
    """Its place, its words, its id and its method are all proved again; a longer passage of one value is no harm."""
    assert _codes(checked, _changed(checked, (*STAKE, column), **values)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("cell", "said", "value"),
    [
        ((*STAKE, "share_percent"), "41", 41.0),
        ((*STAKE, "holder_id"), "northwind-foods", "northwind-foods"),
        ((*STAKE, "share_qualifier"), "stated", "stated"),
        ((*STAKE, "interest"), "voting_rights", "voting_rights"),
        (("valuations", "northwind-foods-1", "currency"), "CAD", "CAD"),
        (("stakes", "alder-capital-northwind-foods-2", "holder_id"), "birch-bank", "birch-bank"),
        (("quotes", "ada-lind-1", "text"), "We buy", "We buy"),
        (("quotes", "ada-lind-1", "speaker_name"), "Ada", "Ada"),
    ],
)
def test_a_value_changed_in_table_and_footnote_alike_is_found(
    checked: Checked, cell: tuple[str, str, str], said: str, value: object
) -> None:
    """Values are read again, not trusted (DESIGN, promise 2), also those that rest on an assumption."""
    tables = _changed(checked, cell, value=said)
    assert _codes(checked, _with_cell(tables, *cell, value)) == ["footnote-misread"]


def test_a_display_name_that_nobody_gave_is_found(checked: Checked) -> None:
    """The name of a row is one of its names, whatever the words of the footnote."""
    rows = checked.tables["evidence"].to_pylist()
    mentions = [row for row in rows if (row["column_name"], row["row_id"]) == ("name", "northwind-foods")]
    for row in mentions:
        row.update(value="Southwind Foods", method="converted")
    tables = _with_cell(_rows(checked, "evidence", rows), "companies", "northwind-foods", "name", "Southwind Foods")
    assert set(_codes(checked, tables)) == {"footnote-misread"}


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"antecedent": None, "antecedent_start": None, "antecedent_end": None}, ["footnote-unbound"]),
        ({"antecedent": "Northwind Foods", "antecedent_start": 42, "antecedent_end": 57}, ["footnote-misread"]),
        ({"antecedent": "Alder Capital", "antecedent_start": 1, "antecedent_end": 14}, ["footnote-broken"]),
        ({"antecedent": "Alder", "antecedent_start": 0, "antecedent_end": 5}, ["footnote-misread"]),
        ({"method": "converted"}, ["footnote-misread"]),
        (_place("Birch Bank, too, has"), ["footnote-misread"]),
    ],
)
def test_inference_is_bound_to_its_antecedent(checked: Checked, values: Evidence, codes: list[str]) -> None:
    """The antecedent reads as the value, whole, and the passage names no other (DESIGN, promise 3)."""
    cell = ("stakes", "alder-capital-northwind-foods-2", "holder_id")
    assert _codes(checked, _changed(checked, cell, **values)) == codes


@pytest.mark.parametrize("note", [None, "Somebody said so."])
def test_an_assumption_is_the_sources_own(checked: Checked, note: str | None) -> None:
    """What the text leaves open rests on the note of [source], word for word."""
    tables = _changed(checked, ("valuations", "northwind-foods-1", "currency"), note=note)
    assert _codes(checked, tables) == ["footnote-unbound" if note is None else "footnote-misread"]


def test_a_cue_may_be_overruled_only_with_a_note(checked: Checked) -> None:
    """A judgement against the words says why."""
    cell = (*STAKE, "interest")
    tables = _with_cell(
        _changed(checked, cell, value="voting_rights", method="judged", note="Each share has a vote."),
        *cell,
        "voting_rights",
    )
    assert _codes(checked, tables) == []
    tables = _with_cell(_changed(checked, cell, value="voting_rights", method="judged"), *cell, "voting_rights")
    assert _codes(checked, tables) == ["footnote-misread"]


def test_a_judged_value_is_never_called_re_read(checked: Checked) -> None:
    """What no cue decides is a person's judgement, and the table says so (DESIGN, promise 2)."""
    cell = ("quotes", "ada-lind-1", "speaker_kind")
    assert _codes(checked, _changed(checked, cell, method="judged")) == []
    assert _codes(checked, _changed(checked, cell, method="converted")) == ["footnote-misread"]


def test_a_dropped_footnote_is_found(checked: Checked) -> None:
    """Of every piece of evidence of a fact: the cell is without footnote, whichever it is."""
    rows = checked.tables["evidence"].to_pylist()
    used = [row for row in rows if row["rank"] == "used"]
    assert len(used) > 25
    for row in used:
        rest = [other for other in rows if other is not row]
        assert "cell-without-footnote" in _codes(checked, _rows(checked, "evidence", rest))


def test_passages_that_no_longer_cover_the_reading_are_found(checked: Checked) -> None:
    """Hedge, number and unit are covered by the group together (DESIGN, promise 2)."""
    tables = _changed(checked, (*STAKE, "share_percent"), **_place("14%"))
    assert _codes(checked, tables) == []
    evidence = tables["evidence"].to_pylist()
    [hedge] = [e for e in evidence if (e["row_id"], e["column_name"]) == (STAKE[1], "share_qualifier")]
    hedge.update(_place("14%"))
    hedge["id"] = evidence_id(*STAKE, "share_qualifier", "harbour", Span(hedge["span_start"], hedge["span_end"]))
    assert _codes(checked, _rows(checked, "evidence", evidence)) == ["footnote-misread", "footnote-misread"]


@pytest.mark.parametrize(
    "values",
    [
        {"table_name": "ballots"},
        {"table_name": "sources", "row_id": "harbour"},
        {"column_name": "colour"},
        {"row_id": "nobody-1"},
        {"source_id": "nobody"},
    ],
)
def test_a_footnote_that_points_at_nothing_is_found(checked: Checked, values: Evidence) -> None:
    """Each piece of evidence has its table, column, row and source (DESIGN, promise 1)."""
    evidence = checked.tables["evidence"].to_pylist()
    extra = {**evidence[0], "id": "f" * 20, "rank": "agrees", **values}
    assert "footnote-astray" in _codes(checked, _rows(checked, "evidence", [*evidence, extra]))


def test_a_group_taken_from_two_sources_is_found(seeds: Seeds) -> None:
    """Columns that are told together are shown together (DESIGN, promise 9)."""
    seeds.write("companies.toml", NAMES)
    seeds.source("harbour", TEXT, CLAIMS, more=DOLLARS)
    claim = (
        '[[stakes]]\nabout = "alder-capital-northwind-foods-1"\nholder_id = "Alder"\nshare_percent = "more than 14%"\n'
    )
    claim = claim.replace("Alder", "Alder Capital")
    seeds.source(
        "island",
        "Alder Capital holds more than 14% of Northwind Foods.",
        claim,
        more='republish = true\nlicense = "CC0-1.0"',
    )
    checked = seeds.check()
    assert checked.problems == ()
    evidence = checked.tables["evidence"].to_pylist()
    for row in evidence:
        if row["row_id"] == STAKE[1] and row["column_name"] == "share_qualifier":
            row["rank"] = "used" if row["source_id"] == "island" else "differs"
    tables = _with_cell(_rows(checked, "evidence", evidence), *STAKE, "share_qualifier", "more_than")
    assert _codes(checked, tables) == ["footnote-mixed"]


def test_every_value_of_the_evidence_is_the_csv_form_of_its_cell(checked: Checked) -> None:
    """`evidence.value` is what the CSV file writes: 14, not 14.0."""
    values = {(e["row_id"], e["column_name"]): e["value"] for e in checked.tables["evidence"].to_pylist()}
    assert values[STAKE[1], "share_percent"] == "14"
    assert values["ada-lind-1", "complete"] == "true"
    assert cell_text(14.0) == "14"
