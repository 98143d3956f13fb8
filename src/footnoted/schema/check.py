"""Whether the schemas of a dataset fit together: names that refer to nothing, properties that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.problem import Problem
from footnoted.schema.model import Column, Dataset, Table

__all__ = ["READERS", "RESERVED", "ROLES", "TYPES", "check_dataset_shape"]

# Keys of a claim and of a claims file: a column of such a name could not be told from them.
RESERVED = frozenset({"id", "about", "within", "attribution", "note", "drafted_by", "reviewed_by", "source"})
TYPES = frozenset({"string", "integer", "number", "boolean", "date"})
ROLES = frozenset({"fact", "sources", "texts", "aliases", "evidence", "redirects"})
SINGULAR_ROLES = ("sources", "texts", "evidence", "redirects")
# The parts that a reading of each reader may hold.
READERS = {
    "money": frozenset({"value", "max", "qualifier", "currency"}),
    "percent": frozenset({"value", "max", "qualifier"}),
    "power": frozenset({"value", "max", "qualifier", "unit"}),
    "date": frozenset({"value"}),
    "place": frozenset({"code", "country", "region"}),
    "name": frozenset({"id", "value"}),
    "choice": frozenset({"term", "value"}),
    "quotation": frozenset({"text", "language", "kind", "complete"}),
    "verbatim": frozenset({"value"}),
}


def check_dataset_shape(dataset: Dataset) -> list[Problem]:
    """Every name in a schema that refers to nothing, and every property that the toolkit cannot use."""
    problems = []
    for role in SINGULAR_ROLES:
        found = [t.name for t in dataset.tables.values() if t.role == role]
        if found != [role]:
            problems.append(
                Problem("schema-role", "datapackage.json", f"the toolkit's table `{role}` must be there once: {found}")
            )
    for table in dataset.tables.values():
        messages = (*_check_table(dataset, table), *_check_references(dataset, table))
        problems += [Problem("schema-shape", table.path, message) for message in messages]
    return problems


def _check_table(dataset: Dataset, table: Table) -> Iterator[str]:
    names = [column.name for column in table.columns]
    if len(set(names)) < len(names):
        yield "two fields have the same name"
    if table.role not in ROLES:
        yield f"there is no role {table.role!r}"
    if table.role == "fact" and table.primary_key != ("id",):
        yield "the primary key of a table that claims fill must be `id`"
    for group in table.groups:
        if unknown := [name for name in group if name not in names]:
            yield f"a group names no field of this table: {', '.join(unknown)}"
    grouped = [name for group in table.groups for name in group]
    if shared := {name for name in grouped if grouped.count(name) > 1}:
        yield f"a field is in two groups: {', '.join(sorted(shared))}"
    for column in table.columns:
        yield from _check_column(dataset, table, column)


def _check_column(dataset: Dataset, table: Table, column: Column) -> Iterator[str]:
    if column.type not in TYPES:
        yield f"field `{column.name}`: type {column.type!r} is none of {', '.join(sorted(TYPES))}"
    if column.vocabulary is not None and column.vocabulary not in dataset.vocabularies:
        yield f"field `{column.name}`: there is no vocabulary {column.vocabulary!r}"
    if table.role != "fact" or column.name in table.primary_key or column.filled_by is not None:
        return
    if column.name in RESERVED:
        yield f"field `{column.name}`: the name is a key of every claim; choose another"
    if column.reader not in READERS:
        yield f"field `{column.name}`: `reader` is none of {', '.join(sorted(READERS))}"
    elif column.part not in READERS[column.reader]:
        yield f"field `{column.name}`: reader {column.reader} has no part {column.part!r}"
    if column.reader == "choice" and column.vocabulary is None:
        yield f"field `{column.name}`: reader choice needs a `vocabulary`"
    if column.reader == "name" and table.references(column.name) is None and column.name != table.label:
        yield f"field `{column.name}`: reader name needs a foreign key of this field alone"


def _check_references(dataset: Dataset, table: Table) -> Iterator[str]:
    names = {column.name for column in table.columns}
    if missing := [name for name in (*table.primary_key, *filter(None, [table.label])) if name not in names]:
        yield f"a key or label names no field of this table: {', '.join(missing)}"
    if table.aliases_of is not None and table.aliases_of not in dataset.tables:
        yield f"`aliasesOf` names no table: {table.aliases_of}"
    for key in table.foreign_keys:
        other = dataset.tables.get(key.table)
        if other is None:
            yield f"a foreign key refers to no table of this dataset: {key.table}"
        elif missing := [name for name in key.references if name not in {c.name for c in other.columns}]:
            yield f"a foreign key refers to no field of {key.table}: {', '.join(missing)}"
        if missing := [name for name in key.columns if name not in names]:
            yield f"a foreign key names no field of this table: {', '.join(missing)}"
