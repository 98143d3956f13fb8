"""Whose row is it: an `id` makes a row once, `about` joins one that is there, a retired id is used no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from footnoted.claims import Claim, Loaded
from footnoted.problem import Problem

__all__ = ["RowKey", "check_ids"]

RowKey = tuple[str, str]


def check_ids(loaded: Loaded, entities: Iterable[str]) -> list[Problem]:
    """Ids taken twice, joined without being there, or used although a decision retired them.

    The rows of `entities` (tables with aliases) may stand in any number of files.
    """
    shared = frozenset(entities)
    creators: dict[RowKey, Claim] = {}
    made = [claim for claim in loaded.claims if not claim.joins]
    taken = [claim for claim in made if creators.setdefault((claim.table, claim.row_id), claim) is not claim]
    known = creators.keys() | {(name, row) for name, names in loaded.names.items() for row in names.declared}
    return [
        *(_taken(claim, creators) for claim in taken if claim.table not in shared),
        *_unknown(loaded.claims, known),
        *_retired(loaded, creators),
    ]


def _taken(claim: Claim, creators: Mapping[RowKey, Claim]) -> Problem:
    stem, number = re.fullmatch(r"(.*?)(?:-(\d+))?", claim.row_id).groups()  # type: ignore[union-attr]
    free = int(number or 1) + 1
    while (claim.table, f"{stem}-{free}") in creators:
        free += 1
    other = creators[claim.table, claim.row_id].origin.place()
    message = f"the id {claim.row_id!r} is taken: {other.path}:{other.line} made this row of `{claim.table}`"
    hint = f'next free: "{stem}-{free}"; or about = "{claim.row_id}", if the same fact is meant'
    return claim.origin.problem("id-taken", message, hint, keys=("id",))


def _unknown(claims: Iterable[Claim], known: Iterable[RowKey]) -> Iterator[Problem]:
    rows = frozenset(known)
    for claim in claims:
        if claim.joins and (claim.table, claim.row_id) not in rows:
            message = f"no file makes a row {claim.row_id!r} of `{claim.table}`"
            yield claim.origin.problem("about-unknown", message, "`id` makes a row", keys=("about",))


def _retired(loaded: Loaded, creators: Mapping[RowKey, Claim]) -> Iterator[Problem]:
    for redirect in loaded.decisions.redirects:
        claim = creators.get((redirect.table, redirect.old_id))
        if claim is not None:
            message = f"the id {redirect.old_id!r} was retired: {redirect.reason}"
            hint = f"use {redirect.new_id!r}" if redirect.new_id else "ids are never used again: take another"
            yield claim.origin.problem("id-retired", message, hint, keys=("id",))
