"""Two amounts that make a range: "10-15 %", "entre 2 y 3 mil millones", where the scale reaches back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from footnoted.languages.lexicon import Connector, Language
from footnoted.languages.tokens import Tokens
from footnoted.readers.amounts import Amount, Part, is_year, read_amount
from footnoted.readers.hedging import hedges_before

__all__ = ["Range", "read_range", "with_shared_unit"]

_MOST_FILLERS = 3
_GROUP = len(".000")
_CHANGE_WITHIN = 8
"""Tokens before a range in which a word of change ("pasó de 2 a 3") makes it none."""


@dataclass(frozen=True, slots=True)
class Range:
    """A range from `low` to `high`; `opener` is the word before them ("entre")."""

    low: Amount
    high: Amount
    opener: Part | None


def read_range(tokens: Tokens, low: Amount, floor: int, language: Language) -> Range | None:
    """The range that the amount `low` begins, or None."""
    opener, allowed = _opener(tokens, low.first, floor, language)
    connected = _connector(tokens, low.last, allowed, language)
    if connected is None or (low.unit and low.unit.kind == "refused"):
        return None
    start, connector = connected
    high = _high(tokens, start, low, language)
    if high is None or _marks_differ(tokens, low, high, language):
        return None
    return (
        None
        if connector.change and _tells_change(tokens, low, high, floor, language)
        else _increasing(low, high, opener)
    )


def with_shared_unit(tokens: Tokens, amount: Amount, floor: int, language: Language) -> Amount | None:
    """An amount whose unit stands behind the next one: "von *15* auf 60 Prozent", "*150* y 90 megavatios"."""
    found = language.ranges.coordinators.at(tokens, amount.last)
    if found is None or amount.number.fraction or is_year(tokens, amount.number):
        return None
    if found[1] and not _behind_origin(tokens, amount, floor, language):
        return None
    high = _high(tokens, found[0], amount, language)
    if high is None or high.unit is None or high.unit.kind == "refused" or not high.behind or high.ahead:
        return None
    if _marks_differ(tokens, amount, high, language):
        return None
    values = [amount.value * scale * high.unit.factor for scale in _reaching_back(amount, high)]
    return amount._replace(unit=high.unit, value=min(values, key=lambda value: _ratio(value, high.value)))


def _behind_origin(tokens: Tokens, amount: Amount, floor: int, language: Language) -> bool:
    """Whether "from" stands before an amount, its hedges and articles."""
    before = hedges_before(tokens, amount.first, floor, language)
    first = before.first if before else amount.first
    while first > floor and tokens.low[first - 1] in language.hedges.fillers:
        first -= 1
    return first > 0 and tokens.low[first - 1] in language.ranges.origins


def _ratio(one: Fraction, other: Fraction) -> Fraction:
    """How many times the greater of two values is the other."""
    low, high = sorted((abs(one), abs(other)))
    return high / low if low else high


def _opener(tokens: Tokens, first: int, floor: int, language: Language) -> tuple[Part | None, frozenset[str]]:
    """The word that opens a range before token `first`, articles between, and the words that then connect it."""
    end = first
    for _ in range(_MOST_FILLERS):
        found = language.ranges.openers.before(tokens, end)
        if found and found[0] >= floor:
            return Part("hedge", found[0], end), found[1].connectors
        if end <= floor or tokens.low[end - 1] not in language.hedges.fillers:
            break
        end -= 1
    return None, frozenset()


def _connector(tokens: Tokens, index: int, allowed: frozenset[str], language: Language) -> tuple[int, Connector] | None:
    """Where the second number begins, and what connects it."""
    if tokens.low[index] in allowed:
        return index + 1, Connector()
    found = language.ranges.connectors.at(tokens, index)
    if found is None:
        return None
    return found[0], Connector(found[1].change and not allowed)


def _high(tokens: Tokens, start: int, low: Amount, language: Language) -> Amount | None:
    """The second amount, which has the unit of the first, or one where the first has none; articles may precede."""
    for at in range(start, start + _MOST_FILLERS):
        high = _amount_at(tokens, at, language)
        if high and (united := _united(high, low)):
            return united
        if tokens.low[at] not in language.hedges.fillers:
            return None
    return None


def _amount_at(tokens: Tokens, start: int, language: Language) -> Amount | None:
    sign = language.units.behind.at(tokens, start)
    amount = read_amount(tokens, sign[0] if sign else start, start, language, continues=True)
    return amount if amount and amount.first == start else None


def _united(high: Amount, low: Amount) -> Amount | None:
    if low.number.article:
        return None
    if high.unit is None:
        return high._replace(unit=low.unit, value=high.value * low.unit.factor) if low.unit and low.ahead else None
    if low.unit is None:
        # "in the quarter to $254 million": a sign before the second number alone is not the first one's.
        return None if high.ahead or low.number.fraction else high
    same = (low.unit.kind, low.unit.currency, low.unit.family) == (high.unit.kind, high.unit.currency, high.unit.family)
    return high if same else None


def _marks_differ(tokens: Tokens, low: Amount, high: Amount, language: Language) -> bool:
    """Whether one mark is decimal in one number and groups in the other, which no one writes: "1.1990 a 1.015"."""
    one, other = tokens.raw[low.number.first], tokens.raw[high.number.first]
    shared = [mark for mark in ".," if mark != language.decimal and one.count(mark) == 1 == other.count(mark)]
    return any((one[-_GROUP : -_GROUP + 1] == mark) != (other[-_GROUP : -_GROUP + 1] == mark) for mark in shared)


def _tells_change(tokens: Tokens, low: Amount, high: Amount, floor: int, language: Language) -> bool:
    reaches_back = bool(high.number.scales) and not low.number.scales
    if low.unit and (low.behind or high.ahead) and not (low.ahead and high.ahead and reaches_back):
        return True
    before = tokens.low[max(0, low.first - _CHANGE_WITHIN) : low.first]
    changes = any(word in language.ranges.changes for word in before)
    return changes and _behind_origin(tokens, low, floor, language)


def _increasing(low: Amount, high: Amount, opener: Part | None) -> Range | None:
    """The range with the scale of the second number on the first, as far as it stays the smaller one."""
    factor = high.unit.factor if high.unit and not low.unit else Fraction(1)
    for scale in _reaching_back(low, high):
        value = low.value * scale * factor
        if value < high.value:
            return Range(low._replace(value=value), high, opener)
    return None


def _reaching_back(low: Amount, high: Amount) -> list[Fraction]:
    """What the first number may be multiplied with, the likeliest first: all scales it lacks, then fewer."""
    own, other = low.number.scales, high.number.scales
    if low.behind or (own and own[-1:] == other[-1:]) or (own and own != other[: len(own)]):
        return [Fraction(1)]
    lacking = other[len(own) :]
    products = []
    for start in range(len(lacking)):
        product = Fraction(1)
        for scale in lacking[start:]:
            product *= scale
        products.append(product)
    return products or [Fraction(1)]
