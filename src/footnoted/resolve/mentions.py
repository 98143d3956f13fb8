"""Every name that a cell reads is a mention of its row: evidence for the row's name, so that the row stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from footnoted.claims import Cell, Claim, Method, Names
from footnoted.schema import Dataset, cell_text

__all__ = ["display_names", "mentions", "named"]


def mentions(dataset: Dataset, claims: Iterable[Claim]) -> Iterator[Claim]:
    """For each cell that names a row of an entity table, a claim of its own about that row's name.

    The passage is the exact name, in the cell's passage or in its antecedent.
    """
    for claim in claims:
        table = dataset.tables[claim.table]
        for cell in claim.cells:
            target = table.references(cell.column)
            if target is None or target not in dataset.entities or cell.name_span is None:
                continue
            label = dataset.tables[target].label
            if label is not None:
                words = cell.name_span.of(claim.source.text)
                named = Cell(label, words, cell.name_span, "stated", "name", name_span=cell.name_span)
                yield claim._replace(table=target, row_id=cell_text(cell.value), joins=True, cells=(named,), note=None)


def display_names(claims: Iterable[Claim], names: Names, label: str) -> Mapping[str, str]:
    """The name to show for each row: the authored one, else the first mention (by source id, then by place).

    A mention in a retracted source counts only where there is no other.
    """
    first: dict[str, tuple[bool, str, int, str]] = {}
    for claim in claims:
        for cell in claim.cells:
            if claim.table == names.table and cell.column == label:
                retracted = claim.source.status == "retracted"
                mention = (retracted, claim.source.id, cell.span.start, cell_text(cell.value))
                first[claim.row_id] = min(first.get(claim.row_id, mention), mention)
    return {row_id: names.display.get(row_id, words) for row_id, (*_, words) in first.items()}


def named(claim: Claim, label: str, display: Mapping[str, str]) -> Claim:
    """`claim` with its row's display name as the value of the cell `label`; the passage keeps the words as written."""
    cells = tuple(
        cell._replace(value=display[claim.row_id], method=_method(cell, display[claim.row_id]))
        if cell.column == label
        else cell
        for cell in claim.cells
    )
    return claim._replace(cells=cells)


def _method(cell: Cell, display: str) -> Method:
    if cell.method == "curated":
        return "curated"
    return "stated" if cell.value == display else "converted"
