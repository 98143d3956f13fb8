"""Cells of vocabularies: the cue of a term near an event, or the event's own words where no cue decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from footnoted.extract.model import DraftCell
from footnoted.languages import Document
from footnoted.readers import Reader, Reading, in_place
from footnoted.text import Span

__all__ = ["Terms"]


class Terms:
    """The cues of all vocabularies of a dataset as they stand in one article."""

    def __init__(self, choices: Mapping[str, Reader], document: Document) -> None:
        self._choices, self._document = choices, document

    def _cues(self, vocabulary: str, at: Span) -> tuple[Reading, ...]:
        """The cues that the words `at` touch."""
        read = self._choices.get(vocabulary)
        return in_place(read(self._document), at) if read else ()

    def near(self, vocabulary: str, inside: Span, at: Span, first: Sequence[str] = ()) -> DraftCell | None:
        """The cell of the cue in `inside` nearest to `at`; the terms `first` come before others, in order."""
        found = [r for r in self._cues(vocabulary, inside) if "term" in r.values and inside.covers(r.span)]
        if not found:
            return None
        rank = {term: place for place, term in enumerate(first)}
        best = min(
            found,
            key=lambda r: (rank.get(str(r.values["term"]), len(first)), abs(r.span.start - at.start), r.span.start),
        )
        return DraftCell(best.span)

    def term(self, vocabulary: str, cell: DraftCell | None) -> str | None:
        """The term that a cell says."""
        if cell is None:
            return None
        read = self._cues(vocabulary, cell.span)
        return cell.value or (str(read[0].values.get("term")) if read else None)

    def as_term(self, vocabulary: str, term: str, at: Span) -> DraftCell:
        """The cell of `term` at the words `at`: the whole cue that they are part of, else the words, judged."""
        own = [r for r in self._cues(vocabulary, at) if r.values.get("term") == term]
        if own:
            return DraftCell(min(own, key=lambda r: (abs(r.span.start - at.start), r.span.start)).span)
        return DraftCell(at, term)

    def cue(self, vocabulary: str, at: Span) -> DraftCell | None:
        """The cell of the cue that the words `at` touch, whatever its term."""
        found = [r for r in self._cues(vocabulary, at) if "term" in r.values]
        return DraftCell(found[0].span) if found else None
