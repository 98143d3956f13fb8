"""A folder that is replaced whole: a build killed at any moment leaves the last good one or the new one."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from footnoted.errors import OutputError
from footnoted.write.layout import MARKERS

__all__ = ["drafted", "recover", "swap_in"]

_NEW, _OLD, _LOCK = "new", "old", "lock"

# From linux/fs.h and linux/fcntl.h; see renameat2(2).
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_NOT_SUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
_TAKEN = frozenset({errno.ENOTEMPTY, errno.EEXIST})
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def drafted(out: Path) -> Iterator[Path]:
    """A fresh, empty folder to write what shall stand at `out`; `swap_in` puts it there.

    It lies beside `out`, on the same file system, and is gone afterwards whatever happens. What a killed build left
    behind is cleared first.

    Raises:
        OutputError: `out` is something else than a package or nothing; the disk is full; the folder may not be written.
    """
    out = out.resolve()
    try:
        _refuse_other_folders(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        recover(out)
        with _locked_workplace(out) as workplace:
            (workplace / _NEW).mkdir()
            yield workplace / _NEW
    except (OSError, sqlite3.OperationalError) as error:
        raise _explained(error, out) from error


def swap_in(draft: Path, out: Path) -> None:
    """Put `draft` at `out` in one step; what stood there takes the draft's place, to be cleared away.

    The files are on the disk before their names are, so that losing power is no worse than being killed.
    """
    out = out.resolve()
    for path in (*draft.rglob("*"), draft):
        _flush(path)
    if not _placed(draft, out) and not _exchange(draft, out):
        # Two steps where the file system cannot do it in one: `recover` undoes the first if the second never comes.
        out.rename(draft.with_name(_OLD))
        draft.rename(out)
    _flush(out.parent)


def recover(out: Path) -> None:
    """Clear away what killed builds of `out` left, putting back what one of them had moved aside."""
    out = out.resolve()
    leftovers = (path for path in out.parent.iterdir() if path.name.startswith(_prefix(out)))
    for workplace in sorted(leftovers):
        descriptor = _lock(workplace)
        if descriptor is not None:
            try:
                _clear(workplace, out)
            finally:
                os.close(descriptor)


def _prefix(out: Path) -> str:
    return f".{out.name}-draft-"


@contextmanager
def _locked_workplace(out: Path) -> Iterator[Path]:
    while True:
        workplace = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
        descriptor = _lock(workplace)
        # Another build may have taken the folder for a leftover in the moment before it was locked.
        if descriptor is not None:
            break
    try:
        yield workplace
    finally:
        _clear(workplace, out)
        os.close(descriptor)


def _lock(workplace: Path) -> int | None:
    """A descriptor that holds the folder's lock, which the kernel frees on death; None where a living build has it."""
    try:
        descriptor = os.open(workplace / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_nlink:
            return descriptor
    except BlockingIOError:
        pass
    os.close(descriptor)
    return None


def _clear(workplace: Path, out: Path) -> None:
    if not out.exists() and (workplace / _OLD).exists():
        (workplace / _OLD).rename(out)
    shutil.rmtree(workplace, ignore_errors=True)


def _placed(draft: Path, out: Path) -> bool:
    """Put `draft` where nothing stands; False where something does, perhaps since a moment ago by another build."""
    if out.exists():
        return False
    try:
        draft.rename(out)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        return False
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux, `renameat2`); False where the system or file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_SUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_other_folders(out: Path) -> None:
    if not out.exists() or (out.is_dir() and (not any(out.iterdir()) or all((out / m).is_file() for m in MARKERS))):
        return
    raise OutputError(f"{out} is no package: it is not replaced", "move it away, or name another folder")


def _explained(error: OSError | sqlite3.OperationalError, out: Path) -> OutputError:
    if isinstance(error, sqlite3.OperationalError):
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        code = errno.ENOSPC if full else 0
    else:
        code = error.errno or 0
    if code in _DISK_FULL:
        return OutputError(f"the disk is full: {out} is as it was", "free some space and build again")
    if code in _FORBIDDEN:
        hint = "check its permissions, or name another folder"
        return OutputError(f"{out.parent} may not be written to: {error}", hint)
    return OutputError(f"{out} cannot be written: {error}", "the last good build is as it was")
