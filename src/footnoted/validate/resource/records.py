"""Delimited files in unusual dialects, read a record at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from footnoted.validate.resource.dialect import Dialect
from footnoted.validate.resource.grid import Grid, grid_of_records
from footnoted.validate.table.finding import Fault

__all__ = ["parse_records", "read_records"]

# Records held at once.
_BATCH = 50_000
# Characters of the longest line: of a record as long Arrow would say the same.
_LONGEST = 16 << 20
# Stands in a text for a delimiter of several characters; ASCII made it to separate units.
_UNIT = "\x1f"


def read_records(file: BinaryIO, dialect: Dialect, encoding: str) -> Iterator[Grid | Fault]:
    """Read a delimited file by the csv module of the standard library, in batches; what it ends at may be a fault."""
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        yield from _batches(_lines(text), dialect)
    except UnicodeError as error:
        yield Fault("encoding-error", f"the file is not {encoding}: {error}")
    except csv.Error as error:
        yield Fault("file-unreadable", f"the file cannot be read as delimited text: {error}")
    finally:
        # The caller closes the file.
        text.detach()


def parse_records(lines: Iterable[str], dialect: Dialect, *, strict: bool = False) -> Iterator[list[str]]:
    """The records of lines of text, each with its line end; where `strict`, wrong quotes are an error.

    Raises:
        csv.Error: the text is no CSV.
    """
    # The csv module's own limit (128 KiB) is the process's, and other libraries change it: lines are limited instead.
    csv.field_size_limit(_LONGEST)
    if dialect.line_terminator not in ("\r\n", "\n", "\r"):
        lines = _ended(lines, dialect.line_terminator)
    several = len(dialect.delimiter) > 1
    reader = csv.reader(
        (line.replace(dialect.delimiter, _UNIT) for line in lines) if several else lines,
        delimiter=_UNIT if several else dialect.delimiter,
        quotechar=dialect.quote_char,
        quoting=csv.QUOTE_NONE if dialect.quote_char is None else csv.QUOTE_MINIMAL,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape_char,
        skipinitialspace=dialect.skip_initial_space,
        strict=strict,
    )
    for cells in reader:
        yield [cell.replace(_UNIT, dialect.delimiter) for cell in cells] if several else cells


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file, without a byte order mark before the first; a file without line ends is no single line.

    Raises:
        csv.Error: a line is longer than the limit.
    """
    for number, line in enumerate(iter(lambda: text.readline(_LONGEST), "")):
        if len(line) == _LONGEST and line[-1] not in "\r\n":
            raise csv.Error(f"a line is longer than {_LONGEST} characters")
        yield line if number else line.removeprefix("\ufeff")


def _ended(lines: Iterable[str], terminator: str) -> Iterator[str]:
    """The text of `lines`, cut at `terminator` instead, which becomes a line feed."""
    rest = ""
    for line in lines:
        *whole, rest = (rest + line).split(terminator)
        yield from (part + "\n" for part in whole)
    if rest:
        yield rest


def _batches(lines: Iterable[str], dialect: Dialect) -> Iterator[Grid | Fault]:
    records = (
        (number, cells)
        for number, cells in enumerate(parse_records(lines, dialect), 1)
        if not _is_comment(number, cells, dialect)
    )
    labels: tuple[str, ...] | None = None
    if dialect.header:
        last, heads = max(dialect.header_rows, default=0), []
        while (head := next(records, None)) is not None:
            # Comments before it do not count, where nothing else is stated.
            if head[0] in dialect.header_rows or dialect.header_rows == (1,):
                heads.append(head[1])
            if head[0] >= last:
                break
        if not heads:
            yield Fault("header-missing", "the file has no header")
            return
        labels = tuple(dialect.header_join.join(filter(None, cells)) for cells in _transposed(heads))
    batch = list(islice(records, _BATCH))
    width = len(labels) if labels is not None else len(batch[0][1]) if batch else 0
    yield grid_of_records(labels, batch, width)
    while batch := list(islice(records, _BATCH)):
        yield grid_of_records(labels, batch, width)


def _is_comment(number: int, cells: Sequence[str], dialect: Dialect) -> bool:
    marked = dialect.comment_char is not None and bool(cells) and cells[0].startswith(dialect.comment_char)
    return marked or number in dialect.comment_rows


def _transposed(heads: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    for place in range(max(map(len, heads))):
        yield [cells[place] if place < len(cells) else "" for cells in heads]
