"""One delimited file and how Arrow reads it: whole and in parallel, or in batches.

Rows of another width than the first record are told apart with their numbers, which Arrow knows only where it reads in
order: so it does that only where it has met such rows.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from footnoted.validate.resource.ahead import ahead
from footnoted.validate.resource.dialect import Dialect
from footnoted.validate.resource.grid import Grid
from footnoted.validate.resource.records import parse_records

__all__ = ["BLOCK", "Reading"]

BLOCK = 16 << 20
"""Bytes that Arrow parses at once; no record may be longer."""
# A smaller block is parsed faster, and where no cell is quoted no record goes on in another line.
_UNQUOTED_BLOCK = 4 << 20
# Bytes looked through at once.
_LOOK = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, how it is read, and the number of cells of its first record."""

    file: BinaryIO
    dialect: Dialect
    encoding: str
    width: int

    def whole(self) -> Grid:
        """The whole file as one batch."""
        marks = self._marks()
        quoted = marks > 0
        if marks % 2 and self.dialect.escape_char is None:
            self._check_closed()
        odd: list[arrow_csv.InvalidRow] = []
        try:
            table = arrow_csv.read_csv(self._source(), **self._options(None, quoted=quoted))
        except pa.ArrowInvalid as error:
            if "Expected" not in str(error):
                raise
            # Of a row that is not in the encoding Arrow could tell nothing.
            self._decode()
            table = arrow_csv.read_csv(self._source(), **self._options(odd, quoted=quoted))
        columns = tuple(table.columns)
        if not self.dialect.header:
            return self._with_odd(Grid(None, columns, 1), odd)
        labels = tuple(column[0].as_py() for column in columns)
        return self._with_odd(Grid(labels, tuple(column.slice(1) for column in columns), 2), odd)

    def batches(self) -> Iterator[Grid]:
        """The file in batches, the next one read while the last one is checked."""
        done = 0
        try:
            for grid in self._streamed(None):
                yield grid
                done += 1
        except pa.ArrowInvalid as error:
            if "Expected" not in str(error):
                raise
            self._decode()
            yield from islice(self._streamed([]), done, None)

    def _streamed(self, odd: list[arrow_csv.InvalidRow] | None) -> Iterator[Grid]:
        reader = arrow_csv.open_csv(self._source(), **self._options(odd, quoted=True))
        labels, number = None, 1
        for batch in ahead(reader):
            columns = tuple(pa.chunked_array([column]) for column in batch.columns)
            if self.dialect.header and labels is None:
                labels, number = tuple(column[0].as_py() for column in columns), 2
                columns = tuple(column.slice(1) for column in columns)
            due = _due(odd, number, number + len(columns[0]))
            yield self._with_odd(Grid(labels, columns, number), due)
            number += len(columns[0]) + len(due)
        if odd:
            nothing = tuple(pa.chunked_array([], pa.string()) for _ in range(self.width))
            yield self._with_odd(Grid(labels, nothing, number), odd)

    def _source(self) -> pa.PythonFile:
        self.file.seek(0)
        return pa.PythonFile(self.file, mode="r")

    def _marks(self) -> int:
        """How often the quote character stands in the file."""
        quote = (self.dialect.quote_char or "").encode("ascii")
        self.file.seek(0)
        if not quote:
            return 0
        blocks = iter(lambda: self.file.read(_LOOK), b"")
        # To see that there is none is ten times faster than to count.
        return sum(block.count(quote) for block in blocks if quote in block)

    def _check_closed(self) -> None:
        """See that a quotation does not go on to the end of the file, and all rows with it.

        Raises:
            csv.Error: it does.
        """
        self.file.seek(0)
        text = io.TextIOWrapper(self.file, self.encoding, errors="replace", newline="")
        try:
            for _ in parse_records(text, self.dialect, strict=True):
                pass
        except csv.Error as error:
            # Another fault of quotes loses no row.
            if "unexpected end of data" in str(error):
                raise csv.Error("a quotation is never closed") from error
        finally:
            text.detach()

    def _decode(self) -> None:
        """Read the file as text.

        Raises:
            UnicodeError: the file is not in its encoding.
        """
        decoder = codecs.getincrementaldecoder(self.encoding)()
        self.file.seek(0)
        while block := self.file.read(_LOOK):
            decoder.decode(block)
        decoder.decode(b"", final=True)

    def _options(self, odd: list[arrow_csv.InvalidRow] | None, *, quoted: bool) -> dict[str, Any]:
        """How Arrow reads the file: in parallel; with `odd` in order, and rows of another width are put there.

        Without `odd` a row of another width is an error ("Expected ..."). Where nothing is `quoted`, no record has
        line ends in it, and Arrow need not look for them before it parses in parallel.
        """

        def keep(row: arrow_csv.InvalidRow) -> str:
            if odd is not None:
                odd.append(row)
            return "skip"

        names = [f"f{place}" for place in range(self.width)]
        return {
            "read_options": arrow_csv.ReadOptions(
                use_threads=odd is None,
                block_size=BLOCK if quoted else _UNQUOTED_BLOCK,
                autogenerate_column_names=True,
                encoding=self.encoding,
            ),
            "parse_options": arrow_csv.ParseOptions(
                delimiter=self.dialect.delimiter,
                quote_char=self.dialect.quote_char or False,
                double_quote=self.dialect.double_quote,
                escape_char=self.dialect.escape_char or False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=None if odd is None else keep,
            ),
            "convert_options": arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        }

    def _with_odd(self, grid: Grid, odd: list[arrow_csv.InvalidRow]) -> Grid:
        """The grid with the rows of another width in their places, all with their numbers."""
        if not odd:
            return grid
        numbered = [(row.number, next(parse_records([row.text], self.dialect), [])) for row in odd]
        wrong = pa.array([number for number, _ in numbered], pa.int64())
        every = pa.array(range(grid.first, grid.first + grid.count + len(numbered)), pa.int64())
        right = every.filter(pc.invert(pc.is_in(every, value_set=wrong)))
        numbers = pa.concat_arrays([right, wrong])
        order = pc.sort_indices(numbers)
        columns = tuple(
            pc.take(
                pa.chunked_array(
                    [*column.chunks, pa.array([_cell(cells, place) for _, cells in numbered], pa.string())]
                ),
                order,
            )
            for place, column in enumerate(grid.columns)
        )
        return replace(
            grid,
            columns=columns,
            numbers=numbers.take(order),
            extra=tuple((number, cell) for number, cells in numbered for cell in cells[self.width :]),
            short=any(len(cells) < self.width for _, cells in numbered),
        )


def _due(odd: list[arrow_csv.InvalidRow] | None, number: int, end: int) -> list[arrow_csv.InvalidRow]:
    """Take from `odd` the rows before the last of the usual ones, which are numbered from `number` without them."""
    due: list[arrow_csv.InvalidRow] = []
    while odd and number <= odd[0].number < end:
        due.append(odd.pop(0))
        end += 1
    return due


def _cell(cells: list[str], place: int) -> str | None:
    return cells[place] if place < len(cells) else None
