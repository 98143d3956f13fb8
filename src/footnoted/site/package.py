"""A published package as the site sees it: frozen values, made from its descriptor alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["Column", "Package", "Query", "Table", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """A value that a column may hold, and what it means."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column as published.

    `closed`: its values are a closed list, of which `terms` says what each means, as far as the schema does;
    `references` is the table that a foreign key of this column alone leads to.
    """

    name: str
    type: str
    title: str
    description: str
    unit: str | None
    required: bool
    closed: bool
    terms: tuple[Term, ...]
    reader: str | None
    references: str | None


@dataclass(frozen=True)
class Table:
    """A table as published, with its number of `rows`; `label` names the column that names a row."""

    name: str
    title: str
    description: str
    rows: int
    role: str
    label: str | None
    primary_key: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}


@dataclass(frozen=True, slots=True)
class Query:
    """A question in words and the SQL that answers it; `:name` in the SQL asks the reader for a value."""

    name: str
    title: str
    description: str
    sql: str


@dataclass(frozen=True)
class Package:
    """A package in its `folder`; `database` is its SQLite file, and `tables` stand in the order readers meet them."""

    folder: Path
    descriptor: Mapping[str, Any] = field(repr=False)
    database: Path
    bytes: int
    sha256: str
    tables: Mapping[str, Table]
    queries: tuple[Query, ...]

    @property
    def title(self) -> str:
        """The dataset's title, or its name where it has none."""
        return str(self.descriptor.get("title") or self.descriptor.get("name") or self.name)

    @property
    def name(self) -> str:
        """The name under which Datasette serves the SQLite file: the file's, without its ending."""
        return self.database.stem
