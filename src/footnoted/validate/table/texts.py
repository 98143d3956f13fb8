"""Rows whose cells are texts: read as logical values, missing ones and wrong ones told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.types import TYPES, Cast

__all__ = ["TextReader", "text_reader", "type_checks"]


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads the texts of one table; `faults` has, by field, why a field cannot be read at all."""

    spec: TableSpec
    casts: Mapping[str, Cast]
    faults: Mapping[str, Fault]

    def rows(self, columns: Mapping[str, pa.ChunkedArray], first: int = 0, numbers: pa.Array | None = None) -> Rows:
        """The rows of `columns` (strings; null where there is no cell at all), numbered as `Rows` says."""
        values, wrong = {}, {}
        for field in self.spec.fields:
            if field.name in columns and field.name in self.casts:
                present = _without_missing(columns[field.name], field.missing)
                read = self.casts[field.name](present)
                values[field.name] = read
                if read.null_count != present.null_count:
                    wrong[field.name] = pc.and_(pc.is_valid(present), pc.is_null(read))
        count = len(next(iter(columns.values()))) if columns else 0
        return Rows(self.spec.name, count, values, self.spec.primary_key, columns, wrong, numbers, first)


def text_reader(spec: TableSpec) -> TextReader:
    """The reader of a table's texts by the types and formats of its fields."""
    casts: dict[str, Cast] = {}
    faults: dict[str, Fault] = {}
    for field in spec.fields:
        kind = TYPES.get(field.type)
        made = Fault("type-unknown", f"there is no type {field.type!r}") if kind is None else kind.caster(field.raw)
        if isinstance(made, Fault):
            faults[field.name] = made
        else:
            casts[field.name] = made
    return TextReader(spec, casts, faults)


def type_checks(spec: TableSpec) -> Iterator[Check]:
    """For each field the check that its texts are of its type."""
    return (_type_check(field) for field in spec.fields)


def _type_check(field: Field) -> Check:
    def run(rows: Rows) -> Hits | None:
        return hits(rows.wrong[field.name]) if field.name in rows.wrong else None

    name = field.raw.get("format", "default")
    form = "" if name == "default" else f" of the format {name}"
    return Check("type", field.name, f"the cell is no {field.type}{form}", (field.name,), run)


def _without_missing(texts: pa.ChunkedArray, missing: tuple[str, ...]) -> pa.ChunkedArray:
    if not missing:
        return texts
    absent = pc.is_in(texts, value_set=pa.array(missing, texts.type))
    return pc.if_else(absent, pa.scalar(None, texts.type), texts) if pc.any(absent).as_py() else texts
