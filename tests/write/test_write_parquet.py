"""Parquet: types, nulls, and what the file says about itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footnoted.schema import Dataset, Term, Vocabulary
from footnoted.validate.resource import validate_package
from footnoted.write.parquet import SCHEMA_KEY, write_parquet
from footnoted.write.published_schema import embedded_schema


@pytest.fixture
def file(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> Path:
    """The table of birds as a Parquet file."""
    write_parquet(birds, birds.tables["birds"], tables["birds"], tmp_path / "birds.parquet")
    return tmp_path / "birds.parquet"


def test_columns_have_their_types(file: Path) -> None:
    """Integers, numbers, booleans and dates are no strings, and required columns hold no null."""
    fields = [(field.name, field.type, field.nullable) for field in pq.read_schema(file)]
    assert fields == [
        ("id", pa.string(), False),
        ("name", pa.string(), False),
        ("parent_id", pa.string(), True),
        ("habitat", pa.string(), True),
        ("migrates", pa.bool_(), True),
        ("wingspan_cm", pa.float64(), True),
        ("population", pa.int64(), True),
        ("measured_on", pa.date32(), True),
    ]


def test_required_columns_are_required_for_every_reader(file: Path) -> None:
    """The file's own schema, not only Arrow's, forbids the nulls."""
    levels = {pq.read_metadata(file).schema.column(i).name: i for i in range(8)}
    schema = pq.read_metadata(file).schema
    assert schema.column(levels["name"]).max_definition_level == 0
    assert schema.column(levels["habitat"]).max_definition_level == 1


def test_cells_are_exact(file: Path) -> None:
    """Large integers, decimals, dates and accents come back as they were."""
    assert pq.read_table(file).to_pylist()[:2] == [
        {
            "id": "gull",
            "name": "Gull",
            "parent_id": None,
            "habitat": "shore",
            "migrates": True,
            "wingspan_cm": 61.5,
            "population": 9007199254740993,
            "measured_on": date(2024, 2, 29),
        },
        {
            "id": "herring-gull",
            "name": "Möwe, große",
            "parent_id": "gull",
            "habitat": None,
            "migrates": None,
            "wingspan_cm": 0.1,
            "population": None,
            "measured_on": None,
        },
    ]


def test_file_carries_its_table_schema_once(file: Path) -> None:
    """The Table Schema is canonical JSON under one key, beside Arrow's own schema, keys in order."""
    metadata = pq.read_metadata(file).metadata
    assert list(metadata) == [b"ARROW:schema", SCHEMA_KEY.encode()]
    text = metadata[SCHEMA_KEY.encode()].decode()
    schema = json.loads(text)
    assert text == json.dumps(schema, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert schema["primaryKey"] == "id"
    assert schema["fields"][3]["constraints"] == {"enum": ["wood", "shore"]}
    assert b"primaryKey" not in metadata[b"ARROW:schema"]


def test_fields_carry_their_descriptions(file: Path) -> None:
    """Each field says what it means."""
    assert pq.read_schema(file).field("wingspan_cm").metadata == {b"description": b"The wingspan_cm."}


def test_embedded_schema_stays_small(birds: Dataset) -> None:
    """Definitions of terms that would make the file's footer long are left to the descriptor; the terms stay."""
    terms = tuple(Term(f"habitat-{number}", "Title", "definition " * 20, {}) for number in range(50))
    long = replace(birds, vocabularies={**birds.vocabularies, "habitat": Vocabulary("habitat", "", "", terms)})
    text = embedded_schema(long, birds.tables["birds"])
    assert len(text.encode()) < 10_000
    assert json.loads(text)["fields"][3]["constraints"]["enum"][49] == "habitat-49"
    assert "definition" not in text


def test_row_groups_have_a_fixed_size(birds: Dataset, tmp_path: Path) -> None:
    """A long table is cut every 131,072 rows, however Arrow holds it, and says that it is sorted."""
    names = [f"{number:06d}" for number in range(131_073)]
    rows = pa.table(
        {"table_name": ["birds"] * len(names), "old_id": names, "new_id": pa.nulls(len(names), pa.string())}
    )
    pieces = pa.concat_tables([rows.slice(0, 1000), rows.slice(1000)])
    redirects = birds.tables["redirects"]
    for name, table in (("whole", rows), ("pieces", pieces)):
        write_parquet(birds, redirects, table, tmp_path / name)
    metadata = pq.read_metadata(tmp_path / "whole")
    assert [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)] == [131_072, 1]
    assert [column.column_index for column in metadata.row_group(0).sorting_columns] == [1, 0]
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "pieces").read_bytes()


def test_a_file_alone_is_checked_by_the_schema_it_carries(
    birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path
) -> None:
    """What the file says about itself is enough to find a term that its vocabulary lacks, in its row."""
    right = tables["birds"]
    place = right.column_names.index("habitat")
    wrong = right.set_column(place, right.field("habitat"), pa.array(["moon", *right["habitat"].to_pylist()[1:]]))
    for name, rows in {"right": right, "wrong": wrong}.items():
        write_parquet(birds, birds.tables["birds"], rows, tmp_path / f"{name}.parquet")
    assert validate_package(tmp_path / "right.parquet").findings == ()
    found = validate_package(tmp_path / "wrong.parquet").findings
    # The terms stand in the schema twice, as `enum` for every reader and as `categories` with their definitions.
    assert {(finding.code, finding.row, finding.column, finding.value) for finding in found} == {
        ("enum", 2, "habitat", "moon"),
        ("categories", 2, "habitat", "moon"),
    }
