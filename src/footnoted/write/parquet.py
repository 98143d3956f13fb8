"""A table as Parquet: typed, required columns without nulls, its Table Schema in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from footnoted.schema import Dataset, Table
from footnoted.write.published_schema import embedded_schema

__all__ = ["SCHEMA_KEY", "parquet_writer", "write_parquet"]

# No convention exists for a Table Schema in a Parquet file; the prefix keeps the key apart from other writers' keys.
SCHEMA_KEY = "datapackage:tableSchema"

_ROW_GROUP_ROWS = 1 << 17
_COMPRESSION_LEVEL = 9


def write_parquet(dataset: Dataset, table: Table, rows: pa.Table, path: Path) -> None:
    """Write `rows`, sorted by primary key, to `path`.

    Raises:
        ValueError: a required column holds a null.
    """
    with parquet_writer(dataset, table, path, table.primary_key) as write:
        write(rows)


@contextmanager
def parquet_writer(
    dataset: Dataset, table: Table, path: Path, order: Sequence[str]
) -> Iterator[Callable[[pa.Table], None]]:
    """What writes rows of `table`, sorted by `order`, to `path`: zstd, row groups of 131,072 rows, a page index.

    Each field carries its `description`; the file carries the Table Schema under `SCHEMA_KEY`.

    Raises:
        ValueError: a required column holds a null.
    """
    schema = _described(table)
    sorting = [(name, "ascending") for name in order]
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=_COMPRESSION_LEVEL,
        sorting_columns=pq.SortingColumn.from_ordering(schema, sorting),
        write_page_index=True,
    ) as writer:

        def write(rows: pa.Table) -> None:
            writer.write_table(rows.select(schema.names).cast(schema).combine_chunks(), row_group_size=_ROW_GROUP_ROWS)

        yield write
        # Set on the file, not on the Arrow schema, which the writer stores in the file a second time.
        writer.add_key_value_metadata({SCHEMA_KEY: embedded_schema(dataset, table)})


def _described(table: Table) -> pa.Schema:
    bare = table.arrow_schema()
    return pa.schema([bare.field(c.name).with_metadata({"description": c.description}) for c in table.columns])
