"""Packages in a ZIP file, unpacked within limits into a folder of their own."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from footnoted.validate.resource.safe import Limits
from footnoted.validate.table.finding import Fault

__all__ = ["unpack"]

_MOST_FILES = 10_000
_BLOCK = 1 << 20


def unpack(archive: Path, folder: Path, limits: Limits) -> Path | Fault:
    """Unpack `archive` into `folder` and give the folder with the files: the one at the top, if there is nothing else.

    Bytes are counted while they come out, whatever the archive claims of itself: at most so many, and so many for each
    byte of the archive. Links, and names that lead out of the folder, are refused.
    """
    try:
        with zipfile.ZipFile(archive) as file:
            members = [member for member in file.infolist() if not member.is_dir()]
            if len(members) > _MOST_FILES:
                return Fault("file-too-large", f"the archive has {len(members)} files; the limit is {_MOST_FILES}")
            room = min(
                limits.unpacked_bytes, limits.unpacked_for_nothing + limits.unpacked_a_byte * archive.stat().st_size
            )
            for member in members:
                written = _write(file, member, folder, room)
                if isinstance(written, Fault):
                    return written
                room -= written
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        return Fault("file-unreadable", f"the archive cannot be read: {error}")
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _write(file: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, room: int) -> int | Fault:
    """Write one file and tell its bytes."""
    parts = member.filename.split("/")
    if member.filename.startswith("/") or "\\" in member.filename or {"", ".", ".."} & set(parts):
        return Fault("path-unsafe", f"the archive has a file {member.filename!r} outside itself")
    if stat.S_ISLNK(member.external_attr >> 16):
        return Fault("path-unsafe", f"the archive has a link: {member.filename!r}")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with file.open(member) as source, target.open("xb") as written:
        while block := source.read(_BLOCK):
            count += len(block)
            if count > room:
                return Fault("file-too-large", "the archive unpacks to more than the limits, or than its size warrants")
            written.write(block)
    return count
