"""Ids that are used no more: retired by a decision, merged into another, or left without a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from footnoted.claims import Claim, Loaded, Redirect
from footnoted.problem import Problem
from footnoted.resolve.identity import RowKey
from footnoted.schema import Dataset

__all__ = ["check_redirects", "redirects"]

Rows = Mapping[str, Mapping[str, object]]


def redirects(
    dataset: Dataset, loaded: Loaded, by_row: Mapping[RowKey, list[Claim]], rows: Rows
) -> tuple[Redirect, ...]:
    """Every id that a row once had, with the id in its place if there is one."""
    return (*loaded.decisions.redirects, *_merged(loaded), *_gone(dataset, by_row, rows))


def _merged(loaded: Loaded) -> Iterator[Redirect]:
    for table, names in loaded.names.items():
        for old_id, new_id in names.merged.items():
            yield Redirect(table, old_id, new_id, names.merge_reasons[old_id])


def _gone(dataset: Dataset, by_row: Mapping[RowKey, list[Claim]], rows: Rows) -> Iterator[Redirect]:
    for table, row_id in sorted(by_row):
        claims = by_row[table, row_id]
        if row_id not in rows[table] and table in dataset.facts and any(claim.cells for claim in claims):
            retracted = ", ".join(sorted({claim.source.id for claim in claims}))
            yield Redirect(table, row_id, None, f"no source supports it any more; retracted: {retracted}")


def check_redirects(
    loaded: Loaded, found: Iterable[Redirect], by_row: Mapping[RowKey, list[Claim]], rows: Rows
) -> Iterator[Problem]:
    """Redirects that stand twice, lead from a row that is there, or lead to nothing.

    A claim that makes a row of a retired id is reported at the claim (`id-retired`).
    """
    new_ids: dict[RowKey, str | None] = {}
    for redirect in found:
        key = (redirect.table, redirect.old_id)
        if key in new_ids:
            yield _problem(loaded, redirect, f"the id {redirect.old_id!r} is retired twice", "keep one of the two")
        new_ids.setdefault(key, redirect.new_id)
    for redirect in found:
        if redirect.old_id in rows[redirect.table]:
            if not all(claim.joins for claim in by_row[redirect.table, redirect.old_id]):
                continue
            message = f"the id {redirect.old_id!r} is retired, but a row of `{redirect.table}` still has it"
            yield _problem(loaded, redirect, message, "take its names and claims out, or keep the id")
        elif redirect.new_id is not None and not _leads(redirect, new_ids, rows):
            message = f"the redirect of {redirect.old_id!r} leads to no row of `{redirect.table}`: {redirect.new_id!r}"
            yield _problem(loaded, redirect, message, "without `new_id` the id is gone for good")


def _leads(redirect: Redirect, new_ids: Mapping[RowKey, str | None], rows: Rows) -> bool:
    """Whether a row, or the news that there is none any more, stands at the end of a chain of redirects."""
    here, seen = redirect.new_id, {redirect.old_id}
    while here is not None and here not in rows[redirect.table]:
        if here in seen or (redirect.table, here) not in new_ids:
            return False
        seen.add(here)
        here = new_ids[redirect.table, here]
    return True


def _problem(loaded: Loaded, redirect: Redirect, message: str, hint: str) -> Problem:
    if redirect.index is None:
        return Problem("redirect-broken", f"seeds/{redirect.table}.toml", message, hint=hint)
    return loaded.decisions.problem("redirect-broken", ("redirects", redirect.index), message, hint)
