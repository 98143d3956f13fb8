"""What may be one thing told twice: rows that share a name or nearly, and facts of the same parties and figures.

Nothing is merged here. A candidate has a score, its reasons and the places of both rows; deciding it is for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from footnoted.claims import Alias, Names
from footnoted.compare.alike import likeness, name_blocks
from footnoted.schema import Dataset, Table

__all__ = ["Candidate", "Place", "Told", "same_facts", "same_names"]

# Rows that share a block: more of them share a common word, and are not compared.
_MOST_IN_BLOCK = 100
# Where one text names both, its author tells them apart.
_TOLD_APART = 0.5
_CLOSE = 0.05


class Place(NamedTuple):
    """A passage that tells of a row, and where it stands."""

    source: str
    start: int
    end: int
    passage: str


class Told(NamedTuple):
    """A row, and the first place where it is told of."""

    row_id: str
    name: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two rows of `table` that may be one; `score` from 0 to 1, `reasons` in words."""

    table: str
    score: float
    reasons: tuple[str, ...]
    rows: tuple[Told, Told]

    @property
    def order(self) -> tuple[float, str, str, str]:
        """The likeliest first."""
        return (-self.score, self.table, self.rows[0].row_id, self.rows[1].row_id)


def same_names(
    table: str, names: Names, different: Iterable[frozenset[str]], evidence: pa.Table, least: float = 0.0
) -> list[Candidate]:
    """Rows of the entity table `table` whose names are alike; `different` are ids that people judged to be several.

    Two rows that the same source names are half as likely one.
    """
    called: dict[str, list[str]] = defaultdict(list)
    for alias in names.aliases:
        called[alias.id].append(alias.alias)
    apart = {frozenset(pair) for ids in different for pair in combinations(sorted(ids), 2)}
    places = _Places(evidence, table)
    found = []
    for one, other in _pairs(_named_blocks(names.aliases)):
        score, reason = max(likeness(a, b) for a in called[one] for b in called[other])
        reasons = [reason]
        if not places.sources(one).isdisjoint(places.sources(other)):
            score, reasons = score * _TOLD_APART, [*reasons, "one text names both"]
        if score >= max(least, 0.01) and frozenset((one, other)) not in apart:
            told = tuple(Told(row, _shown(names, called, row), places.first(row)) for row in (one, other))
            found.append(Candidate(table, round(score, 2), tuple(reasons), (told[0], told[1])))
    return sorted(found, key=lambda candidate: candidate.order)


def _shown(names: Names, called: Mapping[str, Sequence[str]], row: str) -> str:
    return names.display.get(row) or called[row][0]


def _named_blocks(aliases: Iterable[Alias]) -> Iterator[tuple[Hashable, str]]:
    return ((block, alias.id) for alias in aliases for block in name_blocks(alias.alias))


def _pairs(blocks: Iterable[tuple[Hashable, str]]) -> list[tuple[str, str]]:
    """The pairs of rows that share a block, each once."""
    rows: dict[Hashable, set[str]] = defaultdict(set)
    for block, row in blocks:
        rows[block].add(row)
    shared = (members for members in rows.values() if len(members) <= _MOST_IN_BLOCK)
    return sorted({pair for members in shared for pair in combinations(sorted(members), 2)})


def same_facts(dataset: Dataset, tables: Mapping[str, pa.Table], least: float = 0.0) -> list[Candidate]:
    """Rows of fact tables that different sources tell, with the same parties and figures that do not speak against it.

    Parties are columns that refer to an entity table. A figure of another date is another fact, as the rules have it.
    """
    found: list[Candidate] = []
    for table in dataset.facts.values():
        parties = [c.name for c in table.columns if table.references(c.name) in dataset.entities]
        if table.name in dataset.entities or len(parties) < 1:
            continue
        rows = {row["id"]: row for row in tables[table.name].to_pylist()}
        places = _Places(tables["evidence"], table.name)
        figures = _figures(table)
        for one, other in _pairs(_fact_blocks(rows, parties, figures)):
            if not places.sources(one).isdisjoint(places.sources(other)):
                continue
            score, reasons = _alike(rows[one], rows[other], parties, table)
            if score >= max(least, 0.01):
                told = (Told(one, one, places.first(one)), Told(other, other, places.first(other)))
                found.append(Candidate(table.name, round(score, 2), tuple(reasons), told))
    return sorted(found, key=lambda candidate: candidate.order)


def _figures(table: Table) -> list[str]:
    """The first column of each group that is a number."""
    groups = {table.group_of[c.name] for c in table.claimable}
    return sorted(group[0] for group in groups if table.by_name[group[0]].type in {"integer", "number"})


def _fact_blocks(
    rows: Mapping[str, Mapping[str, Any]], parties: Sequence[str], figures: Sequence[str]
) -> Iterator[tuple[Hashable, str]]:
    """All parties of a fact together, and each of its parties with each of its figures."""
    for row_id, row in rows.items():
        named = [(party, row[party]) for party in parties if row[party] is not None]
        if len(named) > 1:
            yield tuple(named), row_id
        yield from (((party, figure, row[figure]), row_id) for party in named for figure in figures if row[figure])


def _alike(
    one: Mapping[str, Any], other: Mapping[str, Any], parties: Sequence[str], table: Table
) -> tuple[float, list[str]]:
    """How likely two rows tell one fact, and why."""
    told = [name for name in parties if one[name] is not None and other[name] is not None]
    if any(one[name] != other[name] for name in told):
        return 0.0, []
    score, reasons = 0.3 + 0.1 * len(told), [f"the same {', '.join(told)}"]
    for name in _figures(table):
        gain, reason = _figure(name, one[name], other[name])
        score, reasons = score + gain, [*reasons, *([reason] if reason else [])]
    for column in table.claimable:
        if column.reader == "choice" and None not in (one[column.name], other[column.name]):
            equal = one[column.name] == other[column.name]
            score, reasons = score + (0.05 if equal else -0.15), reasons + ([] if equal else [f"another {column.name}"])
        elif column.reader == "date" and None not in (one[column.name], other[column.name]):
            equal = _same_date(one[column.name], other[column.name])
            score, reasons = (
                score + (0.1 if equal else -0.3),
                [*reasons, f"{'the same' if equal else 'another'} {column.name}"],
            )
    return max(0.0, min(1.0, score)), reasons


def _same_date(one: str, other: str) -> bool:
    # Of two dates, one may be told more precisely.
    return one.startswith(other) or other.startswith(one)


def _figure(name: str, one: float | None, other: float | None) -> tuple[float, str | None]:
    if one is None or other is None:
        return 0.0, None
    if one == other:
        return 0.3, f"the same {name}"
    if abs(one - other) <= _CLOSE * max(abs(one), abs(other)):
        return 0.15, f"nearly the same {name}"
    return -0.1, f"another {name}"


class _Places:
    """Where the rows of one table are told of."""

    def __init__(self, evidence: pa.Table, table: str) -> None:
        columns = ["row_id", "source_id", "span_start", "span_end", "passage"]
        about = evidence.filter(pc.equal(evidence["table_name"], table)).select(columns)
        about = about.sort_by([("source_id", "ascending"), ("span_start", "ascending")])
        self._first: dict[str, Place] = {}
        self._sources: dict[str, set[str]] = defaultdict(set)
        for row_id, *place in zip(*(column.to_pylist() for column in about.columns), strict=True):
            self._first.setdefault(row_id, Place(*place))
            self._sources[row_id].add(place[0])

    def first(self, row: str) -> Place | None:
        return self._first.get(row)

    def sources(self, row: str) -> set[str]:
        return self._sources[row]
