"""Full-text search: one table over all names, quotations and passages, and a search box on each table with names."""

# ruff: noqa: S608 - the names in these statements are the schema's, and quoted
from __future__ import annotations

from collections.abc import Iterator

from footnoted.schema import Dataset, Table
from footnoted.write.ddl import identifier, identifiers, literal

__all__ = ["SEARCH", "create_search", "search_columns", "search_table"]

SEARCH = "search"

# Accents count for nothing in a search: who types Leon means León too (https://www.sqlite.org/fts5.html, 4.3.1).
_TOKENIZE = 'tokenize="unicode61 remove_diacritics 2"'

# A passage that fills several columns of a row is found once. One sort serves both clauses.
_PASSAGES = (
    "SELECT passage, 'passage', table_name, row_id FROM evidence "
    "GROUP BY table_name, row_id, passage ORDER BY table_name, row_id, passage"
)


def search_table(table: Table) -> str:
    """The name of the full-text index of `table` alone, which Datasette finds by itself."""
    return f"{table.name}_fts"


def search_columns(table: Table) -> tuple[str, ...]:
    """The columns of `table` that hold names or quotations; none of the footnotes, which `search` covers."""
    if table.role == "aliases":
        return ("alias",)
    quotations = [c.name for c in table.columns if c.reader == "quotation" and c.part == "text"]
    return tuple(dict.fromkeys([*([table.label] if table.label else []), *quotations]))


def create_search(dataset: Dataset) -> Iterator[str]:
    """The statements that create and fill the indexes, after the tables are filled.

    `search` has a row for each text of a row of a table: the `text`, its `kind` (name, quotation, passage), the
    `table_name` and the `row_id`. A name of an alias table leads to the row that it names.
    """
    fields = "text, kind UNINDEXED, table_name UNINDEXED, row_id UNINDEXED"
    yield f"CREATE VIRTUAL TABLE {SEARCH} USING fts5({fields}, {_TOKENIZE})"
    yield f"INSERT INTO {SEARCH} {_PASSAGES}"
    if named := list(_named_texts(dataset)):
        # Rows of an index lie in the order of their insertion: sorted, so that equal tables give equal bytes.
        texts = " UNION ".join(named)
        yield f"INSERT INTO {SEARCH} SELECT * FROM ({texts}) ORDER BY kind, table_name, row_id, text"
    yield f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('optimize')"
    for table in dataset.tables.values():
        if columns := search_columns(table):
            yield from _own_index(table, columns)


def _own_index(table: Table, columns: tuple[str, ...]) -> Iterator[str]:
    index, content = identifier(search_table(table)), identifier(table.name)
    yield f"CREATE VIRTUAL TABLE {index} USING fts5({identifiers(columns)}, content={content}, {_TOKENIZE})"
    yield f"INSERT INTO {index}({index}) VALUES ('rebuild')"
    yield f"INSERT INTO {index}({index}) VALUES ('optimize')"


def _named_texts(dataset: Dataset) -> Iterator[str]:
    for table in dataset.tables.values():
        owner, key = _owner(table)
        for column in search_columns(table):
            kind = "quotation" if table.by_name[column].reader == "quotation" else "name"
            yield (
                f"SELECT {identifier(column)} AS text, {literal(kind)} AS kind, "
                f"{literal(owner)} AS table_name, {identifier(key)} AS row_id "
                f"FROM {identifier(table.name)} WHERE {identifier(column)} IS NOT NULL"
            )


def _owner(table: Table) -> tuple[str, str]:
    """The table whose row a text of `table` belongs to, and the column that says which."""
    for key in table.foreign_keys:
        if table.aliases_of is not None and key.table == table.aliases_of:
            return key.table, key.columns[0]
    return table.name, table.primary_key[0]
