"""The canonical form of a table: each cell as one text, the same in every format, and the hash over all of them."""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.errors import OutputError
from footnoted.schema import Column, Table
from footnoted.schema.cells import SIGNIFICANT_DIGITS, cell_text

__all__ = ["BATCH_ROWS", "canonical_table", "holds_any", "joined_rows", "logical_hash"]

# Rows turned into text at a time: the memory of a write stays flat however long the table is.
BATCH_ROWS = 1 << 13

_HINT = "the tables are checked before they are written: run footnoted validate"


def canonical_table(table: Table, rows: pa.Table) -> pa.Table:
    """`rows` with every cell as its canonical text, nulls as nulls; columns of strings are not copied.

    Integers in digits; numbers as the shortest decimal that gives the same float64, without exponent or trailing
    zeros; booleans `true` and `false`; dates as ISO 8601; strings as they are.

    Raises:
        OutputError: a required cell is null, or a cell has no such form: an empty string (CSV could not tell it from
            null), a NUL character (SQLite ends a text there), a number that is not finite or has more than 15
            significant digits.
    """
    columns = []
    for column, field in zip(table.columns, table.arrow_schema(), strict=True):
        place, cells = f"{table.name}.{column.name}", rows.column(column.name)
        if cells.null_count and not field.nullable:
            raise OutputError(f"{place} is required and holds a null", _HINT)
        columns.append(_canonical(place, column, cells))
    return pa.table(columns, names=[column.name for column in table.columns])


def logical_hash(table: Table, canonical: pa.Table) -> str:
    r"""The hash of what a table says, as `sha256:` and 64 hexadecimal digits.

    It depends on names, types and cells alone: no library's version and no file format enters it. Hashed is a UTF-8
    text with one line per row, each ended by LF, its cells separated by TAB; the first line has `name:type` of each
    column, the others hold the rows in the order of the primary key. A null is `\N`; in any other cell backslash,
    TAB, LF and CR are written `\\`, `\t`, `\n`, `\r`, so that no two tables share a text. (The text format of
    PostgreSQL's COPY, with a header line.)

    Args:
        table: the schema, for the header line.
        canonical: the rows as `canonical_table` gives them, sorted by primary key.
    """
    names = pa.array([f"{column.name}:{column.type}" for column in table.columns])
    digest = hashlib.sha256("\t".join(_escape(names).to_pylist()).encode() + b"\n")
    for lines in joined_rows(canonical, _escape, "\t", "\\N"):
        digest.update(lines)
    return f"sha256:{digest.hexdigest()}"


def joined_rows(
    canonical: pa.Table, encode: Callable[[pa.Array], pa.Array], separator: str, null: str
) -> Iterator[memoryview]:
    """The rows as lines of UTF-8, `BATCH_ROWS` at a time: cells by `encode`, `separator` between them, LF at the end.

    A null becomes `null`, which `encode` does not see.
    """
    for batch in canonical.to_batches(max_chunksize=BATCH_ROWS):
        cells = [encode(cells).cast(pa.large_string()) for cells in batch.columns]
        cells[-1] = _joined([cells[-1], "\n"], "", null)
        yield _bytes_of(_joined(cells, separator, null))


def _joined(parts: Sequence[pa.Array | str], separator: str, null: str) -> pa.LargeStringArray:
    texts = [pa.scalar(part, pa.large_string()) if isinstance(part, str) else part for part in (*parts, separator)]
    return pc.binary_join_element_wise(*texts, null_handling="replace", null_replacement=null)


def _bytes_of(lines: pa.LargeStringArray) -> memoryview:
    # The values of a string array stand one after another in one buffer: the lines are already joined.
    _, offsets, values = lines.buffers()
    start, end = (struct.unpack_from("=q", offsets, 8 * at)[0] for at in (lines.offset, lines.offset + len(lines)))
    return memoryview(values)[start:end]


def holds_any(cells: pa.Array, characters: str) -> bool:
    """Whether one of the ASCII `characters` stands in a cell; where only a null may hide one, perhaps true too.

    In UTF-8 an ASCII byte is never part of another character, so that all cells are searched at once as bytes: ten
    times as fast as a pattern.
    """
    texts = bytes(_bytes_of(cells.cast(pa.large_string())))
    return any(character.encode() in texts for character in characters)


def _escape(cells: pa.Array) -> pa.Array:
    if not holds_any(cells, "\\\t\n\r"):
        return cells
    for character, escaped in (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r")):
        cells = pc.replace_substring(cells, character, escaped)
    return cells


def _canonical(place: str, column: Column, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    match column.type:
        case "string":
            return _checked_strings(place, cells)
        case "number":
            return _numbers(place, cells)
        case _:
            # Digits, `true` and `false`, and ISO 8601 leave no room between versions of Arrow.
            return pc.cast(cells, pa.string())


def _checked_strings(place: str, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    if pc.any(pc.equal(cells, "")).as_py():
        raise OutputError(f"{place} holds an empty string: a cell is null or says something", _HINT)
    if pc.any(pc.match_substring(cells, "\0")).as_py():
        raise OutputError(f"{place} holds a NUL character: not every format can carry it", _HINT)
    return cells


def _numbers(place: str, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    # Arrow's own form of a float has exponents and may change between versions; equal figures are written once.
    coded = cells.combine_chunks().dictionary_encode()
    texts = [_number(place, value) for value in coded.dictionary.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string()).take(coded.indices)])


def _number(place: str, value: float) -> str:
    if not math.isfinite(value):
        raise OutputError(f"{place} holds {value}: not a number that every format can carry", _HINT)
    text = cell_text(value)
    if len(text.replace(".", "").strip("-0")) > SIGNIFICANT_DIGITS:
        raise OutputError(f"{place} holds {text}: more than {SIGNIFICANT_DIGITS} significant digits", _HINT)
    return text
