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
from footnoted.claims.packed import packed_text
from footnoted.claims.parts import as_drafted, part_rows
from footnoted.claims.seeds import Introduced
from footnoted.problem import Problem
from footnoted.schema import Dataset

__all__ = [
    "draft_repeated",
    "draft_source",
    "drafted_names",
    "named_as_people_do",
    "packed_draft",
    "with_drafted_names",
]


def packed_draft(dataset: Dataset, introduced: Introduced) -> DraftedFile:
    """What a machine drafted, as it stands in a part."""
    packed = introduced.packed
    text = packed_text(dataset, packed, introduced.text or "") if packed else None
    rows = part_rows(dataset.root, packed.group) if packed else None
    if packed is None or text is None or rows is None:
        raise ValueError(f"{introduced.path} stands in no part")
    if isinstance(text, Problem) or isinstance(rows, Problem):
        problem = text if isinstance(text, Problem) else rows
        return DraftedFile(introduced.path, {}, problem=problem)  # type: ignore[arg-type]  # one of the two is
    return as_drafted(rows[packed.at], dataset)


def draft_repeated(path: str, source_id: str) -> Problem:
    """A draft of a source whose id another one has."""
    message = f"the id {source_id!r} is another source's: nothing is drafted"
    hint = "rename the text, or write its claims"
    return Problem("source-repeated", path, message, hint=hint, level="warning")


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


def drafted_names(drafted: DraftedFile, dataset: Dataset) -> Iterator[tuple[str, Alias]]:
    """The names that a draft gives to rows, each with the table of its row."""
    for claim in drafted.claims:
        label = dataset.facts[claim.table].label or ""
        if label in claim.values:
            yield claim.table, Alias(str(claim.said["id"]), str(claim.values[label]))


def with_drafted_names(names: Mapping[str, Names], drafted: Iterable[tuple[str, Alias]]) -> dict[str, Names]:
    """People's names, and those of drafts that mean nothing else to people.

    A name that drafts give to several rows names none of them: which one is meant, people must say.
    """
    told: dict[str, dict[Alias, None]] = {table: {} for table in names}
    for table, alias in drafted:
        if table in told:
            told[table][alias] = None
    return {table: _added(own, tuple(told[table])) for table, own in names.items()}


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
