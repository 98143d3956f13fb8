"""Booleans, written in the words that the field lists (Table Schema v2, "boolean")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.types.model import Cast, FieldType

__all__ = ["BOOLEAN"]

_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")


def _caster(raw: Mapping[str, Any]) -> Cast | Fault:
    true, false = raw.get("trueValues", _TRUE), raw.get("falseValues", _FALSE)
    if not all(isinstance(words, list | tuple) and all(isinstance(w, str) for w in words) for words in (true, false)):
        return Fault("format-unknown", "trueValues and falseValues are lists of strings")
    if shared := sorted(set(true) & set(false)):
        return Fault("format-unknown", f"{shared[0]!r} is in trueValues and in falseValues")
    words = pa.array([*true, *false], pa.string())
    meanings = pa.array([True] * len(true) + [False] * len(false), pa.bool_())
    return lambda texts: pc.take(meanings, pc.index_in(texts, value_set=words))


BOOLEAN = FieldType("boolean", pa.bool_(), _caster)
