"""Do cells and footnotes cover each other? Every cell has one, none is lost, none points astray, no group is mixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.problem import Problem
from footnoted.schema import Column, Dataset, Table, cell_text

__all__ = ["check_cover"]

# The columns that say what a piece of evidence is about.
_ABOUT = ["id", "table_name", "row_id", "column_name", "value", "source_id", "rank"]
# What no id holds.
_BETWEEN = "\x1f"


def check_cover(dataset: Dataset, tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    """Where the cells of the fact tables and the rows of `evidence` do not belong together (promises 1 and 4)."""
    evidence = tables["evidence"].select(_ABOUT)
    yield from _homeless(dataset, evidence)
    for table in dataset.facts.values():
        about = evidence.filter(pc.equal(evidence["table_name"], table.name))
        yield from _pointing_nowhere(table, tables, about)
        used = about.filter(pc.equal(about["rank"], "used"))
        for column in table.claimable:
            here = used.filter(pc.equal(used["column_name"], column.name))
            yield from _cells_without(table, column, tables[table.name], here)
            yield from _cells_lost(table, column, tables[table.name], here)
        yield from _mixed(table, used)


def _homeless(dataset: Dataset, evidence: pa.Table) -> Iterator[Problem]:
    known = pc.is_in(evidence["table_name"], pa.array(dataset.facts, pa.string()))
    for row in evidence.filter(pc.invert(known)).to_pylist():
        yield _astray(row, f"points at no row: {row['table_name']}/{row['row_id']}")


def _astray(row: Mapping[str, Any], what: str) -> Problem:
    return Problem("footnote-astray", "build", f"evidence {row['id']} {what}")


def _pointing_nowhere(table: Table, tables: Mapping[str, pa.Table], about: pa.Table) -> Iterator[Problem]:
    redirects = tables["redirects"]
    gone = redirects.filter(pc.equal(redirects["table_name"], table.name))["old_id"]
    here = pc.is_in(about["row_id"], tables[table.name]["id"])
    retired = pc.and_(pc.equal(about["rank"], "retracted"), pc.is_in(about["row_id"], gone))
    stands = pc.or_(here, retired)
    column = pc.is_in(about["column_name"], pa.array(table.group_of, pa.string()))
    source = pc.is_in(about["source_id"], tables["sources"]["id"])
    for row in about.filter(pc.invert(stands)).to_pylist():
        yield _astray(row, f"points at no row: {table.name}/{row['row_id']}")
    for row in about.filter(pc.and_(stands, pc.invert(column))).to_pylist():
        yield _astray(row, f"is about no column: {table.name}/{row['row_id']}/{row['column_name']}")
    for row in about.filter(pc.and_(pc.and_(stands, column), pc.invert(source))).to_pylist():
        yield _astray(row, f"names no source {row['source_id']!r}")


def _cells_without(table: Table, column: Column, rows: pa.Table, used: pa.Table) -> Iterator[Problem]:
    filled = rows.filter(pc.is_valid(rows[column.name]))
    told = pc.is_in(
        _joined(filled["id"], _texts(filled[column.name])), value_set=_joined(used["row_id"], used["value"])
    )
    without = filled.filter(pc.invert(told))
    for row_id, value in zip(without["id"].to_pylist(), without[column.name].to_pylist(), strict=True):
        place = f"{table.name}/{row_id}/{column.name}"
        yield Problem("cell-without-footnote", "build", f"no used evidence gives {value!r} to {place}")


def _texts(cells: pa.ChunkedArray) -> pa.Array:
    """Each cell as evidence writes it; a value that many cells have is written once."""
    coded = cells.combine_chunks().dictionary_encode()
    return pa.array([cell_text(value) for value in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def _joined(rows: pa.Array, values: pa.Array) -> pa.Array:
    joined = pc.binary_join_element_wise(rows, values, _BETWEEN)
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _cells_lost(table: Table, column: Column, rows: pa.Table, used: pa.Table) -> Iterator[Problem]:
    """Cells that are empty though a source gives their value: NULL means that none does (DESIGN promise 4)."""
    empty = rows.filter(pc.is_null(rows[column.name]))["id"]
    for row in used.filter(pc.is_in(used["row_id"], empty)).to_pylist():
        place = f"{table.name}/{row['row_id']}/{column.name}"
        yield Problem("cell-lost", "build", f"{place} is empty, though used evidence gives {row['value']!r}")


def _mixed(table: Table, used: pa.Table) -> Iterator[Problem]:
    """Groups of columns that were not taken whole from one source (DESIGN section 5, "Two sources")."""
    for group in dict.fromkeys(table.group_of.values()):
        here = used.filter(pc.is_in(used["column_name"], pa.array(group, pa.string())))
        counted = here.group_by("row_id").aggregate([("source_id", "count_distinct")])
        several = counted.filter(pc.greater(counted["source_id_count_distinct"], 1))["row_id"]
        first: dict[str, str] = {}
        for row in here.filter(pc.is_in(here["row_id"], several)).to_pylist():
            other = first.setdefault(row["row_id"], row["source_id"])
            if other != row["source_id"]:
                place = f"{table.name}/{row['row_id']}/{row['column_name']}"
                message = f"{place} is taken from {row['source_id']!r}, the columns told with it from {other!r}"
                yield Problem("footnote-mixed", "build", message)
