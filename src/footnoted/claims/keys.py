"""What the cache of a dataset depends on: the toolkit's own code, its libraries, the schemas, the state of a file."""

from __future__ import annotations

import json
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from time import time_ns

from footnoted.schema import DESCRIPTOR

__all__ = ["code_version", "named_schemas", "schemas_version", "seal_key", "stamp", "together"]

_PACKAGE = Path(__file__).resolve().parents[1]
# What reads, checks and hands on claims. (What only writes or serves changes no entry.)
_LIBRARIES = ("jsonschema-rs", "pyarrow", "tomli", "tree-sitter-toml")
_KEY_BYTES = 32
# A file that changed so shortly before may change again without its times telling.
_RECENT = 2_000_000_000


@cache
def code_version() -> str:
    """The hash of every file of the toolkit, and the versions of Python and of the libraries that matter."""
    files = (path for path in sorted(_PACKAGE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return together(_hash(_PACKAGE, files), sys.version.split()[0], libraries)


def schemas_version(root: Path) -> str:
    """The hash of the dataset's descriptor, of all files in `schemas/`, and of schemas that lie elsewhere."""
    named = (root / path for path in (DESCRIPTOR, *named_schemas(root)))
    schemas = sorted({*named, *(root / "schemas").rglob("*")})
    return _hash(root, (path for path in schemas if path.is_file() and not path.is_symlink()))


def named_schemas(root: Path) -> tuple[str, ...]:
    """The paths of the tables' schemas, as the dataset's descriptor names them; none where it cannot be used."""
    try:
        resources = json.loads((root / DESCRIPTOR).read_bytes())["resources"]
        return tuple(sorted({resource["schema"] for resource in resources if isinstance(resource["schema"], str)}))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ()


def _hash(root: Path, files: Iterable[Path]) -> str:
    whole = sha256()
    for path in files:
        data = path.read_bytes()
        whole.update(f"{path.relative_to(root).as_posix()} {len(data)}\n".encode() + data)
    return whole.hexdigest()


def seal_key() -> bytes | None:
    """The key of this user's caches, made at its first use; None where there is no place for it."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    file = Path(home) / "footnoted" / "key"
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            made = file.with_name(f"key-{os.getpid()}")
            made.touch(mode=0o600)
            made.write_bytes(secrets.token_bytes(_KEY_BYTES))
            # Of two that make it at the same time, both get the one that stays.
            with suppress(FileExistsError):
                os.link(made, file)
            made.unlink()
        key = file.read_bytes()
    except OSError:
        return None
    return key if len(key) == _KEY_BYTES else None


def stamp(root: Path, path: str) -> str:
    """What the file system says of a regular file: while it says the same, the file is the same; else ""."""
    try:
        found = os.lstat(f"{root}/{path}")
    except OSError:
        return ""
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    if not stat.S_ISREG(found.st_mode) or time_ns() - changed < _RECENT:
        return ""
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"


def together(*parts: str) -> str:
    """`parts` as one text; "" where one of them is missing."""
    return " ".join(parts) if all(parts) else ""
