"""Rows in words: the first of a table's headlines that fits, with names, terms and figures in its places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from footnoted.schema import Headline, cell_text
from footnoted.site.called import called
from footnoted.site.figures import figure_of, in_words, truth
from footnoted.site.package import Column, Table

__all__ = ["Names", "headline", "keys_named", "plain"]

Names = Mapping[tuple[str, str], str]
"""Table and key of a row -> its name."""

_LONGEST = 160
"""Characters of a headline: a quotation longer than that stands in full below it."""


@dataclass(frozen=True, slots=True)
class _Row:
    table: Table
    cells: Mapping[str, Any]
    names: Names


def headline(table: Table, cells: Mapping[str, Any], names: Names) -> str:
    """The row `cells` of `table` in a sentence; its label, or else its key, where no sentence fits.

    `names` has the names of the rows that its foreign keys refer to.
    """
    row = _Row(table, cells, names)
    for candidate in table.headlines:
        if (text := _filled(candidate, row)) is not None:
            return _shortened(text)
    label = cells.get(table.label) if table.label else None
    return str(label or "/".join(str(cells.get(name)) for name in table.primary_key))


def plain(table: Table, column: Column, cells: Mapping[str, Any], names: Names) -> str | None:
    """What a cell shows, in plain text; None where it is empty."""
    value = cells.get(column.name)
    if value is None:
        return None
    if column.references is not None:
        return names.get((column.references, value), str(value))
    if column.type == "boolean":
        return truth(value)
    if (words := called(column, value)) is not None:
        return words
    if (shown := figure_of(table, column, cells)) is not None:
        return in_words(shown)
    return str(value)


def keys_named(table: Table, rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Table and key of each row that the foreign keys of `rows` refer to: what `Names` must have for them."""
    keys = [column for column in table.columns if column.references is not None]
    return {
        (str(column.references), row[column.name])
        for row in rows
        for column in keys
        if row.get(column.name) is not None
    }


def _filled(candidate: Headline, row: _Row) -> str | None:
    if not all(_stored(row, name) in values for name, values in candidate.when.items()):
        return None
    texts = [_first(choice, row) for choice in candidate.choices]
    if not all(texts):
        return None
    words = [candidate.words[0]]
    for text, after in zip(texts, candidate.words[1:], strict=True):
        words += [text or "", after]
    sentence = "".join(words)
    return sentence[:1].upper() + sentence[1:] if _starts_with_term(candidate, row.table) else sentence


def _first(choice: tuple[str, ...], row: _Row) -> str | None:
    texts = (plain(row.table, row.table.by_name[name], row.cells, row.names) for name in choice)
    return next((text for text in texts if text is not None), None)


def _starts_with_term(candidate: Headline, table: Table) -> bool:
    # The title of a term is written small; a name keeps its own first letter.
    return not candidate.words[0] and bool(candidate.choices) and bool(table.by_name[candidate.choices[0][0]].terms)


def _stored(row: _Row, name: str) -> str | None:
    value = row.cells.get(name)
    if value is None:
        return None
    # SQLite stores a truth value as 0 or 1.
    return cell_text(bool(value) if row.table.by_name[name].type == "boolean" else value)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
