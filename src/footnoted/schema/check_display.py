"""Whether what the schemas declare for the site refers to columns, terms and tables that are there."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted.schema.display import Edge, parse_pictures
from footnoted.schema.model import Column, Dataset, Table

__all__ = ["check_display", "check_pictures"]


def check_display(dataset: Dataset, table: Table) -> Iterator[str]:
    """Each name in `headlines`, `edge` and `inverse` of `table` that refers to nothing."""
    for headline in table.headlines:
        for name in (*headline.columns, *headline.when):
            if name not in table.by_name:
                yield f"a headline names no field of this table: {name}"
        for name, values in headline.when.items():
            if name in table.by_name and (unknown := set(values) - _values(dataset, table.by_name[name])):
                yield f"a headline waits for a value that `{name}` never has: {', '.join(sorted(unknown))}"
    yield from _check_edge(dataset, table, table.edge) if table.edge else ()
    for column in table.columns:
        if column.inverse and table.references(column.name) is None:
            yield f"field `{column.name}`: `inverse` needs a foreign key of this field alone"


def _check_edge(dataset: Dataset, table: Table, edge: Edge) -> Iterator[str]:
    for name in (edge.start, edge.end):
        if table.references(name) not in dataset.facts:
            yield f"`edge` needs foreign keys of one field each to tables that claims fill: {name}"
    for name, values in edge.unless.items():
        if name not in table.by_name or set(values) - _values(dataset, table.by_name[name]):
            yield f"`edge` leaves out values that no field of this table ever has: {name}"


def check_pictures(dataset: Dataset) -> Iterator[str]:
    """Each table in `pictures` that has no `edge`."""
    for picture in parse_pictures(dataset.settings):
        for name in picture.edges:
            if name not in dataset.tables or dataset.tables[name].edge is None:
                yield f"a picture names no table with an `edge`: {name}"


def _values(dataset: Dataset, column: Column) -> set[str]:
    if column.type == "boolean":
        return {"true", "false"}
    vocabulary = dataset.vocabularies.get(column.vocabulary or "")
    return set(vocabulary.names if vocabulary else column.enum)
