"""From passages to spans: each passage found exactly once in its scope, or a problem with the candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from footnoted.claims.model import Attribution, Origin, Source
from footnoted.claims.nearest import meant, nearest
from footnoted.problem import Fix, Place, Problem
from footnoted.schema import RESERVED
from footnoted.text import MOST_FOUND, Span, find, lines_of

__all__ = ["Anchor", "AnchoredCell"]

_MOST_WORDS = 6
# One for all cells that a source tells itself: there are hundreds of thousands.
_OWN = Attribution()


class AnchoredCell(NamedTuple):
    """A key of a claim with its passages found: what is left to do is to read them.

    `scope` is where its passage was looked for, None for the whole text.
    """

    column: str
    span: Span
    value: str | None
    antecedent: Span | None
    attribution: Attribution
    note: str | None
    scope: Span | None = None


class Anchor:
    """Finds the passages of one claim in its source; collects problems."""

    def __init__(self, source: Source, origin: Origin, claim: Mapping[str, Any]) -> None:
        self._text = source.text
        self._path = source.path
        self._origin = origin
        self.problems: list[Problem] = []
        self._within = self._find(claim["within"], None, ("within",)) if "within" in claim else None
        # A broken `within` is one problem, not one for each cell that it was to narrow.
        self.usable = not self.problems
        if self.problems and (lost := [key for key in claim if key not in RESERVED]):
            message = f"{self.problems[0].message}; without it these cells have no footnote: {', '.join(lost)}"
            self.problems = [replace(self.problems[0], message=message)]
        self._attribution = self._attribute(claim.get("attribution"), ("attribution",)) or _OWN

    def cell(self, column: str, raw: str | Mapping[str, Any]) -> AnchoredCell | None:
        """The cell with its spans, or None where a passage is not found exactly once."""
        said: Mapping[str, Any] = {"passage": raw} if isinstance(raw, str) else raw
        before = len(self.problems)
        keys = (column,) if isinstance(raw, str) else (column, "passage")
        within = self._find(said["within"], None, (column, "within")) if "within" in said else self._within
        antecedent = self._find(said["antecedent"], None, (column, "antecedent")) if "antecedent" in said else None
        attribution = self._attribute(said.get("attribution"), (column, "attribution")) or self._attribution
        span = self._find(said["passage"], within, keys) if len(self.problems) == before else None
        if span is None or len(self.problems) > before:
            return None
        return AnchoredCell(column, span, said.get("value"), antecedent, attribution, said.get("note"), within)

    def _attribute(self, raw: Mapping[str, Any] | None, keys: tuple[str, ...]) -> Attribution | None:
        if raw is None:
            return None
        span = self._find(raw["passage"], None, (*keys, "passage")) if "passage" in raw else None
        return Attribution(raw["kind"], span)

    def _find(self, passage: str, within: Span | None, keys: tuple[str, ...]) -> Span | None:
        found = find(self._text, passage, within)
        if len(found) == 1:
            return found[0]
        self.problems.append(self._ambiguous(found, keys) if found else self._absent(passage, within, keys))
        return None

    def _ambiguous(self, found: tuple[Span, ...], keys: tuple[str, ...]) -> Problem:
        places = tuple(self._place(span) for span in found)
        listed = ", ".join(f"{place.line}:{place.column}" for place in places[:8])
        count = f"{len(found)} times" if len(found) < MOST_FOUND else f"at least {len(found)} times"
        path, line, column = self._origin.place(*keys)
        message = f"the passage occurs {count} in {self._path}: at {listed}"
        hint = f"make it longer, or narrow the search with `within`, such as {self._unique(found[0])!r}"
        return Problem("passage-ambiguous", path, message, line, column, hint, related=places)

    def _unique(self, span: Span) -> str:
        """The words of `span` with as many before and behind them as it takes to stand in the text once."""
        start, end = span.start, span.end
        for _ in range(_MOST_WORDS):
            words = self._text[start:end]
            if len(find(self._text, words)) == 1:
                break
            before = self._text.rfind(" ", 0, max(start - 1, 0)) + 1
            start = max(before, self._text.rfind("\n", 0, start) + 1)
            behind = [at for at in (self._text.find(" ", end + 1), self._text.find("\n", end)) if at >= 0]
            end = min(behind, default=len(self._text))
        return self._text[start:end]

    def _absent(self, passage: str, within: Span | None, keys: tuple[str, ...]) -> Problem:
        path, line, column = self._origin.place(*keys)
        scope = "the words of `within`" if within else self._path
        message = f"the passage does not occur in {scope}: {_shorten(passage)!r}"
        elsewhere = find(self._text, passage) if within else ()
        near = elsewhere[0] if elsewhere else self._nearest(passage, within)
        if near is None:
            hint = "copy the words exactly as they stand in the article"
            return Problem("passage-absent", path, message, line, column, hint)
        place = self._place(near)
        fix = None if elsewhere else self._certain(passage, near, within, keys)
        where = "it stands outside `within`" if elsewhere else "nearest"
        hint = f"{where}, at {place.line}:{place.column}" + ("" if elsewhere else f": {near.of(self._text)!r}")
        return Problem("passage-absent", path, message, line, column, hint, related=(place,), fix=fix)

    def _nearest(self, passage: str, within: Span | None) -> Span | None:
        """The words most like `passage`: those in `within` first, where it was looked for."""
        inside = nearest(within.of(self._text), passage) if within else None
        if within and inside:
            return Span(within.start + inside.start, within.start + inside.end)
        return nearest(self._text, passage)

    def _certain(self, passage: str, near: Span, within: Span | None, keys: tuple[str, ...]) -> Fix | None:
        """The nearest words in the place of the passage, where they can be no others."""
        words = near.of(self._text)
        if not meant(passage, words) or find(self._text, words, within) != (near,):
            return None
        return self._origin.fix(words, *keys)

    def _place(self, span: Span) -> Place:
        return Place(self._path, *lines_of(self._text).at(span.start))


def _shorten(passage: str) -> str:
    return passage if len(passage) <= 80 else passage[:77] + "..."  # noqa: PLR2004 - a line of a terminal
