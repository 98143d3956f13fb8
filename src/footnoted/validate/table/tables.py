"""All checks of a dataset's tables: stored types, constraints, keys, keys across tables, written rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.schema import Table
from footnoted.validate.table.check import DEFAULT_LIMIT, Check, Tally
from footnoted.validate.table.constraints import constraint_checks
from footnoted.validate.table.finding import Fault, Finding
from footnoted.validate.table.keys import key_checks
from footnoted.validate.table.references import reference_checks
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.rules import rule_checks
from footnoted.validate.table.spec import TableSpec, spec_of_table
from footnoted.validate.table.texts import type_checks
from footnoted.validate.table.types import TYPES

__all__ = ["check_rows", "check_tables"]


def check_tables(
    tables: Mapping[str, pa.Table],
    schemas: Mapping[str, Table],
    limit: int = DEFAULT_LIMIT,
) -> tuple[Finding, ...]:
    """Check `tables` against the `schemas` of the same names and against one another.

    Of each rule in each column the first `limit` findings are listed, with the true total. Findings come in the order
    of `schemas`: a table's columns and types first, then cells by rule and row.
    """
    tally = Tally(limit)
    specs = {name: spec_of_table(schema) for name, schema in schemas.items()}
    rows = {}
    for name, spec in specs.items():
        if name not in tables:
            tally.fault(name, Fault("table-missing", "the table is not there"))
        else:
            rows[name] = _rows(spec, tables[name], tally)
    for name in rows:
        check_rows(specs[name], rows, tally)
    return tally.findings()


def check_rows(spec: TableSpec, rows: Mapping[str, Rows], tally: Tally) -> None:
    """Run every rule of one table over its rows, `rows` holding those of the tables it refers to as well."""
    checks = []
    for check in _checks(spec, rows):
        if isinstance(check, Fault):
            tally.fault(spec.name, check)
        else:
            checks.append(check)
    tally.run(checks, rows[spec.name])


def _checks(spec: TableSpec, rows: Mapping[str, Rows]) -> Iterator[Check | Fault]:
    yield from type_checks(spec)
    for field in spec.fields:
        yield from constraint_checks(field)
    yield from key_checks(spec)
    yield from reference_checks(spec, rows)
    yield from rule_checks(spec)


def _rows(spec: TableSpec, table: pa.Table, tally: Tally) -> Rows:
    """The columns of the right types as rows; missing, unknown and mistyped columns are noted and left out."""
    for name in _without(table.column_names, (field.name for field in spec.fields)):
        tally.fault(spec.name, Fault("column-unknown", f"the schema has no field `{name}`"), name)
    values = {}
    for field in spec.fields:
        if field.name not in table.column_names:
            tally.fault(spec.name, Fault("column-missing", f"the table has no column `{field.name}`"), field.name)
            continue
        column = _typed(table[field.name], field.type)
        if isinstance(column, Fault):
            tally.fault(spec.name, column, field.name)
        else:
            values[field.name] = column
    return Rows(spec.name, table.num_rows, values, spec.primary_key)


def _without(names: Iterable[str], known: Iterable[str]) -> list[str]:
    listed = set(known)
    return [name for name in names if name not in listed]


def _typed(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray | Fault:
    kind = TYPES.get(name)
    if kind is None:
        return Fault("type-unknown", f"there is no type {name!r}")
    if column.type == kind.arrow:
        return column
    stored = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if stored in (kind.arrow, pa.large_string(), pa.string_view()) and kind.arrow == pa.string():
        return pc.cast(column, pa.string())
    return Fault("type", f"the column is stored as {column.type}, not as {kind.arrow} ({name})")
