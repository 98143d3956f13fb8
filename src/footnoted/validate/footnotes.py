"""The footnotes proved again, from the tables alone: DESIGN promises 1 to 3.

This does not trust the code that made the tables: it takes `evidence` as a stranger would, cuts each passage out of
its text, reads it again and compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from footnoted.claims import Lens, Loaded, Names, Readers, Source
from footnoted.languages import document
from footnoted.parallel import each
from footnoted.problem import Problem
from footnoted.readers import Reading, covered, in_place
from footnoted.schema import Column, Dataset, Table, cell_text, parse_cell
from footnoted.text import Lines, Span

__all__ = ["check_footnotes"]

_RE_READ = frozenset({"stated", "converted", "inferred", "curated"})
_BELONGS = frozenset({"used", "agrees", "differs"})

Row = Mapping[str, Any]


def check_footnotes(dataset: Dataset, tables: Mapping[str, pa.Table], loaded: Loaded) -> list[Problem]:
    """Every cell without a footnote, every footnote that points at nothing, and every value not read again."""
    evidence = tables["evidence"].to_pylist()
    problems = [*_cells_without(dataset, tables, evidence), *_pointing_nowhere(tables, evidence)]
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in evidence:
        by_source[row["source_id"]].append(row)
    sources = {source.id: source for source in loaded.sources}
    astray = sorted(by_source.keys() - sources.keys())
    problems += [Problem("footnote-astray", "build", f"evidence names no source {name!r}") for name in astray]
    cited = [(sources[name], by_source[name]) for name in sorted(by_source.keys() & sources.keys())]
    for found in each(_check_source, cited, _Context, (dataset, loaded.names)):
        problems += found
    return problems


class _Context:
    """What a process needs to read the evidence of a source again."""

    def __init__(self, dataset: Dataset, names: Mapping[str, Names]) -> None:
        self.dataset = dataset
        self.readers = Readers(dataset, names)


def _cells_without(dataset: Dataset, tables: Mapping[str, pa.Table], evidence: list[Row]) -> Iterator[Problem]:
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


def _pointing_nowhere(tables: Mapping[str, pa.Table], evidence: list[Row]) -> Iterator[Problem]:
    ids = {
        name: frozenset(table.column("id").to_pylist()) for name, table in tables.items() if "id" in table.schema.names
    }
    gone = {(row["table_name"], row["old_id"]) for row in tables["redirects"].to_pylist()}
    for row in evidence:
        here = row["row_id"] in ids.get(row["table_name"], frozenset())
        retired = row["rank"] == "retracted" and (row["table_name"], row["row_id"]) in gone
        if not here and not retired:
            place = f"{row['table_name']}/{row['row_id']}"
            yield Problem("footnote-astray", "build", f"evidence {row['id']} points at no row: {place}")


def _check_source(context: _Context, cited: tuple[Source, list[Row]]) -> list[Problem]:
    return list(_faults(context, *cited))


def _faults(context: _Context, source: Source, evidence: list[Row]) -> Iterator[Problem]:
    lens = Lens(context.readers, document(source.text, source.language))
    proof = _Proof(context.dataset, source, lens)
    for row in evidence:
        proof.passages[_group(context.dataset, row)].append(Span(row["span_start"], row["span_end"]))
    for row in evidence:
        for code, message in proof.faults(row):
            line, column = Lines(source.text).at(row["span_start"])
            place = f"{row['table_name']}/{row['row_id']}/{row['column_name']}"
            yield Problem(code, source.path, f"{place}: {message}", line, column)


def _group(dataset: Dataset, row: Row) -> tuple[object, ...]:
    table = dataset.tables[row["table_name"]]
    column = table.by_name[row["column_name"]]
    return (table.name, row["row_id"], table.group_of[column.name], column.reader, column.vocabulary)


@dataclass
class _Proof:
    """Reads the evidence of one source again; `passages` are all spans of a row's group that one reader reads."""

    dataset: Dataset
    source: Source
    lens: Lens
    passages: dict[tuple[object, ...], list[Span]] = field(default_factory=lambda: defaultdict(list))

    def faults(self, row: Row) -> Iterator[tuple[str, str]]:
        """What is wrong with one piece of evidence, each as a rule code and a message."""
        for name in ("", "antecedent", "attributed"):
            if not self._stands(row, name):
                yield "footnote-broken", "the text at this place is not what the footnote says"
                return
        table = self.dataset.tables[row["table_name"]]
        column = table.by_name[row["column_name"]]
        if row["method"] == "inferred" and row["antecedent"] is None and row["note"] is None:
            yield "footnote-unbound", "an inferred value without antecedent or assumption"
        elif row["method"] in _RE_READ and (fault := self._misread(table, column, row)):
            yield "footnote-misread", fault

    def _stands(self, row: Row, name: str) -> bool:
        passage, start, end = {
            "": ("passage", "span_start", "span_end"),
            "antecedent": ("antecedent", "antecedent_start", "antecedent_end"),
            "attributed": ("attributed_to", "attributed_start", "attributed_end"),
        }[name]
        if row[start] is None or row[end] is None:
            return row[passage] is None and name != ""
        span = Span(row[start], row[end])
        return 0 <= span.start < span.end <= len(self.source.text) and span.of(self.source.text) == row[passage]

    def _misread(self, table: Table, column: Column, row: Row) -> str | None:
        inferred = row["antecedent"] is not None
        where = (
            Span(row["antecedent_start"], row["antecedent_end"])
            if inferred
            else Span(row["span_start"], row["span_end"])
        )
        key = self.lens.key(table, column)
        if key is None:
            return None if where.of(self.source.text) == row["value"] else "the words are not the value"
        found = [r for r in in_place(self.lens.readings(key), where) if _says(table, column, row, r)]
        if not found:
            return f"the reader `{column.reader}` does not read {row['value']!r} here"
        spans = [where] if inferred else self.passages[_group(self.dataset, row)]
        return None if any(covered(reading, spans) for reading in found) else "the passages cut the reading short"


def _says(table: Table, column: Column, row: Row, reading: Reading) -> bool:
    if column.name == table.label and column.reader == "name":
        return reading.ambiguous or str(reading.values.get("id")) == row["row_id"]
    if column.part in reading.open:
        # Only a stated assumption may settle what the text leaves open.
        return row["method"] == "inferred" and row["antecedent"] is None and row["note"] is not None
    value = reading.values.get(column.part)
    return value is not None and cell_text(value) == _plain(column, row["value"])


def _plain(column: Column, text: str) -> str:
    value = parse_cell(column, text)
    return text if value is None else cell_text(value)
