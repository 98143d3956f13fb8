"""Units around a number: signs and codes before it, words and symbols behind it, and both together."""

from __future__ import annotations

from typing import NamedTuple

from footnoted.languages.lexicon import Language, Unit
from footnoted.languages.tokens import HYPHENS, Tokens
from footnoted.readers.number_state import Number

__all__ = ["Found", "settle", "unit_ahead", "unit_behind", "word_ahead"]

_CODE_LETTERS = 3


class Found(NamedTuple):
    """A unit and the tokens it was read from, `first` up to, not including, `last`."""

    first: int
    last: int
    unit: Unit


def unit_ahead(tokens: Tokens, index: int, floor: int, language: Language) -> Found | None:
    """The sign or code that ends before token `index`."""
    found = language.units.ahead.before(tokens, index)
    if found and found[0] >= floor:
        return Found(found[0], index, found[1])
    prefixed = _prefixed(tokens.raw[index - 1], language) if index > floor else None
    return Found(index - 1, index, prefixed) if prefixed else None


def word_ahead(tokens: Tokens, index: int, floor: int, language: Language) -> Found | None:
    """The word of a currency that ends before token `index`: "Euro 5 Mio."."""
    found = language.units.words_ahead.before(tokens, index)
    return Found(found[0], index, found[1]) if found and found[0] >= floor else None


def _prefixed(raw: str, language: Language) -> Unit | None:
    """A scale and a code in one word: "TEUR", "kUSD"."""
    code, prefix = raw[-_CODE_LETTERS:], raw[:-_CODE_LETTERS]
    factor, unit = language.units.prefixed.get(prefix), language.units.codes.get(code)
    return Unit("money", factor, unit.currency) if factor and unit else None


def unit_behind(tokens: Tokens, number: Number, at: int, language: Language) -> Found | None:
    """The unit behind a number: at token `at`, behind a hyphen there, or behind a word such as "de"."""
    for start in _starts(tokens, number, at, language):
        found = language.units.behind.at(tokens, start)
        if found and _is_whole(tokens, found[0], language):
            return Found(start, found[0], found[1])
        prefixed = _prefixed(tokens.raw[start], language)
        if prefixed:
            return Found(start, start + 1, prefixed)
    return None


def _starts(tokens: Tokens, number: Number, at: int, language: Language) -> list[int]:
    starts = [at]
    if tokens.raw[at] in HYPHENS and tokens.glued(at) and tokens.glued(at + 1):
        starts.append(at + 1)
    if number.scaled and (found := language.units.joiners.at(tokens, at)):
        starts.append(found[0])
    if number.fraction and (found := language.numbers.fraction_of.at(tokens, at)):
        starts.append(found[0])
    return starts


def _is_whole(tokens: Tokens, end: int, language: Language) -> bool:
    """Whether a unit is no part of a word, and a sign that of this number, not of the next ("10 $5 notes")."""
    if not tokens.glued(end):
        return True
    following, last = tokens.raw[end], tokens.raw[end - 1]
    if last in language.units.signs:
        return not following[:1].isalnum()
    return not (following[:1].isalnum() and last[-1].isalnum())


def settle(ahead: Unit, behind: Unit, language: Language) -> Unit | None:
    """The unit that sign and word say together: "$5 CAD", "C$5 dollars"; None where they contradict each other."""
    if behind.kind != "money" or ahead.factor != 1 or behind.factor != 1:
        return None
    if ahead.family is None and behind.family is None:
        return ahead if ahead.currency == behind.currency else None
    if ahead.family and behind.family:
        return behind if ahead.family == behind.family else None
    settled, left_open = (behind, ahead) if ahead.family else (ahead, behind)
    members = language.units.members.get(left_open.family or "", frozenset())
    shares_sign = left_open is ahead and settled.currency in language.units.sign_members
    return settled if shares_sign or settled.currency in members else None
