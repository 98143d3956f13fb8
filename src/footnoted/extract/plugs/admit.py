"""What becomes of proposals: those that stand are drafts like any other, the others are listed with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from footnoted import languages
from footnoted.claims import Lens, Names, Readers, Source
from footnoted.claims.entities import Alias
from footnoted.claims.file import ClaimsFile
from footnoted.claims.shape import Shape
from footnoted.extract.draft import Drafted, Extractor
from footnoted.extract.gate import Gate
from footnoted.extract.identify import Ids, slug
from footnoted.extract.plugs.plug import Proposals
from footnoted.problem import Problem
from footnoted.schema import Dataset, Table, claims_schema

__all__ = ["Admitted", "Refused", "admit"]

Claim = Mapping[str, Any]


class Refused(NamedTuple):
    """A proposal that does not stand, and why."""

    table: str
    claim: Claim
    reasons: tuple[Problem, ...]


class Admitted(NamedTuple):
    """What stands of the proposals of one article, and what does not."""

    rows: tuple[Drafted, ...]
    refused: tuple[Refused, ...]


def admit(source: Source, proposals: Proposals, extractor: Extractor, hand: str) -> Admitted:
    """Read every proposal as `footnoted validate` reads a person's claim of `source`.

    A claim with `about` is refused, and a cell with a `note`: what they decide is for people to say.

    A proposal stands whole or not at all: whoever gives a wrong figure to right words is not believed about the rest
    of that row. `hand` is said to have drafted what stands.
    """
    dataset = extractor.dataset
    shape = Shape(claims_schema(dataset, languages.currency_families()), dataset.facts)
    claims, refused = [], []
    for table, claim in _in_order(dataset, proposals):
        reasons = tuple(_overreaching(source, claim)) or _misshapen(shape, source, table, claim)
        if reasons:
            refused.append(Refused(table, claim, reasons))
        else:
            claims.append((table, claim))
    named = dict(_identified(dataset, claims))
    lens = Lens.of(
        Readers(dataset, _names(dataset, named.values()), extractor.choices),
        languages.document(source.text, source.language),
    )
    gate, rows = Gate(dataset, source, lens), []
    for table, claim in named.values():
        reasons = gate.reasons(table, claim)
        passed = None if reasons else gate.passed(table, claim)
        if passed is None:
            refused.append(Refused(table, claim, reasons or (_incomplete(source, table),)))
        else:
            rows.append(Drafted(table, passed[0] | {"drafted_by": hand}, passed[1]))
    return Admitted(tuple(rows), tuple(refused))


def _in_order(dataset: Dataset, proposals: Proposals) -> Iterator[tuple[str, Claim]]:
    """The proposals, entities first; those for tables that are none come last."""
    known = [*dataset.entities, *(name for name in dataset.facts if name not in dataset.entities)]
    for table in sorted(proposals, key=lambda name: known.index(name) if name in known else len(known)):
        yield from ((table, claim) for claim in proposals[table])


def _overreaching(source: Source, claim: Claim) -> Iterator[Problem]:
    """What only people may say: that two articles tell of one row, and why words mean something else here."""
    if "about" in claim:
        yield Problem("unknown-key", source.path, "a proposal makes rows of its own", hint="leave `about` out")
    for column, cell in claim.items():
        if isinstance(cell, Mapping) and "note" in cell:
            message = f"`{column}`: only a person's note can set a word's meaning aside"
            yield Problem("unknown-key", source.path, message, hint="leave `note` out")


def _misshapen(shape: Shape, source: Source, table: str, claim: Claim) -> tuple[Problem, ...]:
    """What of a proposal is no claim at all: the words of a stranger, checked as a stranger's file is."""
    head = {"id": source.id, "text": "x.txt", "sha256": source.sha256, "language": source.language}
    return tuple(shape.problems(ClaimsFile(source.path, "", {"source": head, table: [{"id": "x", **claim}]})))


def _identified(
    dataset: Dataset, claims: Iterable[tuple[str, Claim]]
) -> Iterator[tuple[tuple[str, str, int], tuple[str, Claim]]]:
    """Each claim under an id: for an entity one of its name, for a fact one of its table, with an ordinal."""
    ids = Ids()
    for number, (name, claim) in enumerate(claims):
        table = dataset.facts[name]
        if name in dataset.entities:
            words = _passage(claim.get(table.label or ""))
            row_id = slug(words) if words else ids.next(name, name)
        else:
            row_id = ids.next(name, _key(table, claim))
        yield (name, row_id, number), (name, {**claim, "id": row_id})


def _key(table: Table, claim: Claim) -> str:
    parties = [_passage(claim[c.name]) for c in table.columns if c.reader == "name" and c.name in claim]
    return slug(" ".join(party for party in parties if party) or table.name)


def _passage(cell: object) -> str:
    if isinstance(cell, Mapping):
        return str(cell.get("antecedent") or cell.get("passage", ""))
    return cell if isinstance(cell, str) else ""


def _names(dataset: Dataset, claims: Iterable[tuple[str, Claim]]) -> dict[str, Names]:
    aliases: dict[str, set[Alias]] = {table.name: set() for table in dataset.facts.values() if table.label}
    for name, claim in claims:
        label = dataset.facts[name].label
        if label and (words := _passage(claim.get(label))):
            aliases[name].add(Alias(str(claim["id"]), words))
    return {
        name: Names(name, tuple(sorted(found)), declared=frozenset(alias.id for alias in found))
        for name, found in aliases.items()
    }


def _incomplete(source: Source, table: str) -> Problem:
    message = f"a row of `{table}` needs more columns than this claim fills, or breaks a rule of the table"
    return Problem("claim-incomplete", source.path, message)
