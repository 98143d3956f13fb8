"""Hedges around a quantity: which words say that a number is no exact one, and what they make of it."""

from __future__ import annotations

from dataclasses import dataclass

from footnoted.languages.lexicon import Hedge, Language
from footnoted.languages.tokens import Tokens
from footnoted.readers.numbers import read_number

__all__ = ["Hedging", "hedges_before", "hedges_behind", "qualifier"]

_MOST_HEDGES = 3
_MOST_FILLERS = 3
_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Hedging:
    """Hedges on one side of a quantity: their tokens from `first` up to `last`, and the qualifiers, outermost first."""

    first: int
    last: int
    qualifiers: tuple[str, ...]


def qualifier(qualifiers: tuple[str, ...], otherwise: str = "stated") -> str:
    """What several hedges make together: a bound counts more than "about" ("bis zu rund 5")."""
    bounds = [each for each in qualifiers if each != "about"]
    return (bounds or list(qualifiers) or [otherwise])[0]


def hedges_before(tokens: Tokens, index: int, floor: int, language: Language) -> Hedging | None:
    """The hedges that end before token `index`; articles and words such as "weitere" may stand between."""
    found: list[str] = []
    first = last = index
    for _ in range(_MOST_HEDGES):
        hedge = _hedge_before(tokens, first, floor, language)
        if hedge is None:
            break
        if not found:
            last = hedge[1]
        first = hedge[0]
        found.insert(0, hedge[2])
    return Hedging(first, last, tuple(found)) if found else None


def _hedge_before(tokens: Tokens, index: int, floor: int, language: Language) -> tuple[int, int, str] | None:
    end = index
    for _ in range(_MOST_FILLERS + 1):
        found = language.hedges.ahead.before(tokens, end)
        if found and found[0] >= floor:
            hedge = found[1]
            return None if _is_bound(tokens, found[0], floor, hedge) else (found[0], end, hedge.qualifier)
        if end <= floor or tokens.low[end - 1] not in language.hedges.fillers:
            return None
        end -= 1
    return None


def _is_bound(tokens: Tokens, at: int, floor: int, hedge: Hedge) -> bool:
    """Whether the word at `at` is a preposition that a noun before it asks for, and no hedge."""
    for index in range(at - 1, max(floor, at - _PHRASE) - 1, -1) if hedge.unless_after else ():
        word = tokens.low[index]
        if word.endswith(hedge.unless_after):
            return index == at - 1 or tokens.low[index + 1] in hedge.unless_through
        if not word[:1].isalnum() or not hedge.unless_through:
            break
    return False


def hedges_behind(tokens: Tokens, index: int, language: Language) -> Hedging | None:
    """The hedge that begins with token `index`."""
    found = language.hedges.behind.at(tokens, index)
    if found is None or (found[1].glued and not tokens.glued(index)):
        return None
    if tokens.low[found[0]] in found[1].unless_before and _number_follows(tokens, found[0] + 1, language):
        return None
    return Hedging(index, found[0], (found[1].qualifier,))


def _number_follows(tokens: Tokens, index: int, language: Language) -> bool:
    while tokens.low[index] in language.hedges.fillers:
        index += 1
    return read_number(tokens, index, language) is not None
