"""Whether the schemas of a dataset fit together: names that refer to nothing, properties that say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.problem import Problem
from footnoted.schema.check_display import check_display, check_pictures
from footnoted.schema.model import Column, Dataset, Table

__all__ = ["READERS", "RESERVED", "ROLES", "TYPES", "check_dataset_shape"]

# Keys of a claim and of a claims file: a column of such a name could not be told from them.
RESERVED = frozenset({"id", "about", "within", "attribution", "note", "drafted_by", "reviewed_by", "source"})
TYPES = frozenset({"string", "integer", "number", "boolean", "date"})
ROLES = frozenset({"fact", "sources", "texts", "aliases", "evidence", "redirects"})
# Keys of a claims file and of a file of names: a table of such a name could not be told from them.
TAKEN = frozenset({"source", "same", "different", "decisions"})
# The fields that the toolkit fills in its own tables, with their types; there may be more.
FILLED: Mapping[str, Mapping[str, str]] = {
    "sources": {"id": "string", "path": "string", "sha256": "string", "language": "string", "characters": "integer"},
    "texts": {"source_id": "string", "text": "string"},
    "aliases": {"alias": "string"},
    "redirects": {"old_id": "string", "table_name": "string", "new_id": "string", "reason": "string"},
    "evidence": {
        **dict.fromkeys(("id", "table_name", "row_id", "column_name", "value", "source_id", "passage"), "string"),
        **dict.fromkeys(("span_start", "span_end", "antecedent_start", "antecedent_end"), "integer"),
        **dict.fromkeys(("attributed_start", "attributed_end"), "integer"),
        **dict.fromkeys(("method", "reader", "antecedent", "attribution", "attributed_to", "rank", "note"), "string"),
    },
}
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
            there = f"the tables of this role are {', '.join(found)}" if found else "there is none"
            message = f"a dataset has one table `{role}`, whose schema has the role {role!r}; here {there}"
            hint = "for an example: footnoted explain schema-role"
            problems.append(Problem("schema-role", "datapackage.json", message, hint=hint))
    for table in dataset.tables.values():
        messages = (
            *_check_table(dataset, table),
            *_check_references(dataset, table),
            *_check_filled(table),
            *check_display(dataset, table),
        )
        hint = "for an example: footnoted explain schema-shape"
        problems += [Problem("schema-shape", table.path, message, hint=hint) for message in messages]
    hint = "for an example: footnoted explain descriptor-shape"
    shown = check_pictures(dataset)
    return problems + [Problem("descriptor-shape", "datapackage.json", message, hint=hint) for message in shown]


def _check_table(dataset: Dataset, table: Table) -> Iterator[str]:
    names = [column.name for column in table.columns]
    if len(set(names)) < len(names):
        yield "two fields have the same name"
    if table.role not in ROLES:
        yield f"there is no role {table.role!r}"
    if table.role == "fact" and table.primary_key != ("id",):
        yield "the primary key of a table that claims fill must be `id`"
    if table.role == "fact" and table.name in TAKEN:
        yield f"a table cannot be called {table.name}: that is a key of the files in seeds/"
    if table.label is not None and table.label not in {c.name for c in table.claimable}:
        yield f"`label` names no field that claims fill: {table.label}"
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
    if column.pattern is not None and (reason := _refused(column.pattern)):
        yield f"field `{column.name}`: the pattern cannot be run in linear time: {reason}"
    if table.role != "fact" or column.name in table.primary_key:
        return
    if column.filled_by is None:
        yield from _check_claimed(dataset, table, column)
    elif column.filled_by != "toolkit" or table.references(column.name) != "sources":
        yield f"field `{column.name}`: the toolkit fills only a foreign key to `sources`"


def _check_claimed(dataset: Dataset, table: Table, column: Column) -> Iterator[str]:
    if column.name in RESERVED:
        yield f"field `{column.name}`: the name is a key of every claim; choose another"
    if column.reader not in READERS:
        yield f"field `{column.name}`: `reader` is none of {', '.join(sorted(READERS))}"
    elif column.part not in READERS[column.reader]:
        yield f"field `{column.name}`: reader {column.reader} has no part {column.part!r}"
    if column.reader == "choice" and column.vocabulary is None:
        yield f"field `{column.name}`: reader choice needs a `vocabulary`"
    if column.reader == "name" and column.name != table.label:
        yield from _check_name(dataset, table, column)


def _check_name(dataset: Dataset, table: Table, column: Column) -> Iterator[str]:
    target = table.references(column.name)
    if target is None:
        yield f"field `{column.name}`: reader name needs a foreign key of this field alone"
    elif target in dataset.tables and (dataset.tables[target].role != "fact" or dataset.tables[target].label is None):
        yield f"field `{column.name}`: reader name needs a `label` in {target}, the field that names its rows"


def _check_filled(table: Table) -> Iterator[str]:
    for name, kind in FILLED.get(table.role, {}).items():
        column = table.by_name.get(name)
        if column is None or column.type != kind:
            yield f"a table of the role {table.role!r} has a field `{name}` of type {kind}"


def _refused(pattern: str) -> str | None:
    try:
        pc.match_substring_regex(pa.array([""]), pattern=pattern)
    except pa.ArrowInvalid as error:
        return str(error).removeprefix("Invalid regular expression: ")
    return None


def _check_references(dataset: Dataset, table: Table) -> Iterator[str]:
    names = {column.name for column in table.columns}
    missing = [name for name in table.primary_key if name not in names]
    if missing or not table.primary_key:
        listed = f"names no field of this table: {', '.join(missing)}" if missing else "is empty, and orders no rows"
        yield f"the primary key {listed}"
    if (table.role == "aliases") != (table.aliases_of is not None):
        yield "a table of the role 'aliases' says in `aliasesOf` whose names it holds, and no other table does"
    elif table.aliases_of is not None:
        named = dataset.facts.get(table.aliases_of)
        if named is None or named.label is None:
            yield f"`aliasesOf` names no table with a `label` that claims fill: {table.aliases_of}"
        if not any(key.table == table.aliases_of and len(key.columns) == 1 for key in table.foreign_keys):
            yield f"a foreign key of one field to {table.aliases_of} is missing"
    for key in table.foreign_keys:
        other = dataset.tables.get(key.table)
        if other is None:
            yield f"a foreign key refers to no table of this dataset: {key.table}"
        elif missing := [name for name in key.references if name not in {c.name for c in other.columns}]:
            yield f"a foreign key refers to no field of {key.table}: {', '.join(missing)}"
        if missing := [name for name in key.columns if name not in names]:
            yield f"a foreign key names no field of this table: {', '.join(missing)}"
