"""Delimited files in unusual dialects, read a record at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from footnoted.validate.resource.dialect import Dialect
from footnoted.validate.resource.grid import Grid, grid_of_records
from footnoted.validate.table.finding import Fault

__all__ = ["parse_records", "read_records"]

# Stands in a text for a delimiter of several characters; ASCII made it to separate units.
_UNIT = "\x1f"


def read_records(file: BinaryIO, dialect: Dialect, encoding: str) -> Grid | Fault:
    """Read a delimited file by the csv module of the standard library."""
    try:
        text = file.read().decode(encoding).removeprefix("\ufeff")
        records = list(enumerate(parse_records(text, dialect), 1))
    except UnicodeError as error:
        return Fault("encoding-error", f"the file is not {encoding}: {error}")
    except csv.Error as error:
        return Fault("file-unreadable", f"the file cannot be read as delimited text: {error}")
    data = [(number, cells) for number, cells in records if not _is_comment(number, cells, dialect)]
    if not dialect.header:
        return grid_of_records(None, data, len(data[0][1]) if data else 0)
    heads = [cells for number, cells in data if number in dialect.header_rows]
    rows = [(number, cells) for number, cells in data if number > max(dialect.header_rows, default=0)]
    if not heads:
        return Fault("header-missing", "the file has no header")
    labels = tuple(dialect.header_join.join(filter(None, cells)) for cells in _transposed(heads))
    return grid_of_records(labels, rows, len(labels))


def parse_records(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """The records of a text.

    Raises:
        csv.Error: a cell is longer than the csv module's limit (128 KiB), or the text is no CSV.
    """
    if dialect.line_terminator not in ("\r\n", "\n", "\r"):
        text = text.replace(dialect.line_terminator, "\n")
    several = len(dialect.delimiter) > 1
    reader = csv.reader(
        io.StringIO(text.replace(dialect.delimiter, _UNIT) if several else text, newline=""),
        delimiter=_UNIT if several else dialect.delimiter,
        quotechar=dialect.quote_char,
        quoting=csv.QUOTE_NONE if dialect.quote_char is None else csv.QUOTE_MINIMAL,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape_char,
        skipinitialspace=dialect.skip_initial_space,
    )
    for cells in reader:
        yield [cell.replace(_UNIT, dialect.delimiter) for cell in cells] if several else cells


def _is_comment(number: int, cells: Sequence[str], dialect: Dialect) -> bool:
    marked = dialect.comment_char is not None and bool(cells) and cells[0].startswith(dialect.comment_char)
    return marked or number in dialect.comment_rows


def _transposed(heads: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    for place in range(max(map(len, heads))):
        yield [cells[place] if place < len(cells) else "" for cells in heads]
