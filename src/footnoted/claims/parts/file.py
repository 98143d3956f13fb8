"""Parts as files: written aside and renamed, read one group of rows at a time, and refused where they are no parts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from footnoted.claims.parts.layout import MARK, PART_SCHEMA, ROWS_IN_GROUP, VERSION
from footnoted.problem import Problem

__all__ = ["Group", "PackedRow", "part_groups", "part_rows", "write_part"]

_HINT = "make it again: footnoted pack, or footnoted extract --corpus"
_LEVEL = 6
# A group of this toolkit's has a few megabytes; one that says more is none of its own.
_MOST_BYTES = 1 << 28
_MOST_VALUES = 1 << 22


class Group(NamedTuple):
    """A group of rows of the part at `path`, relative to the dataset; `stamp` tells the states of the file apart."""

    path: str
    number: int
    stamp: tuple[int, int]


class PackedRow(NamedTuple):
    """One row of a group."""

    group: Group
    at: int


def part_groups(root: Path, path: str) -> list[Group] | Problem:
    """The groups of the part at `path`, relative to `root`, or why it is none."""
    found = (root / path).lstat()
    try:
        with pq.ParquetFile(root / path) as file:
            metadata = file.metadata
            if (metadata.metadata or {}).get(MARK) != VERSION or not file.schema_arrow.equals(PART_SCHEMA):
                return _refused(path, "this is no table of claims, or one of another version")
            if any(_is_large(metadata.row_group(number)) for number in range(metadata.num_row_groups)):
                return _refused(path, "a group of its rows is larger than this toolkit writes them")
    except (OSError, pa.ArrowException) as error:
        return _refused(path, f"this is no Parquet file that can be read: {str(error).splitlines()[0]:.200}")
    stamp = (found.st_mtime_ns, found.st_size)
    return [Group(path, number, stamp) for number in range(metadata.num_row_groups)]


# Rows are asked for one by one, and in their order: the group that is read from is kept, and the one before it.
@lru_cache(maxsize=2)
def part_rows(root: Path, group: Group) -> tuple[Mapping[str, Any], ...] | Problem:
    """The rows of one group, or why they cannot be read."""
    try:
        with pq.ParquetFile(root / group.path) as file:
            table = file.read_row_group(group.number)
            # A damaged file may read well and hold offsets that lead astray.
            table.validate(full=True)
            return tuple(table.to_pylist())
    except (OSError, ValueError, pa.ArrowException) as error:
        return _refused(group.path, f"group {group.number} of its rows is damaged: {str(error).splitlines()[0]:.200}")


def write_part(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write `rows` as the part at `path`, whole or not at all; how many there are is returned."""
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    count, waiting = 0, iter(rows)
    try:
        with pq.ParquetWriter(aside, PART_SCHEMA, compression="zstd", compression_level=_LEVEL) as writer:
            while group := list(islice(waiting, ROWS_IN_GROUP)):
                writer.write_table(pa.Table.from_pylist(group, PART_SCHEMA))
                count += len(group)
            writer.add_key_value_metadata({MARK: VERSION})
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(path)
    except FileNotFoundError:
        # Another run that made the same part has cleared away what it took for a leftover.
        if not path.exists():
            raise
    finally:
        aside.unlink(missing_ok=True)
    return count


def _is_large(group: Any) -> bool:  # noqa: ANN401 - pyarrow has no types
    values = (group.column(number).num_values for number in range(group.num_columns))
    return bool(group.num_rows > ROWS_IN_GROUP or group.total_byte_size > _MOST_BYTES or max(values) > _MOST_VALUES)


def _refused(path: str, message: str) -> Problem:
    return Problem("part-unreadable", path, message, hint=_HINT)
