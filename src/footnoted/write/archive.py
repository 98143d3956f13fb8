"""A package as one ZIP: equal files, equal bytes."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["write_archive"]

# On footnotes, the usual level 6 takes twice the time of this one for the last twentieth of the size.
_LEVEL = 3
_UNIX = 3
_MODE = stat.S_IFREG | 0o644
_CHUNK_BYTES = 1 << 20


def write_archive(folder: Path, files: Iterable[str], path: Path) -> None:
    """Write `files` (relative to `folder`) to a ZIP at `path`, sorted by name, deflated, readable by all.

    The descriptor stands at the root of the ZIP, as readers of Data Packages expect. Every entry is dated
    1980-01-01, the earliest moment that a ZIP can name: none carries the time of the build.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in sorted(files):
            large = (folder / name).stat().st_size >= zipfile.ZIP64_LIMIT
            # Opened by its name an entry has that date, and takes the archive's level, which one of our own would not.
            with (folder / name).open("rb") as source, archive.open(name, "w", force_zip64=large) as target:
                shutil.copyfileobj(source, target, _CHUNK_BYTES)
            # Both stand in the directory at the archive's end, which is yet to be written.
            entry = archive.getinfo(name)
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
