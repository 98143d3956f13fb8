"""Which part of a version a change has to raise, by the version recipe of the Data Package standard.

https://datapackage.org/recipes/data-package-version/: major where a program that read the data may have to change
(names, columns, their order, narrower constraints, rows gone that others refer to), minor where data is added, patch
where it is corrected or described better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Self

from footnoted.compare.changes import Changes
from footnoted.compare.edition import Edition

__all__ = ["Level", "Reason", "Version", "reasons", "schema_reasons"]

Level = Literal["major", "minor", "patch"]
_LEVELS: tuple[Level, ...] = ("major", "minor", "patch")
_FORM = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})")
# Constraints of which a smaller value, or a larger one, lets less through.
_NARROWER_WHEN_LARGER = ("minimum", "exclusiveMinimum", "minLength")
_NARROWER_WHEN_SMALLER = ("maximum", "exclusiveMaximum", "maxLength")


class Version(NamedTuple):
    """A version of three numbers, as Semantic Versioning 2.0.0 orders them."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The version that `text` writes, None where it writes none."""
        found = _FORM.fullmatch(text)
        return None if found is None else cls(*map(int, found.groups()))

    def raised(self, level: Level) -> Version:
        """The least version that raises this one so far; before 1.0.0 a minor one may break everything."""
        if level == "major" and self.major:
            return Version(self.major + 1, 0, 0)
        if level == "patch":
            return Version(self.major, self.minor, self.patch + 1)
        return Version(self.major, self.minor + 1, 0)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part of the version has to be raised."""

    level: Level
    text: str


def reasons(old: Edition, new: Edition, changes: Changes) -> list[Reason]:
    """Every reason, those of the highest level first."""
    found = [*schema_reasons(old.descriptor, new.descriptor)]
    referred = _referred(old.descriptor)
    for table, counts in changes.counts().items():
        if added := counts.get("row_added", 0):
            found.append(Reason("minor", f"rows added to {table}: {added:,}"))
        if removed := counts.get("row_removed", 0):
            # What others refer to may be named outside the package too.
            level: Level = "major" if table in referred else "minor"
            found.append(Reason(level, f"rows removed from {table}: {removed:,}"))
        if rest := sum(counts.values()) - added - removed:
            found.append(Reason("patch", f"cells of {table} corrected, supported or disputed: {rest:,}"))
    return sorted(found, key=lambda reason: _LEVELS.index(reason.level))


def schema_reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Reason]:
    """What changed in the descriptor and the schemas in it."""
    for key in ("name", "id"):
        if old.get(key) != new.get(key):
            yield Reason("major", f"the {key} of the package is {new.get(key)!r}, before {old.get(key)!r}")
    if old.get("licenses") != new.get("licenses"):
        yield Reason("minor", "the licences changed")
    before, after = _fields(old), _fields(new)
    for table in before.keys() - after.keys():
        yield Reason("major", f"table {table} removed")
    for table in after.keys() - before.keys():
        yield Reason("minor", f"table {table} added")
    for table in sorted(before.keys() & after.keys()):
        yield from _table_reasons(table, before[table], after[table])


def _referred(descriptor: Mapping[str, Any]) -> frozenset[str]:
    """The tables that a foreign key of another one leads to."""
    schemas = {r["name"]: r["schema"] for r in descriptor.get("resources", ()) if isinstance(r.get("schema"), dict)}
    keys = [(name, key["reference"]) for name, schema in schemas.items() for key in schema.get("foreignKeys", ())]
    return frozenset(to["resource"] for name, to in keys if to.get("resource") not in {None, "", name})


Fields = dict[str, Mapping[str, Any]]


def _fields(descriptor: Mapping[str, Any]) -> dict[str, Fields]:
    return {
        resource["name"]: {field["name"]: field for field in resource["schema"]["fields"]}
        for resource in descriptor.get("resources", ())
        if isinstance(resource.get("schema"), dict)
    }


def _table_reasons(table: str, old: Fields, new: Fields) -> Iterator[Reason]:
    for name in old:
        if name not in new:
            yield Reason("major", f"column {table}.{name} removed")
    for name in new:
        if name not in old:
            yield Reason("major", f"column {table}.{name} added")
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield Reason("major", f"the columns of {table} stand in another order")
    for name in kept:
        yield from _field_reasons(f"{table}.{name}", old[name], new[name])


def _field_reasons(place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Reason]:
    for key in ("type", "format"):
        if old.get(key) != new.get(key):
            yield Reason("major", f"{place} has the {key} {new.get(key)}, before {old.get(key)}")
    before, after = old.get("constraints", {}), new.get("constraints", {})
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            narrower = _narrower(key, before.get(key), after.get(key))
            how = "narrower" if narrower else "wider"
            yield Reason("major" if narrower else "minor", f"{place}: the constraint {key} is {how} than before")
    described = ("title", "description")
    if [old.get(key) for key in described] != [new.get(key) for key in described]:
        yield Reason("patch", f"{place} is described in other words")


def _narrower(key: str, old: Any, new: Any) -> bool:  # noqa: ANN401 - whatever a constraint may be
    """Whether a value that was allowed before may be refused now."""
    if new is None or new is False:
        return False
    if old is None or old is False:
        return True
    if key == "enum":
        return not set(old) <= set(new)
    if key in _NARROWER_WHEN_LARGER:
        return bool(new > old)
    return bool(new < old) if key in _NARROWER_WHEN_SMALLER else True
