"""Rows whose cells are texts: read as logical values, missing ones and wrong ones told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.check import Check
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.parallel import each
from footnoted.validate.table.rows import Hits, Rows, hits
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.types import TYPES, Cast

__all__ = ["TextReader", "is_among", "text_reader", "type_checks"]


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads the texts of one table; `faults` has, by field, why a field cannot be read at all."""

    spec: TableSpec
    casts: Mapping[str, Cast]
    faults: Mapping[str, Fault]

    def rows(
        self,
        columns: Mapping[str, pa.ChunkedArray],
        first: int = 0,
        numbers: pa.Array | None = None,
        natives: Mapping[str, pa.ChunkedArray] | None = None,
    ) -> Rows:
        """The rows of `columns` (strings; null where there is no cell at all), numbered as `Rows` says.

        `natives` has, for cells that their file does not write as strings, the plain form of the type ("" where the
        type has none); `columns` then holds what to show of them.
        """
        count = len(next(iter(columns.values()))) if columns else 0
        fields = [field for field in self.spec.fields if field.name in columns and field.name in self.casts]

        def read(field: Field) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
            return self._column(field, columns[field.name], None if natives is None else natives[field.name])

        cells = dict(zip((field.name for field in fields), each(read, fields, count), strict=True))
        values = {name: column for name, (column, _) in cells.items()}
        wrong = {name: mask for name, (_, mask) in cells.items() if mask is not None}
        return Rows(self.spec.name, count, values, self.spec.primary_key, columns, wrong, numbers, first)

    def _column(
        self, field: Field, texts: pa.ChunkedArray, natives: pa.ChunkedArray | None
    ) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
        """The values of one column, and where its texts are wrong (None where they are not)."""
        present = _without_missing(texts, field.missing, natives)
        values = self.casts[field.name](present)
        if natives is not None:
            values = _with_natives(field, values, natives)
        if values.null_count == present.null_count:
            return values, None
        return values, pc.and_(pc.is_valid(present), pc.is_null(values))


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


def is_among(texts: pa.ChunkedArray, words: tuple[str, ...]) -> pa.ChunkedArray:
    """True where a text is one of `words`; null is none of them."""
    if words == ("",):
        # The usual case, and the cheapest by far.
        return pc.equal(pc.binary_length(texts), 0)
    return pc.is_in(texts, value_set=pa.array(words, texts.type))


def _without_missing(
    texts: pa.ChunkedArray, missing: tuple[str, ...], natives: pa.ChunkedArray | None
) -> pa.ChunkedArray:
    """The texts, null for those that stand for no value; what is no string in its file stands for itself."""
    if not missing:
        return texts
    absent = is_among(texts, missing)
    if natives is not None:
        absent = pc.and_(absent, pc.is_null(natives))
    return pc.if_else(absent, pa.scalar(None, texts.type), texts) if pc.any(absent).as_py() else texts


def _with_natives(field: Field, read: pa.ChunkedArray, natives: pa.ChunkedArray) -> pa.ChunkedArray:
    """The values, where the file has no string by the plain form of the type instead of the field's own."""
    # What the forms of cells are made of does not matter here, but for what is in them.
    kept = {"geopoint": ("format",), "geojson": ("format",), "list": ("itemType",)}.get(field.type, ())
    cast = TYPES[field.type].caster({key: field.raw[key] for key in kept if key in field.raw})
    if isinstance(cast, Fault):
        return read
    plain = cast(pc.if_else(pc.equal(natives, ""), pa.scalar(None, natives.type), natives))
    wide = plain.type if pa.types.is_decimal(plain.type) else read.type
    return pc.if_else(pc.is_null(natives), pc.cast(read, wide), pc.cast(plain, wide))
