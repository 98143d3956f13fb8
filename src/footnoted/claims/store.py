"""The file of the cache: what is known of each source in brief, and apart from it what the source says in full."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

__all__ = ["FOLDER", "Body", "Head", "Store"]

FOLDER = ".footnoted"
_FILE = "sources.db"


class Head(NamedTuple):
    """What is known of a source in brief: the state and the digests of its two files, and what was found about it."""

    path: str
    stamps: str
    digests: str
    introduced: str
    proof: str = ""
    figures: str = ""


class Body(NamedTuple):
    """What a source says (`said`, packed), its claims file and its text; `digests` are those of the two."""

    path: str
    digests: str
    said: bytes
    file: str
    text: str


_TABLES = (
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT, seal BLOB)",
    f"CREATE TABLE IF NOT EXISTS head ({', '.join(Head._fields)}, seal, PRIMARY KEY (path))",
    f"CREATE TABLE IF NOT EXISTS body ({', '.join(Body._fields)}, seal, PRIMARY KEY (path))",
)


class Store:
    """One SQLite file in `root`, each row of which is sealed: with another `key` or `version` none of them counts.

    `why` says why there is nothing, where there is nothing.
    """

    def __init__(self, root: Path, key: bytes, version: str) -> None:
        self._file = root / FOLDER / _FILE
        self._key, self._version = key, version
        self._connection: sqlite3.Connection | None = None
        self._run = ""
        self.why = "new"
        self.names = ""
        self.heads: dict[str, Head] = {}
        if self._file.is_file() and not self._linked():
            self._open()

    def bodies(self) -> Iterator[Body]:
        """What every source says, of those that count."""
        return self._bodies("")

    def body(self, path: str) -> Body | None:
        """What one source says; None where that does not count."""
        return next(self._bodies("WHERE path = ?", path), None)

    def write(self, names: str, heads: Mapping[str, Head], bodies: Iterable[Body]) -> None:
        """Hold exactly `heads` from now on, the new `bodies` and the old ones of the rest; nothing if that cannot be.

        Where another run wrote since this one began, its work stays: the two may have read by different names.
        """
        if self._linked():
            return
        with suppress(OSError, sqlite3.Error):
            self._file.parent.mkdir(exist_ok=True)
            connection = sqlite3.connect(self._file, timeout=1, isolation_level=None)
            try:
                # Nothing of it needs to outlive a loss of power: a torn file is seen by its seals.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("BEGIN IMMEDIATE")
                self._write(connection, names, heads, bodies)
                connection.execute("COMMIT")
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def _write(
        self, connection: sqlite3.Connection, names: str, heads: Mapping[str, Head], bodies: Iterable[Body]
    ) -> None:
        for statement in _TABLES:
            connection.execute(statement)
        found = connection.execute("SELECT value FROM meta WHERE name = 'run'").fetchone()
        if found is not None and found[0] != self._run and self._run:
            return
        if not self._run:
            connection.execute("DELETE FROM head")
            connection.execute("DELETE FROM body")
        gone = [(path,) for path in self.heads.keys() - heads.keys()]
        for table in ("head", "body"):
            connection.executemany(f"DELETE FROM {table} WHERE path = ?", gone)  # noqa: S608 - our own names
        self._insert(connection, "head", (head for path, head in heads.items() if head != self.heads.get(path)))
        self._insert(connection, "body", bodies)
        self._insert(connection, "meta", [("version", self._version), ("names", names), ("run", secrets.token_hex(8))])

    def _insert(self, connection: sqlite3.Connection, table: str, rows: Iterable[tuple[str | bytes, ...]]) -> None:
        sealed = ((*row, self._seal(table, row)) for row in rows)
        width = {"head": len(Head._fields), "body": len(Body._fields), "meta": 2}[table] + 1
        marks = ", ".join("?" * width)
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", sealed)  # noqa: S608 - our own names

    def _open(self) -> None:
        try:
            self._connection = sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
            meta = {row[0]: row[1] for row in self._rows("meta")}
            if meta.get("version") != self._version or not {"names", "run"} <= meta.keys():
                self.why = "the toolkit, its libraries or the schemas changed"
                return
            self.names, self._run = str(meta["names"]), str(meta["run"])
            self.heads = {str(row[0]): Head._make(row) for row in self._rows("head")}
        except (sqlite3.Error, TypeError):
            self.close()
            self._connection, self.heads, self.names, self._run = None, {}, "", ""
            self.why = "the cache was damaged"
            with suppress(OSError):
                self._file.unlink()

    def _bodies(self, where: str, *values: str) -> Iterator[Body]:
        try:
            yield from map(Body._make, self._rows("body", where, *values))
        except (sqlite3.Error, TypeError):
            return

    def _rows(self, table: str, where: str = "", *values: str) -> Iterator[tuple[str, ...]]:
        """The rows of a table whose seal holds."""
        if self._connection is None:
            return
        for *row, seal in self._connection.execute(f"SELECT * FROM {table} {where}", values):  # noqa: S608 - our own
            # The version is what `meta` is asked for, so that it cannot be sealed with it.
            if seal == self._seal(table, row):
                yield tuple(row)

    def _seal(self, table: str, row: Iterable[str | bytes]) -> bytes:
        sealed = blake2b(key=self._key, digest_size=16)
        for part in (table, "" if table == "meta" else self._version, *row):
            data = part if isinstance(part, bytes) else part.encode()
            sealed.update(len(data).to_bytes(8, "big") + data)
        return sealed.digest()

    def _linked(self) -> bool:
        return self._file.is_symlink() or self._file.parent.is_symlink()
