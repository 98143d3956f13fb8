"""Entries of a data file as phrases: one way to read `forms`, `exact` and values wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from footnoted.languages.phrases import Phrase

__all__ = ["Sections", "entries", "folded", "fraction", "phrases"]

Sections = Mapping[str, Any]
"""A data file as parsed: sections by name, each with its lists of entries."""

Meaning = TypeVar("Meaning")


def entries(files: Iterable[Sections], section: str, name: str) -> Iterator[Mapping[str, Any]]:
    """The entries of the list `name` in `section`, of all `files` in turn; a file may lack the list."""
    for file in files:
        yield from file.get(section, {}).get(name, ())


def phrases(
    listed: Iterable[Mapping[str, Any]], meaning: Callable[[Mapping[str, Any]], Meaning]
) -> Iterator[Phrase[Meaning]]:
    """Each form of each entry as a phrase."""
    for entry in listed:
        what = meaning(entry)
        for form in entry["forms"]:
            yield Phrase(form, what, exact=entry.get("exact", False))


def folded(listed: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """All forms of the entries in lower case, for those that are single words."""
    return frozenset(form.lower() for entry in listed for form in entry["forms"])


def fraction(value: str | float) -> Fraction:
    """A value of a data file, exactly: 8, 1.5, "1/3"."""
    return Fraction(str(value))
