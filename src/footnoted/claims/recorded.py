"""What a claims file says, as JSON and back: the form in which the cache keeps it."""

from __future__ import annotations

import sys
from typing import Any

from footnoted.claims.file import ClaimsFile
from footnoted.claims.model import Assumption, Attribution, Cell, Claim, Origin, Source
from footnoted.claims.said import Said
from footnoted.text import Span

__all__ = ["decode", "encode"]

_OWN = Attribution()
_OWN_KEPT = list(_OWN)
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
    # Hundreds of thousands of them: each part by itself is read in a third of the time that a loop over them takes.
    column, value, span, method, reader, antecedent, attribution, note, name_span = kept
    return Cell(
        # The same few words in every cell: one object for all of them.
        sys.intern(column),
        value,
        Span(*span),
        sys.intern(method),  # type: ignore[arg-type]  # the methods that there are
        None if reader is None else sys.intern(reader),
        _span(antecedent),
        _OWN if attribution == _OWN_KEPT else Attribution(attribution[0], _span(attribution[1])),
        note,
        _span(name_span),
    )


def _span(kept: list[int] | None) -> Span | None:
    return None if kept is None else Span(*kept)
