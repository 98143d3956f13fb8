"""A table as CSV: RFC 4180 with LF as the line end, UTF-8 without byte order mark, quotes only where needed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.write.canonical import holds_any, joined_rows

__all__ = ["write_csv"]


def write_csv(canonical: pa.Table, path: Path) -> None:
    """Write the rows (as `canonical_table` gives them) to `path`, under a header line of the columns' names.

    A cell is quoted where it holds a comma, a quotation mark or a line break (RFC 4180, section 2, rules 6 and 7), a
    null is nothing at all.
    """
    # A line with nothing in it would be no row to most readers, so that a lone null is an empty quoted cell.
    null = '""' if canonical.num_columns == 1 else ""
    names = pa.table([[name] for name in canonical.column_names], names=canonical.column_names)
    with path.open("wb") as file:
        for table in (names, canonical):
            for lines in joined_rows(table, _quoted, ",", null):
                file.write(lines)


def _quoted(cells: pa.Array) -> pa.Array:
    if not holds_any(cells, '",\n\r'):
        return cells
    needed = pc.match_substring_regex(cells, '[",\n\r]')
    doubled = pc.replace_substring(cells, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise('"', doubled, '"', ""), cells)
