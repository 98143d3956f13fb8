"""What earlier runs read of the sources of a dataset: kept by content, so that a run reads only what changed.

An entry holds what one claims file says about one text. It is used again while both files, the schemas, the toolkit and
its libraries, and every name that could stand in the text are the same; it then is what reading them again would give.
The cache may be deleted at any time. It travels nowhere: it is sealed with a key that lies outside the dataset, so that
one that came with somebody's contribution, or a damaged one, is not believed.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from footnoted.claims.entities import Names
from footnoted.claims.keys import code_version, schemas_version, seal_key, stamp, together
from footnoted.claims.recorded import decode, encode
from footnoted.claims.said import Said
from footnoted.claims.seeds import SEEDS, Introduced, Named
from footnoted.claims.store import Body, Head, Store
from footnoted.claims.told import Brief, Told, briefs, told_by, without
from footnoted.schema import Dataset

__all__ = ["FEW", "Memory", "is_large", "remembered"]

# Below this many claims files, reading them again is done before a cache is opened and checked.
FEW = 100
_LEVEL = 1


def is_large(root: Path) -> bool:
    """Whether the dataset in the folder `root` is large enough for a cache."""
    folder = root / SEEDS
    return folder.is_dir() and sum(name.endswith(".toml") for name in os.listdir(folder)) >= FEW  # noqa: PTH208 - names will do


def remembered(root: Path) -> Memory | None:
    """The cache of the dataset in the folder `root`, where it is large enough for one."""
    return Memory(root) if is_large(root) else None


class Memory:
    """The cache of the dataset in the folder `root`; not `stored`, or without a place for its key, there is none.

    `reasons` tells of each claims file that is read why it is.
    """

    def __init__(self, root: Path, *, stored: bool = True) -> None:
        self._root = root
        self.reasons: dict[str, str] = {}
        key = seal_key() if stored else None
        self._store = None if key is None else Store(root, key, f"{code_version()} {schemas_version(root)}")
        self._names = ""
        self._heads: dict[str, Head] = {}
        self._bodies: dict[str, Body] = {}
        self._briefs: dict[str, Brief] = {}

    @property
    def kept(self) -> int:
        """How many sources of this run are known from earlier ones."""
        return len(self._heads.keys() - self.reasons.keys())

    def introduced(self, path: str) -> Introduced | None:
        """What the unchanged claims file at `path` introduces; None where it is to be read."""
        head = self._store.heads.get(path) if self._store else None
        if head is None:
            # Where some are known, this one is new; where none is, there is a reason for that.
            some = self._store is None or self._store.heads
            self.reasons[path] = "new" if some else self._store.why  # type: ignore[union-attr]  # there is one
            return None
        stamps = together(stamp(self._root, path), stamp(self._root, head.text))
        if (not stamps or stamps != head.stamps) and self._digests(path, head.text) != head.digests:
            self.reasons[path] = "it or its text changed"
            return None
        self._heads[path] = head if stamps == head.stamps else head._replace(stamps=stamps)
        found = json.loads(head.named) if head.named else {}
        rows = {table: tuple(Named(*row) for row in named) for table, named in found.items()}
        return Introduced(path, head.text, rows, ())

    def meet(self, names: Mapping[str, Names]) -> None:
        """Learn the names of this run: what was read in a text where a name that changed may stand is forgotten."""
        told = {table: [sorted(map(list, known.aliases), key=str), known.merged] for table, known in names.items()}
        self._names = json.dumps(told, sort_keys=True)
        if not self._heads or self._store is None or self._names == self._store.names:
            return
        before, now = json.loads(self._store.names), json.loads(self._names)
        if {t: merged for t, (_, merged) in before.items()} != {t: merged for t, (_, merged) in now.items()}:
            self._forget(list(self._heads), "rows were merged otherwise")
            return
        changed = {alias for table in now for alias in _apart(before[table][0], now[table][0])}
        # A name stands in a text word by word: where its longest word does not stand, it cannot.
        words = {max(alias.split(), key=len) for _, alias, _ in changed if alias.split()}
        touched = [b.path for b in self._store.bodies() if any(word in b.text for word in words)]
        self._forget([path for path in touched if path in self._heads], "a name in its text changed")

    def said(self, path: str) -> Said | None:
        """What the claims file at `path` says, if it was introduced from here and no name in its text changed."""
        head = self._heads.get(path)
        if head is None or self._store is None:
            return None
        body = self._store.body(path)
        if body is None or body.digests != head.digests:
            self._forget([path], "the cache was damaged")
            return None
        return decode(path, json.loads(zlib.decompress(body.said)), body.file, body.text)

    def knows(self, path: str) -> bool:
        """Whether what the claims file at `path` says is known."""
        return path in self._heads

    def told(self) -> Told:
        """What the known claims files say in brief."""
        before, told = (self._store.heads, self._store.told) if self._store else ({}, Told())
        gone = (before.keys() - self._heads.keys()) | self._briefs.keys()
        return without(told, gone).and_of(briefs(self._briefs.items()))

    def sources(self) -> Iterator[tuple[str, str, str | None]]:
        """Of each known claims file its path, its source, and the source that this corrects."""
        return ((head.path, head.source, head.replaces or None) for head in self._heads.values())

    def keep(self, introduced: Introduced, said: Said, dataset: Dataset) -> None:
        """Remember what was read without a problem."""
        source = said.source
        if source is None or said.problems or introduced.text is None or self._store is None:
            return
        # A part is no file that could be looked at again by itself.
        if introduced.packed is not None:
            return
        path = introduced.path
        rows = {table: [list(row) for row in found] for table, found in introduced.rows.items() if found}
        stamps = together(stamp(self._root, path), stamp(self._root, source.path))
        digests = together(_digest(source.file.text.encode()), source.sha256)
        packed = zlib.compress(json.dumps(encode(said), ensure_ascii=False).encode(), _LEVEL)
        named = json.dumps(rows) if rows else ""
        self._heads[path] = Head(path, stamps, digests, introduced.text, named, source.id, source.replaces_id or "")
        self._bodies[path] = Body(path, digests, packed, source.file.text, source.text)
        self._briefs[path] = told_by(said, dataset)

    def is_proved(self, path: str, evidence: bytes) -> bool:
        """Whether exactly this evidence of the unchanged source was proved before."""
        head = self._heads.get(path)
        return head is not None and head.proof == _digest(evidence)

    def prove(self, path: str, evidence: bytes) -> None:
        """Remember that this evidence was proved."""
        if head := self._heads.get(path):
            self._heads[path] = head._replace(proof=_digest(evidence))

    def figures(self, path: str, cited: object) -> tuple[int, int] | None:
        """How many figures an unchanged article tells and how many of them nobody cites, if `cited` is as it was."""
        head = self._heads.get(path)
        if head is None or not head.figures:
            return None
        beside, told, uncited = json.loads(head.figures)
        return (told, uncited) if beside == _digest(repr(cited).encode()) else None

    def count(self, path: str, cited: object, figures: tuple[int, int]) -> None:
        """Remember how many figures there are beside what is `cited`."""
        if head := self._heads.get(path):
            found = json.dumps([_digest(repr(cited).encode()), *figures])
            self._heads[path] = head._replace(figures=found)

    def save(self) -> None:
        """Write what this run knows and forget what it did not meet. Where nothing can be written, nothing is."""
        if self._store is not None:
            self._store.close()
            self._store.write(self._names, self._heads, self.told(), self._bodies)

    def _digests(self, path: str, text: str) -> str:
        try:
            files = [(self._root / name).read_bytes() for name in (path, text)]
        except OSError:
            return ""
        return together(*map(_digest, files))

    def _forget(self, paths: Iterable[str], why: str) -> None:
        for path in paths:
            del self._heads[path]
            self.reasons[path] = why


def _apart(before: list[list[Any]], now: list[list[Any]]) -> set[tuple[Any, ...]]:
    return {tuple(alias) for alias in before} ^ {tuple(alias) for alias in now}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
