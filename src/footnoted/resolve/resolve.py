"""Claims of all sources -> rows and ranked evidence, group by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from footnoted.claims import Cell, Claim, Loaded, Value
from footnoted.problem import Problem
from footnoted.resolve.compete import Contender, as_of_problems, compete
from footnoted.resolve.identity import RowKey, check_ids
from footnoted.resolve.mentions import display_names, mentions, named
from footnoted.resolve.model import Evidence, Resolved
from footnoted.resolve.preferences import Preferences
from footnoted.resolve.redirects import check_redirects, redirects
from footnoted.schema import Dataset, Table, cell_text

__all__ = ["resolve"]


def resolve(dataset: Dataset, loaded: Loaded) -> Resolved:
    """The rows that `loaded` claims give, with the evidence of every cell, the overruled and retracted ones too."""
    problems = check_ids(loaded, dataset.entities)
    by_row: dict[RowKey, list[Claim]] = defaultdict(list)
    for claim in _all_claims(dataset, loaded):
        by_row[claim.table, claim.row_id].append(claim)
    evidence: dict[tuple[object, ...], Evidence] = {}
    preferences = Preferences(dataset, loaded, by_row)
    for key in sorted(by_row):
        table = dataset.tables[key[0]]
        for group, contenders in _groups(table, by_row[key]):
            problems += as_of_problems(table, group, contenders)
            found = tuple(compete(table, group, contenders, preferences.of(key, group)))
            preferences.check(key, group, found)
            for each in found:
                problems += _keep(evidence, each)
    ranked = tuple(evidence.values())
    rows = _rows(dataset, ranked, by_row)
    retired = redirects(dataset, loaded, by_row, rows)
    # A claim that was refused leaves holes; decisions about it are not wrong for that.
    if not any(problem.level == "error" for problem in loaded.problems):
        problems += [*preferences.problems, *check_redirects(loaded, retired, by_row, rows)]
    return Resolved(rows, ranked, retired, tuple(sorted(problems)))


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
    contenders: dict[tuple[str, ...], list[Contender]] = defaultdict(list)
    for claim in claims:
        told: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
        for cell in claim.cells:
            told[table.group_of[cell.column]].append(cell)
        for group, cells in told.items():
            contenders[group].append(Contender(claim, tuple(cells)))
    yield from contenders.items()


def _keep(evidence: dict[tuple[object, ...], Evidence], found: Evidence) -> Iterator[Problem]:
    # The same words may name a company for several cells of a source: one piece of evidence, of the best rank.
    key = (found.table, found.row_id, found.cell.column, found.claim.source.id, found.cell.span)
    other = evidence.setdefault(key, found)
    if found.rank == "used":
        evidence[key] = found
    if other.cell.value != found.cell.value:
        column, row = found.cell.column, f"{found.table}/{found.row_id}"
        values = f"{cell_text(other.cell.value)!r} and {cell_text(found.cell.value)!r}"
        later = max(other.claim, found.claim, key=lambda claim: claim.origin.place())
        message = f"the same words give `{column}` of {row} two values: {values}"
        hint = "a source says one thing with its words: take one of the two claims out"
        yield later.origin.problem("claims-contradict", message, hint, keys=(column,))


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
