"""What a dataset's schemas say, as frozen values: tables, columns, keys, groups, readers, vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from footnoted.schema.display import Edge, Headline

__all__ = ["LEFT_OUT", "PUBLISHED", "Column", "Cue", "Dataset", "ForeignKey", "Role", "Table", "Term", "Vocabulary"]

PUBLISHED, LEFT_OUT = "published", "left_out"
"""What a descriptor says of articles without a claims file: a machine's drafts are published, or none are made."""

Role = Literal["fact", "sources", "texts", "aliases", "evidence", "redirects"]

_ARROW_TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decide for a term wherever they stand, with a sentence that shows them."""

    words: str
    example: str


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary; `cues` by language tag."""

    name: str
    title: str
    definition: str
    cues: Mapping[str, tuple[Cue, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of terms, each defined in words."""

    name: str
    title: str
    description: str
    terms: tuple[Term, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The values a column of this vocabulary may hold."""
        return tuple(term.name for term in self.terms)

    def cue_words(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Language -> term -> cues: what `readers.choices` takes."""
        languages = sorted({language for term in self.terms for language in term.cues})
        return {
            language: {
                term.name: tuple(cue.words for cue in term.cues[language])
                for term in self.terms
                if language in term.cues
            }
            for language in languages
        }


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a Table Schema with the toolkit's properties.

    `reader` names the rule that reads a passage for this column, `part` which value of the reading it takes;
    `filled_by` is "toolkit" where no footnote is asked. `inverse` is what a foreign key is called from the other side
    ("Who holds it"). `raw` is the field descriptor as authored.
    """

    name: str
    type: str
    title: str
    description: str
    raw: Mapping[str, Any] = field(repr=False)
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    reader: str | None = None
    part: str = "value"
    vocabulary: str | None = None
    filled_by: str | None = None
    inverse: str | None = None

    @property
    def arrow_type(self) -> pa.DataType:
        """The Arrow type of the column's cells."""
        return _ARROW_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of a table refer to the columns `references` of `table` (the own table included)."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: a Table Schema and its place in the dataset. `raw` is the schema as authored."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    groups: tuple[tuple[str, ...], ...]
    rules: tuple[Mapping[str, Any], ...]
    role: Role
    path: str
    raw: Mapping[str, Any] = field(repr=False)
    label: str | None = None
    aliases_of: str | None = None
    headlines: tuple[Headline, ...] = ()
    edge: Edge | None = None

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each column among the others."""
        return {column.name: place for place, column in enumerate(self.columns)}

    @cached_property
    def read_by(self) -> Mapping[str, tuple[str, str] | None]:
        """What reads each column: its reader, and of which vocabulary or table the readings are.

        None for verbatim, which reads nothing but the passage itself.
        """
        return {column.name: self._reader(column) for column in self.columns}

    def _reader(self, column: Column) -> tuple[str, str] | None:
        match column.reader:
            case None | "verbatim":
                return None
            case "choice":
                return ("choice", column.vocabulary or "")
            case "name":
                return ("name", self.references(column.name) or self.name)
            case fixed:
                return (fixed, "")

    @cached_property
    def group_of(self) -> Mapping[str, tuple[str, ...]]:
        """Each claimable column's group; a column that no group names is a group of its own."""
        own = {column.name: (column.name,) for column in self.claimable}
        return own | {name: group for group in self.groups for name in group}

    @cached_property
    def claimable(self) -> tuple[Column, ...]:
        """The columns that claims fill: all but the primary key and what the toolkit fills."""
        return tuple(c for c in self.columns if c.name not in self.primary_key and c.filled_by is None)

    def references(self, column: str) -> str | None:
        """The table that a single-column foreign key on `column` refers to, if any."""
        return next((key.table for key in self.foreign_keys if key.columns == (column,)), None)

    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema: required and key columns are not nullable."""
        return pa.schema(
            pa.field(c.name, c.arrow_type, nullable=not (c.required or c.name in self.primary_key))
            for c in self.columns
        )


@dataclass(frozen=True)
class Dataset:
    """A dataset as authored: its folder, its descriptor and what its schemas say."""

    root: Path
    descriptor: Mapping[str, Any] = field(repr=False)
    tables: Mapping[str, Table]
    vocabularies: Mapping[str, Vocabulary]

    @cached_property
    def facts(self) -> Mapping[str, Table]:
        """The tables that claims fill."""
        return {name: table for name, table in self.tables.items() if table.role == "fact"}

    @property
    def publishes_drafts(self) -> bool:
        """Whether a text without a claims file is drafted and published; the descriptor may refuse it."""
        return bool(self.settings.get("drafts", PUBLISHED) == PUBLISHED)

    @cached_property
    def entities(self) -> Mapping[str, Table]:
        """Tables with aliases -> their alias table: their ids mean the same row in every file."""
        return {t.aliases_of: t for t in self.tables.values() if t.aliases_of is not None}

    @property
    def settings(self) -> Mapping[str, Any]:
        """The descriptor's own key for the toolkit: limits, order of tables, queries."""
        settings: Mapping[str, Any] = self.descriptor.get("footnoted", {})
        return settings
