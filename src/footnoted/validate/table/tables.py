"""All checks of a dataset's tables, which are in memory: their stored types, then what the schema says of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.schema import Table
from footnoted.validate.table.check import DEFAULT_LIMIT, Tally
from footnoted.validate.table.finding import Fault, Finding
from footnoted.validate.table.inspection import Inspection, references
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import TableSpec, spec_of_table
from footnoted.validate.table.types import TYPES

__all__ = ["check_tables"]


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
    with Inspection(tally, references(specs.values())) as inspection:
        for name, spec in specs.items():
            if name not in tables:
                tally.fault(name, Fault("table-missing", "the table is not there"))
            else:
                inspection.begin(spec)
                inspection.add(_rows(spec, tables[name], tally))
        inspection.finish()
    return tally.findings()


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
