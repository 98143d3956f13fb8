"""Files of a package that a stranger wrote: opened only inside its folder, and only within limits."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from footnoted.validate.table.finding import Fault
from footnoted.validate.table.inspection import DEFAULT_MEMORY

__all__ = ["DEFAULT_LIMITS", "Limits", "open_inside", "path_fault"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package may cost: bytes of a descriptor, of a data file or all files of an archive, of memory.

    `memory` is what is aimed at, not a wall: larger tables are read in batches, and their keys go to the disk. Cells
    of a table and bytes out of an archive are held against the size of the file that they come from.
    """

    descriptor_bytes: int = 16 << 20
    file_bytes: int = 64 << 30
    unpacked_bytes: int = 4 << 30
    memory: int = DEFAULT_MEMORY
    cells_for_nothing: int = 50_000_000
    cells_a_byte: int = 100
    unpacked_for_nothing: int = 100_000_000
    unpacked_a_byte: int = 200

    def most_cells(self, file_bytes: int) -> int:
        """How many cells a file of that size may claim to hold: more is a bomb."""
        return self.cells_for_nothing + self.cells_a_byte * file_bytes


DEFAULT_LIMITS = Limits()


def path_fault(path: object) -> Fault | None:
    """What is wrong with a path that a descriptor names (Data Package v2, "URL or Path"); None where nothing is."""
    if not isinstance(path, str) or not path:
        return Fault("path-invalid", "a path is a string of at least one character")
    if _SCHEME.match(path):
        return Fault("path-remote", f"{path!r} is an address: nothing is fetched")
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or "\0" in path or ".." in parts:
        return Fault("path-unsafe", f"{path!r} is not a path below the descriptor, with / between its parts")
    if any(not part or part.startswith(".") for part in parts):
        return Fault("path-unsafe", f"{path!r} has a hidden or empty part")
    return None


def open_inside(root: Path, path: str, most: int) -> BinaryIO | Fault:
    """Open the file at `path` below the folder `root`, of at most `most` bytes, or say why not.

    A link is followed, then the opened file itself must be one that lies in `root`: a check before opening could be
    outrun by whoever changes the link.
    """
    if (fault := path_fault(path)) is not None:
        return fault
    try:
        # O_NONBLOCK: a FIFO must not hang the run.
        descriptor = os.open(root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return Fault("file-missing", f"there is no file {path!r} that can be read")
    fault = _opened_fault(os.fstat(descriptor), root, path, most)
    if fault is not None:
        os.close(descriptor)
        return fault
    return os.fdopen(descriptor, "rb")


def _opened_fault(opened: os.stat_result, root: Path, path: str, most: int) -> Fault | None:
    if not stat.S_ISREG(opened.st_mode):
        return Fault("file-missing", f"{path!r} is no regular file")
    real, folder = os.path.realpath(root / path), os.path.realpath(root)
    try:
        found = os.lstat(real)
    except OSError:
        return Fault("file-missing", f"there is no file {path!r} that can be read")
    inside = os.path.commonpath([real, folder]) == folder
    if not inside or (found.st_dev, found.st_ino) != (opened.st_dev, opened.st_ino):
        return Fault("path-unsafe", f"{path!r} is a link that leaves the package")
    if opened.st_size > most:
        return Fault("file-too-large", f"{path!r} has {opened.st_size} bytes; the limit is {most}")
    return None
