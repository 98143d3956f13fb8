"""What a field type of Table Schema is to the checks: its Arrow type, its lexical forms, its order, its length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault

__all__ = ["Cast", "FieldType", "as_is", "by_distinct", "cast_some", "has_byte"]

# Texts to logical values, null where a text is missing or is no value of the type.
Cast = Callable[[pa.ChunkedArray], pa.ChunkedArray]


@dataclass(frozen=True, slots=True)
class FieldType:
    """A field type: `caster` makes, from a field's descriptor, the function that reads its texts.

    Types with an `order` may have bounds: it gives the numbers by which values compare, several where the order is
    partial and all must agree. Types with `lengths` (code points of a string, items of a collection) may have limits
    of length.
    """

    name: str
    arrow: pa.DataType
    caster: Callable[[Mapping[str, Any]], Cast | Fault]
    order: Callable[[pa.ChunkedArray], tuple[pa.ChunkedArray, ...]] | None = None
    lengths: Callable[[pa.ChunkedArray], pa.ChunkedArray] | None = None


def as_is(values: pa.ChunkedArray) -> tuple[pa.ChunkedArray, ...]:
    """The order of values that Arrow itself compares rightly."""
    return (values,)


def by_distinct(texts: pa.ChunkedArray, read: Callable[[str], str | None]) -> pa.ChunkedArray:
    """Read each distinct text once, for types that Arrow cannot read; null where `read` gives None."""
    distinct = pc.drop_null(pc.unique(texts))
    values = pa.array([read(text) for text in distinct.to_pylist()], pa.string())
    indices = pc.index_in(texts, value_set=distinct)
    return pa.chunked_array([values.take(chunk) for chunk in indices.chunks], pa.string())


def cast_some(texts: pa.ChunkedArray, lexical: str, arrow: pa.DataType) -> pa.ChunkedArray:
    """Cast the texts that match `lexical` (RE2, anchored by the caller); the others become null.

    Raises:
        pyarrow.ArrowInvalid: a text of that form has no value of the Arrow type, such as an integer beyond 64 bits.
    """
    fitting = pc.match_substring_regex(texts, pattern=lexical)
    return pc.cast(pc.if_else(fitting, texts, pa.scalar(None, texts.type)), arrow)


def has_byte(texts: pa.ChunkedArray, wanted: bytes) -> bool:
    """Whether one of the bytes of `wanted` may stand in a text: a regular expression would be ten times slower.

    The bytes below a null count too, so a true answer says that a closer look is worth it.
    """
    for chunk in texts.chunks:
        _, offsets, data = chunk.buffers()
        if len(chunk) and data is not None:
            ends = pa.Array.from_buffers(pa.int32(), len(chunk) + 1, [None, offsets], offset=chunk.offset)
            start, end = ends[0].as_py(), ends[-1].as_py()
            held = data.slice(start, end - start).to_pybytes()
            if any(byte in held for byte in wanted):
                return True
    return False
