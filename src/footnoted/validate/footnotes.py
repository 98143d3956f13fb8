"""The footnotes proved again, from the tables alone: DESIGN promises 1 to 4.

This does not trust the code that made the tables: it takes `evidence` as a stranger would, cuts each passage out of
its text, reads it again and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims import Desk, Loaded, Source
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset, Table, cell_text
from footnoted.text import Lines
from footnoted.validate.proof import Proof

__all__ = ["check_footnotes"]


class _About(NamedTuple):
    """What a piece of evidence is about."""

    id: str
    table_name: str
    row_id: str
    column_name: str
    value: str
    source_id: str
    rank: str


Claimable = frozenset[tuple[str, str]]
"""The tables and columns that evidence may be about."""


def check_footnotes(dataset: Dataset, tables: Mapping[str, pa.Table], loaded: Loaded, crew: Crew) -> list[Problem]:
    """Every cell without a footnote, every footnote that points at nothing, and every value not read again."""
    evidence = tables["evidence"]
    claimable = frozenset((table.name, column) for table in dataset.facts.values() for column in table.group_of)
    problems = [
        *_cells_without(dataset, tables, _used(evidence, claimable)),
        *_cells_lost(tables, _used(evidence, claimable)),
        *_pointing_nowhere(dataset, tables, claimable),
        *_mixed(dataset, _used(evidence, claimable)),
    ]
    cited = _Cited(evidence, loaded.sources)
    for found in crew.each(Task(_check_source, Desk, (dataset, loaded.names), _path), cited):
        problems += found
    return problems


def _rows(evidence: pa.Table) -> Iterator[_About]:
    """The rows of `evidence` one by one: all of them at once would take a gigabyte for 10,000 articles."""
    for batch in evidence.select(_About._fields).to_batches(max_chunksize=10_000):
        yield from map(_About._make, zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _used(evidence: pa.Table, claimable: Claimable) -> Iterator[_About]:
    used = evidence.filter(pc.equal(evidence.column("rank"), "used"))
    return (row for row in _rows(used) if (row.table_name, row.column_name) in claimable)


class _Cited(Sequence[tuple[Source, bytes]]):
    """Each source that is cited, with its evidence as a message of Arrow's, which holds no more than its rows."""

    def __init__(self, evidence: pa.Table, sources: Iterable[Source]) -> None:
        ordered = evidence.sort_by([("source_id", "ascending"), ("id", "ascending")])
        self._evidence = pa.RecordBatch.from_struct_array(ordered.to_struct_array().combine_chunks())
        known = {source.id: source for source in sources}
        runs = pc.run_end_encode(self._evidence.column("source_id"))
        ends = runs.run_ends.to_pylist()
        found = zip(runs.values.to_pylist(), [0, *ends], ends, strict=False)
        self._runs = [(known[name], start, end) for name, start, end in found if name in known]

    def __len__(self) -> int:
        return len(self._runs)

    def __getitem__(self, index: int) -> tuple[Source, bytes]:  # type: ignore[override]
        source, start, end = self._runs[index]
        return source, self._evidence.slice(start, end - start).serialize().to_pybytes()


def _path(cited: tuple[Source, bytes]) -> str:
    # The name by which the claims about it were handed out.
    return cited[0].file.path


def _cells_without(dataset: Dataset, tables: Mapping[str, pa.Table], used: Iterable[_About]) -> Iterator[Problem]:
    told = {(row.table_name, row.row_id, row.column_name, row.value) for row in used}
    for name, table in dataset.facts.items():
        ids = tables[name].column("id").to_pylist()
        for column in table.claimable:
            for row_id, value in zip(ids, tables[name].column(column.name).to_pylist(), strict=True):
                if value is not None and (name, row_id, column.name, cell_text(value)) not in told:
                    place = f"{name}/{row_id}/{column.name}"
                    yield Problem("cell-without-footnote", "build", f"no used evidence gives {value!r} to {place}")


def _cells_lost(tables: Mapping[str, pa.Table], used: Iterable[_About]) -> Iterator[Problem]:
    """Cells that are empty though a source gives their value: NULL means that none does (DESIGN promise 4)."""
    empty: dict[tuple[str, str], frozenset[str]] = {}
    for row in used:
        key = (row.table_name, row.column_name)
        if key not in empty:
            rows = tables[key[0]].filter(pc.is_null(tables[key[0]].column(key[1])))
            empty[key] = frozenset(rows.column("id").to_pylist())
        if row.row_id in empty[key]:
            place = f"{key[0]}/{row.row_id}/{key[1]}"
            yield Problem("cell-lost", "build", f"{place} is empty, though used evidence gives {row.value!r}")


def _pointing_nowhere(dataset: Dataset, tables: Mapping[str, pa.Table], claimable: Claimable) -> Iterator[Problem]:
    ids = {name: frozenset(tables[name].column("id").to_pylist()) for name in dataset.facts}
    gone = {(row["table_name"], row["old_id"]) for row in tables["redirects"].to_pylist()}
    sources = frozenset(tables["sources"].column("id").to_pylist())
    for row in _rows(tables["evidence"]):
        here = row.row_id in ids.get(row.table_name, ())
        retired = row.rank == "retracted" and (row.table_name, row.row_id) in gone
        if not here and not retired:
            yield _astray(row, f"points at no row: {row.table_name}/{row.row_id}")
        elif (row.table_name, row.column_name) not in claimable:
            yield _astray(row, f"is about no column: {row.table_name}/{row.row_id}/{row.column_name}")
        elif row.source_id not in sources:
            yield _astray(row, f"names no source {row.source_id!r}")


def _astray(row: _About, message: str) -> Problem:
    return Problem("footnote-astray", "build", f"evidence {row.id} {message}")


def _mixed(dataset: Dataset, used: Iterable[_About]) -> Iterator[Problem]:
    """Groups of columns that were not taken whole from one source (DESIGN section 5, "Two sources")."""
    first: dict[tuple[object, ...], str] = {}
    for row in used:
        key = (row.table_name, row.row_id, dataset.facts[row.table_name].group_of[row.column_name])
        other = first.setdefault(key, row.source_id)
        if other != row.source_id:
            place = f"{row.table_name}/{row.row_id}/{row.column_name}"
            message = f"{place} is taken from {row.source_id!r}, the columns told with it from {other!r}"
            yield Problem("footnote-mixed", "build", message)


def _check_source(desk: Desk, cited: tuple[Source, bytes]) -> list[Problem]:
    source, sent = cited
    facts, schema = desk.dataset.facts, desk.dataset.tables["evidence"].arrow_schema()
    evidence = pa.ipc.read_record_batch(pa.py_buffer(sent), schema).to_pylist()
    rows = [row for row in evidence if _is_about(facts.get(row["table_name"]), row["column_name"])]
    proof = Proof(desk.dataset, source, desk.lens(source.text, source.language))
    lines = Lines(source.text)
    problems = []
    for row, (code, message) in proof.faults(rows):
        place = f"{row['table_name']}/{row['row_id']}/{row['column_name']}"
        stands = 0 <= row["span_start"] <= len(source.text)
        line, column = lines.at(row["span_start"]) if stands else (None, None)
        problems.append(Problem(code, source.path, f"{place}: {message}", line, column))
    return problems


def _is_about(table: Table | None, column: str) -> bool:
    return table is not None and column in table.group_of
