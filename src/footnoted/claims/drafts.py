"""Articles that no claims file is about, as a machine drafts them: taken in where nothing that people wrote differs.

What a machine drafts is read by the same rules as what people write, with two differences. It never makes a problem:
a claim that does not stand is left out. And it never changes what people's own words mean: their files are read with
the names in their files alone, and where a drafted name is one of theirs, their row is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from footnoted.claims.drafted import DraftedClaim, DraftedFile
from footnoted.claims.entities import Alias, Names
from footnoted.claims.file import ClaimsFile
from footnoted.claims.model import Assumption, Source
from footnoted.schema import Dataset

__all__ = ["draft_source", "named_as_people_do", "with_drafted_names"]


def draft_source(drafted: DraftedFile) -> Source:
    """The source of a drafted file; problems about it point at the text, since there is no claims file."""
    assume = {family: Assumption(**entry) for family, entry in drafted.source.get("assume", {}).items()}
    metadata = {key: value for key, value in drafted.source.items() if key not in {"text", "assume"}}
    sha256, source_id = str(drafted.source["sha256"]), str(drafted.source["id"])
    file = ClaimsFile(drafted.path, "", {})
    return Source(source_id, file, drafted.path, sha256, drafted.text, metadata, assume)


def named_as_people_do(drafted: DraftedFile, dataset: Dataset, names: Mapping[str, Names]) -> DraftedFile:
    """`drafted` with people's ids for the rows whose names they know, and ids of its own for its facts.

    The id of a fact begins with that of its source, or ends with its key in a table of claims: no other file can have
    taken it, and the same article gives the same ids.
    """
    known = {table: names[table].ids() for table in dataset.entities}
    source_id = str(drafted.source["id"])
    ids: dict[tuple[str, str], str] = {}
    for claim in drafted.claims:
        own = claim.said["id"]
        if claim.table not in dataset.entities:
            ids[claim.table, own] = f"{own}-{claim.key}" if claim.key else f"{source_id}-{own}"
        elif len(people := _known_ids(claim, dataset, known)) == 1:
            ids[claim.table, own] = next(iter(people))
    claims = tuple(_renamed(claim, dataset, ids) for claim in drafted.claims)
    return DraftedFile(drafted.path, drafted.source, drafted.text, claims)


def _known_ids(
    claim: DraftedClaim, dataset: Dataset, known: Mapping[str, Mapping[str, frozenset[str]]]
) -> frozenset[str]:
    name = claim.values.get(dataset.facts[claim.table].label or "")
    return known[claim.table].get(str(name), frozenset())


def _renamed(claim: DraftedClaim, dataset: Dataset, ids: Mapping[tuple[str, str], str]) -> DraftedClaim:
    table, own = dataset.facts[claim.table], claim.said["id"]
    values = {
        column: ids.get((str(table.references(column)), str(value)), value) for column, value in claim.values.items()
    }
    return DraftedClaim(claim.table, {**claim.said, "id": ids.get((table.name, own), own)}, values, claim.key)


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
