"""What a stored code is called for people: the title of a term, the name of a country, a region or a language."""

from __future__ import annotations

from markupsafe import Markup

from footnoted.languages.places import place_titles
from footnoted.site.package import Column
from footnoted.site.words import words

__all__ = ["called", "is_code", "language_name", "with_code"]

_PLACE = "place"
"""The reader whose values are the codes of ISO 3166."""
_LANGUAGE = ("quotation", "language")
"""The reader and its part that is the language of the words (BCP 47)."""


def called(column: Column, value: object) -> str | None:
    """The words for `value` in `column`, or None where it stands for itself."""
    if not isinstance(value, str):
        return None
    if (term := column.by_value.get(value)) is not None:
        return term.label
    if column.reader == _PLACE:
        return place_titles().get(value)
    return language_name(value) if (column.reader, column.part) == _LANGUAGE else None


def is_code(column: Column) -> bool:
    """Whether `column` holds codes of places or languages, which a page shows beside what they are called."""
    return column.reader == _PLACE or (column.reader, column.part) == _LANGUAGE


def with_code(column: Column, value: str) -> str | None:
    """As `called`, as HTML that has the code of a place or a language at hand."""
    found = called(column, value)
    if found is None or not is_code(column):
        return found
    return Markup('<data value="{}" title="{}">{}</data>').format(value, value, found)


def language_name(tag: str) -> str:
    """What the language of the BCP 47 `tag` is called, with its country where the tag has one: Spanish (Mexico)."""
    code, *more = tag.split("-")
    name = str(words()["languages"].get(code, code))
    country = place_titles().get(more[-1]) if more else None
    return f"{name} ({country})" if country else name
