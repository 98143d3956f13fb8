"""All quantities of a text in one pass: money, percentages and power, with hedges, ranges and what is left open."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from footnoted.languages.lexicon import Language, Unit
from footnoted.languages.tokens import HYPHENS, Tokens
from footnoted.readers.amounts import Amount, Part, read_amount
from footnoted.readers.hedging import Hedging, hedges_before, hedges_behind, qualifier
from footnoted.readers.minor_units import with_minor_unit
from footnoted.readers.numbers import read_number
from footnoted.readers.ranges import Range, read_range, with_shared_unit
from footnoted.readers.reading import Reading, Value

__all__ = ["UNSTATED", "read_quantities"]

_LARGEST = 10**18
"""What is larger fits no int64 and is no sum of money."""

_SIGNIFICANT = 15
"""Digits of a figure that is not whole, as IEEE 754 doubles keep them."""

_THOUSAND = 1000
_MILLION = 10**6
_JOINED = HYPHENS | {"/"}

UNSTATED = "unstated"
"""The family of a sum whose currency the text does not say beside it."""

_SHARE = Unit("percent", Fraction(100))
_BARE = Unit("money", family=UNSTATED)
_TIME_WITHIN = 3


def read_quantities(tokens: Tokens, language: Language) -> Iterator[Reading]:
    """The quantities among `tokens`, in text order, not overlapping; bare sums too, whose currency is `UNSTATED`."""
    free = 0
    for index in tokens.triggers:
        if index < free or _is_mere_article(tokens, index, language):
            continue
        amount = read_amount(tokens, index, free, language)
        if amount is None:
            number = read_number(tokens, index, language)
            free = max(free, number.last) if number and not number.article else free
            continue
        reading, end = _read(tokens, amount, free, language)
        if reading or not amount.number.article:
            free = end
        if reading:
            yield reading


def _is_mere_article(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a token is an article before something that is no number and no unit: most articles are."""
    following = tokens.low[index + 1]
    return (
        tokens.low[index] in language.numbers.articles
        and following not in language.after_article
        and not following[:1].isnumeric()
    )


def _read(tokens: Tokens, amount: Amount, floor: int, language: Language) -> tuple[Reading | None, int]:
    """The reading of an amount, and where the next one may begin."""
    found = read_range(tokens, amount, floor, language)
    if found is None:
        amount = _complete(tokens, amount, floor, language)
        found = Range(amount, amount, None)
    unit = found.high.unit or found.low.unit
    if unit is None or unit.kind == "refused":
        return None, found.high.last
    return _reading(tokens, found, floor, language)


def _complete(tokens: Tokens, amount: Amount, floor: int, language: Language) -> Amount:
    """An amount with all that belongs to it: cents behind it, or a unit that is not said right beside it."""
    if amount.unit:
        return with_minor_unit(tokens, amount, language)
    share = _share(tokens, amount, language) or with_shared_unit(tokens, amount, floor, language)
    return share or _bare_sum(tokens, amount, language) or amount


def _bare_sum(tokens: Tokens, amount: Amount, language: Language) -> Amount | None:
    """Millions of nothing that is said: a sum, perhaps, whose currency is the context's ("für 9 Millionen")."""
    if max(amount.number.scales, default=0) < _MILLION:
        return None
    following = tokens.low[amount.last]
    counted = following[:1].isalnum() and following not in language.function_words
    if counted or language.units.joiners.at(tokens, amount.last) or tokens.raw[amount.last] in _JOINED:
        return None
    return amount._replace(unit=_BARE)


def _share(tokens: Tokens, amount: Amount, language: Language) -> Amount | None:
    """A fraction that is a percentage by itself: "ein Drittel", "a quarter of the shares", no "quarter of 2024"."""
    number, words = amount.number, language.numbers
    at = amount.last
    if number.share == "never" or (number.share == "before" and tokens.low[at] not in words.share_of):
        return None
    if amount.first and tokens.low[amount.first - 1] in words.not_share_after:
        return None
    following = tokens.low[at : at + _TIME_WITHIN]
    if any(word in words.not_share or word[:1].isdecimal() for word in following):
        return None
    return amount._replace(value=amount.value * 100, unit=_SHARE)


def _reading(tokens: Tokens, found: Range, floor: int, language: Language) -> tuple[Reading | None, int]:
    low, high = found.low, found.high
    unit = high.unit or low.unit
    if unit is None or not (_fits(low.value) and _fits(high.value)):
        return None, high.last
    before = hedges_before(tokens, found.opener.first if found.opener else low.first, floor, language)
    behind = hedges_behind(tokens, high.last, language)
    parts = _parts(found, before, behind)
    reading = Reading(
        reader=unit.kind,
        span=tokens.span(parts[0].first, parts[-1].last),
        values=_values(found, unit, (before, behind)),
        parts=tuple((part.name, tokens.span(part.first, part.last)) for part in parts),
        open={"currency": unit.family} if unit.family else {},
        ambiguous=any(_is_ambiguous(tokens, amount) for amount in (low, high)),
    )
    return reading, parts[-1].last


def _fits(value: Fraction) -> bool:
    return -_LARGEST * value.denominator <= value.numerator <= _LARGEST * value.denominator


def _is_ambiguous(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number has two readings; so has a percentage of thousands with one mark: 12.345 % in Spanish."""
    raw = tokens.raw[amount.number.first]
    thousands = amount.unit is not None and amount.unit.kind == "percent" and amount.number.value >= _THOUSAND
    return amount.number.ambiguous or (thousands and raw.count(".") + raw.count(",") == 1)


def _values(found: Range, unit: Unit, hedging: tuple[Hedging | None, Hedging | None]) -> dict[str, Value]:
    low, high = found.low, found.high
    values: dict[str, Value] = {"value": _number(low.value)}
    hedges = tuple(each for side in hedging if side for each in side.qualifiers)
    hedges += (low.qualifier,) if low.qualifier else ()
    if low is not high:
        values["max"] = _number(high.value)
        hedges = ("between",)
    values["qualifier"] = qualifier(hedges)
    if unit.kind == "money" and unit.currency:
        values["currency"] = unit.currency
    if unit.kind == "power":
        values["unit"] = "MW"
    return values


def _number(value: Fraction) -> int | float:
    if value.denominator == 1:
        return int(value)
    return float(f"{float(value):.{_SIGNIFICANT}g}")


def _parts(found: Range, before: Hedging | None, behind: Hedging | None) -> list[Part]:
    """All parts in text order."""
    parts = [Part("hedge", hedging.first, hedging.last) for hedging in (before, behind) if hedging]
    parts += [found.opener] if found.opener else []
    parts += found.low.parts if found.low is found.high else (*found.low.parts, *found.high.parts)
    return sorted(parts, key=lambda part: part.first)
