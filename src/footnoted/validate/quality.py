"""What a dataset is worth, in shares: how its cells were come by, how full its columns are, what articles tell more.

Shares are from 0 to 1, rounded to four digits, so that a limit can be a range that everyday work stays in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims import Desk, Loaded, Memory, Source
from footnoted.parallel import Crew, Task
from footnoted.problem import Problem
from footnoted.schema import DESCRIPTOR, Dataset
from footnoted.text import Span

__all__ = ["DIGITS", "MEASURES", "ColumnQuality", "Figures", "check_ranges", "count_figures", "measure", "values"]

MEASURES = (
    "filled", "stated", "converted", "inferred", "judged", "curated", "anonymous", "drafted", "reviewed", "disputed",
)  # fmt: skip
"""`filled` is a share of the rows, `disputed` and the others shares of the cells that are filled."""

_METHODS = ("stated", "converted", "inferred", "judged", "curated")
_TOLD = ("method", "attribution", "drafted_by", "reviewed_by")
_CELL = ["table_name", "row_id", "column_name"]
DIGITS = 4
"""Digits behind the point to which a share is rounded."""
_READERS = ("money", "percent", "power")


@dataclass(frozen=True, slots=True)
class ColumnQuality:
    """The measures of one column; `shares` by the names of `MEASURES`."""

    table: str
    column: str
    rows: int
    cells: int
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """Amounts of money, percentages and powers that the articles tell, and how many of them no footnote cites."""

    told: int
    uncited: int


def measure(dataset: Dataset, tables: Mapping[str, pa.Table]) -> tuple[ColumnQuality, ...]:
    """The quality of each column that claims fill, in the order of the schemas."""
    counts = _counts(tables["evidence"])
    found = []
    for table in dataset.facts.values():
        rows = tables[table.name].num_rows
        for column in table.claimable:
            counted = counts.get((table.name, column.name), {})
            cells = counted.get("filled", 0)
            shares = {name: _share(counted.get(name, 0), rows if name == "filled" else cells) for name in MEASURES}
            found.append(ColumnQuality(table.name, column.name, rows, cells, shares))
    return tuple(found)


def _share(part: int, whole: int) -> float:
    return round(part / whole, DIGITS) if whole else 0.0


def _counts(evidence: pa.Table) -> dict[tuple[str, str], dict[str, int]]:
    """For each column how many cells there are of each kind; a cell is counted by the first footnote it rests on."""
    # Grouping keeps this order within each cell.
    ordered = evidence.filter(pc.equal(evidence["rank"], "used")).sort_by(
        [("source_id", "ascending"), ("span_start", "ascending")]
    )
    # What the evidence of a dataset does not tell at all is told of no cell.
    told = [name for name in _TOLD if name in evidence.column_names]
    cells = ordered.group_by(_CELL, use_threads=False).aggregate([(name, "first") for name in told])
    for name in set(_TOLD) - set(told):
        cells = cells.append_column(f"{name}_first", pa.nulls(cells.num_rows, pa.string()))
    reviewed = pc.is_valid(cells["reviewed_by_first"])
    kinds = {name: pc.equal(cells["method_first"], name) for name in _METHODS} | {
        "anonymous": pc.equal(cells["attribution_first"], "anonymous"),
        "reviewed": reviewed,
        "drafted": pc.and_(pc.is_valid(cells["drafted_by_first"]), pc.invert(reviewed)),
    }
    counts: dict[tuple[str, str], dict[str, int]] = {}
    _add(counts, "filled", cells)
    for kind, mask in kinds.items():
        _add(counts, kind, cells.filter(mask))
    differs = evidence.filter(pc.equal(evidence["rank"], "differs"))
    _add(counts, "disputed", differs.group_by(_CELL).aggregate([]))
    return counts


def _add(counts: dict[tuple[str, str], dict[str, int]], kind: str, cells: pa.Table) -> None:
    """Note how many of `cells` each column has."""
    for row in cells.group_by(["table_name", "column_name"]).aggregate([([], "count_all")]).to_pylist():
        counts.setdefault((row["table_name"], row["column_name"]), {})[kind] = row["count_all"]


def count_figures(
    dataset: Dataset, tables: Mapping[str, pa.Table], loaded: Loaded, crew: Crew, memory: Memory | None = None
) -> Figures:
    """Let `crew` read the figures of every article, and count those that no passage of its evidence touches."""
    spans: dict[str, list[tuple[int, int]]] = {source.id: [] for source in loaded.sources}
    columns = (tables["evidence"][name].to_pylist() for name in ("source_id", "span_start", "span_end"))
    for source_id, start, end in zip(*columns, strict=True):
        spans[source_id].append((start, end))
    items = [(source, tuple(spans[source.id])) for source in loaded.sources if source.kind == "article"]
    known = {_path(item): memory.figures(_path(item), item[1]) for item in items} if memory else {}
    uncounted = [item for item in items if known.get(_path(item)) is None]
    counted = crew.each(Task(_figures, Desk, (dataset, loaded.names), _path), uncounted)
    for item, found in zip(uncounted, counted, strict=True):
        known[_path(item)] = found
        if memory is not None:
            memory.count(_path(item), item[1], found)
    figures = [found for found in known.values() if found is not None]
    return Figures(sum(told for told, _ in figures), sum(uncited for _, uncited in figures))


def _path(item: tuple[Source, tuple[tuple[int, int], ...]]) -> str:
    return item[0].file.path


def _figures(desk: Desk, item: tuple[Source, tuple[tuple[int, int], ...]]) -> tuple[int, int]:
    source, cited = item
    lens = desk.lens(source.text, source.language)
    told = sorted({reading.span for reader in _READERS for reading in lens.readings((reader, ""))})
    passages = [Span(*ends) for ends in cited]
    return len(told), sum(not any(figure.touches(passage) for passage in passages) for figure in told)


def check_ranges(dataset: Dataset, columns: tuple[ColumnQuality, ...], figures: Figures | None) -> Iterator[Problem]:
    """A problem for each limit of the descriptor's `limits.quality` that the dataset does not keep."""
    measured = values(columns, figures)
    for name, limit in dataset.settings.get("limits", {}).get("quality", {}).items():
        if name not in measured:
            hint = "TABLE.COLUMN.MEASURE, TABLE.rows, MEASURE for all cells together, or figures.uncited"
            yield Problem("quality-range", DESCRIPTOR, f"there is no measure {name!r:.80} to limit", hint=hint)
            continue
        low, high = limit.get("minimum"), limit.get("maximum")
        if (low is not None and measured[name] < low) or (high is not None and measured[name] > high):
            wanted = f"below the minimum of {low}" if low is not None and measured[name] < low else f"above {high}"
            hint = "mend what the change made worse, or let the limit in datapackage.json say what is good enough"
            yield Problem("quality-range", DESCRIPTOR, f"{name} is {measured[name]:g}, {wanted}", hint=hint)


def values(columns: tuple[ColumnQuality, ...], figures: Figures | None) -> dict[str, float]:
    """Every measure by its name: of each column, of all cells together, and of the articles' figures if counted."""
    named: dict[str, float] = {}
    for column in columns:
        named[f"{column.table}.rows"] = column.rows
        named |= {f"{column.table}.{column.column}.{name}": share for name, share in column.shares.items()}
    cells, places = sum(column.cells for column in columns), sum(column.rows for column in columns)
    for name in MEASURES:
        whole = places if name == "filled" else cells
        parts = sum(c.shares[name] * (c.rows if name == "filled" else c.cells) for c in columns)
        named[name] = round(parts / whole, DIGITS) if whole else 0.0
    if figures is not None:
        named["figures.uncited"] = _share(figures.uncited, figures.told)
    return named
