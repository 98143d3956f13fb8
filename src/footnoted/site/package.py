"""A published package as the site sees it: frozen values, made from its descriptor alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from footnoted.schema import Edge, Headline, Picture

__all__ = ["Column", "File", "Package", "Query", "Table", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """A value that a column may hold, and what it means."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True)
class Column:
    """A column as published.

    `closed`: its values are a closed list, of which `terms` says what each means, as far as the schema does;
    `part` says what of a reading stands here; `references` is the table that a foreign key of this column alone leads
    to, and `inverse` what that key is called from there.
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
    part: str
    references: str | None
    inverse: str | None

    @cached_property
    def by_value(self) -> Mapping[str, Term]:
        """The terms by their values."""
        return {term.value: term for term in self.terms}


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
    headlines: tuple[Headline, ...]
    edge: Edge | None

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


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package: its `path` within the folder, its size, its checksum; `table` is what it holds, if one."""

    path: str
    bytes: int
    sha256: str
    table: str | None


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
    pictures: tuple[Picture, ...]
    files: tuple[File, ...]

    @cached_property
    def facts(self) -> Mapping[str, Table]:
        """The tables that claims fill, by name."""
        return {name: table for name, table in self.tables.items() if table.role == "fact"}

    @property
    def title(self) -> str:
        """The dataset's title, or its name where it has none."""
        return str(self.descriptor.get("title") or self.descriptor.get("name") or self.name)

    @property
    def created(self) -> str | None:
        """The day (ISO 8601) on which this edition was made, as its descriptor tells it; None where it tells none."""
        try:
            return dt.datetime.fromisoformat(str(self.descriptor.get("created"))).date().isoformat()
        except ValueError:
            return None

    @property
    def name(self) -> str:
        """The name under which Datasette serves the SQLite file: the file's, without its ending."""
        return self.database.stem
