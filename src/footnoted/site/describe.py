"""Columns in words, as the site shows them: what a column says, in which unit, and what its terms mean."""

from __future__ import annotations

from footnoted.site.package import Column, Package, Table

__all__ = ["column_descriptions", "description"]


def column_descriptions(package: Package, table: Table) -> dict[str, str]:
    """Each column of `table` -> title, meaning, unit and where it leads; then a line for each of its terms."""
    return {column.name: description(package, column) for column in table.columns}


def description(package: Package, column: Column) -> str:
    """What `column` says, in which unit, where it leads, and its terms a line each."""
    sentences = [f"{column.title}.", column.description]
    if column.unit:
        sentences.append(f"Unit: {column.unit}.")
    if column.references is not None:
        sentences.append(f"Leads to {package.tables[column.references].title}.")
    terms = [f"{term.value}: {term.definition or term.label}" for term in column.terms]
    return "\n".join([" ".join(filter(None, sentences)), *terms])
