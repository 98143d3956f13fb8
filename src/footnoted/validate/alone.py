"""One file of a dataset read by itself, as the check of the whole reads it: to find out which file ends that check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from footnoted.claims import SEEDS
from footnoted.claims.file import ClaimsFile, read_claims_file
from footnoted.claims.lens import FIXED
from footnoted.claims.parts import SUFFIX, part_groups, part_rows
from footnoted.languages import available, document
from footnoted.problem import Problem
from footnoted.schema import DESCRIPTOR
from footnoted.text import read_inside, read_source

__all__ = ["files_of", "read_alone"]

_VOCABULARIES = "schemas/vocabularies"


def files_of(root: Path) -> Iterator[str]:
    """Every file that the check of the dataset in `root` reads, the descriptor first."""
    yield DESCRIPTOR
    for folder, suffixes in (("schemas", {".json"}), (_VOCABULARIES, {".toml"}), (SEEDS, {".toml", ".txt", SUFFIX})):
        if (root / folder).is_dir():
            yield from sorted(f"{folder}/{p.name}" for p in (root / folder).iterdir() if p.suffix in suffixes)


def read_alone(root: Path, path: str) -> tuple[Problem, ...]:
    """Parse the file; of a text, run every reader that needs no dataset, in every language."""
    match Path(path).suffix:
        case ".json":
            # What does not parse is told by the check of the whole.
            try:
                json.loads(read_inside(root, path))
            except (OSError, ValueError, RecursionError):
                return ()
        case ".toml":
            file = read_claims_file(root, path)
            if isinstance(file, ClaimsFile):
                file.place("source")
        case ".parquet":
            groups = part_groups(root, path)
            for group in [] if isinstance(groups, Problem) else groups:
                part_rows(root, group)
        case _:
            source = read_source(root, path)
            if isinstance(source, Problem):
                return ()
            for language in available():
                divided = document(source.text, language)
                for reader in FIXED.values():
                    reader(divided)
    return ()
