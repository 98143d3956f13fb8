"""Functions of SQL that one call can keep busy for hours: they fail where their arguments are too large.

SQLite looks at the clock between the steps of a statement, and a call of a function is one step. `printf` writes a
width of a thousand million blanks, `trim` tries each character against each of the other text, `instr` and `replace`
compare a text of a megabyte at each place of another one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock
from types import MappingProxyType

__all__ = ["LONGEST", "screen_functions"]

LONGEST = 4 << 20
"""Bytes of a value on any connection: the longest text of a source has 1 MiB, in up to four bytes a character."""

_Value = str | bytes | int | float | None

_TOO_LONG = " " * (LONGEST + 1)
_WIDEST = 999
"""The largest width or precision of a format."""
_MOST_TRIMMED = 100
"""Characters that a text may be trimmed of."""
_COMPARED = 10_000_000_000
"""Bytes that a search may have to compare: about a second."""
# `%%` is no conversion; of a width or precision, `*` is taken from the arguments.
_CONVERSION = re.compile(r"%(?:%|[-+ 0#,!]*(\*|\d*)(?:\.(\*|\d*))?)")


def _formats_wide(*values: _Value) -> bool:
    asked = [part for found in _CONVERSION.findall(str(values[0])) for part in found] if values else []
    widths = [int(part) for part in asked if part.isdecimal()]
    if "*" in asked:
        widths += [abs(value) for value in values[1:] if isinstance(value, int)]
    return max(widths, default=0) > _WIDEST


def _trims_much(*values: _Value) -> bool:
    return len(values) > 1 and len(str(values[1])) > _MOST_TRIMMED


def _compares_much(*values: _Value) -> bool:
    return len(values) > 1 and len(str(values[0])) * len(str(values[1])) > _COMPARED


_Costly = Callable[..., bool]
_Functions = Mapping[str, tuple[int, _Costly]]
_ALWAYS: _Functions = MappingProxyType(
    {
        "printf": (-1, _formats_wide),
        "format": (-1, _formats_wide),
        "trim": (2, _trims_much),
        "ltrim": (2, _trims_much),
        "rtrim": (2, _trims_much),
    }
)
_OF_LONG_TEXTS: _Functions = MappingProxyType({"instr": (2, _compares_much), "replace": (3, _compares_much)})
"""Name -> number of arguments (any: -1), and when a call costs too much."""


def screen_functions(connection: sqlite3.Connection, *, long_texts: bool) -> None:
    """Let calls on `connection` fail that would cost too much; with `long_texts`, searches in texts too.

    Texts within `LENGTH` of `footnoted.site.guard.sql` are searched fast enough, and SQLite does it faster itself.
    """
    screened = {**_ALWAYS, **_OF_LONG_TEXTS} if long_texts else _ALWAYS
    for name, (arguments, costly) in screened.items():
        connection.create_function(name, arguments, _screened(name, costly), deterministic=True)


def _screened(name: str, costly: _Costly) -> Callable[..., _Value]:
    def call(*values: _Value) -> _Value:
        if costly(*values):
            # For this SQLite fails the statement; what is raised here Datasette would print with its trace.
            return _TOO_LONG
        inner, lock = _inner()
        statement = f"SELECT {name}({', '.join('?' * len(values))})"
        try:
            with lock:
                (found,) = inner.execute(statement, values).fetchone()
        except sqlite3.DataError:
            return _TOO_LONG
        return found  # type: ignore[no-any-return] # a value of SQLite

    return call


@cache
def _inner() -> tuple[sqlite3.Connection, Lock]:
    """A connection to nothing, whose functions are SQLite's own."""
    inner = sqlite3.connect(":memory:", check_same_thread=False)
    inner.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    return inner, Lock()
