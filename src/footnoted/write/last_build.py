"""Whether a build would change nothing: what the last one was made of, and what it made, are as they were.

A build is a function of the dataset's files and of the toolkit with its libraries. So where these are the same, and the
package still is what was written, there is nothing to do but to tell what was told. Files are compared by what the
system says of them, and where that differs or may not be trusted, by their contents.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b, file_digest, sha256
from pathlib import Path
from typing import Any, NamedTuple

from footnoted.claims.keys import code_version, named_schemas, seal_key, stamp
from footnoted.claims.store import FOLDER
from footnoted.schema import DESCRIPTOR, SEEDS
from footnoted.write.layout import LICENCE

__all__ = ["LastBuild", "Report"]

_FILE = "build.json"
_INPUTS = (DESCRIPTOR, LICENCE, "schemas", SEEDS)


class Report(NamedTuple):
    """What a build told, line by line: of the problems that fail nothing, and of the package."""

    problems: tuple[str, ...]
    package: tuple[str, ...]


class _State(NamedTuple):
    """The files of a folder, as the system tells of them ("" where it may not be trusted), and what they hold."""

    stamps: str
    contents: str


class LastBuild:
    """The last build of the dataset in `root` into the folder `out`, as `root` was when this was asked first."""

    def __init__(self, root: Path, out: Path) -> None:
        self._root, self._out = root, out
        self._file = root / FOLDER / _FILE
        self._key = seal_key()
        self._known = self._read() if self._key and not self._linked() else {}
        # Asked before anything is read: what changes while a build runs is a change after it.
        self._inputs = _state(root, (*_INPUTS, *named_schemas(root)), self._known.get("inputs"))

    def report(self) -> Report | None:
        """What the last build told, if another one would make and tell the same; else None."""
        if self._known.get("made_by") != self._made_by() or self._known["inputs"][1] != self._inputs.contents:
            return None
        outputs = _state(self._out, ("",), self._known["outputs"])
        if outputs.contents != self._known["outputs"][1]:
            return None
        report = Report(*map(tuple, self._known["report"]))
        self._write(outputs, report)
        return report

    def remember(self, report: Report) -> None:
        """Keep what the build that just ended made, and what it told; where nothing can be written, nothing is."""
        self._write(_state(self._out, ("",), None), report)

    def _made_by(self) -> str:
        """Who made it where: the toolkit, and the libraries on which the bytes of a package depend."""
        return f"{code_version()} {sqlite3.sqlite_version} {zlib.ZLIB_RUNTIME_VERSION} {self._out.resolve()}"

    def _write(self, outputs: _State, report: Report) -> None:
        known = {"made_by": self._made_by(), "inputs": self._inputs, "outputs": outputs, "report": report}
        if self._key is None or self._linked():
            return
        said = json.dumps(known)
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            aside = self._file.with_name(f"{_FILE}-{os.getpid()}")
            aside.write_text(f"{self._seal(said)}\n{said}", "utf-8")
            aside.replace(self._file)

    def _read(self) -> dict[str, Any]:
        try:
            seal, _, said = self._file.read_text("utf-8").partition("\n")
        except (OSError, ValueError):
            return {}
        # What came with somebody's contribution, or was damaged, is not believed.
        found: dict[str, Any] = json.loads(said) if seal == self._seal(said) else {}
        return found

    def _seal(self, said: str) -> str:
        return blake2b(said.encode(), key=self._key or b"", digest_size=16).hexdigest()

    def _linked(self) -> bool:
        return self._file.is_symlink() or self._file.parent.is_symlink()


def _state(root: Path, parts: Iterable[str], known: Iterable[str] | None) -> _State:
    """The state of `parts` of `root`; what they hold is not read where the system says that it is as it was `known`."""
    paths = sorted({path for part in parts for path in _walk(root, part)})
    stamps = [stamp(root, path) for path, mode in paths if stat.S_ISREG(mode)]
    told = sha256(json.dumps([paths, stamps]).encode()).hexdigest() if all(stamps) else ""
    before = _State(*known) if known is not None else _State("", "")
    return before if told and told == before.stamps else _State(told, _contents(root, paths))


def _walk(root: Path, part: str) -> Iterator[tuple[str, int]]:
    """Whatever lies at `part` of `root` and below it, with its kind and its mode; no link is followed."""
    try:
        mode = os.lstat(f"{root}/{part}").st_mode
    except OSError:
        return
    yield part, mode
    if stat.S_ISDIR(mode):
        for name in os.listdir(f"{root}/{part}"):  # noqa: PTH208 - there may be tens of thousands
            yield from _walk(root, f"{part}/{name}" if part else name)


def _contents(root: Path, paths: Iterable[tuple[str, int]]) -> str:
    whole = sha256()
    for path, mode in paths:
        try:
            held = _held(root / path, mode)
        except OSError:
            held = ""
        whole.update(f"{path}\0{mode}\0{held}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _held(path: Path, mode: int) -> str:
    if stat.S_ISLNK(mode):
        return str(path.readlink())
    if not stat.S_ISREG(mode):
        return ""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
