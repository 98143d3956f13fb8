"""What a field type of Table Schema is to the checks: its Arrow type, its lexical forms, its order, its length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault

__all__ = ["Cast", "FieldType", "cast_some"]

# Texts to logical values, null where a text is missing or is no value of the type.
Cast = Callable[[pa.ChunkedArray], pa.ChunkedArray]


@dataclass(frozen=True, slots=True)
class FieldType:
    """A field type: `caster` makes, from a field's descriptor, the function that reads its texts.

    `ordered` types may have bounds; `lengths` (code points of a string, items of a collection) serve the length
    constraints, None where the type has no length.
    """

    name: str
    arrow: pa.DataType
    caster: Callable[[Mapping[str, Any]], Cast | Fault]
    ordered: bool = False
    lengths: Callable[[pa.ChunkedArray], pa.ChunkedArray] | None = None


def cast_some(texts: pa.ChunkedArray, lexical: str, arrow: pa.DataType) -> pa.ChunkedArray:
    """Cast the texts that match `lexical` (RE2, anchored by the caller); the others become null.

    Raises:
        pyarrow.ArrowInvalid: a text of that form has no value of the Arrow type, such as an integer beyond 64 bits.
    """
    fitting = pc.match_substring_regex(texts, pattern=lexical)
    return pc.cast(pc.if_else(fitting, texts, pa.scalar(None, texts.type)), arrow)
