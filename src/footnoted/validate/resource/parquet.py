"""Parquet files: read within limits, proved sound, their stored types held against the declared ones."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from footnoted.validate.resource.descriptor import spec_of_schema
from footnoted.validate.resource.match import match_columns
from footnoted.validate.resource.safe import Limits
from footnoted.validate.resource.stored import logical, texts_of
from footnoted.validate.table.check import Tally
from footnoted.validate.table.finding import Fault
from footnoted.validate.table.rows import Rows
from footnoted.validate.table.spec import TableSpec
from footnoted.validate.table.texts import text_reader

__all__ = ["SCHEMA_KEY", "embedded_spec", "parquet_rows", "read_parquet"]

SCHEMA_KEY = b"datapackage:tableSchema"
_BATCH = 1 << 18
"""Rows decoded at once."""


def read_parquet(file: BinaryIO, limits: Limits) -> pa.Table | Fault:
    """The whole table, with every buffer validated: a damaged file may read without an error.

    The metadata's sizes do not show what a dictionary unfolds to, so rows are counted against the file's size first,
    and bytes while they are decoded.
    """
    try:
        source = pq.ParquetFile(pa.PythonFile(file))
        cells = source.metadata.num_rows * max(source.metadata.num_columns, 1)
        if cells > limits.most_cells(os.fstat(file.fileno()).st_size):
            return Fault("file-too-large", f"the file claims {source.metadata.num_rows} rows, too many for its size")
        batches, held = [], 0
        for batch in source.iter_batches(_BATCH):
            held += batch.nbytes
            if held > limits.table_bytes:
                return Fault("file-too-large", f"the table has more than {limits.table_bytes} bytes in memory")
            batches.append(batch)
        table = pa.Table.from_batches(batches, source.schema_arrow)
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        return Fault("file-unreadable", f"the file cannot be read as Parquet: {error}")
    return table


def embedded_spec(table: pa.Table, name: str) -> TableSpec | Fault | None:
    """The rules of the Table Schema that the file carries; None where it carries none."""
    text = (table.schema.metadata or {}).get(SCHEMA_KEY)
    if text is None:
        return None
    try:
        schema = json.loads(text)
    except (ValueError, RecursionError):
        return Fault("schema-invalid", "the Table Schema in the file is no JSON")
    return spec_of_schema(name, schema) if isinstance(schema, dict) else Fault("schema-invalid", "it is no object")


def parquet_rows(table: pa.Table, spec: TableSpec, how: str, tally: Tally) -> Rows:
    """The rows as the checks take them, numbered from 2; what is wrong with the columns goes to `tally`."""
    matched = match_columns(table.column_names, [field.name for field in spec.fields], how)
    for column, fault in matched.faults:
        tally.fault(spec.name, fault, column or None)
    reader, texts = text_reader(spec), {}
    values: dict[str, pa.ChunkedArray] = {}
    for field in spec.fields:
        place = matched.places.get(field.name)
        if place is None:
            continue
        if (written := texts_of(field, table.column(place))) is not None:
            texts[field.name] = written
        elif isinstance(stored := logical(field, table.column(place)), Fault):
            tally.fault(spec.name, stored, field.name)
        else:
            values[field.name] = stored
    for name in texts:
        if name in reader.faults:
            tally.fault(spec.name, reader.faults[name], name)
    read = reader.rows(texts, first=2)
    return Rows(spec.name, table.num_rows, {**read.values, **values}, spec.primary_key, texts, read.wrong, first=2)


def same_schema(embedded: TableSpec, declared: TableSpec) -> Mapping[str, Any] | None:
    """Where the embedded rules differ from the declared ones: None where they do not."""
    pairs = {
        "fields": ([(f.name, f.type) for f in embedded.fields], [(f.name, f.type) for f in declared.fields]),
        "primaryKey": (embedded.primary_key, declared.primary_key),
        "foreignKeys": (embedded.foreign_keys, declared.foreign_keys),
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]} or None
