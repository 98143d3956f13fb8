"""Claims of all sources -> rows and ranked evidence, group by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from footnoted.claims import Claim, Loaded, Redirect, Value
from footnoted.problem import Problem
from footnoted.resolve.compete import Contender, Preference, as_of_problems, compete
from footnoted.resolve.identity import RowKey, check_ids
from footnoted.resolve.mentions import display_names, mentions, named
from footnoted.resolve.model import Evidence, Resolved
from footnoted.schema import Dataset, Table

__all__ = ["resolve"]


def resolve(dataset: Dataset, loaded: Loaded) -> Resolved:
    """The rows that `loaded` claims give, with the evidence of every cell, the overruled and retracted ones too."""
    problems = check_ids(loaded, dataset.entities)
    by_row: dict[RowKey, list[Claim]] = defaultdict(list)
    for claim in _all_claims(dataset, loaded):
        by_row[claim.table, claim.row_id].append(claim)
    problems += _unknown_decisions(loaded, by_row)
    evidence: dict[tuple[object, ...], Evidence] = {}
    preferences = _Preferences(loaded)
    for key in sorted(by_row):
        table = dataset.tables[key[0]]
        for group, contenders in _groups(table, by_row[key]):
            problems += as_of_problems(table, group, contenders)
            for found in compete(table, group, contenders, preferences.of(key, group)):
                _keep(evidence, found)
    ranked = tuple(evidence.values())
    rows = _rows(dataset, ranked, by_row)
    redirects = (*loaded.decisions.redirects, *_merged(loaded), *_gone(dataset, by_row, rows))
    return Resolved(rows, ranked, tuple(redirects), tuple(sorted(problems)))


def _all_claims(dataset: Dataset, loaded: Loaded) -> Iterator[Claim]:
    claims = [*loaded.claims, *mentions(dataset, loaded.claims)]
    display = {
        name: (label, display_names(claims, loaded.names[name], label))
        for name in dataset.entities
        if (label := dataset.tables[name].label)
    }
    for claim in claims:
        yield named(claim, *display[claim.table]) if claim.table in display else claim


def _groups(table: Table, claims: Iterable[Claim]) -> Iterator[tuple[tuple[str, ...], list[Contender]]]:
    claims = list(claims)
    for group in dict.fromkeys(table.group_of[column.name] for column in table.claimable):
        cells = [(claim, tuple(cell for cell in claim.cells if cell.column in group)) for claim in claims]
        if contenders := [Contender(claim, found) for claim, found in cells if found]:
            yield group, contenders


def _keep(evidence: dict[tuple[object, ...], Evidence], found: Evidence) -> None:
    # The same words may name a company for several cells of a source: one piece of evidence, of the best rank.
    key = (found.table, found.row_id, found.cell.column, found.claim.source.id, found.cell.span)
    if key not in evidence or found.rank == "used":
        evidence[key] = found


class _Preferences:
    """Decisions by the group that they decide."""

    def __init__(self, loaded: Loaded) -> None:
        self._replaced = frozenset(source.replaces_id for source in loaded.sources if source.replaces_id)
        self._decided = {(p.table, p.row_id, p.column): p.source_id for p in loaded.decisions.preferred}

    def of(self, row: RowKey, group: tuple[str, ...]) -> Preference:
        """What was decided about one group of one row."""
        decided = (self._decided.get((*row, column)) for column in group)
        return Preference(next(filter(None, decided), None), self._replaced)


def _unknown_decisions(loaded: Loaded, by_row: Mapping[RowKey, list[Claim]]) -> Iterator[Problem]:
    for preferred in loaded.decisions.preferred:
        claims = by_row.get((preferred.table, preferred.row_id), [])
        if not claims:
            message = f"there is no row {preferred.row_id!r} of `{preferred.table}`"
            yield loaded.decisions.problem(preferred.index, message)
        elif not any(c.source.id == preferred.source_id and preferred.column in _columns(c) for c in claims):
            message = f"{preferred.source_id!r} says nothing about `{preferred.column}` of {preferred.row_id!r}"
            yield loaded.decisions.problem(preferred.index, message)


def _columns(claim: Claim) -> frozenset[str]:
    return frozenset(cell.column for cell in claim.cells)


def _rows(
    dataset: Dataset, evidence: Iterable[Evidence], by_row: Mapping[RowKey, list[Claim]]
) -> dict[str, dict[str, dict[str, Value]]]:
    rows: dict[str, dict[str, dict[str, Value]]] = {name: {} for name in dataset.facts}
    for found in evidence:
        if found.rank == "used":
            row = rows[found.table].setdefault(found.row_id, {"id": found.row_id})
            row[found.cell.column] = found.cell.value
    for name, table in dataset.facts.items():
        filled = [c.name for c in table.columns if c.filled_by and table.references(c.name) == "sources"]
        for row_id, row in rows[name].items():
            made = next((c for c in by_row[name, row_id] if not c.joins), by_row[name, row_id][0])
            row.update(dict.fromkeys(filled, made.source.id))
    return rows


def _merged(loaded: Loaded) -> Iterator[Redirect]:
    for table, names in loaded.names.items():
        for old_id, new_id in names.merged.items():
            yield Redirect(table, old_id, new_id, names.merge_reasons[old_id])


def _gone(
    dataset: Dataset, by_row: Mapping[RowKey, list[Claim]], rows: Mapping[str, Mapping[str, object]]
) -> Iterator[Redirect]:
    for table, row_id in sorted(by_row):
        claims = by_row[table, row_id]
        if row_id not in rows[table] and table in dataset.facts and any(claim.cells for claim in claims):
            retracted = ", ".join(sorted({claim.source.id for claim in claims}))
            yield Redirect(table, row_id, None, f"no source supports it any more; retracted: {retracted}")
