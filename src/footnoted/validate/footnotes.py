"""The footnotes proved again, from the tables alone: DESIGN promises 1 to 4.

This does not trust the code that made the tables: it takes `evidence` as a stranger would, cuts each passage out of
its text, reads it again and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims import Desk, Loaded, Source
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import Dataset, cell_text
from footnoted.text import Lines
from footnoted.validate.proof import Proof, Row

__all__ = ["check_footnotes"]

# The columns that say what a piece of evidence is about.
_ABOUT = ["id", "table_name", "row_id", "column_name", "value", "source_id", "rank"]


def check_footnotes(dataset: Dataset, tables: Mapping[str, pa.Table], loaded: Loaded, crew: Crew) -> list[Problem]:
    """Every cell without a footnote, every footnote that points at nothing, and every value not read again."""
    evidence = tables["evidence"]
    problems = [
        *_cells_without(dataset, tables, _claimable(dataset, evidence)),
        *_cells_lost(tables, _claimable(dataset, evidence)),
        *_pointing_nowhere(dataset, tables, _rows(evidence)),
        *_mixed(dataset, _claimable(dataset, evidence)),
    ]
    cited = _Cited(dataset, evidence, loaded.sources)
    for found in crew.each(Task(_check_source, Desk, (dataset, loaded.names), _path), cited):
        problems += found
    return problems


def _rows(evidence: pa.Table) -> Iterator[Row]:
    """The rows of `evidence` one by one: all of them as dictionaries would take a gigabyte for 10,000 articles."""
    for batch in evidence.select(_ABOUT).to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _claimable(dataset: Dataset, evidence: pa.Table) -> Iterator[Row]:
    return (row for row in _rows(evidence) if _is_claimable(dataset, row))


class _Cited(Sequence[tuple[Source, list[Row]]]):
    """Each source that is cited, with its evidence, made when it is asked for."""

    def __init__(self, dataset: Dataset, evidence: pa.Table, sources: Iterable[Source]) -> None:
        self._dataset = dataset
        self._evidence = evidence.sort_by([("source_id", "ascending"), ("id", "ascending")])
        known = {source.id: source for source in sources}
        runs = pc.run_end_encode(self._evidence.column("source_id").combine_chunks())
        ends = runs.run_ends.to_pylist()
        found = zip(runs.values.to_pylist(), [0, *ends], ends, strict=False)
        self._runs = [(known[name], start, end) for name, start, end in found if name in known]

    def __len__(self) -> int:
        return len(self._runs)

    def __getitem__(self, index: int) -> tuple[Source, list[Row]]:  # type: ignore[override]
        source, start, end = self._runs[index]
        rows = self._evidence.slice(start, end - start).to_pylist()
        return source, [row for row in rows if _is_claimable(self._dataset, row)]


def _path(cited: tuple[Source, list[Row]]) -> str:
    # The name by which the claims about it were handed out.
    return cited[0].file.path


def _cells_without(dataset: Dataset, tables: Mapping[str, pa.Table], evidence: Iterable[Row]) -> Iterator[Problem]:
    used = {
        (row["table_name"], row["row_id"], row["column_name"], row["value"])
        for row in evidence
        if row["rank"] == "used"
    }
    for name, table in dataset.facts.items():
        ids = tables[name].column("id").to_pylist()
        for column in table.claimable:
            for row_id, value in zip(ids, tables[name].column(column.name).to_pylist(), strict=True):
                if value is not None and (name, row_id, column.name, cell_text(value)) not in used:
                    place = f"{name}/{row_id}/{column.name}"
                    yield Problem("cell-without-footnote", "build", f"no used evidence gives {value!r} to {place}")


def _cells_lost(tables: Mapping[str, pa.Table], evidence: Iterable[Row]) -> Iterator[Problem]:
    """Cells that are empty though a source gives their value: NULL means that none does (DESIGN promise 4)."""
    empty: dict[tuple[str, str], frozenset[str]] = {}
    for row in evidence:
        if row["rank"] == "used":
            key = (row["table_name"], row["column_name"])
            if key not in empty:
                rows = tables[key[0]].filter(pc.is_null(tables[key[0]].column(key[1])))
                empty[key] = frozenset(rows.column("id").to_pylist())
            if row["row_id"] in empty[key]:
                place = f"{key[0]}/{row['row_id']}/{key[1]}"
                yield Problem("cell-lost", "build", f"{place} is empty, though used evidence gives {row['value']!r}")


def _pointing_nowhere(dataset: Dataset, tables: Mapping[str, pa.Table], evidence: Iterable[Row]) -> Iterator[Problem]:
    ids = {name: frozenset(tables[name].column("id").to_pylist()) for name in dataset.facts}
    gone = {(row["table_name"], row["old_id"]) for row in tables["redirects"].to_pylist()}
    sources = frozenset(tables["sources"].column("id").to_pylist())
    for row in evidence:
        here = row["row_id"] in ids.get(row["table_name"], frozenset())
        retired = row["rank"] == "retracted" and (row["table_name"], row["row_id"]) in gone
        place = f"{row['table_name']}/{row['row_id']}"
        if not here and not retired:
            yield Problem("footnote-astray", "build", f"evidence {row['id']} points at no row: {place}")
        elif not _is_claimable(dataset, row):
            name = row["column_name"]
            yield Problem("footnote-astray", "build", f"evidence {row['id']} is about no column: {place}/{name}")
        elif row["source_id"] not in sources:
            yield Problem("footnote-astray", "build", f"evidence {row['id']} names no source {row['source_id']!r}")


def _is_claimable(dataset: Dataset, row: Row) -> bool:
    table = dataset.facts.get(row["table_name"])
    return table is not None and row["column_name"] in table.group_of


def _mixed(dataset: Dataset, evidence: Iterable[Row]) -> Iterator[Problem]:
    """Groups of columns that were not taken whole from one source (DESIGN section 5, "Two sources")."""
    first: dict[tuple[object, ...], str] = {}
    for row in evidence:
        if row["rank"] == "used":
            key = (row["table_name"], row["row_id"], dataset.facts[row["table_name"]].group_of[row["column_name"]])
            other = first.setdefault(key, row["source_id"])
            if other != row["source_id"]:
                place = f"{row['table_name']}/{row['row_id']}/{row['column_name']}"
                message = f"{place} is taken from {row['source_id']!r}, the columns told with it from {other!r}"
                yield Problem("footnote-mixed", "build", message)


def _check_source(desk: Desk, cited: tuple[Source, list[Row]]) -> list[Problem]:
    source, evidence = cited
    proof = Proof(desk.dataset, source, desk.lens(source.text, source.language))
    lines = Lines(source.text)
    problems = []
    for row, (code, message) in proof.faults(evidence):
        place = f"{row['table_name']}/{row['row_id']}/{row['column_name']}"
        stands = 0 <= row["span_start"] <= len(source.text)
        line, column = lines.at(row["span_start"]) if stands else (None, None)
        problems.append(Problem(code, source.path, f"{place}: {message}", line, column))
    return problems
