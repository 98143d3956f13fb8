"""Ids between editions: none is used again for another row, none is gone without a word of what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from footnoted.compare.edition import Edition
from footnoted.problem import Problem
from footnoted.schema import SEEDS, Dataset

__all__ = ["check_ids_kept"]

_DECISIONS = f"{SEEDS}/decisions.toml"


def check_ids_kept(dataset: Dataset, old: Edition, new: Edition) -> Iterator[Problem]:
    """A problem for each id of a fact that the old edition retired and the new one uses, or that is simply gone."""
    retired, told = _redirects(old), _redirects(new)
    for table in sorted(dataset.facts.keys() & old.tables.keys()):
        before, after = _ids(old, table), _ids(new, table) if table in new.tables else set()
        for row_id in sorted(after & retired.get(table, set())):
            message = f"{table}/{row_id} was retired in the last release and names a row again"
            yield Problem("id-reused", _DECISIONS, message, hint="ids are never used again: give the row another")
        for row_id in sorted(before - after - told.get(table, set())):
            message = f"{table}/{row_id} was in the last release and is gone"
            hint = f'say why: [[redirects]] with table = "{table}", old_id = "{row_id}", reason = "..."'
            yield Problem("id-vanished", _DECISIONS, message, hint=hint)
    for table, ids in sorted(retired.items()):
        for row_id in sorted(ids - told.get(table, set()) - (_ids(new, table) if table in new.tables else set())):
            message = f"{table}/{row_id} was retired in the last release, and its redirect is gone"
            yield Problem("id-vanished", _DECISIONS, message, hint="bring its [[redirects]] back")


def _redirects(edition: Edition) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    if "redirects" in edition.tables:
        for row in _columns(edition, "redirects", ("table_name", "old_id")).to_pylist():
            found.setdefault(row["table_name"], set()).add(row["old_id"])
    return found


def _ids(edition: Edition, table: str) -> set[str]:
    (key,) = edition.tables[table].primary_key
    return set(_columns(edition, table, (key,)).column(0).to_pylist())


def _columns(edition: Edition, table: str, names: tuple[str, ...]) -> pa.Table:
    rows = edition.tables[table].rows
    if not isinstance(rows, Path):
        return rows.select(list(names))
    as_text = pa_csv.ConvertOptions(
        include_columns=list(names), column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
    )
    return pa_csv.read_csv(rows, parse_options=pa_csv.ParseOptions(newlines_in_values=True), convert_options=as_text)
