"""Is a party named where its claim is told? One that is not is inferred, and must show from which words (promise 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from footnoted.claims.decide import Refusal
from footnoted.claims.lens import Lens
from footnoted.claims.model import Cell
from footnoted.schema import Table

__all__ = ["strayed"]


def strayed(lens: Lens, table: Table, cells: Iterable[Cell]) -> Iterator[tuple[str, Refusal]]:
    """The columns of one claim whose name stands only in a sentence that tells nothing else of the claim.

    That "Larkfield paid the sum" goes with "A round brought 45 million" is somebody's conclusion. Its passage is the
    word that implies the party ("the sum", or the word of the event), its antecedent the name.
    """
    parties: list[Cell] = []
    told: list[Cell] = []
    for cell in cells:
        is_party = table.by_name[cell.column].reader == "name" and cell.column != table.label
        (parties if is_party else told).append(cell)
    sentences = frozenset().union(*(lens.sentences(cell.span) for cell in told))
    for cell in parties:
        if told and cell.antecedent is None and sentences.isdisjoint(lens.sentences(cell.span)):
            words = cell.span.of(lens.text)
            message = f"{words!r} stands in a sentence that tells nothing else of this claim"
            hint = f"quote the word that implies it there: {{ passage = ..., antecedent = {_quoted(words)} }}"
            yield cell.column, Refusal("party-elsewhere", message, hint)


def _quoted(words: str) -> str:
    return f"'{words}'" if '"' in words else f'"{words}"'
