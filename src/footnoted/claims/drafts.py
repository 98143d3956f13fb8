"""Articles that no claims file is about, as a machine drafts them: taken in where nothing that people wrote differs.

What a machine drafts is read by the same rules as what people write, with two differences. It never makes a problem:
a claim that does not stand is left out. And it never changes what people's own words mean: their files are read with
the names in their files alone, and where a drafted name is one of theirs, their row is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from footnoted.claims.entities import Alias, Names
from footnoted.claims.file import ClaimsFile
from footnoted.claims.model import Assumption, Source, Value
from footnoted.problem import Problem
from footnoted.schema import Dataset

__all__ = ["DraftedClaim", "DraftedFile", "draft_source", "named_as_people_do", "with_drafted_names"]


class DraftedClaim(NamedTuple):
    """One claim as a claims file spells it, and the values that its drafter read in its cells."""

    table: str
    said: Mapping[str, Any]
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class DraftedFile:
    """What a machine drafts of the text at `path`: the entries of [source], its text and its claims.

    `problem` says why there is nothing, such as a language without data.
    """

    path: str
    source: Mapping[str, Any]
    text: str = ""
    claims: tuple[DraftedClaim, ...] = ()
    problem: Problem | None = None


def draft_source(drafted: DraftedFile) -> Source:
    """The source of a drafted file; problems about it point at the text, since there is no claims file."""
    assume = {family: Assumption(**entry) for family, entry in drafted.source.get("assume", {}).items()}
    metadata = {key: value for key, value in drafted.source.items() if key not in {"text", "assume"}}
    sha256, source_id = str(drafted.source["sha256"]), str(drafted.source["id"])
    file = ClaimsFile(drafted.path, "", {})
    return Source(source_id, file, drafted.path, sha256, drafted.text, metadata, assume)


def named_as_people_do(drafted: DraftedFile, dataset: Dataset, names: Mapping[str, Names]) -> DraftedFile:
    """`drafted` with people's ids for the rows whose names they know, and ids of its own for its facts.

    The id of a fact begins with that of its source: no other file can have taken it, and the same article gives the
    same ids.
    """
    known = {table: names[table].ids() for table in dataset.entities}
    taken = {
        (claim.table, claim.said["id"]): ids
        for claim in drafted.claims
        for ids in (_known_ids(claim, dataset, known),)
        if ids
    }
    kept = {key: next(iter(ids)) for key, ids in taken.items() if len(ids) == 1}
    return DraftedFile(
        drafted.path,
        drafted.source,
        drafted.text,
        tuple(_renamed(claim, dataset, kept, str(drafted.source["id"])) for claim in drafted.claims),
    )


def _known_ids(
    claim: DraftedClaim, dataset: Dataset, known: Mapping[str, Mapping[str, frozenset[str]]]
) -> frozenset[str]:
    name = claim.values.get(dataset.facts[claim.table].label or "")
    return known[claim.table].get(str(name), frozenset()) if claim.table in known else frozenset()


def _renamed(
    claim: DraftedClaim, dataset: Dataset, kept: Mapping[tuple[str, str], str], source_id: str
) -> DraftedClaim:
    table = dataset.facts[claim.table]
    own = claim.said["id"]
    row_id = kept.get((table.name, own), own) if table.name in dataset.entities else f"{source_id}-{own}"
    values = {}
    for column, value in claim.values.items():
        target = table.references(column)
        if target in dataset.entities:
            value = kept.get((str(target), str(value)), value)  # noqa: PLW2901 - the same cell, named as people do
        elif target is not None:
            value = f"{source_id}-{value}"  # noqa: PLW2901 - the same
        values[column] = value
    return DraftedClaim(claim.table, {**claim.said, "id": row_id}, values)


def with_drafted_names(
    names: Mapping[str, Names], drafted: Iterable[DraftedFile], dataset: Dataset
) -> dict[str, Names]:
    """People's names, and those of drafts that mean nothing else to people.

    A name that drafts give to several rows names none of them: which one is meant, people must say.
    """
    files = tuple(drafted)
    return {table: _added(own, tuple(_drafted_names(files, dataset, table))) for table, own in names.items()}


def _drafted_names(files: Iterable[DraftedFile], dataset: Dataset, table: str) -> Iterator[Alias]:
    label = dataset.facts[table].label or ""
    for file in files:
        for claim in file.claims:
            if claim.table == table and label in claim.values:
                yield Alias(str(claim.said["id"]), str(claim.values[label]))


def _added(names: Names, drafted: tuple[Alias, ...]) -> Names:
    known = names.ids()
    ids: dict[str, set[str]] = defaultdict(set)
    for alias in drafted:
        ids[alias.alias].add(alias.id)
    fresh = {alias for alias in drafted if alias.alias not in known and len(ids[alias.alias]) == 1}
    return Names(
        names.table,
        tuple(sorted({*names.aliases, *fresh}, key=lambda alias: (alias.id, alias.alias))),
        names.display,
        names.merged,
        names.merge_reasons,
        names.declared | {alias.id for alias in fresh},
    )
