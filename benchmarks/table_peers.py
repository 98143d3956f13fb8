"""Other ways to check the table of `packages`: each function takes a package's folder and does all that it can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import jsonschema_rs
import polars as pl
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
from packages import SCHEMA

__all__ = ["CHECKERS", "READERS", "frictionless_check"]

_KINDS = SCHEMA["fields"][4]["constraints"]["enum"]
_TYPES = {"integer": "BIGINT", "string": "VARCHAR", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}


def pyarrow_read(folder: Path) -> None:
    """Read with the types that pyarrow finds, and check nothing."""
    arrow_csv.read_csv(folder / "deals.csv")


def pyarrow_read_quoted(folder: Path) -> None:
    """Read as above, and keep a cell whole that has a line end between its quotes, as RFC 4180 allows."""
    arrow_csv.read_csv(folder / "deals.csv", parse_options=arrow_csv.ParseOptions(newlines_in_values=True))


def pyarrow_read_parquet(folder: Path) -> None:
    """Read, and check nothing."""
    pq.read_table(folder / "deals.parquet")


def duckdb_read(folder: Path) -> None:
    """Read with the schema's types, which fails at the first wrong cell."""
    columns = {field["name"]: _TYPES[field["type"]] for field in SCHEMA["fields"]}
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t AS FROM read_csv('{folder / 'deals.csv'}', columns = {columns})")


def polars_read(folder: Path) -> pl.DataFrame:
    """Read with dates, and check nothing."""
    return pl.read_csv(folder / "deals.csv", try_parse_dates=True)


def pandera_check(folder: Path) -> None:
    """Check the columns by Pandera on Polars, all failures collected; the foreign key as a set of values."""
    import pandera.polars as pa  # noqa: PLC0415 - it takes a second

    companies = pl.read_csv(folder / "companies.csv")["id"].to_list()
    checks: Mapping[str, tuple[Any, list[Any]]] = {
        "id": (pl.Int64, []),
        "company_id": (pl.String, [pa.Check.isin(companies)]),
        "name": (pl.String, [pa.Check.str_length(3, 40)]),
        "code": (pl.String, [pa.Check.str_matches("^[A-Z]{2}-[0-9]{4}$")]),
        "kind": (pl.String, [pa.Check.isin(_KINDS)]),
        "amount": (pl.Int64, [pa.Check.in_range(0, 10**12)]),
        "share": (pl.Float64, [pa.Check.in_range(0, 100)]),
        "day": (pl.Date, []),
        "active": (pl.Boolean, []),
        "note": (pl.String, [pa.Check.str_length(max_value=200)]),
    }
    nullable = [field["name"] for field in SCHEMA["fields"] if not field.get("constraints", {}).get("required")]
    columns = {name: pa.Column(kind, own, nullable=name in nullable) for name, (kind, own) in checks.items()}
    pa.DataFrameSchema(columns, unique=["id"]).validate(polars_read(folder), lazy=True)


def pointblank_check(folder: Path) -> None:
    """Check the columns by Pointblank on Polars."""
    import pointblank as pb  # noqa: PLC0415 - it takes a second

    required = ["id", "company_id", "name", "code", "kind"]
    companies = pl.read_csv(folder / "companies.csv")["id"].to_list()
    validation = (
        pb.Validate(polars_read(folder))
        .col_vals_not_null(columns=required)
        .rows_distinct(columns_subset=["id"])
        .col_vals_in_set(columns="company_id", set=companies)
        .col_vals_regex(columns="name", pattern="^.{3,40}$")
        .col_vals_regex(columns="code", pattern="^[A-Z]{2}-[0-9]{4}$")
        .col_vals_in_set(columns="kind", set=_KINDS)
        .col_vals_between(columns="amount", left=0, right=10**12, na_pass=True)
        .col_vals_between(columns="share", left=0, right=100, na_pass=True)
        .col_vals_regex(columns="note", pattern="^.{0,200}$", na_pass=True)
        .interrogate()
    )
    if not validation.all_passed():
        raise ValueError("pointblank finds what is not there")


def jsonschema_check(folder: Path) -> None:
    """Check each row as a JSON object by jsonschema-rs; keys it cannot check."""
    required = [field["name"] for field in SCHEMA["fields"] if field.get("constraints", {}).get("required")]
    properties: dict[str, Any] = {
        "id": {"type": "integer"},
        "company_id": {"type": "string"},
        "name": {"type": "string", "minLength": 3, "maxLength": 40},
        "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4}$"},
        "kind": {"enum": _KINDS},
        "amount": {"type": "integer", "minimum": 0, "maximum": 10**12},
        "share": {"type": "number", "minimum": 0, "maximum": 100},
        "active": {"type": "boolean"},
        "note": {"type": ["string", "null"], "maxLength": 200},
    }
    validator = jsonschema_rs.Draft202012Validator({"properties": properties, "required": required})
    table = arrow_csv.read_csv(folder / "deals.csv").drop_columns(["day"])
    for row in table.to_pylist():
        validator.validate(row)


def frictionless_check(folder: Path) -> None:
    """Check the whole package by frictionless, which stops reading at a thousand errors unless told otherwise."""
    from frictionless import Package, system  # noqa: PLC0415 - it takes half a second

    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate(limit_errors=1_000_000)
    if not report.valid:
        raise ValueError("frictionless finds what is not there")


READERS: Mapping[str, Callable[[Path], object]] = {
    "pyarrow's reader, nothing checked": pyarrow_read,
    "pyarrow's reader, line ends in quotes too": pyarrow_read_quoted,
    "DuckDB's reader, types alone": duckdb_read,
    "Polars' reader, nothing checked": polars_read,
}
CHECKERS: Mapping[str, Callable[[Path], object]] = {
    "pandera on Polars": pandera_check,
    "pointblank on Polars": pointblank_check,
    "jsonschema-rs, a row at a time": jsonschema_check,
}
