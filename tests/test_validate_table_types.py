"""The cases of tests/data/table-schema-cases.toml: each text read by its field's type, format and constraints."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from footnoted.validate.table.check import Tally
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.inspection import Inspection
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.texts import text_reader

DATA = Path(__file__).parent / "data" / "table-schema-cases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(DATA.read_text("utf-8"))["case"]
FEWEST = 400


def read(raw: dict[str, Any], texts: list[str | None]) -> tuple[TableSpec, Rows]:
    """One column of texts, read by a field descriptor."""
    words = raw.get("missingValues", [""])
    missing = tuple(word["value"] if isinstance(word, dict) else word for word in words)
    field = Field("cell", raw.get("type", "any"), raw.get("constraints", {}), raw, missing)
    spec = TableSpec("t", (field,))
    return spec, text_reader(spec).rows({"cell": pa.chunked_array([texts], pa.string())})


def inspect(spec: TableSpec, rows: Rows, tally: Tally) -> None:
    """Run every check of one table."""
    with Inspection(tally) as inspection:
        inspection.begin(spec)
        inspection.add(rows)
        inspection.finish()


def codes(raw: dict[str, Any], texts: list[str | None]) -> list[tuple[str, int | None]]:
    """The rule and row of everything found in a column of texts."""
    spec, rows = read(raw, texts)
    tally = Tally()
    inspect(spec, rows, tally)
    return [(finding.code, finding.row) for finding in tally.findings()]


def texts_of(key: str) -> list[Any]:
    """Every text of every case under `key`, as a test of its own."""
    return [
        pytest.param(case, text, id=f"{case['section'][:60]}-{text[:30]!r}")
        for case in CASES
        for text in case.get(key, [])
    ]


def groups_of(key: str) -> list[Any]:
    """Every group of texts of every case under `key`."""
    return [
        pytest.param(case, group, id=f"{case['section'][:60]}-{group}") for case in CASES for group in case.get(key, [])
    ]


@pytest.mark.parametrize(("case", "text"), texts_of("valid"))
def test_valid_texts_break_no_rule(case: dict[str, Any], text: str) -> None:
    """A text that the specification allows is not found."""
    assert codes(case["field"], [text]) == []


@pytest.mark.parametrize(("case", "text"), texts_of("invalid"))
def test_invalid_texts_break_one_rule(case: dict[str, Any], text: str) -> None:
    """A text that the specification does not allow breaks the rule of the case and no other."""
    assert codes(case["field"], [text]) == [(case.get("code", "type"), 0)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["section"]))
def test_texts_do_not_disturb_one_another(case: dict[str, Any]) -> None:
    """All texts of a case in one column, among empty cells: the same rows are found as one by one."""
    valid, invalid = case.get("valid", []), case.get("invalid", [])
    expected = [(case.get("code", "type"), len(valid) + 1 + row) for row in range(len(invalid))]
    assert codes(case["field"], [*valid, None, *invalid]) == required_null(case, len(valid)) + expected


def required_null(case: dict[str, Any], row: int) -> list[tuple[str, int]]:
    """What a cell that is not there at all breaks: `required`, where the case has it."""
    return [("required", row)] if case["field"].get("constraints", {}).get("required") else []


@pytest.mark.parametrize(("case", "group"), groups_of("equal"))
def test_equal_texts_are_one_value(case: dict[str, Any], group: list[str]) -> None:
    """Texts of one logical value repeat one another."""
    raw = {**case["field"], "constraints": {"unique": True}}
    assert codes(raw, list(group)) == [("unique", row) for row in range(1, len(group))]


@pytest.mark.parametrize(("case", "group"), groups_of("different"))
def test_different_texts_are_different_values(case: dict[str, Any], group: list[str]) -> None:
    """Texts of different logical values do not repeat one another."""
    assert codes({**case["field"], "constraints": {"unique": True}}, list(group)) == []


def test_there_are_enough_cases() -> None:
    """Every type has cases, and there are hundreds of them."""
    assert sum(len(case.get("valid", [])) + len(case.get("invalid", [])) for case in CASES) >= FEWEST


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "text"},
        {"type": "string", "format": "isbn"},
        {"type": "number", "decimalChar": ""},
        {"type": "number", "decimalChar": ",", "groupChar": ","},
        {"type": "integer", "groupChar": "1"},
        {"type": "number", "bareNumber": "no"},
        {"type": "boolean", "trueValues": ["x"], "falseValues": ["x"]},
        {"type": "boolean", "trueValues": "x"},
        {"type": "date", "format": "%Q"},
        {"type": "date", "format": "%d/%d/%Y"},
        {"type": "date", "format": "day"},
        {"type": "date", "format": "%Y%"},
        {"type": "date", "format": 5},
        {"type": "list", "itemType": "object"},
        {"type": "list", "delimiter": ""},
        {"type": "geopoint", "format": "wkt"},
        {"type": "geojson", "format": "kml"},
    ],
)
def test_a_field_that_cannot_be_read_is_a_fault(raw: dict[str, Any]) -> None:
    """An unknown type or format, or marks that cannot be told apart, are reported for the field."""
    spec = TableSpec("t", (Field("cell", raw["type"], {}, raw),))
    fault = text_reader(spec).faults["cell"]
    assert isinstance(fault, Fault)
    assert fault.code == ("type-unknown" if raw["type"] == "text" else "format-unknown")


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "boolean", "categories": [True]},
        {"type": "integer", "categories": ["many"]},
        {"type": "integer", "categories": []},
        {"type": "integer", "categories": [1], "constraints": {"enum": [1, 2]}},
        {"type": "object", "constraints": {"jsonSchema": []}},
        {"type": "object", "constraints": {"jsonSchema": {"type": "thing"}}},
        {"type": "object", "constraints": {"jsonSchema": {"$ref": "https://example.org/schema.json"}}},
        {"type": "object", "constraints": {"jsonSchema": {"$ref": "#/definitions/none"}}},
        {"type": "object", "constraints": {"jsonSchema": {"properties": {"a": {"pattern": "(a)\\1"}}}}},
        {"type": "object", "constraints": {"jsonSchema": {"patternProperties": {"a": {}}}}},
        {"type": "string", "constraints": {"jsonSchema": {}}},
    ],
)
def test_categories_and_json_schemas_that_cannot_be_checked_are_problems(raw: dict[str, Any]) -> None:
    """What would be fetched, or run without end, or can never hold, is reported once for the field."""
    assert codes(raw, [None]) == [("constraint-invalid", None)]


def test_a_deep_document_is_no_value() -> None:
    """JSON nested beyond any use is refused, however deep."""
    for depth in (101, 100_000):
        assert codes({"type": "array"}, ["[" * depth + "]" * depth]) == [("type", 0)]
    assert codes({"type": "array"}, ["[" * 100 + "]" * 100]) == []


def test_a_wrong_text_is_found_once() -> None:
    """A cell of the wrong type is neither empty nor checked against constraints; its text is shown."""
    raw = {"type": "integer", "constraints": {"required": True, "minimum": 5, "enum": [7]}}
    assert codes(raw, ["x", "7", "", None]) == [("type", 0), ("required", 2), ("required", 3)]


def test_texts_shown_are_the_file_s_own() -> None:
    """The value of a finding is the text as the file writes it, not its logical value."""
    spec, rows = read({"type": "number", "decimalChar": ",", "constraints": {"maximum": 1}}, ["1,50", "0,5"])
    tally = Tally()
    inspect(spec, rows, tally)
    assert [finding.value for finding in tally.findings()] == ["1,50"]


@pytest.mark.parametrize(
    ("constraints", "texts", "bad"),
    [
        ({"minimum": 2**70}, ["5", str(2**71)], [0]),
        ({"maximum": 2**70}, ["5", str(2**71)], [1]),
        ({"maximum": 2**70}, ["5", "6"], []),
        ({"maximum": 5}, ["5", str(2**71)], [1]),
        ({"enum": [2**70, 5]}, ["5", "6"], [1]),
        ({"enum": [5]}, ["5", str(2**70)], [1]),
        ({"enum": [2**70]}, [str(2**70), str(2**70 + 1)], [1]),
    ],
)
def test_integers_beyond_64_bits_are_exact(
    constraints: dict[str, Any], texts: list[str | None], bad: list[int]
) -> None:
    """Cells and bounds may be integers of any size, beside small ones."""
    assert [row for _, row in codes({"type": "integer", "constraints": constraints}, texts)] == bad
