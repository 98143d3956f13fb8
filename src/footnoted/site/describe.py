"""Columns in words, as the site shows them: what a column says, in which unit, and what its terms mean."""

from __future__ import annotations

from footnoted.site.package import Column, Package, Table

__all__ = ["column_descriptions", "column_title", "description"]


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


def column_title(package: Package, table: str | None, name: str) -> str:
    """What a column of a table, of a view or of the results of a query is called for people.

    Outside a table the columns of the footnotes keep their titles, and so do those that are called the same in every
    table that has them; any other name loses its underscores.
    """
    evidence = package.tables["evidence"].by_name
    owner = package.tables.get(table or "") or package.tables.get((table or "").removesuffix("_footnotes"))
    if owner is not None and name in owner.by_name:
        return owner.by_name[name].title
    if (bare := name.removeprefix("footnote_")) in evidence and bare != "id":
        return evidence[bare].title
    titles = {fact.by_name[name].title for fact in package.facts.values() if name in fact.by_name}
    if len(titles) == 1 and not table:
        return titles.pop()
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
