"""The page of the tables that every dataset has: columns, vocabularies and views."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.schema import Column, Dataset, Table, Vocabulary
from generator.markdown import code, filled, grid, joined

__all__ = ["tables_page"]

_OWN = ("sources", "texts", "aliases", "evidence", "redirects")


def tables_page(dataset: Dataset) -> str:
    """The toolkit's own tables, described as `dataset` has them."""
    tables = [table for role in _OWN for table in dataset.tables.values() if table.role == role]
    # The qualifiers are what readers give to any table.
    used = {column.vocabulary for table in tables for column in table.columns} | {"qualifier"}
    vocabularies = [vocabulary for name, vocabulary in dataset.vocabularies.items() if name in used]
    return filled(
        "tables.md",
        tables=joined(block for table in tables for block in _table(table)),
        vocabularies=joined(block for vocabulary in vocabularies for block in _vocabulary(vocabulary)),
    )


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield table.description
    rows = [(code(column.name), _type(table, column), _meaning(column)) for column in table.columns]
    yield grid(("Column", "Type", "Meaning"), rows)
    yield f"Key: {', '.join(map(code, table.primary_key))}."


def _type(table: Table, column: Column) -> str:
    return f"{column.type}, required" if column.required or column.name in table.primary_key else column.type


def _meaning(column: Column) -> str:
    terms = f" One of [{column.vocabulary}](#{column.vocabulary})." if column.vocabulary else ""
    return column.description + terms


def _vocabulary(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### {vocabulary.name}"
    yield vocabulary.description
    yield grid(("Term", "Meaning"), [(code(term.name), term.definition) for term in vocabulary.terms])
