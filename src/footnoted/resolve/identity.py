"""Whose row is it: an `id` makes a row once, `about` joins one that is there, a retired id is used no more."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from footnoted.claims import Claim, Loaded
from footnoted.problem import Problem

__all__ = ["RowKey", "check_ids"]

RowKey = tuple[str, str]

_SURE = 0.8


def check_ids(loaded: Loaded, entities: Iterable[str]) -> list[Problem]:
    """Ids taken twice, joined without being there, or used although a decision retired them.

    The rows of `entities` (tables with aliases) may stand in any number of files.
    """
    shared = frozenset(entities)
    creators: dict[RowKey, Claim] = {}
    made = [claim for claim in loaded.claims if not claim.joins]
    taken = [claim for claim in made if creators.setdefault((claim.table, claim.row_id), claim) is not claim]
    known = creators.keys() | {(name, row) for name in shared for row in loaded.names[name].declared}
    retired = {(redirect.table, redirect.old_id) for redirect in loaded.decisions.redirects}
    return [
        *(_taken(claim, creators, retired) for claim in taken if claim.table not in shared),
        *(_unknown(loaded.claims, known) if loaded.whole else ()),
        *_retired(loaded, creators),
    ]


def _taken(claim: Claim, creators: Mapping[RowKey, Claim], retired: Container[RowKey]) -> Problem:
    # A longer number counts nothing, and belongs to the name.
    number = re.search(r"-([1-9]\d{0,5})$", claim.row_id)
    stem = claim.row_id[: number.start()] if number else claim.row_id
    free = int(number[1]) + 1 if number else 2
    while (claim.table, f"{stem}-{free}") in creators or (claim.table, f"{stem}-{free}") in retired:
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
            near = difflib.get_close_matches(claim.row_id, [row for table, row in rows if table == claim.table], n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`id` makes a new row, `about` joins one"
            found = claim.origin.problem("about-unknown", message, hint, keys=("about",))
            sure = _sure(claim.row_id, (row for table, row in rows if table == claim.table))
            yield found if sure is None else replace(found, fix=claim.origin.fix(sure, "about"))


def _sure(row_id: str, known: Iterable[str]) -> str | None:
    """The one id that `row_id` is a misspelling of; another number is another row."""
    numbered = [row for row in known if re.findall(r"\d", row) == re.findall(r"\d", row_id)]
    near = difflib.get_close_matches(row_id, numbered, n=2, cutoff=_SURE)
    return near[0] if len(near) == 1 else None


def _retired(loaded: Loaded, creators: Mapping[RowKey, Claim]) -> Iterator[Problem]:
    for redirect in loaded.decisions.redirects:
        claim = creators.get((redirect.table, redirect.old_id))
        if claim is not None:
            message = f"the id {redirect.old_id!r} was retired: {redirect.reason}"
            hint = f"use {redirect.new_id!r}" if redirect.new_id else "ids are never used again: take another"
            yield claim.origin.problem("id-retired", message, hint, keys=("id",))
