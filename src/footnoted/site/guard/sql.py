"""Limits on what a visitor's SQL may do: how much it may hold and give back, and what it may ask SQLite for.

Datasette opens the file immutable and allows nothing but SELECT; time is limited by its settings. What is left is
memory (one short statement can make a value of a gigabyte) and what SQLite tells of the machine it runs on.
Sources: https://www.sqlite.org/limits.html, https://www.sqlite.org/c3ref/set_authorizer.html and
https://www.sqlite.org/security.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from types import MappingProxyType
from weakref import ReferenceType, ref

from footnoted.site.guard.functions import LONGEST, screen_functions

__all__ = ["HEAP", "LENGTH", "LIMITS", "RESULT", "guard_connection", "longest_text"]

HEAP = 96 << 20
"""Bytes that SQLite may hold in the whole process, past which a query fails; caches shrink before."""

RESULT = 16 << 20
"""Bytes of text and blobs that one result may have."""

LENGTH = 256 << 10
"""Bytes of a value or row, unless the package has a text that is longer."""
_BYTES_OF_CHARACTER = 4

LIMITS: Mapping[int, int] = MappingProxyType(
    {
        # A question of a person; the longest of Datasette's own statements name every column of a table once.
        sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
        sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
        sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
        sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
        sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
        sqlite3.SQLITE_LIMIT_ATTACHED: 0,
        sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    }
)

# What Datasette and its plugins ask about tables. `database_list` would tell where the file lies on this machine: it is
# not refused, since Datasette asks it on every page of a database, but left unanswered.
_PRAGMAS = frozenset(
    {
        "collation_list",
        "compile_options",
        "data_version",
        "encoding",
        "foreign_key_list",
        "function_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "page_count",
        "page_size",
        "schema_version",
        "table_info",
        "table_list",
        "table_xinfo",
        "user_version",
    }
)
# Functions that make large values of nothing, reach outside the file, or reach into the process.
_FUNCTIONS = frozenset({"edit", "fts3_tokenizer", "load_extension", "randomblob", "readfile", "writefile", "zeroblob"})
_NEVER = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})


def longest_text(connection: sqlite3.Connection, *, preview: bool) -> int:
    """Characters of the longest text that a value may be a part of: a source's, or one of the `preview`."""
    longest = "SELECT max(length(text)) FROM texts" if preview else "SELECT max(characters) FROM sources"
    (characters,) = connection.execute(longest).fetchone()
    return int(characters or 0)


def guard_connection(connection: sqlite3.Connection, longest: int) -> None:
    """Set the limits on `connection`, whose rows are then counted too; its longest text has `longest` characters."""
    needed = min(longest * _BYTES_OF_CHARACTER, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(LENGTH, needed))
    screen_functions(connection, long_texts=needed > LENGTH)
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    # The limit is the process's: each connection sets the same.
    connection.execute(f"PRAGMA hard_heap_limit = {HEAP}")
    connection.row_factory = _Budget(sqlite3.Row)
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _via: str | None) -> int:
    if action in _NEVER or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in _PRAGMAS:
        return sqlite3.SQLITE_IGNORE
    return sqlite3.SQLITE_OK


class _Budget:
    """A row factory that fails a result which grows past the budget.

    SQLite has no limit on a whole result. Rows are made one after the other, so that the place where they are made is
    where they can be counted, before thousands of them are held.
    """

    def __init__(self, make: Callable[[sqlite3.Cursor, tuple[object, ...]], sqlite3.Row]) -> None:
        self._make = make
        self._cursor: ReferenceType[sqlite3.Cursor] | None = None
        self._left = RESULT

    def __call__(self, cursor: sqlite3.Cursor, row: tuple[object, ...]) -> sqlite3.Row:
        if self._cursor is None or self._cursor() is not cursor:
            self._cursor, self._left = ref(cursor), RESULT
        self._left -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if self._left < 0:
            raise sqlite3.OperationalError(f"the result has more than {RESULT >> 20} MB: ask for fewer rows or columns")
        return self._make(cursor, row)
