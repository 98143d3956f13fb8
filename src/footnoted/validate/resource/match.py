"""Which column of a file is which field of the schema (Table Schema v2, "fieldsMatch")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from footnoted.validate.table.finding import Fault

__all__ = ["FIELDS_MATCH", "Matched", "match_columns"]

FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")
_MAY_LACK = ("superset", "partial")
_MAY_HAVE_MORE = ("subset", "partial")


@dataclass(frozen=True, slots=True)
class Matched:
    """The place of each field's column in the file, and what is wrong, each beside the column that it is about."""

    places: Mapping[str, int]
    faults: tuple[tuple[str, Fault], ...]


def match_columns(labels: Sequence[str], fields: Sequence[str], how: str) -> Matched:
    """Match the `labels` of a file to the names of `fields`, `how` being one of `FIELDS_MATCH`."""
    if how == "exact":
        places = {name: place for place, name in enumerate(fields[: len(labels)])}
        return Matched(places, tuple(_exact_faults(labels, fields)))
    places = {}
    for place, label in enumerate(labels):
        if label in fields:
            places.setdefault(label, place)
    return Matched(places, tuple(_named_faults(labels, fields, how)))


def _exact_faults(labels: Sequence[str], fields: Sequence[str]) -> Iterator[tuple[str, Fault]]:
    for place, (label, name) in enumerate(zip(labels, fields, strict=False), 1):
        if not label:
            yield name, Fault("label-blank", f"column {place} has no label; the schema calls it `{name}`")
        elif label in labels[: place - 1]:
            yield name, Fault("label-repeated", f"column {place} has the label {label!r} of a column before it")
        elif label != name:
            yield name, Fault("label-wrong", f"column {place} has the label {label!r}; the schema calls it `{name}`")
    yield from ((name, _missing(name)) for name in fields[len(labels) :])
    yield from ((label, _unknown(label)) for label in labels[len(fields) :])


def _named_faults(labels: Sequence[str], fields: Sequence[str], how: str) -> Iterator[tuple[str, Fault]]:
    for label, count in Counter(labels).items():
        if count > 1:
            yield label, Fault("label-repeated", f"{count} columns have the label {label!r}")
    if how == "partial" and not set(labels) & set(fields):
        yield "", Fault("column-missing", "the file has none of the fields of the schema")
    if how not in _MAY_LACK:
        yield from ((name, _missing(name)) for name in fields if name not in labels)
    if how not in _MAY_HAVE_MORE:
        yield from ((label, _unknown(label)) for label in dict.fromkeys(labels) if label not in fields)


def _missing(name: str) -> Fault:
    return Fault("column-missing", f"the file has no column `{name}`")


def _unknown(label: str) -> Fault:
    return Fault("column-unknown", f"the schema has no field `{label}`")
