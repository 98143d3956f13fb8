"""How a dataset is shown, as its schemas declare it: headlines of rows, edges of the picture, pictures of queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from footnoted.schema.properties import MisfitError, objects_of, property_of

__all__ = ["Edge", "Headline", "Picture", "parse_edge", "parse_headlines", "parse_pictures"]

_COLUMN = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Headline:
    """A sentence about a row: `{column}` stands for what a cell shows, `{one|other}` for the first that is filled.

    `when` has the values that it fits.
    """

    text: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the sentence may show, in its order."""
        return tuple(name for choice in self.choices for name in choice)

    @property
    def choices(self) -> tuple[tuple[str, ...], ...]:
        """For each place of the sentence the columns of which the first that is filled stands there."""
        return tuple(tuple(names.split("|")) for names in _COLUMN.findall(self.text))

    @property
    def words(self) -> tuple[str, ...]:
        """The words before, between and behind the places: one more than there are choices."""
        return tuple(_COLUMN.split(self.text)[::2])


@dataclass(frozen=True, slots=True)
class Edge:
    """Each row of a table is an arrow from the row that `start` names to the one that `end` names.

    A row with one of the values in `unless` is none: a deal that was denied leads nowhere.
    """

    start: str
    end: str
    title: str
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the home page: the arrows of some tables, or bars of the results of a query.

    `label` and `value` name columns of the results; `by` one that bars of different scales are kept apart by (a
    currency), `row` one that names the row a bar leads to; `unit` stands behind the values where all have the same.
    """

    title: str
    description: str = ""
    edges: tuple[str, ...] = ()
    bars: str | None = None
    label: str | None = None
    value: str | None = None
    by: str | None = None
    row: str | None = None
    unit: str | None = None


def parse_headlines(raw: Mapping[str, Any]) -> tuple[Headline, ...]:
    """The `headlines` of the Table Schema `raw`.

    Raises:
        MisfitError: they are of another shape.
    """
    return tuple(
        Headline(property_of(entry, "text", str), _conditions(property_of(entry, "when", dict, {})))
        for entry in objects_of(raw, "headlines")
    )


def parse_edge(raw: Mapping[str, Any]) -> Edge | None:
    """The `edge` of the Table Schema `raw`.

    Raises:
        MisfitError: it is of another shape.
    """
    if "edge" not in raw:
        return None
    edge = property_of(raw, "edge", dict)
    start, end, title = (property_of(edge, name, str) for name in ("from", "to", "title"))
    return Edge(start, end, title, _conditions(property_of(edge, "unless", dict, {})))


def parse_pictures(settings: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The `pictures` in the descriptor's settings.

    Raises:
        MisfitError: they are of another shape.
    """
    return tuple(_picture(entry) for entry in objects_of(settings, "pictures"))


def _picture(raw: Mapping[str, Any]) -> Picture:
    if ("edges" in raw) == ("bars" in raw):
        raise MisfitError("each of `pictures` has either `edges` or `bars`")
    needed = ("title", "bars", "label", "value") if "bars" in raw else ("title",)
    more = [name for name in ("description", "by", "row", "unit") if name in raw]
    texts = {name: property_of(raw, name, str) for name in (*needed, *more)}
    return Picture(**texts, edges=_texts(property_of(raw, "edges", list, []), "edges"))


def _conditions(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: _texts([values] if isinstance(values, str) else values, "when") for name, values in raw.items()}


def _texts(raw: object, name: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(text, str) for text in raw):
        raise MisfitError(f"`{name}` does not list texts")
    return tuple(raw)
