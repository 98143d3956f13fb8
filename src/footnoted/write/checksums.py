"""What each file of a package weighs: its bytes and their sha256, also as a file for `sha256sum --check`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Digest", "checksum_lines", "digest", "digests"]


@dataclass(frozen=True, slots=True)
class Digest:
    """The length of a file in bytes and the sha256 of its content in hexadecimal digits."""

    length: int
    sha256: str


def digest(path: Path) -> Digest:
    """The digest of the file at `path`."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return Digest(file.tell(), sha256)


def digests(folder: Path) -> dict[str, Digest]:
    """The digests of all files in `folder`, by path relative to it, sorted."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {file: digest(folder / file) for file in files}


def checksum_lines(files: Mapping[str, Digest]) -> str:
    """`files` in the form that `sha256sum --check` reads, a line each."""
    return "".join(f"{files[path].sha256}  {path}\n" for path in sorted(files))
