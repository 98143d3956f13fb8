"""What changed in a dataset since a revision, and what of the rest the change can break."""

from __future__ import annotations

from pathlib import Path

from footnoted.claims import Memory, is_large
from footnoted.cli import check_of
from footnoted.cli.git import changed_files
from footnoted.cli.reports.outcome import Checked
from footnoted.schema import DESCRIPTOR, SEEDS
from footnoted.validate.since import check_since

__all__ = ["check"]

_FOLDERS = (f"{SEEDS}/", "schemas/")


def check(path: Path, revision: str) -> Checked:
    """The problems of what is not as it was at `revision` in the dataset in the folder `path`, and what follows."""
    changed = changed_files(path, revision)
    ours = frozenset(name for name in changed if name == DESCRIPTOR or name.startswith(_FOLDERS))
    memory = Memory(path, stored=is_large(path))
    part = check_since(path, ours, memory)
    # Most changes are of articles, and wait for nothing that only the check of a whole dataset needs.
    return Checked(path, path, part.problems) if part is not None else check_of("everything")(path, memory)
