"""Parquet files: read within limits, proved sound, their stored types held against the declared ones."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.resource.ahead import ahead
from footnoted.validate.resource.descriptor import spec_of_schema
from footnoted.validate.resource.match import match_columns
from footnoted.validate.resource.safe import Limits
from footnoted.validate.resource.stored import logical, texts_of
from footnoted.validate.table.check import Tally
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import Field, TableSpec
from footnoted.validate.table.texts import TextReader, text_reader

if TYPE_CHECKING:
    import pyarrow.parquet as pq

__all__ = ["SCHEMA_KEY", "embedded_spec", "open_parquet", "parquet_rows", "same_schema"]

SCHEMA_KEY = b"datapackage:tableSchema"
# Cells decoded at once.
_BATCH = 1 << 22
# Bytes that a batch may have once its dictionaries are unfolded.
_MOST_UNFOLDED = 1 << 30


def open_parquet(file: BinaryIO, limits: Limits) -> pq.ParquetFile | Fault:
    """The file, opened, unless it claims more rows than its size warrants."""
    try:
        source = _opened(file)
        cells = source.metadata.num_rows * max(source.metadata.num_columns, 1)
        if cells > limits.most_cells(os.fstat(file.fileno()).st_size):
            return Fault("file-too-large", f"the file claims {source.metadata.num_rows} rows, too many for its size")
        texts = [field.name for field in source.schema_arrow if _is_text(field.type)]
        folded = _opened(file, texts) if texts else source
        # What a dictionary might unfold to is kept folded until that size is known: slower, and seldom so.
        return folded if texts and _longest(folded, texts) * _rows_at_once(source) > _MOST_UNFOLDED else source
    except (pa.ArrowException, OSError, ValueError) as error:
        return _unreadable(error)


def _opened(file: BinaryIO, folded: Sequence[str] = ()) -> pq.ParquetFile:
    """The file, without a buffer ahead, which would hold all of it in the end; `folded` columns as dictionaries."""
    # Imported here alone: most tables are no Parquet, and wait for nothing that only those need.
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    return ParquetFile(pa.PythonFile(file), read_dictionary=list(folded), pre_buffer=False)


def _longest(folded: pq.ParquetFile, texts: Sequence[str]) -> int:
    """The length in bytes of the longest text of all dictionaries, which a row of each group brings with it."""
    longest = 0
    for group in range(folded.num_row_groups):
        for batch in islice(folded.iter_batches(1, row_groups=[group], columns=texts), 1):
            for column in batch.columns:
                if pa.types.is_dictionary(column.type):
                    longest = max(longest, pc.max(pc.binary_length(column.dictionary)).as_py() or 0)
    return longest


def _rows_at_once(file: pq.ParquetFile) -> int:
    return max(_BATCH // max(int(file.metadata.num_columns), 1), 1)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind))


def _unreadable(error: Exception) -> Fault:
    return Fault("file-unreadable", f"the file cannot be read as Parquet: {error}")


def _batches(file: pq.ParquetFile) -> Iterator[pa.RecordBatch | Fault]:
    """The batches of a file, with every buffer validated: a damaged file may read without an error."""
    try:
        for batch, unfolded in ahead(_weighed(file)):
            if unfolded > _MOST_UNFOLDED:
                yield Fault("file-too-large", f"{batch.num_rows} rows unfold to {unfolded} bytes")
                return
            yield batch
    except (pa.ArrowException, OSError, ValueError) as error:
        yield _unreadable(error)


def _weighed(file: pq.ParquetFile) -> Iterator[tuple[pa.RecordBatch, int]]:
    """Each batch of a file, and its bytes without dictionaries.

    Raises:
        ArrowException: a buffer is damaged.
    """
    for batch in file.iter_batches(_rows_at_once(file)):
        batch.validate(full=True)
        yield batch, sum(map(_unfolded, batch.columns))


def _unfolded(column: pa.Array) -> int:
    """Bytes of a column without a dictionary."""
    if not pa.types.is_dictionary(column.type) or not _is_text(column.type.value_type):
        return int(column.nbytes)
    lengths = pc.take(pc.cast(pc.binary_length(column.dictionary), pa.int64()), column.indices)
    return int(pc.sum(lengths).as_py() or 0)


def embedded_spec(file: pq.ParquetFile, name: str) -> TableSpec | Fault | None:
    """The rules of the Table Schema that the file carries; None where it carries none.

    It stands in the file's own metadata, or in those of the Arrow schema that pyarrow keeps there.
    """
    text = (file.metadata.metadata or {}).get(SCHEMA_KEY) or (file.schema_arrow.metadata or {}).get(SCHEMA_KEY)
    if text is None:
        return None
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError):
        return Fault("schema-invalid", "the Table Schema in the file is no JSON")
    return spec_of_schema(name, schema) if isinstance(schema, dict) else Fault("schema-invalid", "it is no object")


def parquet_rows(file: pq.ParquetFile, spec: TableSpec, how: str, tally: Tally) -> Iterator[Rows | Fault]:
    """The rows as the checks take them, numbered from 2; what is wrong with the columns goes to `tally`.

    `how` is the schema's `fieldsMatch`.
    """
    matched = match_columns(file.schema_arrow.names, [field.name for field in spec.fields], how)
    for column, fault in matched.faults:
        tally.fault(spec.name, fault, column or None)
    reader, places = text_reader(spec), dict(matched.places)
    for field in [field for field in spec.fields if field.name in places]:
        mistyped = _column_fault(reader, field, file.schema_arrow.types[places[field.name]])
        if mistyped is not None:
            tally.fault(spec.name, mistyped, field.name)
            del places[field.name]
    first = 2
    for batch in _batches(file):
        if isinstance(batch, Fault):
            yield batch
            return
        yield _rows(batch, places, reader, first)
        first += batch.num_rows


def _column_fault(reader: TextReader, field: Field, stored: pa.DataType) -> Fault | None:
    """Why a column of this stored type cannot be read as the field, if it cannot."""
    nothing = pa.chunked_array([], stored)
    if texts_of(field, nothing) is not None:
        return reader.faults.get(field.name)
    converted = logical(field, nothing)
    return converted if isinstance(converted, Fault) else None


def _rows(batch: pa.RecordBatch, places: Mapping[str, int], reader: TextReader, first: int) -> Rows:
    texts, values = {}, {}
    for field in reader.spec.fields:
        if field.name in places:
            column = pa.chunked_array([batch.column(places[field.name])])
            if (written := texts_of(field, column)) is not None:
                texts[field.name] = written
            else:
                values[field.name] = logical(field, column)
    read = reader.rows(texts, first)
    spec = reader.spec
    return Rows(spec.name, batch.num_rows, {**read.values, **values}, spec.primary_key, texts, read.wrong, first=first)


def same_schema(embedded: TableSpec, declared: TableSpec) -> Mapping[str, Any] | None:
    """Where the embedded rules differ from the declared ones: None where they do not."""
    pairs = {
        "fields": ([(f.name, f.type) for f in embedded.fields], [(f.name, f.type) for f in declared.fields]),
        "primaryKey": (embedded.primary_key, declared.primary_key),
        "foreignKeys": (embedded.foreign_keys, declared.foreign_keys),
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]} or None
