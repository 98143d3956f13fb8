"""A package of two tables, written by DuckDB: a table of many rows with every usual rule, and one that it refers to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

__all__ = ["COLUMNS", "SCHEMA", "make_package"]

_COMPANIES = 10_000
_KINDS = ("funding", "acquisition", "alliance", "debt", "grant")
COLUMNS = ("id", "company_id", "name", "code", "kind", "amount", "share", "day", "active", "note")
SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"required": True}},
        {"name": "company_id", "type": "string", "constraints": {"required": True}},
        {"name": "name", "type": "string", "constraints": {"required": True, "minLength": 3, "maxLength": 40}},
        {"name": "code", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]{2}-[0-9]{4}"}},
        {"name": "kind", "type": "string", "constraints": {"required": True, "enum": list(_KINDS)}},
        {"name": "amount", "type": "integer", "constraints": {"minimum": 0, "maximum": 10**12}},
        {"name": "share", "type": "number", "constraints": {"minimum": 0, "maximum": 100}},
        {"name": "day", "type": "date", "constraints": {"minimum": "1990-01-01"}},
        {"name": "active", "type": "boolean"},
        {"name": "note", "type": "string", "constraints": {"maxLength": 200}},
    ],
    "primaryKey": ["id"],
    "foreignKeys": [{"fields": ["company_id"], "reference": {"resource": "companies", "fields": ["id"]}}],
}
"""Ten columns, fifteen constraints, a primary key and a foreign key."""

# Keys in no order, so that no check may rest on one; every text is of ASCII, as its writers' peers want it.
_ROWS = f"""
    SELECT (i * 7919) % greatest({{rows}}, 1) AS id,
        'company-' || lpad(((i * 31) % {_COMPANIES})::VARCHAR, 5, '0') AS company_id,
        'Deal of the year ' || i AS name,
        chr((65 + i % 26)::INT) || chr((65 + i % 25)::INT) || '-' || lpad((i % 10000)::VARCHAR, 4, '0') AS code,
        {list(_KINDS)}[1 + i % {len(_KINDS)}] AS kind,
        (i * 104729) % 1000000000000 AS amount,
        ((i * 37) % 10000) / 100 AS share,
        DATE '1990-01-01' + (i % 12000)::INT AS day,
        i % 3 = 0 AS active,
        CASE WHEN i % 4 = 0 THEN NULL ELSE 'seen in the press, page ' || i % 100 END AS note
    FROM range({{rows}}) AS numbers(i)
"""
# One row in a hundred is wrong in each column, every column in rows of its own.
_WRONG = """
    SELECT CASE WHEN n % 100 = 0 THEN 'none' ELSE id::VARCHAR END AS id,
        CASE WHEN n % 100 = 1 THEN 'company-x' ELSE company_id END AS company_id,
        CASE WHEN n % 100 = 2 THEN 'x' ELSE name END AS name,
        CASE WHEN n % 100 = 3 THEN 'a-1' ELSE code END AS code,
        CASE WHEN n % 100 = 4 THEN 'gift' ELSE kind END AS kind,
        CASE WHEN n % 100 = 5 THEN '1.5e' ELSE amount::VARCHAR END AS amount,
        CASE WHEN n % 100 = 6 THEN '12,5' ELSE share::VARCHAR END AS share,
        CASE WHEN n % 100 = 7 THEN '2024-02-30' ELSE day::VARCHAR END AS day,
        CASE WHEN n % 100 = 8 THEN 'maybe' ELSE active::VARCHAR END AS active,
        CASE WHEN n % 100 = 9 THEN repeat('x', 201) ELSE note END AS note
    FROM (SELECT *, row_number() OVER () AS n FROM ({rows}))
"""


def make_package(folder: Path, rows: int, form: str = "csv", *, wrong: bool = False) -> Path:
    """Write a package with `rows` rows in the format `form` (csv, parquet) and return its descriptor's path."""
    folder.mkdir(parents=True, exist_ok=True)
    query = _ROWS.format(rows=rows)
    query = _WRONG.format(rows=query) if wrong else query
    with duckdb.connect() as database:
        _copy(database, query, folder / f"deals.{form}")
        companies = f"SELECT 'company-' || lpad(i::VARCHAR, 5, '0') AS id FROM range({_COMPANIES}) AS numbers(i)"
        _copy(database, companies, folder / f"companies.{form}")
    schemas = {"deals": SCHEMA, "companies": {"fields": [{"name": "id", "type": "string"}], "primaryKey": ["id"]}}
    resources = [
        {"name": name, "type": "table", "path": f"{name}.{form}", "schema": schema} for name, schema in schemas.items()
    ]
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"name": "deals", "resources": resources}), "utf-8")
    return descriptor


def _copy(database: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    form = "PARQUET" if path.suffix == ".parquet" else "CSV, HEADER"
    database.execute(f"COPY ({query}) TO '{path}' (FORMAT {form})")
