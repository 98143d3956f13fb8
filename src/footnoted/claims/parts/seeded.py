"""The parts that lie in `seeds/`, and the texts that they hold."""

from __future__ import annotations

from pathlib import Path

from footnoted.claims.parts.file import part_groups, part_rows
from footnoted.claims.parts.layout import SUFFIX
from footnoted.problem import Problem
from footnoted.schema import SEEDS

__all__ = ["parts_in_seeds", "texts_in_parts"]


def parts_in_seeds(root: Path) -> list[str]:
    """The paths of the parts in `seeds/`, relative to the dataset in `root`; no link is followed."""
    found = sorted((root / SEEDS).glob(f"*{SUFFIX}"))
    return [f"{SEEDS}/{path.name}" for path in found if path.is_file() and not path.is_symlink()]


def texts_in_parts(root: Path) -> dict[str, str]:
    """The text of each source that stands in a part in `seeds/`, by the source's id; damaged parts have none."""
    texts: dict[str, str] = {}
    for path in parts_in_seeds(root):
        groups = part_groups(root, path)
        for group in () if isinstance(groups, Problem) else groups:
            rows = part_rows(root, group)
            if not isinstance(rows, Problem):
                texts |= {row["id"]: row["text"] for row in rows if row["text"] is not None}
    return texts
