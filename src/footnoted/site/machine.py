"""Footnotes for programs: `/-/evidence.json` for a row, a source or the results of SQL; its shape is a promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footnoted.site.cell_notes import cell_notes
from footnoted.site.footnotes import Footnote, footnotes_of_row, footnotes_of_source
from footnoted.site.headline import headline, keys_named
from footnoted.site.package import Package
from footnoted.site.rows import Site, names_of, rows_by_key

__all__ = ["evidence_of_result", "evidence_of_row", "evidence_of_source", "guide"]

_PLACE = ("table_name", "row_id", "column_name")


async def evidence_of_row(site: Site, table: str, key: str, column: str | None = None) -> dict[str, Any] | None:
    """A row with the footnotes of its cells, or of one `column`; None where there is no such row."""
    described = site.package.facts.get(table)
    row = (await rows_by_key(site.ask, described, [key])).get(key) if described is not None else None
    if described is None or row is None:
        return None
    notes = [note for note in await footnotes_of_row(site.ask, table, key) if column in {None, note.column}]
    by_column: dict[str, list[dict[str, Any]]] = {}
    for note in notes:
        by_column.setdefault(note.column, []).append(_footnote(note))
    title = headline(described, row, await names_of(site, keys_named(described, [row])))
    return {
        "table": table,
        "id": key,
        "title": title,
        "row": row,
        "footnotes": by_column,
        "sources": await _sources(site, notes),
    }


async def evidence_of_source(site: Site, key: str) -> dict[str, Any] | None:
    """A source with all footnotes that rest on it, in the order of its text; None where there is no such source."""
    source = (await rows_by_key(site.ask, site.package.tables["sources"], [key])).get(key)
    if source is None:
        return None
    return {"source": source, "footnotes": [dict(note.cells) for note in await footnotes_of_source(site.ask, key)]}


async def evidence_of_result(site: Site, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rows of a result, and for each its columns with their footnotes (`footnoted.site.cell_notes`)."""
    columns = list(rows[0]) if rows else []
    notes = await cell_notes(site, columns, rows)
    return {
        "columns": columns,
        "rows": [list(row.values()) for row in rows],
        "footnotes": [
            {name: [dict(note.cells) for note in of_cell.notes] for name, of_cell in of_row.items()} for of_row in notes
        ],
    }


async def _sources(site: Site, notes: Sequence[Footnote]) -> dict[str, dict[str, Any]]:
    return await rows_by_key(site.ask, site.package.tables["sources"], [note.source for note in notes])


def _footnote(note: Footnote) -> dict[str, Any]:
    return {name: value for name, value in note.cells.items() if name not in _PLACE}


def guide(package: Package, home: str) -> str:
    """What a language model should know of the site (https://llmstxt.org/): tables, columns, and where to ask."""
    lines = [f"# {package.title}", "", f"> {' '.join(str(package.descriptor.get('description', '')).split())}", ""]
    lines += [
        "Every value has a footnote: the exact words of a source that it was read from. An empty cell means that the",
        "sources do not say. Quote the passage with the value.",
        "",
        "## Ask",
        "",
        f"- [A row with its footnotes]({home}-/evidence.json?table=TABLE&row=ID)",
        f"- [All that a source says]({home}-/evidence.json?source=ID)",
        f"- [SQL, with the footnotes of its cells]({home}-/evidence.json?sql=SQL): select `id AS TABLE_id`",
        f"- [Search]({home}-/search.json?q=WORDS)",
        f"- [All files]({home}-/download/datapackage.json)",
        "",
        "## Tables",
        "",
    ]
    for table in package.tables.values():
        columns = ", ".join(column.name for column in table.columns)
        lines.append(f"- [{table.name}]({home}{package.name}/{table.name}): {table.description} Columns: {columns}")
    lines += ["", "## Questions", ""]
    lines += [f"- [{query.title}]({home}{package.name}/{query.name})" for query in package.queries]
    return "\n".join(lines) + "\n"
