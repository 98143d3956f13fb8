"""Parquet tables of packages: stored types against declared ones, damage, bombs, and the schema that a file carries."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footnoted.validate.resource import Limits, validate_package

Place = tuple[str, int | None, str | None]
UTC = dt.UTC


def check(folder: Path, table: pa.Table, *fields: dict[str, Any], **schema: Any) -> list[Place]:  # noqa: ANN401 - any JSON
    """What is found in a package of one Parquet table; without fields it has no schema."""
    pq.write_table(table, folder / "t.parquet")
    resource: dict[str, Any] = {"name": "t", "type": "table", "path": "t.parquet"}
    if fields:
        resource["schema"] = {"fields": list(fields), **schema}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
    return [(f.code, f.row, f.column) for f in validate_package(folder).findings]


def column(values: Any, kind: pa.DataType) -> pa.Table:  # noqa: ANN401 - any values
    """A table of the column `c`."""
    return pa.table({"c": pa.array(values, kind)})


@pytest.mark.parametrize(
    ("values", "stored", "field", "bad"),
    [
        ([1, 6, None], pa.int8(), {"type": "integer", "constraints": {"maximum": 5}}, [1]),
        ([1, 2**64 - 1], pa.uint64(), {"type": "integer", "constraints": {"maximum": 2**63}}, [1]),
        ([Decimal(5), Decimal(7)], pa.decimal128(5, 0), {"type": "integer", "constraints": {"enum": [5]}}, [1]),
        ([0.5, 1.5], pa.float32(), {"type": "number", "constraints": {"maximum": 1}}, [1]),
        ([1, 2], pa.int16(), {"type": "number", "constraints": {"maximum": 1}}, [1]),
        (
            [Decimal("0.10"), Decimal("0.30")],
            pa.decimal128(5, 2),
            {"type": "number", "constraints": {"enum": [0.1]}},
            [1],
        ),
        ([True, False], pa.bool_(), {"type": "boolean", "constraints": {"enum": [True]}}, [1]),
        (["a", "b"], pa.string(), {"type": "string", "constraints": {"enum": ["a"]}}, [1]),
        (["a", "b"], pa.large_string(), {"type": "string", "constraints": {"pattern": "a"}}, [1]),
        (
            ["a", "b", "a"],
            pa.dictionary(pa.int8(), pa.string()),
            {"type": "string", "constraints": {"enum": ["a"]}},
            [1],
        ),
        (["a", "", "b"], pa.string(), {"type": "string", "constraints": {"required": True}}, [1]),
        (
            [dt.date(2024, 1, 26), dt.date(2024, 1, 27)],
            pa.date32(),
            {"type": "date", "constraints": {"maximum": "2024-01-26"}},
            [1],
        ),
        (
            [dt.date(2024, 1, 26), dt.date(2024, 1, 27)],
            pa.date64(),
            {"type": "date", "format": "%d.%m.%Y", "constraints": {"maximum": "26.01.2024"}},
            [1],
        ),
        ([dt.time(11), dt.time(13)], pa.time32("s"), {"type": "time", "constraints": {"maximum": "12:00:00"}}, [1]),
        (
            [dt.datetime(2024, 1, 26, 15, tzinfo=UTC), dt.datetime(2024, 1, 26, 16, tzinfo=UTC)],
            pa.timestamp("ms", "America/New_York"),
            {"type": "datetime", "constraints": {"maximum": "2024-01-26T15:00:00Z"}},
            [1],
        ),
        ([2023, 2024], pa.int32(), {"type": "year", "constraints": {"maximum": 2023}}, [1]),
        (["2023", "2024"], pa.string(), {"type": "year", "constraints": {"maximum": 2023}}, [1]),
        (["2024-01", "2024-02"], pa.string(), {"type": "yearmonth", "constraints": {"maximum": "2024-01"}}, [1]),
        (
            [dt.timedelta(hours=24), dt.timedelta(hours=25)],
            pa.duration("s"),
            {"type": "duration", "constraints": {"maximum": "P1D"}},
            [1],
        ),
        (["PT24H", "PT25H"], pa.string(), {"type": "duration", "constraints": {"maximum": "P1D"}}, [1]),
        (
            [[1, 2], [1]],
            pa.list_(pa.int64()),
            {"type": "list", "itemType": "integer", "constraints": {"minLength": 2}},
            [1],
        ),
        ([["a"], []], pa.large_list(pa.string()), {"type": "array", "constraints": {"minLength": 1}}, [1]),
        (
            [{"a": 1}, {"a": 2}],
            pa.struct({"a": pa.int64()}),
            {"type": "object", "constraints": {"enum": [{"a": 1}]}},
            [1],
        ),
        ([[("a", 1)], []], pa.map_(pa.string(), pa.int64()), {"type": "object", "constraints": {"minLength": 1}}, [1]),
        ([None, None], pa.null(), {"type": "date", "constraints": {"required": True}}, [0, 1]),
        ([1, 1], pa.int64(), {"constraints": {"unique": True}}, [1]),
        ([b"a", b"a"], pa.binary(), {"type": "any", "constraints": {"unique": True}}, [1]),
    ],
)
def test_constraints_on_stored_values(
    tmp_path: Path, values: list[Any], stored: pa.DataType, field: dict[str, Any], bad: list[int]
) -> None:
    """Each stored type that fits the declared one is checked by value; the first data row is row 2."""
    found = check(tmp_path, column(values, stored), {"name": "c", **field})
    assert [(row, name) for _, row, name in found] == [(row + 2, "c") for row in bad]


@pytest.mark.parametrize(
    ("stored", "kind"),
    [
        (pa.string(), "integer"),
        (pa.string(), "number"),
        (pa.string(), "boolean"),
        (pa.string(), "date"),
        (pa.int64(), "string"),
        (pa.int64(), "boolean"),
        (pa.float64(), "integer"),
        (pa.decimal128(5, 2), "integer"),
        (pa.bool_(), "integer"),
        (pa.timestamp("us"), "date"),
        (pa.date32(), "datetime"),
        (pa.int64(), "duration"),
        (pa.int64(), "yearmonth"),
        (pa.struct({"a": pa.int64()}), "array"),
        (pa.list_(pa.int64()), "object"),
        (pa.binary(), "string"),
    ],
)
def test_stored_types_that_do_not_fit(tmp_path: Path, stored: pa.DataType, kind: str) -> None:
    """A column stored as something else than declared is one finding, whatever its cells are."""
    assert check(tmp_path, column([None, None], stored), {"name": "c", "type": kind}) == [("type", None, "c")]


def test_nulls_of_a_required_column_are_found(tmp_path: Path) -> None:
    """A null in a required column of floats is found in its row."""
    field = {"name": "c", "type": "number", "constraints": {"required": True}}
    assert check(tmp_path, column([1.5, None], pa.float64()), field) == [("required", 3, "c")]


def test_large_integers_keep_their_value(tmp_path: Path) -> None:
    """Integers above 2**53 in a column with nulls are compared exactly."""
    field = {"name": "c", "type": "integer", "constraints": {"enum": [9007199254740993]}}
    assert check(tmp_path, column([9007199254740993, None, 9007199254740992], pa.int64()), field) == [("enum", 4, "c")]


def test_keys_and_columns(tmp_path: Path) -> None:
    """Keys, missing and unknown columns and `fieldsMatch` are as in CSV files."""
    table = pa.table({"b": ["x", "y", None], "a": [1, 1, 2], "z": [0, 0, 0]})
    fields = ({"name": "a", "type": "integer"}, {"name": "b", "type": "string"})
    assert check(tmp_path, table, *fields, fieldsMatch="equal", primaryKey=["a", "b"], uniqueKeys=[["a"]]) == [
        ("column-unknown", None, "z"),
        ("primary-key", 4, "b"),
        ("unique-key", 3, "a"),
    ]


def test_a_column_of_the_wrong_type_hides_no_other(tmp_path: Path) -> None:
    """Columns that can be checked are, and a key over one that cannot is not guessed at."""
    table = pa.table({"a": ["1"], "b": [7]})
    fields = ({"name": "a", "type": "integer"}, {"name": "b", "type": "integer", "constraints": {"maximum": 5}})
    assert check(tmp_path, table, *fields, primaryKey=["a", "b"]) == [("type", None, "a"), ("maximum", 2, "b")]


def carrying(table: pa.Table, schema: Any) -> pa.Table:  # noqa: ANN401 - any JSON
    """The table with a Table Schema in its file's metadata."""
    text = schema if isinstance(schema, str) else json.dumps(schema)
    return table.replace_schema_metadata({"datapackage:tableSchema": text})


def test_the_schema_in_the_file_serves_where_the_descriptor_has_none(tmp_path: Path) -> None:
    """A file that carries its schema is checked by it."""
    schema = {"fields": [{"name": "c", "type": "integer", "constraints": {"maximum": 5}}]}
    assert check(tmp_path, carrying(column([5, 6], pa.int64()), schema)) == [("maximum", 3, "c")]


def test_the_schema_in_the_file_must_be_the_descriptors(tmp_path: Path) -> None:
    """Where both are there, types, names and keys must be the same; the descriptor is followed."""
    table = column([5, 6], pa.int64())
    own = {"name": "c", "type": "integer"}
    assert check(tmp_path, carrying(table, {"fields": [own]}), own) == []
    assert check(tmp_path, carrying(table, {"fields": [{"name": "c", "type": "number"}]}), own) == [
        ("schema-differs", None, None)
    ]
    assert check(tmp_path, carrying(table, {"fields": [own], "primaryKey": "c"}), own) == [
        ("schema-differs", None, None)
    ]
    assert check(tmp_path, carrying(table, "{"), own) == [("schema-invalid", None, None)]


def test_a_single_file_is_checked_by_the_schema_it_carries(tmp_path: Path) -> None:
    """A Parquet file alone keeps its own rules, but for references to tables that are not with it."""
    keys = [
        {"fields": "c", "reference": {"resource": "elsewhere", "fields": "id"}},
        {"fields": "p", "reference": {"fields": "c"}},
    ]
    fields = [{"name": "c", "type": "integer"}, {"name": "p", "type": "integer"}]
    table = pa.table({"c": [1, 2], "p": [2, 3]})
    pq.write_table(carrying(table, {"fields": fields, "foreignKeys": keys}), tmp_path / "t.parquet")
    assert [(f.code, f.row, f.column) for f in validate_package(tmp_path / "t.parquet").findings] == [
        ("foreign-key", 3, "p")
    ]


def test_damaged_files_are_problems(tmp_path: Path) -> None:
    """A file with any byte changed or cut off is found or read, but never crashes the run."""
    table = pa.table({"a": list(range(50)), "b": [f"text {row % 7}" for row in range(50)]})
    fields = ({"name": "a", "type": "integer"}, {"name": "b", "type": "string"})
    assert check(tmp_path, table, *fields) == []
    data = (tmp_path / "t.parquet").read_bytes()
    damaged = [data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :] for place in range(0, len(data), 3)]
    damaged += [data[:place] for place in range(0, len(data), 97)]
    for wrong in damaged:
        (tmp_path / "t.parquet").write_bytes(wrong)
        validate_package(tmp_path)
    (tmp_path / "t.parquet").write_bytes(data[: len(data) // 2])
    assert [f.code for f in validate_package(tmp_path).findings] == ["file-unreadable"]


def test_bombs_are_problems(tmp_path: Path) -> None:
    """A small file that unfolds to more rows or bytes than the limits is not unfolded."""
    field = {"name": "c", "type": "string"}
    assert check(tmp_path, column(["x" * 100] * 100_000, pa.string()), field) == []
    few = validate_package(tmp_path, Limits(cells_for_nothing=1000, cells_a_byte=1))
    assert [f.code for f in few.findings] == ["file-too-large"]


def test_a_dictionary_that_unfolds_to_much_more_is_a_problem(tmp_path: Path) -> None:
    """A long text that a small file repeats in every row stays folded until its size is known."""
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), pa.array(["x" * 1_000_000]))
    found = check(tmp_path, pa.table({"c": texts}), {"name": "c", "type": "string"})
    assert found == [("file-too-large", None, None)]
    assert (tmp_path / "t.parquet").stat().st_size < 1_000_000
