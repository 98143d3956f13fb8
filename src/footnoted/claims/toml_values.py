"""Values and keys as canonical TOML (v1.0.0): the plainest spelling that reads back as the same value."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping

__all__ = ["key_text", "same", "value_text"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
# Control characters must be escaped; what is invisible or turns the order of a line had better be seen in a diff.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
_LAST_OF_BASIC_PLANE = 0xFFFF

# The keys of all inline tables (cells, attributions, assumptions, aliases, reviews), in the order they are written in.
_INLINE = (
    "kind",
    "value",
    "passage",
    "within",
    "antecedent",
    "attribution",
    "currency",
    "alias",
    "language",
    "note",
    "name",
    "on",
    "claim",
)


def key_text(key: str) -> str:
    """`key` bare where TOML allows it, else quoted."""
    return key if _BARE.fullmatch(key) else _string(key)


def value_text(value: object) -> str:
    """`value` on one line, inline tables with spaces inside their braces.

    Raises:
        TypeError: TOML has no such value.
    """
    match value:
        case str():
            return _string(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case Mapping():
            pairs = [f"{key_text(key)} = {value_text(value[key])}" for key in _ordered(value)]
            return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
        case list() | tuple():
            return f"[{', '.join(value_text(item) for item in value)}]"
        case _:
            raise TypeError(f"TOML has no value of type {type(value).__name__}")


def _ordered(keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: _INLINE.index(key) if key in _INLINE else len(_INLINE))


def _string(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    escaped = "".join(_escaped(character) for character in text)
    needs_no_other = len(escaped) - escaped.count(r"\"") - escaped.count(r"\\") == len(text)
    if escaped != text and "'" not in text and needs_no_other:
        return f"'{text}'"
    return f'"{escaped}"'


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if unicodedata.category(character) not in _UNSEEN:
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= _LAST_OF_BASIC_PLANE else f"\\U{code:08X}"


def same(one: object, other: object) -> bool:
    """Whether two values are equal as TOML has it: 1, 1.0 and true are three values, nan is one."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))  # noqa: PLR0124 - nan
