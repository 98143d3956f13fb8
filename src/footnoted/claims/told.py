"""What claims files say in brief: who tells of which row, and which row refers to which; columns for all of them.

What a change can reach is asked of every source of a dataset. So it is asked of columns, and nothing of the tens of
thousands of files that did not change is made into objects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims.said import Said
from footnoted.schema import Dataset

__all__ = ["CLAIMS", "REFERENCES", "Brief", "Told", "briefs", "told_by", "without"]

CLAIMS = pa.schema([("path", pa.string()), ("row", pa.string()), ("made", pa.bool_())])
"""A row of a fact table that a file tells of, as "table/id"; `made` where the file makes it, and does not join it."""
REFERENCES = pa.schema([("path", pa.string()), ("row", pa.string()), ("target", pa.string())])
"""A row of a fact table to which a row that a file tells of refers."""


class Brief(NamedTuple):
    """What one claims file says in brief: the rows of `CLAIMS` and `REFERENCES`, without its path."""

    claims: tuple[tuple[str, bool], ...] = ()
    references: tuple[tuple[str, str], ...] = ()


def told_by(said: Said, dataset: Dataset) -> Brief:
    """`said` in brief. The rows of entities are left out: they may stand in any number of files."""
    claims = [claim for claim in said.claims if claim.table not in dataset.entities]
    references = (
        (f"{claim.table}/{claim.row_id}", f"{target}/{cell.value}")
        for claim in claims
        for cell in claim.cells
        if cell.name_span and (target := dataset.tables[claim.table].references(cell.column)) is not None
        if target not in dataset.entities
    )
    return Brief(tuple((f"{claim.table}/{claim.row_id}", not claim.joins) for claim in claims), tuple(references))


class Told(NamedTuple):
    """What many files say in brief: tables of the schemas `CLAIMS` and `REFERENCES`."""

    claims: pa.Table = CLAIMS.empty_table()
    references: pa.Table = REFERENCES.empty_table()

    def and_of(self, other: Told) -> Told:
        """These and those of `other` files."""
        return Told(*map(_one_after_another, self, other))


def _one_after_another(one: pa.Table, other: pa.Table) -> pa.Table:
    return pa.concat_tables([one, other])


def briefs(found: Iterable[tuple[str, Brief]]) -> Told:
    """The columns of what each file, by its path, says in brief."""
    files = list(found)
    claims = ((path, *claim) for path, brief in files for claim in brief.claims)
    references = ((path, *reference) for path, brief in files for reference in brief.references)
    return Told(_table(CLAIMS, claims), _table(REFERENCES, references))


def _table(schema: pa.Schema, rows: Iterator[tuple[object, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)


def without(told: Told, paths: Collection[str]) -> Told:
    """`told` without what the files at `paths` say."""
    if not paths:
        return told
    gone = pa.array(sorted(paths), pa.string())
    return Told(*(table.filter(pc.invert(pc.is_in(table["path"], gone))) for table in told))
