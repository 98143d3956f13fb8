"""The evidence of one source read again: is the value in the words, and does the method say how it got there?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from footnoted.claims import Lens, Source
from footnoted.readers import Reading, covered, in_place
from footnoted.resolve import evidence_id
from footnoted.schema import Column, Dataset, Table, cell_text, parse_cell
from footnoted.text import Span

__all__ = ["Fault", "Proof", "Row"]

Row = Mapping[str, Any]
Fault = tuple[str, str]
"""A rule code and what is wrong."""

_PLACES = {
    "passage": ("span_start", "span_end"),
    "antecedent": ("antecedent_start", "antecedent_end"),
    "attributed_to": ("attributed_start", "attributed_end"),
}


class Proof:
    """Takes the `evidence` of one source as a stranger would; its rows name tables and columns that are there."""

    def __init__(self, dataset: Dataset, source: Source, lens: Lens) -> None:
        self._dataset, self._source, self._lens = dataset, source, lens
        self._passages: dict[tuple[object, ...], list[Span]] = defaultdict(list)

    def faults(self, evidence: list[Row]) -> Iterator[tuple[Row, Fault]]:
        """What is wrong with each piece of evidence."""
        for row in evidence:
            self._passages[self._group(row)].append(Span(row["span_start"], row["span_end"]))
        for row in evidence:
            for fault in self._faults(row):
                yield row, fault

    def _group(self, row: Row) -> tuple[object, ...]:
        """What the passages of a row must cover together: those that one reader reads for one group of columns."""
        table = self._dataset.tables[row["table_name"]]
        column = table.by_name[row["column_name"]]
        return (table.name, row["row_id"], table.group_of[column.name], table.read_by[column.name])

    def _faults(self, row: Row) -> Iterator[Fault]:
        if not all(self._stands(row, name) for name in _PLACES):
            yield "footnote-broken", "the text at this place is not what the footnote says"
            return
        span = Span(row["span_start"], row["span_end"])
        if row["id"] != evidence_id(row["table_name"], row["row_id"], row["column_name"], row["source_id"], span):
            yield "footnote-broken", "the id is not the hash of table, row, column, source and place"
        table = self._dataset.tables[row["table_name"]]
        column = table.by_name[row["column_name"]]
        fault = self._judged(table, column, row) if row["method"] == "judged" else self._read(table, column, row)
        if fault is not None:
            yield fault

    def _stands(self, row: Row, name: str) -> bool:
        start, end = (row[place] for place in _PLACES[name])
        if start is None or end is None:
            return row[name] is None and name != "passage"
        return bool(0 <= start < end <= len(self._source.text) and self._source.text[start:end] == row[name])

    def _judged(self, table: Table, column: Column, row: Row) -> Fault | None:
        """A person judges where no cue decides, which row a shared name means, and, with a note, against a cue."""
        key = table.read_by[column.name]
        if key is None or column.reader not in {"choice", "name"} or row["antecedent"] is not None:
            return "footnote-misread", "this is read by a rule, and not for a person to judge"
        found = in_place(self._lens.readings(key), Span(row["span_start"], row["span_end"]))
        if column.reader == "name":
            meant = any(reading.ambiguous and row["value"] in self._named(key[1], reading) for reading in found)
            return None if meant else ("footnote-misread", f"no name here may mean {row['value']!r}")
        read = {cell_text(reading.values[column.part]) for reading in found if column.part in reading.values}
        if read == {row["value"]}:
            return "footnote-misread", "a cue says this, so that it is not judged"
        return ("footnote-misread", "a cue says otherwise, and no note says why") if read and not row["note"] else None

    def _read(self, table: Table, column: Column, row: Row) -> Fault | None:
        """Every other value is read again in its place, and its method must be the one by which it is found there."""
        inferred, stated = row["method"] == "inferred", row["method"] == "stated"
        if inferred and row["antecedent"] is None and row["note"] is None:
            return "footnote-unbound", "an inferred value without antecedent or assumption"
        if row["antecedent"] is not None and not inferred:
            return "footnote-misread", f"a value that is {row['method']} has no antecedent"
        if stated and row["value"] != row["passage"]:
            return "footnote-misread", "the words themselves are not the value"
        if row["method"] == "curated" and self._source.kind != "reference":
            return "footnote-misread", "only a reference source can be curated from"
        fault = self._misread(table, column, row)
        return None if fault is None else ("footnote-misread", fault)

    def _misread(self, table: Table, column: Column, row: Row) -> str | None:
        bound = row["antecedent"] is not None
        start, end = _PLACES["antecedent" if bound else "passage"]
        where = Span(row[start], row[end])
        key = table.read_by[column.name]
        if key is None:
            return None if where.of(self._source.text) == row["value"] else "the words are not the value"
        readings = in_place(self._lens.readings(key), where)
        found = [reading for reading in readings if self._says(table, column, row, reading)]
        if not found:
            return f"the reader `{column.reader}` does not read {row['value']!r} here"
        direct = in_place(self._lens.readings(key), Span(row["span_start"], row["span_end"]))
        if others := self._others(table, column, row, (*readings, *direct)):
            return f"the reader `{column.reader}` reads {', '.join(others)} here too"
        spans = [where] if bound else self._passages[self._group(row)]
        return None if any(covered(reading, spans) for reading in found) else "the passages cut the reading short"

    def _says(self, table: Table, column: Column, row: Row, reading: Reading) -> bool:
        if _names_its_row(table, column):
            called = row["row_id"] in self._lens.named(table.name, row["value"])
            return called and row["row_id"] in self._named(table.name, reading)
        if column.part in reading.open:
            return row["antecedent"] is None and self._assumed(reading.open[column.part], row)
        if column.reader == "name" and reading.ambiguous:
            target = table.references(column.name)
            return row["method"] == "inferred" and target is not None and row["value"] in self._named(target, reading)
        value = reading.values.get(column.part)
        return value is not None and cell_text(value) == _plain(column, row["value"])

    def _assumed(self, family: str, row: Row) -> bool:
        """Only what the source's claims assume may settle what the text leaves open."""
        assumption = self._source.assume.get(family)
        told = assumption is not None and (assumption.currency, assumption.note) == (row["value"], row["note"])
        return told and row["method"] == "inferred"

    def _named(self, table: str, reading: Reading) -> frozenset[str]:
        return self._lens.named(table, reading.span.of(self._source.text))

    def _others(self, table: Table, column: Column, row: Row, readings: tuple[Reading, ...]) -> list[str]:
        """Other values that the same words give: a passage must decide."""
        if _names_its_row(table, column):
            return []
        told = (r.values[column.part] for r in readings if column.part in r.values and column.part not in r.open)
        return sorted({cell_text(value) for value in told} - {_plain(column, row["value"])})


def _names_its_row(table: Table, column: Column) -> bool:
    return column.name == table.label and column.reader == "name"


def _plain(column: Column, text: str) -> str:
    value = parse_cell(column, text)
    return text if value is None else cell_text(value)
