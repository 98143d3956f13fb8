"""Table Schemas and vocabularies from JSON and TOML as authored: each property of its type, or a `MisfitError`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from footnoted.schema.display import parse_edge, parse_headlines
from footnoted.schema.model import Column, Cue, ForeignKey, Role, Table, Term, Vocabulary
from footnoted.schema.properties import MisfitError, objects_of, property_of

__all__ = ["parse_table", "parse_vocabulary"]

# Characters; cues are looked for at every word of every text.
_LONGEST_CUE = 200


def parse_table(name: str, path: str, raw: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Table:
    """The table `name` of the Table Schema `raw`, which stands at `path`.

    Raises:
        MisfitError: a property of the schema is not of its type.
    """
    _names_lists(raw, "uniqueKeys")
    return Table(
        name=name,
        title=property_of(raw, "title", str, name),
        description=property_of(raw, "description", str, ""),
        columns=tuple(_column(field, vocabularies) for field in objects_of(raw, "fields", needed=True)),
        primary_key=_names(raw, "primaryKey"),
        foreign_keys=tuple(_foreign_key(name, key) for key in objects_of(raw, "foreignKeys")),
        groups=_names_lists(raw, "groups"),
        rules=objects_of(raw, "rules"),
        role=cast(Role, property_of(raw, "role", str, "fact")),  # which roles there are is checked afterwards
        path=path,
        raw=raw,
        label=property_of(raw, "label", str, "") or None,
        aliases_of=property_of(raw, "aliasesOf", str, "") or None,
        headlines=parse_headlines(raw),
        edge=parse_edge(raw),
    )


def _column(raw: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Column:
    name = property_of(raw, "name", str)
    try:
        return _described(name, raw, vocabularies)
    except MisfitError as misfit:
        raise MisfitError(f"field `{name}`: {misfit}") from None


def _described(name: str, raw: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Column:
    kind, named = property_of(raw, "type", str, "string"), property_of(raw, "vocabulary", str, "")
    # A vocabulary closes a column of strings: its terms are the enum, written nowhere else.
    vocabulary = vocabularies.get(named) if kind == "string" else None
    constraints = property_of(raw, "constraints", dict, {})
    return Column(
        name=name,
        type=kind,
        title=property_of(raw, "title", str, name),
        description=property_of(raw, "description", str, ""),
        raw=raw,
        required=property_of(constraints, "required", bool, False),  # noqa: FBT003 - the default of the property
        unique=property_of(constraints, "unique", bool, False),  # noqa: FBT003 - the same
        enum=vocabulary.names if vocabulary else tuple(property_of(constraints, "enum", list, [])),
        pattern=property_of(constraints, "pattern", str, "") or None,
        minimum=_number(constraints, "minimum"),
        maximum=_number(constraints, "maximum"),
        unit=property_of(raw, "unit", str, "") or None,
        reader=property_of(raw, "reader", str, "") or None,
        part=property_of(raw, "part", str, "value"),
        vocabulary=named or None,
        filled_by=property_of(raw, "filledBy", str, "") or None,
        inverse=property_of(raw, "inverse", str, "") or None,
    )


def _number(constraints: Mapping[str, Any], name: str) -> float | None:
    # Bounds of dates are texts: they are read with the cells.
    value = constraints.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _foreign_key(table: str, raw: Mapping[str, Any]) -> ForeignKey:
    reference = property_of(raw, "reference", dict)
    # An empty or absent resource name means the own table (Table Schema v1 and v2).
    other = property_of(reference, "resource", str, "") or table
    return ForeignKey(_names(raw, "fields"), other, _names(reference, "fields"))


def _names(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = raw.get(name, ())
    return (value,) if isinstance(value, str) else _texts(value, name)


def _names_lists(raw: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_texts(each, name) for each in property_of(raw, name, list, []))


def _texts(value: Iterable[object], name: str) -> tuple[str, ...]:
    texts = tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else None
    if texts is None or len(texts) < len(tuple(value)):
        raise MisfitError(f"`{name}` does not list names of fields")
    return texts


def parse_vocabulary(name: str, raw: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary `name` of the TOML `raw`.

    Raises:
        MisfitError: a property is not of its type, or two terms have one name.
    """
    terms = tuple(_term(term) for term in objects_of(raw, "terms", needed=True))
    if len({term.name for term in terms}) < len(terms):
        raise MisfitError("two terms have the same name")
    return Vocabulary(name, property_of(raw, "title", str), property_of(raw, "description", str), terms)


def _cue(raw: Mapping[str, Any]) -> Cue:
    words = property_of(raw, "cue", str)
    if len(words) > _LONGEST_CUE:
        raise MisfitError(f"`cue` has more than {_LONGEST_CUE} characters: {words[:60]!r}...")
    return Cue(words, property_of(raw, "example", str))


def _term(raw: Mapping[str, Any]) -> Term:
    by_language = property_of(raw, "cues", dict, {})
    cues = {language: tuple(_cue(cue) for cue in objects_of(by_language, language)) for language in by_language}
    return Term(
        property_of(raw, "name", str), property_of(raw, "title", str), property_of(raw, "definition", str), cues
    )
