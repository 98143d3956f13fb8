"""Which claim a row's group is taken from, and how the others stand to it (DESIGN section 5, "Two sources").

Order: a written decision; a source that no other corrects; later publication (dated before undated); attribution
named, source, anonymous; qualifier stated, between, about, bounds; source id; the earlier passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footnoted.claims import Cell, Claim
from footnoted.problem import Problem
from footnoted.resolve.model import Evidence, Rank
from footnoted.schema import Table, cell_text

__all__ = ["Contender", "Preference", "as_of_problems", "compete"]

_ATTRIBUTION = {"named": 0, "source": 1, "anonymous": 2}
_QUALIFIER = {"stated": 0, "between": 1, "about": 2}
_BOUND = 3


@dataclass(frozen=True, slots=True)
class Contender:
    """The cells that one claim has in one group."""

    claim: Claim
    cells: tuple[Cell, ...]

    def cell(self, column: str) -> Cell | None:
        """The cell of `column`, if the claim has one."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True, slots=True)
class Preference:
    """What people decided: `decided` is the preferred source of this group, `replaced` the corrected sources."""

    decided: str | None
    replaced: frozenset[str]


def compete(
    table: Table, group: Sequence[str], contenders: Sequence[Contender], preference: Preference
) -> Iterator[Evidence]:
    """The evidence of one group of one row, ranked: `used` for the winner's cells, if anybody may win."""
    if len(contenders) == 1 and contenders[0].claim.source.status != "retracted":
        # Most groups have one contender: then there is nothing to order.
        claim = contenders[0].claim
        yield from (Evidence(table.name, claim.row_id, cell, claim, "used") for cell in contenders[0].cells)
        return
    running = [c for c in contenders if c.claim.source.status != "retracted"]
    with_figure = [c for c in running if c.cell(group[0])]
    eligible = with_figure or running
    winner = min(eligible, key=lambda c: _order(table, group, c, preference), default=None)
    shown = {cell.column: cell_text(cell.value) for cell in winner.cells} if winner else {}
    for contender in contenders:
        for cell in contender.cells:
            rank = _rank(contender, winner, cell, shown)
            yield Evidence(table.name, contender.claim.row_id, cell, contender.claim, rank)


def _rank(contender: Contender, winner: Contender | None, cell: Cell, shown: dict[str, str]) -> Rank:
    if contender is winner:
        return "used"
    if contender.claim.source.status == "retracted":
        return "retracted"
    return "agrees" if shown.get(cell.column) == cell_text(cell.value) else "differs"


def _order(
    table: Table, group: Sequence[str], contender: Contender, preference: Preference
) -> tuple[bool, bool, bool, tuple[int, ...], int, int, str, int, int]:
    source = contender.claim.source
    leading = contender.cell(group[0]) or contender.cells[0]
    qualifier = next((cell for cell in contender.cells if table.by_name[cell.column].part == "qualifier"), None)
    return (
        source.id != preference.decided,
        source.id in preference.replaced,
        source.published_on is None,
        # Later dates first; a longer string of equal beginning is the more exact, hence possibly later date.
        (*(-ord(character) for character in (source.published_on or "")), 1),
        _ATTRIBUTION[leading.attribution.kind],
        _QUALIFIER.get(cell_text(qualifier.value), _BOUND) if qualifier else 0,
        source.id,
        leading.span.start,
        leading.span.end,
    )


def as_of_problems(table: Table, group: Sequence[str], contenders: Sequence[Contender]) -> Iterator[Problem]:
    """Claims that join a row although their figure is of another day than the row's: that is another row."""
    dates = [name for name in group if table.by_name[name].reader == "date"]
    dated = [(c, cell) for c in contenders for name in dates if c.cell(group[0]) and (cell := c.cell(name))]
    # The day is the row's own, or, where the claim that made the row tells none, the first that joins.
    first = next((cell for contender, cell in dated if not contender.claim.joins), dated[0][1] if dated else None)
    for contender, cell in dated:
        if contender.claim.joins and first is not None and cell.value != first.value:
            message = f"this figure is as of {cell_text(cell.value)}, the row's as of {cell_text(first.value)}"
            hint = "a figure of another day is another row: give the claim an `id` of its own"
            yield contender.claim.origin.problem("as-of-differs", message, hint, keys=(cell.column,))
