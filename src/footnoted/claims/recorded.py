"""What a claims file says, as JSON and back: the form in which the cache keeps it."""

from __future__ import annotations

import sys
from typing import Any

from footnoted.claims.file import ClaimsFile
from footnoted.claims.model import Assumption, Attribution, Cell, Claim, Origin, Source
from footnoted.claims.said import Said
from footnoted.text import Span

__all__ = ["decode", "encode"]

_SPANS = frozenset({"span", "antecedent", "name_span"})
_SHARED = frozenset({"column", "method", "reader"})
_OF_ALL = frozenset({"source", "origin", "cells"})


def encode(said: Said) -> dict[str, Any]:
    """`said`, which has a source and no problems, without the texts of its files."""
    source = said.source
    if source is None:
        raise ValueError("a file that could not be read says nothing to keep")
    return {
        "source": {
            "id": source.id,
            "path": source.path,
            "sha256": source.sha256,
            "metadata": dict(source.metadata),
            "assume": {family: list(assumption) for family, assumption in source.assume.items()},
        },
        "claims": [
            [
                list(claim.origin.keys),
                [list(cell) for cell in claim.cells],
                {name: value for name, value in zip(claim._fields, claim, strict=True) if name not in _OF_ALL},
            ]
            for claim in said.claims
        ],
    }


def decode(path: str, kept: dict[str, Any], file: str, text: str) -> Said:
    """What was encoded, with the texts of the claims file at `path` and of its article."""
    told = kept["source"]
    origin = ClaimsFile(path, file, {})
    assume = {family: Assumption(*entry) for family, entry in told["assume"].items()}
    source = Source(told["id"], origin, told["path"], told["sha256"], text, told["metadata"], assume)
    claims = tuple(
        Claim(source=source, cells=tuple(map(_cell, cells)), origin=Origin(origin, tuple(keys)), **rest)
        for keys, cells, rest in kept["claims"]
    )
    return Said(source, claims, ())


def _cell(kept: list[Any]) -> Cell:
    return Cell._make(map(_part, Cell._fields, kept))


def _part(name: str, value: Any) -> Any:  # noqa: ANN401 - the parts of a cell are of several types
    if name in _SHARED and isinstance(value, str):
        # The same few words in every cell: one object for all of them.
        return sys.intern(value)
    if name in _SPANS:
        return None if value is None else Span(*value)
    if name == "attribution":
        kind, span = value
        return Attribution(kind, None if span is None else Span(*span))
    return value
