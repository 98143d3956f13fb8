"""Tables of a dataset as SQL: STRICT, with every key by name and an index wherever readers look things up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from footnoted.schema import Column, Dataset, ForeignKey, Table

__all__ = ["create_indexes", "create_table", "creation_order", "identifier", "identifiers", "literal"]

# STRICT knows no boolean and no date (https://www.sqlite.org/stricttables.html): 0 and 1, and ISO 8601 text.
_TYPES: Mapping[str, str] = MappingProxyType(
    {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
)


def identifier(name: str) -> str:
    """`name` as an SQL identifier."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def identifiers(names: Iterable[str]) -> str:
    """`names` as SQL identifiers, with commas between them."""
    return ", ".join(identifier(name) for name in names)


def literal(text: str) -> str:
    """`text` as an SQL string."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def creation_order(dataset: Dataset) -> tuple[Table, ...]:
    """The tables with those first that others refer to; a cycle is entered in the dataset's own order."""
    placed: dict[str, Table] = {}

    def place(table: Table, above: frozenset[str]) -> None:
        for key in table.foreign_keys:
            if key.table not in above and key.table not in placed:
                place(dataset.tables[key.table], above | {key.table})
        placed.setdefault(table.name, table)

    for table in dataset.tables.values():
        place(table, frozenset({table.name}))
    return tuple(placed.values())


def create_table(dataset: Dataset, table: Table) -> str:
    """The statement that creates `table`, a definition a line."""
    required = {field.name for field in table.arrow_schema() if not field.nullable}
    lines = [_column(dataset, column, required=column.name in required) for column in table.columns]
    if table.primary_key:
        lines.append(f"PRIMARY KEY ({identifiers(table.primary_key)})")
    lines += [f"UNIQUE ({identifiers(columns)})" for columns in sorted(_unique(dataset, table))]
    lines += [_foreign_key(table, key) for key in table.foreign_keys]
    # The footnotes are by far the longest table: a row of them without a rowid takes a third less room.
    options = "STRICT, WITHOUT ROWID" if table.role == "evidence" else "STRICT"
    body = ",\n".join(f"  {line}" for line in lines)
    return f"CREATE TABLE {identifier(table.name)} (\n{body}\n) {options}"


def create_indexes(table: Table) -> tuple[str, ...]:
    """The statements that index `table`: foreign keys, what a reader filters or sorts by, each cell's footnotes."""
    wanted = dict.fromkeys(key.columns for key in table.foreign_keys)
    if table.role == "fact":
        wanted |= dict.fromkeys((c.name,) for c in table.columns if c.vocabulary or c.enum or c.type != "string")
    if table.role == "evidence":
        wanted[("table_name", "row_id", "column_name")] = None
    plain = [_index(table, columns) for columns in wanted if columns != table.primary_key[: len(columns)]]
    return (*plain, *_footnote_indexes(table))


def _footnote_indexes(table: Table) -> Iterator[str]:
    # What the views look for is rare among the footnotes: an index of those rows alone stays small. It has the order
    # of the view, so that the first page of many does not wait for the last.
    if table.role == "evidence":
        order = identifiers(("table_name", "row_id", "column_name", "source_id", "span_start"))
        for column, value in (("rank", "differs"), ("attribution", "anonymous")):
            name = identifier(f"ix_{table.name}_{value}")
            yield f"CREATE INDEX {name} ON {identifier(table.name)} ({order}) WHERE {column} = {literal(value)}"


def _index(table: Table, columns: tuple[str, ...]) -> str:
    name = identifier("_".join(("ix", table.name, *columns)))
    return f"CREATE INDEX {name} ON {identifier(table.name)} ({identifiers(columns)})"


def _column(dataset: Dataset, column: Column, *, required: bool) -> str:
    name = identifier(column.name)
    words = [name, _TYPES[column.type]]
    if required:
        words.append("NOT NULL")
    if column.type == "boolean":
        words.append(f"CHECK ({name} IN (0, 1))")
    elif column.type == "string" and (terms := _terms(dataset, column)):
        words.append(f"CHECK ({name} IN ({', '.join(map(literal, terms))}))")
    return " ".join(words)


def _terms(dataset: Dataset, column: Column) -> tuple[str, ...]:
    return dataset.vocabularies[column.vocabulary].names if column.vocabulary else column.enum


def _unique(dataset: Dataset, table: Table) -> set[tuple[str, ...]]:
    # SQLite accepts a reference only to columns that are a key of their table.
    keys = (key for other in dataset.tables.values() for key in other.foreign_keys)
    referred = {key.references for key in keys if key.table == table.name}
    return (referred | {(column.name,) for column in table.columns if column.unique}) - {table.primary_key}


def _foreign_key(table: Table, key: ForeignKey) -> str:
    name = identifier("_".join(("fk", table.name, *key.columns)))
    # The referred columns are named although they may be the key: Datasette fails on a reference without them.
    target = f"{identifier(key.table)} ({identifiers(key.references)})"
    return f"CONSTRAINT {name} FOREIGN KEY ({identifiers(key.columns)}) REFERENCES {target}"
