"""The check of a dataset, confined: where it does not come to its end, the file that ends it is the problem."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from footnoted.claims.parts import ROWS_IN_GROUP, SUFFIX, part_groups
from footnoted.cli.confined import Bounds, Ended, confined
from footnoted.cli.progress import Bar
from footnoted.errors import FootnotedError
from footnoted.problem import Problem
from footnoted.schema import SEEDS
from footnoted.validate.alone import files_of, read_alone
from footnoted.validate.dataset import check_dataset

__all__ = ["ALONE", "dataset_problems", "whole"]

ALONE = Bounds(memory=2 << 30, seconds=30)
"""For one file, of which none has more than a mebibyte."""
_GIB = 1 << 30


def whole(root: Path) -> Bounds:
    """For a dataset: it grows with its files, and with the sources that stand in parts."""
    count = sum(map(_weight, (root / SEEDS).iterdir())) if (root / SEEDS).is_dir() else 0
    return Bounds(memory=8 * _GIB, seconds=300 + 0.5 * count)


def _weight(path: Path) -> int:
    if path.suffix != SUFFIX or path.is_symlink():
        return 1
    groups = part_groups(path.parent, path.name)
    return 1 if isinstance(groups, Problem) else 1 + len(groups) * ROWS_IN_GROUP


def dataset_problems(root: Path, within: Bounds | None = None, alone: Bounds = ALONE) -> tuple[Problem, ...]:
    """Every problem of the dataset in `root`; of a file that ends the check, `file-unchecked`, and no other.

    Raises:
        FootnotedError: the check does not come to its end, and no file alone is the cause.
    """
    found = confined(partial(_check, root), within or whole(root))
    if not isinstance(found, Ended):
        return found
    if problems := _culprits(root, alone):
        return problems
    raise FootnotedError(f"the check did not come to its end: {found.why}", "please report this with the dataset")


def _check(root: Path) -> tuple[Problem, ...]:
    return check_dataset(root, Bar("Checking"), hints=True).problems


def _read(root: Path, path: str) -> tuple[Problem, ...]:
    return read_alone(root, path)


def _culprits(root: Path, alone: Bounds) -> tuple[Problem, ...]:
    problems = []
    for path in files_of(root):
        if isinstance(ended := confined(partial(_read, root, path), alone), Ended):
            hint = "take the file out, or what is unusual in it, and please report it: no file should do this"
            problems.append(Problem("file-unchecked", path, f"the check of this file ended: {ended.why}", hint=hint))
    return tuple(problems)
