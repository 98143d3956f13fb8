"""What a stored code is called for people: the title of a term, the name of a country or region."""

from __future__ import annotations

from markupsafe import Markup

from footnoted.languages.places import place_titles
from footnoted.site.package import Column

__all__ = ["called", "is_place", "with_code"]

_PLACE = "place"
"""The reader whose values are the codes of ISO 3166."""


def called(column: Column, value: object) -> str | None:
    """The words for `value` in `column`, or None where it stands for itself."""
    if not isinstance(value, str):
        return None
    if (term := column.by_value.get(value)) is not None:
        return term.label
    return place_titles().get(value) if is_place(column) else None


def is_place(column: Column) -> bool:
    """Whether `column` holds codes of countries or regions."""
    return column.reader == _PLACE


def with_code(column: Column, value: str) -> str | None:
    """As `called`, as HTML that has the code of a country or region at hand."""
    words = called(column, value)
    if words is None or not is_place(column):
        return words
    return Markup('<data value="{}" title="{}">{}</data>').format(value, value, words)
