"""What git knows of the repository that a dataset is in."""

from __future__ import annotations

import subprocess
from pathlib import Path

from footnoted.errors import DatasetError, FootnotedError

__all__ = ["changed_files", "git"]

_HINT = "name a revision of the repository, such as main, HEAD~1 or origin/main"


def git(root: Path, *arguments: str, hint: str = _HINT, of: str = "", otherwise: str = "no revision") -> bytes:
    """What a command of git prints in `root`; `of` is what the user named, which else is `otherwise`.

    Raises:
        DatasetError: git refuses, most often because there is no such revision.
        FootnotedError: there is no git.
    """
    try:
        return subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True).stdout  # noqa: S603, S607
    except FileNotFoundError as error:
        raise FootnotedError("git is not installed", hint) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        problem = f"{of!r} is {otherwise}" if of else f"{root} is in no repository of git"
        raise DatasetError(f"{problem}{': ' + said if said else ''}", hint) from error


def changed_files(root: Path, revision: str) -> frozenset[str]:
    """The files in `root` that are not as they were at `revision`, committed or not, relative to `root`.

    Raises:
        DatasetError: `root` is in no repository, or it knows no such revision.
    """
    commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", of=revision)
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative")
    changed = git(root, "diff", *options, commit.decode().strip(), "--", ".", of=revision)
    added = git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".", of=revision)
    return frozenset(name.decode("utf-8", "surrogateescape") for name in (changed + added).split(b"\0") if name)
