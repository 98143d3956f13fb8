"""From spans to passages: the fewest words that occur exactly once, or words with a `within` that makes them so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

from footnoted.extract.model import DraftCell, DraftRow
from footnoted.languages import Document
from footnoted.readers import Reading, in_place
from footnoted.text import Span

__all__ = ["Passages"]

_WORD = re.compile(r"\S+")
# An antecedent of so many words on either side names its value, or is too common to name anything.
_WORDS_AROUND = 8


class Passages:
    """Spells spans of one article as a claims file does: passages that are found exactly once."""

    def __init__(self, document: Document, names: tuple[Reading, ...]) -> None:
        self._document = document
        self._text = document.text
        self._names = names
        words = [match.span() for match in _WORD.finditer(document.text)]
        self._starts = [start for start, _ in words]
        self._ends = [end for _, end in words]

    def claim(self, row: DraftRow) -> dict[str, Any]:
        """The cells of `row` as a claim spells them, with `within` where all or most lie in one unique sentence."""
        within = self._common(row)
        claim: dict[str, Any] = {"within": within.of(self._text)} if within else {}
        for column, cell in row.cells.items():
            said = self.cell(cell, within)
            if said is not None:
                claim[column] = said
        return claim

    def cell(self, cell: DraftCell, within: Span | None) -> str | dict[str, Any] | None:
        """The cell as a claim spells it, or None where its words cannot be told from others."""
        passage = cell.span.of(self._text)
        said: dict[str, Any] = {"value": cell.value} if cell.value is not None else {}
        said["passage"] = passage
        if not self._is_found(cell.span, within):
            narrow = self._narrowest(cell.span)
            if narrow is None:
                return None
            said["within"] = narrow.of(self._text)
        if cell.antecedent is not None:
            antecedent = self.antecedent(cell.antecedent)
            if antecedent is None:
                return None
            said["antecedent"] = antecedent.of(self._text)
        if cell.attribution.kind != "source":
            attribution = self._attribution(cell)
            if attribution is None:
                return None
            said["attribution"] = attribution
        return passage if list(said) == ["passage"] else said

    def antecedent(self, span: Span) -> Span | None:
        """`span` with as few words around it as make it unique, and no other name among them."""
        if self._is_once(span):
            return span
        low, high = self._words(span)
        sentence = self._document.sentence_at(span.start) or span
        own = len(in_place(self._names, span))
        for _ in range(_WORDS_AROUND):
            wide = Span(min(span.start, self._starts[low]), max(span.end, self._ends[high]))
            if self._is_once(wide):
                return wide
            if (
                high + 1 < len(self._ends)
                and self._ends[high + 1] <= sentence.end
                and self._alone(span, low, high + 1, own)
            ):
                high += 1
            elif low and self._starts[low - 1] >= sentence.start and self._alone(span, low - 1, high, own):
                low -= 1
            else:
                return None
        return None

    def _alone(self, span: Span, low: int, high: int, own: int) -> bool:
        wide = Span(min(span.start, self._starts[low]), max(span.end, self._ends[high]))
        return len(in_place(self._names, wide)) <= max(own, 1)

    def _attribution(self, cell: DraftCell) -> dict[str, Any] | None:
        span = cell.attribution.span
        if span is None:
            return {"kind": cell.attribution.kind}
        wide = self._narrowest(span, unique=True)
        return {"kind": cell.attribution.kind, "passage": wide.of(self._text)} if wide else None

    def _common(self, row: DraftRow) -> Span | None:
        """The sentence that holds most cells, if its words occur once."""
        held: dict[Span, int] = {}
        for cell in row.cells.values():
            sentence = self._document.sentence_at(cell.span.start)
            if sentence and sentence.covers(cell.span):
                held[sentence] = held.get(sentence, 0) + 1
        for sentence in sorted(held, key=lambda span: (-held[span], span.start)):
            if all(self._is_once(cell.span) for cell in row.cells.values()):
                return None
            if self._is_once(sentence):
                return sentence
        return None

    def _is_found(self, span: Span, within: Span | None) -> bool:
        return (within is None or within.covers(span)) and self._is_once(span, within)

    def _is_once(self, span: Span, within: Span | None = None) -> bool:
        passage = span.of(self._text)
        start, end = (within.start, within.end) if within else (0, len(self._text))
        return self._text.find(passage, start, end) == span.start and self._text.find(passage, span.start + 1, end) < 0

    def _narrowest(self, span: Span, *, unique: bool = False) -> Span | None:
        """The fewest words around `span` that occur once and hold its words once."""
        low, high = self._words(span)
        first, last = low, high
        for step in range(2 * _WORDS_AROUND):
            wide = Span(min(span.start, self._starts[low]), max(span.end, self._ends[high]))
            if self._is_once(wide):
                return wide if unique or self._is_once(span, wide) else None
            if step % 2 and low > 0 and first - low < _WORDS_AROUND:
                low -= 1
            elif high + 1 < len(self._ends) and high - last < _WORDS_AROUND:
                high += 1
            elif low > 0:
                low -= 1
        return None

    def _words(self, span: Span) -> tuple[int, int]:
        """The first and the last word that `span` touches."""
        low = bisect_right(self._ends, span.start)
        return low, max(low, bisect_left(self._starts, span.end) - 1)
