"""A table that stands alone: described by its name and by how its first bytes look, since no descriptor says."""

from __future__ import annotations

import codecs
import csv
import gzip
from pathlib import Path
from typing import Any

__all__ = ["DESCRIPTOR", "described", "is_table"]

DESCRIPTOR = "datapackage.json"
"""The name of a package's descriptor."""

_SUFFIXES = (".csv", ".tsv", ".parquet", ".jsonl", ".ndjson")
_COMPRESSED = (".gz", ".zip")
# Bytes in which the first record mostly ends.
_LOOK = 64 << 10
_DELIMITERS = ",;\t|"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def is_table(path: Path) -> bool:
    """Whether the file is a table by its name, or a list of JSON rows by its beginning."""
    last = path.suffix.lower()
    if last in _COMPRESSED:
        return Path(path.stem).suffix.lower() in _SUFFIXES
    if last == ".json" and path.name != DESCRIPTOR:
        return _beginning(path).lstrip().startswith(b"[")
    return last in _SUFFIXES


def described(path: Path) -> dict[str, Any]:
    """The descriptor of a package of the table at `path` alone.

    A byte order mark tells its encoding. The delimiter is the one of , ; | and the tab that cuts the first record into
    the most cells; nothing else is guessed.
    """
    name = path.stem if path.suffix.lower() not in _COMPRESSED else Path(path.stem).stem
    resource: dict[str, Any] = {"name": name, "path": path.name, "type": "table"}
    if not {".csv", ".txt"} & {suffix.lower() for suffix in path.suffixes}:
        return {"resources": [resource]}
    head = _beginning(path)
    encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), "utf-8")
    lines = head.decode(encoding, errors="replace").splitlines(keepends=True)
    cells = {mark: len(next(csv.reader(lines, delimiter=mark), [])) for mark in _DELIMITERS}
    return {
        "resources": [resource | {"encoding": encoding, "dialect": {"delimiter": max(cells, key=lambda m: cells[m])}}]
    }


def _beginning(path: Path) -> bytes:
    if path.suffix.lower() == ".gz":
        try:
            with gzip.open(path) as file:
                return file.read(_LOOK)
        except (OSError, EOFError):
            # Whoever reads it will say what is wrong.
            return b""
    with path.open("rb") as file:
        return file.read(_LOOK)
