"""JSON in cells (Table Schema v2, "object", "array"): parsed once for each distinct text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from footnoted.validate.table.types.model import FieldType, by_distinct

__all__ = ["ARRAY", "OBJECT", "canonical", "parse"]

_DEEPEST = 100
"""Levels of nesting: more is no data but an attack on whatever reads it next."""


def parse(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """The value of a JSON text, or None where it is none (`null` is none either, for a cell)."""
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return value if _depth(value) <= _DEEPEST else None


def canonical(value: Any) -> str:  # noqa: ANN401 - whatever a text held
    """One text for each logical value: keys sorted, whole numbers without a point."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse(name: str) -> Any:  # noqa: ANN401 - it never returns
    raise ValueError(name)


def _depth(value: Any) -> int:  # noqa: ANN401 - whatever a text held
    depth, level = 0, [value]
    while level := [v for v in level if isinstance(v, dict | list)]:
        depth += 1
        level = [item for v in level for item in (v.values() if isinstance(v, dict) else v)]
    return depth


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a text held
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _reader(kind: type) -> Callable[[pa.ChunkedArray], pa.ChunkedArray]:
    def read(text: str) -> str | None:
        value = parse(text)
        return canonical(value) if isinstance(value, kind) else None

    return lambda texts: by_distinct(texts, read)


def _lengths(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return by_distinct(values, lambda text: str(len(json.loads(text)))).cast(pa.int64())


OBJECT = FieldType("object", pa.string(), lambda _: _reader(dict), lengths=_lengths)
ARRAY = FieldType("array", pa.string(), lambda _: _reader(list), lengths=_lengths)
