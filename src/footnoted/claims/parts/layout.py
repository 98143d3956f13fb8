"""The columns of a part: one row a source, its claims nested in it, so that a row stands alone.

What a claims file spells is kept as it spells it, as JSON (`source`, `said`, `comments`): that is what is read again.
Beside it stand the cells as they were read, for queries: nothing is ever believed of them.
"""

from __future__ import annotations

import pyarrow as pa

__all__ = ["MARK", "PART_SCHEMA", "ROWS_IN_GROUP", "SUFFIX", "VERSION"]

SUFFIX = ".parquet"
MARK = b"footnoted:claims"
"""The key in a part's metadata under which its `VERSION` stands."""
VERSION = b"1"
ROWS_IN_GROUP = 200
"""Sources that are read and held together: a few megabytes."""


def _text(name: str, *, null: bool = True) -> pa.Field:
    return pa.field(name, pa.string(), nullable=null)


_CELL = pa.struct(
    [
        _text("column_name", null=False),
        _text("value", null=False),
        _text("passage", null=False),
        pa.field("span_start", pa.int32(), nullable=False),
        pa.field("span_end", pa.int32(), nullable=False),
        _text("method", null=False),
        _text("reader"),
        _text("antecedent"),
        pa.field("antecedent_start", pa.int32()),
        pa.field("antecedent_end", pa.int32()),
        _text("attribution", null=False),
    ]
)
_CLAIM = pa.struct(
    [
        _text("key", null=False),
        _text("table_name", null=False),
        _text("row_id", null=False),
        _text("said", null=False),
        pa.field("cells", pa.list_(pa.field("element", _CELL, nullable=False)), nullable=False),
    ]
)
_PROBLEM = pa.struct([_text("code", null=False), _text("message", null=False), _text("hint")])

PART_SCHEMA = pa.schema(
    [
        _text("id", null=False),
        _text("file"),
        _text("language"),
        _text("sha256"),
        _text("text"),
        _text("source"),
        _text("drafted_by"),
        pa.field("claims", pa.list_(pa.field("element", _CLAIM, nullable=False)), nullable=False),
        _text("comments"),
        pa.field("problems", pa.list_(pa.field("element", _PROBLEM, nullable=False)), nullable=False),
    ]
)
"""One row a source. `file` is the name of the claims file that the row stands for, without its ending; `drafted_by`
who drafted all of it, null where people wrote it. A source that was left out has `problems`, and no `source`.
The `key` of a claim is the hash of its source, its table and the places of its cells: no two claims share one."""
