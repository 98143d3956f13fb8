"""Data files that are compressed one by one (`data.csv.gz`, `data.csv.zip`): unfolded within limits."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from footnoted.validate.resource.safe import Limits
from footnoted.validate.table.finding import Fault

__all__ = ["COMPRESSIONS", "unfold"]

COMPRESSIONS = ("gz", "zip")
_BLOCK = 1 << 20


def unfold(file: BinaryIO, compression: str, member: str | None, limits: Limits) -> BinaryIO | Fault:
    """The bytes that a file holds in compressed form, as a file that is gone when it is closed.

    In an archive they are the file `member`, or the only one. Bytes are counted while they come out: at most so many,
    and so many for each byte of the file.
    """
    warranted = limits.unpacked_for_nothing + limits.unpacked_a_byte * os.fstat(file.fileno()).st_size
    room = min(limits.unpacked_bytes, warranted)
    try:
        if compression == "gz":
            with gzip.open(file) as source:
                return _copied(source, room)
        with zipfile.ZipFile(file) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            if member is None and len(names) != 1:
                return Fault(
                    "file-unreadable", f"the archive has {len(names)} files, and `innerpath` names none of them"
                )
            with archive.open(names[0] if member is None else member) as source:
                return _copied(source, room)
    except KeyError:
        return Fault("file-missing", f"the archive has no file {member!r}")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        return Fault("file-unreadable", f"the compressed file cannot be read: {error}")


def _copied(source: IO[bytes] | gzip.GzipFile, room: int) -> BinaryIO | Fault:
    count = 0
    with ExitStack() as stack:
        copy = stack.enter_context(TemporaryFile())
        while block := source.read(_BLOCK):
            count += len(block)
            if count > room:
                return Fault("file-too-large", "the file unfolds to more than the limits, or than its size warrants")
            copy.write(block)
        copy.seek(0)
        # Whoever reads it closes it.
        stack.pop_all()
    return copy
