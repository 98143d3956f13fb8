"""The file of the cache: what is known of all sources in brief, and apart from it what each source says in full.

What is known in brief is read by every run, so that it stands in few large values, one table of Arrow's each, of which
each has one seal; what a source says in full is read for few of them, and stands in rows.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from footnoted.claims.told import Told

__all__ = ["FOLDER", "Body", "Head", "Store"]

FOLDER = ".footnoted"
_FILE = "sources.db"


class Head(NamedTuple):
    """What is known of a source in brief: the state and the digests of its two files, and what was found about it.

    `text` is the path of its article, `named` the rows of tables with names that its claims file introduces (as JSON,
    "" for none), `source` its id, and `replaces` the id of the source that it corrects, or "".
    """

    path: str
    stamps: str
    digests: str
    text: str
    named: str
    source: str
    replaces: str
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
    "CREATE TABLE IF NOT EXISTS brief (name TEXT PRIMARY KEY, columns BLOB, seal BLOB)",
    f"CREATE TABLE IF NOT EXISTS body ({', '.join(Body._fields)}, seal, PRIMARY KEY (path))",
)
_HEADS = pa.schema([(name, pa.string()) for name in Head._fields])


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
        self.told = Told()
        if self._file.is_file() and not self._linked():
            self._open()

    def bodies(self) -> Iterator[Body]:
        """What every source says, of those that count."""
        return self._bodies("")

    def body(self, path: str) -> Body | None:
        """What one source says; None where that does not count."""
        return next(self._bodies("WHERE path = ?", path), None)

    def write(self, names: str, heads: Mapping[str, Head], told: Told, bodies: Mapping[str, Body]) -> None:
        """Hold exactly `heads` and `told` from now on, the new `bodies` and the old ones of the rest.

        Nothing is written where nothing changed, or where it cannot be.

        Where another run wrote since this one began, its work stays: the two may have read by different names.
        """
        if self._linked() or (not bodies and self._run and (names, heads) == (self.names, self.heads)):
            return
        with suppress(OSError, sqlite3.Error):
            self._file.parent.mkdir(exist_ok=True)
            connection = sqlite3.connect(self._file, timeout=1, isolation_level=None)
            try:
                # Nothing of it needs to outlive a loss of power: a torn file is seen by its seals.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("BEGIN IMMEDIATE")
                self._write(connection, names, heads, told)
                self._insert(connection, "body", bodies.values())
                connection.execute("COMMIT")
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def _write(self, connection: sqlite3.Connection, names: str, heads: Mapping[str, Head], told: Told) -> None:
        for statement in _TABLES:
            connection.execute(statement)
        found = connection.execute("SELECT value FROM meta WHERE name = 'run'").fetchone()
        if found is not None and found[0] != self._run and self._run:
            return
        if not self._run:
            connection.execute("DELETE FROM body")
        gone = [(path,) for path in self.heads.keys() - heads.keys()]
        connection.executemany("DELETE FROM body WHERE path = ?", gone)
        columns = zip(*heads.values(), strict=True) if heads else ((),) * len(_HEADS)
        brief = {"heads": pa.table([pa.array(column, pa.string()) for column in columns], _HEADS), **told._asdict()}
        self._insert(connection, "brief", ((name, _bytes(table)) for name, table in brief.items()))
        self._insert(connection, "meta", [("version", self._version), ("names", names), ("run", secrets.token_hex(8))])

    def _insert(self, connection: sqlite3.Connection, table: str, rows: Iterable[tuple[str | bytes, ...]]) -> None:
        sealed = ((*row, self._seal(table, row)) for row in rows)
        width = {"brief": 2, "body": len(Body._fields), "meta": 2}[table] + 1
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
            self._read_brief()
        except (sqlite3.Error, TypeError, KeyError):
            self.close()
            self._connection, self.heads, self.told, self.names, self._run = None, {}, Told(), "", ""
            self.why = "the cache was damaged"
            with suppress(OSError):
                self._file.unlink()

    def _read_brief(self) -> None:
        brief = {name: pa.ipc.open_stream(data).read_all() for name, data in self._rows("brief")}
        self.told = Told(brief["claims"], brief["references"])
        columns = (column.to_pylist() for column in brief["heads"].columns)
        self.heads = {head.path: head for head in map(Head._make, zip(*columns, strict=True))}

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


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    found: bytes = sink.getvalue().to_pybytes()
    return found
