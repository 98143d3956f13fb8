"""Size and hash of a resource's files (Data Resource v2, "bytes", "hash")."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from footnoted.validate.table.finding import Fault

__all__ = ["integrity_faults"]

_BLOCK = 1 << 20
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


def integrity_faults(files: Sequence[BinaryIO], expected: Mapping[str, Any]) -> Iterator[Fault]:
    """What the files, one after the other, have else than the descriptor states; each file is then at its start."""
    if (stated := expected.get("bytes")) is not None:
        size = sum(os.fstat(file.fileno()).st_size for file in files)
        if stated != size:
            yield Fault("bytes-wrong", f"the descriptor states {stated!r} bytes; there are {size}")
    if (stated := expected.get("hash")) is not None:
        yield from _hash_faults(files, stated)


def _hash_faults(files: Sequence[BinaryIO], stated: Any) -> Iterator[Fault]:  # noqa: ANN401 - whatever it states
    # Without the name of an algorithm it is MD5.
    name, _, digits = str(stated).rpartition(":")
    algorithm = name.lower() or "md5"
    if algorithm not in _ALGORITHMS:
        yield Fault("hash-unknown", f"there is no hash {name!r}: it is {', '.join(_ALGORITHMS)}")
        return
    found = hashlib.new(algorithm, usedforsecurity=False)
    for file in files:
        file.seek(0)
        while block := file.read(_BLOCK):
            found.update(block)
        file.seek(0)
    if found.hexdigest() != digits.lower():
        yield Fault("hash-wrong", f"the descriptor states the {algorithm} {digits}; the file has {found.hexdigest()}")
