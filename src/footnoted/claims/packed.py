"""Claims files and texts that stand in a part, read as if they lay unpacked in `seeds/`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from footnoted.claims.file import ClaimsFile
from footnoted.claims.format import laid_out
from footnoted.claims.format.order import claims_order
from footnoted.claims.parts import PackedRow, part_rows, spelled_in
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset
from footnoted.text import SourceText, pinned

__all__ = ["packed_file", "packed_text"]

# What is unpacked lies in one folder, and nowhere else.
_NAME = re.compile(r"[^/\\\0.][^/\\\0]*")


def packed_file(dataset: Dataset, packed: PackedRow) -> ClaimsFile | Problem:
    """The claims file of a row, in canonical form, under the path that it has when it is unpacked."""
    rows = part_rows(dataset.root, packed.group)
    if isinstance(rows, Problem):
        return rows
    try:
        said = spelled_in(rows[packed.at])
        data = said.data if rows[packed.at]["drafted_by"] is None else _with_keys(said.data, rows[packed.at], dataset)
        text = laid_out(data, claims_order(dataset), said.comments)
    except (ValueError, TypeError, AttributeError, KeyError):
        return _unusable(packed)
    name = rows[packed.at]["file"]
    return ClaimsFile(f"{SEEDS}/{name}.toml", text, data) if name and _NAME.fullmatch(name) else _unusable(packed)


def packed_text(dataset: Dataset, packed: PackedRow, path: str) -> SourceText | Problem:
    """The text of a row, held to all that a text in `seeds/` is held to."""
    rows = part_rows(dataset.root, packed.group)
    if isinstance(rows, Problem):
        return rows
    return pinned(path, (rows[packed.at]["text"] or "").encode("utf-8", "surrogatepass"))


def _with_keys(data: Mapping[str, Any], row: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    """What a machine drafted, the ids of its facts made unique by their keys."""
    keys = defaultdict(list)
    for claim in row["claims"]:
        keys[claim["table_name"]].append(claim["key"])
    kept = {name: said for name, said in data.items() if name == "source" or name in dataset.entities}
    facts = {name: said for name, said in data.items() if name not in kept}
    return kept | {
        name: [claim | {"id": f"{claim['id']}-{key}"} for claim, key in zip(claims, keys[name], strict=True)]
        for name, claims in facts.items()
    }


def _unusable(packed: PackedRow) -> Problem:
    message = f"row {packed.at} of group {packed.group.number} says nothing that a claims file could say"
    return Problem("part-unreadable", packed.group.path, message, hint="make the part again")
