"""Lists of plain values in one cell (Table Schema v2, "list")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.model import Cast, FieldType
from footnoted.validate.table.types.moment import DATE, DATETIME, TIME
from footnoted.validate.table.types.number import INTEGER, NUMBER
from footnoted.validate.table.types.text import STRING
from footnoted.validate.table.types.truth import BOOLEAN

__all__ = ["LIST"]

_ITEMS: Mapping[str, FieldType] = {kind.name: kind for kind in (STRING, INTEGER, BOOLEAN, NUMBER, DATETIME, DATE, TIME)}
# Between the items of a list as one string; the ASCII control made for this.
_MARK = "\x1f"


def _caster(raw: Mapping[str, Any]) -> Cast | Fault:
    delimiter, name = raw.get("delimiter", ","), raw.get("itemType", "string")
    if not isinstance(delimiter, str) or not delimiter:
        return Fault("format-unknown", "the delimiter of a list is a string of at least one character")
    if name not in _ITEMS:
        return Fault("format-unknown", f"a list has no items of type {name!r}: they are {', '.join(_ITEMS)}")
    # Items have the default form of their type, whatever else the field says.
    read = _ITEMS[name].caster({})
    return read if isinstance(read, Fault) else lambda texts: _lists(texts, delimiter, read)


def _lists(texts: pa.ChunkedArray, delimiter: str, read: Cast) -> pa.ChunkedArray:
    """Each list as one string of its items in their own plain form; equal lists are equal strings."""
    chunks = [_joined(pc.split_pattern(chunk, pattern=delimiter), read) for chunk in texts.chunks]
    return pa.chunked_array(chunks, pa.string())


def _joined(lists: pa.Array, read: Cast) -> pa.Array:
    items = read(pa.chunked_array([lists.flatten()], pa.string()))
    plain = pc.cast(items, pa.string()).combine_chunks()
    # A list with a wrong item is wrong: joining with null gives null.
    joined = pc.binary_join(pa.ListArray.from_arrays(lists.offsets, plain), _MARK)
    return pc.if_else(pc.is_valid(lists), joined, pa.scalar(None, pa.string()))


def _lengths(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.add(pc.count_substring(values, pattern=_MARK), 1)


LIST = FieldType("list", pa.string(), _caster, lengths=_lengths)
