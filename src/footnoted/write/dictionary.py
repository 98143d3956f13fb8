"""The data dictionary: every table, column and term in words, as Markdown, from the schemas alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footnoted.schema import Column, Dataset, Table, Term, Vocabulary
from footnoted.write.layout import CHECKSUMS, DATABASE, csv_path, parquet_path

__all__ = ["data_dictionary"]


def data_dictionary(dataset: Dataset) -> str:
    """The dictionary of `dataset`: equal schemas and descriptor, equal text."""
    blocks = list(_introduction(dataset))
    for table in dataset.tables.values():
        blocks += _table(table)
    if dataset.vocabularies:
        blocks.append("## Vocabularies")
    for vocabulary in dataset.vocabularies.values():
        blocks += _vocabulary(vocabulary)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _introduction(dataset: Dataset) -> Iterator[str]:
    descriptor = dataset.descriptor
    yield f"# {descriptor.get('title') or descriptor.get('name') or 'Data dictionary'}"
    yield str(descriptor.get("description", ""))
    if version := descriptor.get("version"):
        yield f"Version {version}."
    yield "\n".join(f"- Licence: {_licence(licence)}" for licence in descriptor.get("licenses", ()))
    yield "## Tables"
    tables = dataset.tables.values()
    yield _grid(("Table", "Title", "Files"), [(f"[{t.name}](#{t.name})", t.title, _files(t)) for t in tables])
    yield (
        f"All tables together: `{DATABASE}` (SQLite). An empty cell is null: the sources do not say. "
        f"`sha256sum --check {CHECKSUMS}` proves the files; the `logicalHash` of a table in `datapackage.json` "
        "proves what it says, whatever its format."
    )


def _licence(licence: dict[str, str]) -> str:
    name = licence.get("title") or licence.get("name") or licence.get("path", "")
    return f"[{name}]({licence['path']})" if "path" in licence else name


def _files(table: Table) -> str:
    return f"`{csv_path(table)}`, `{parquet_path(table)}`"


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield table.description or table.title
    rows = [(f"`{c.name}`", _type(table, c), c.unit or "", _meaning(table, c)) for c in table.columns]
    yield _grid(("Column", "Type", "Unit", "Meaning"), rows)
    if len(table.primary_key) > 1:
        yield f"Key: {_names(table.primary_key)}, together."
    groups = (group for group in table.groups if len(group) > 1)
    yield "\n".join(f"- {_names(group)} are taken together, from one source." for group in groups)
    yield "\n".join(f"- {rule['description']}" for rule in table.rules if "description" in rule)


def _type(table: Table, column: Column) -> str:
    required = column.required or column.name in table.primary_key
    return f"{column.type}, required" if required else column.type


def _meaning(table: Table, column: Column) -> str:
    parts = [f"**{column.title}.** {column.description}".rstrip()]
    if table.primary_key == (column.name,):
        parts.append("The key of the table.")
    if (other := table.references(column.name)) is not None:
        parts.append(f"Refers to [{other}](#{other}).")
    if column.vocabulary is not None:
        parts.append(f"One of [{column.vocabulary}](#{column.vocabulary}).")
    elif column.enum:
        parts.append(f"One of {_names(column.enum)}.")
    if "example" in column.raw:
        parts.append(f"Example: `{column.raw['example']}`.")
    return " ".join(parts)


def _vocabulary(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### {vocabulary.name}"
    yield f"**{vocabulary.title}.** {vocabulary.description}".rstrip()
    languages = sorted({language for term in vocabulary.terms for language in term.cues})
    header = ("Term", "Meaning", *(f"Cues ({language})" for language in languages))
    yield _grid(header, [_term(term, languages) for term in vocabulary.terms])


def _term(term: Term, languages: list[str]) -> tuple[str, ...]:
    cues = (", ".join(cue.words for cue in term.cues.get(language, ())) for language in languages)
    return (f"`{term.name}`", f"**{term.title}.** {term.definition}", *cues)


def _grid(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    # A table in Markdown ends a cell at a bar and a row at a line break.
    return " ".join(text.split()).replace("|", "\\|")


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
