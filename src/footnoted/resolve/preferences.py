"""What people decided about single groups of columns, and the decisions that decide nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from footnoted.claims import Claim, Loaded, Preferred
from footnoted.problem import Problem
from footnoted.resolve.compete import Preference
from footnoted.resolve.identity import RowKey
from footnoted.resolve.model import Evidence
from footnoted.schema import Dataset

__all__ = ["Preferences"]

_TAKE_OUT = "correct it, or take the decision out"


class Preferences:
    """Decisions by the group that they decide; collects problems with those that have no effect."""

    def __init__(self, dataset: Dataset, loaded: Loaded, by_row: Mapping[RowKey, list[Claim]]) -> None:
        self._decisions = loaded.decisions
        # A source that was withdrawn itself corrects nothing.
        correcting = (source for source in loaded.sources if source.status != "retracted")
        self._replaced = frozenset(source.replaces_id for source in correcting if source.replaces_id)
        self._decided: dict[tuple[RowKey, tuple[str, ...]], Preferred] = {}
        self.problems: list[Problem] = []
        for preferred in loaded.decisions.preferred:
            self.problems += self._add(dataset, preferred, by_row)

    def _add(self, dataset: Dataset, preferred: Preferred, by_row: Mapping[RowKey, list[Claim]]) -> Iterator[Problem]:
        row = (preferred.table, preferred.row_id)
        claims = by_row.get(row, [])
        if not claims:
            near = difflib.get_close_matches(
                preferred.row_id, [row for name, row in by_row if name == preferred.table], 1
            )
            message = f"there is no row {preferred.row_id!r} of `{preferred.table}`"
            yield self._problem(preferred, message, f"did you mean {near[0]!r}?" if near else _TAKE_OUT)
        elif not any(c.source.id == preferred.source_id and preferred.column in _columns(c) for c in claims):
            message = f"{preferred.source_id!r} says nothing about `{preferred.column}` of {preferred.row_id!r}"
            yield self._problem(preferred, message, "name a column that the source tells, or take the decision out")
        else:
            group = dataset.tables[preferred.table].group_of[preferred.column]
            other = self._decided.setdefault((row, group), preferred)
            if other is not preferred:
                message = (
                    f"`{other.column}` of {preferred.row_id!r} is decided already, and with it `{preferred.column}`"
                )
                yield self._problem(preferred, message, "columns that are told together are taken from one source")

    def of(self, row: RowKey, group: tuple[str, ...]) -> Preference:
        """What was decided about one group of one row."""
        preferred = self._decided.get((row, group))
        return Preference(preferred.source_id if preferred else None, self._replaced)

    def check(self, row: RowKey, group: tuple[str, ...], found: Sequence[Evidence]) -> None:
        """Note a decision that did not make its source the one that the row shows."""
        preferred = self._decided.get((row, group))
        if preferred and not any(e.rank == "used" and e.claim.source.id == preferred.source_id for e in found):
            message = f"{preferred.source_id!r} cannot be preferred for `{preferred.column}` of {preferred.row_id!r}"
            hint = f"it was retracted, or leaves out `{group[0]}`, which another source tells"
            self.problems.append(self._problem(preferred, message, hint))

    def _problem(self, preferred: Preferred, message: str, hint: str) -> Problem:
        return self._decisions.problem("decision-unknown", ("preferred", preferred.index), message, hint)


def _columns(claim: Claim) -> Iterable[str]:
    return frozenset(cell.column for cell in claim.cells)
