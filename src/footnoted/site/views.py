"""The views of a package, which no schema describes: their titles, and where their keys lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from footnoted.site.package import Column, Package, Table

__all__ = ["View", "views"]

_FOOTNOTE = "footnote_"
"""What the columns of a footnote are called by in a view that joins them to a row, before their own names."""


@dataclass(frozen=True, slots=True)
class View:
    """A view: its title and description; `links` has column -> the table that its values name a row of."""

    title: str
    description: str
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    truths: tuple[str, ...] = ()


_DISPUTED = View(
    "Where sources differ",
    "Each value that another one overruled, beside the one that the table shows, with the words of both.",
    MappingProxyType({"shown_source_id": "sources", "other_source_id": "sources"}),
)
_ANONYMOUS_ONLY = View(
    "Said by unnamed people only",
    "Each value that no source gives in its own name or by a name: only unnamed people say it.",
    MappingProxyType({"source_id": "sources"}),
)


_QUALITY = View(
    "Quality, column by column",
    "How full each column is, and which share of its cells is stated by the words, converted, inferred, judged "
    "or curated, rests on unnamed people, is reviewed by a person, or disputed.",
)


def views(package: Package) -> dict[str, View]:
    """The views of `package` by name: those over all footnotes, and one for each table that claims fill."""
    evidence = next(table for table in package.tables.values() if table.role == "evidence")
    facts = [table for table in package.tables.values() if table.role == "fact"]
    own = {f"{table.name}_footnotes": _footnotes(table, evidence) for table in facts}
    return {"quality": _QUALITY, "disputed": _DISPUTED, "anonymous_only": _ANONYMOUS_ONLY, **own}


def _footnotes(table: Table, evidence: Table) -> View:
    columns = _columns(table, evidence)
    links = {name: column.references for name, column in columns.items() if column.references}
    # The two keys lead back to the row and on to the footnote.
    keys = {table.primary_key[0]: table.name, f"{_FOOTNOTE}{evidence.primary_key[0]}": evidence.name}
    return View(
        f"{table.title} with their footnotes",
        "A row for each footnote of each row: the row first, then the words that it rests on.",
        links | keys,
        tuple(name for name, column in columns.items() if column.type == "boolean"),
    )


def _columns(table: Table, evidence: Table) -> dict[str, Column]:
    shown = [column for column in evidence.columns if column.name not in {"table_name", "row_id"}]
    return {**table.by_name, **{_FOOTNOTE + column.name: column for column in shown}}
