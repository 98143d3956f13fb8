"""A number with its unit, and what belongs to both: the sign, a hedge between them, cents behind dollars."""

from __future__ import annotations

from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from footnoted.languages.lexicon import Language, Unit
from footnoted.languages.tokens import APOSTROPHES, HYPHENS, Tokens
from footnoted.readers.number_state import Number
from footnoted.readers.numbers import read_number
from footnoted.readers.units import Found, settle, unit_ahead, unit_behind, word_ahead

__all__ = ["Amount", "Part", "is_year", "read_amount"]

_SIGNS = {"-": -1, "−": -1, "+": 1}
_THOUSAND = 1000
_YEARS = range(1900, 2100)


class Part(NamedTuple):
    """A part of a reading: its name ("hedge", "number", "unit") and its tokens, `first` up to `last`."""

    name: str
    first: int
    last: int


class Amount(NamedTuple):
    """A number and its unit, if it has one, from token `first` up to, not including, token `last`.

    `ahead` and `behind` tell on which sides of the number its unit stands; `qualifier` is that of a hedge between the
    two ("5 *oder mehr* Prozent"), or empty.
    """

    number: Number
    value: Fraction
    first: int
    last: int
    parts: tuple[Part, ...]
    unit: Unit | None = None
    ahead: bool = False
    behind: bool = False
    qualifier: str = ""


def read_amount(
    tokens: Tokens, index: int, floor: int, language: Language, *, continues: bool = False
) -> Amount | None:
    """The number at token `index` with its unit, or None where there is no number or it is part of something else.

    Tokens before `floor` belong to an earlier reading, or where it `continues` a range to its first part.
    """
    number = read_number(tokens, index, language)
    if number is None:
        return None
    sign, start = _sign(tokens, number.first, floor, language)
    parts = [Part("number", start, number.last)]
    first = start
    if ahead := unit_ahead(tokens, start, floor, language):
        first = ahead.first
        if start == number.first:
            # "-$5": the sign may stand before the currency too.
            sign, first = _sign(tokens, ahead.first, floor, language)
            parts += [Part("sign", first, ahead.first)] if first < ahead.first else []
    if _is_part(tokens, first, language) and not (continues and first == floor):
        return None
    if (ahead and _runs_on(tokens, number.last)) or _is_labelled(tokens, number, first, language):
        return None
    amount = Amount(number, number.value if sign > 0 else -number.value, first, number.last, tuple(parts))
    if number.lacks_scale:
        return amount
    amount = _hedged(tokens, amount, language) if ahead is None else amount
    return _with_units(tokens, amount, _units(tokens, amount, ahead, floor, language), language)


def _sign(tokens: Tokens, index: int, floor: int, language: Language) -> tuple[int, int]:
    """The sign of what begins with token `index`, and the index of the first token with it."""
    before = index - 1
    if before >= floor and tokens.glued(index) and tokens.raw[before] in _SIGNS and not tokens.glued(before):
        return _SIGNS[tokens.raw[before]], before
    found = language.numbers.signs.before(tokens, index)
    if found and found[0] >= floor and not language.hedges.ahead.before(tokens, index):
        return found[1], found[0]
    return 1, index


def _is_part(tokens: Tokens, first: int, language: Language) -> bool:
    """Whether what begins with token `first` is the rest of a word, a code, a date or another number."""
    if not tokens.glued(first):
        # "59 . 2 %": a text whose signs were parted from its words.
        return (
            first > 1
            and tokens.raw[first - 1] in ".,"
            and tokens.raw[first - 2][0].isdecimal()
            and _parted(tokens, first)
        )
    before, joined = tokens.raw[first - 1], tokens.glued(first - 1)
    earlier = tokens.raw[first - 2] if joined else " "
    if before[0].isalnum() or before in "_#@$€£¥%":
        return True
    if before in HYPHENS:
        return earlier[0].isalnum() or earlier in "%.)"
    if before == "=":
        return earlier[0].isalnum()
    if before in ".,:/'’\\&":
        elided = before in APOSTROPHES and earlier.lower() in language.elided
        return (joined and not elided) or before in ".,"
    return before == "–" and earlier[0].isdecimal()


def _parted(tokens: Tokens, first: int) -> bool:
    return tokens.raw[first][0].isdecimal() and not tokens.glued(first - 1)


def _runs_on(tokens: Tokens, last: int) -> bool:
    """Whether letters stand right behind a number that has its currency before it: "$5G"."""
    return tokens.glued(last) and tokens.raw[last].isalnum()


def _is_labelled(tokens: Tokens, number: Number, first: int, language: Language) -> bool:
    """Whether the word before a number says that it is a year: "im Jahr 2023 Millionen Euro"."""
    return is_year(tokens, number) and language.numbers.labels.before(tokens, first) is not None


def is_year(tokens: Tokens, number: Number) -> bool:
    """Whether a number begins as a year is written."""
    raw = tokens.raw[number.first]
    return raw.isdecimal() and len(raw) == len("2023") and int(raw) in _YEARS


def _units(
    tokens: Tokens, amount: Amount, ahead: Found | None, floor: int, language: Language
) -> tuple[Found | None, Found | None]:
    """The units before and behind an amount that do not contradict each other."""
    behind = unit_behind(tokens, amount.number, amount.last, language)
    if ahead is None and behind is None and _is_sum(tokens, amount.number):
        return word_ahead(tokens, amount.first, floor, language), None
    if ahead is None or behind is None:
        return ahead, behind
    if settled := settle(ahead.unit, behind.unit, language):
        return ahead, behind._replace(unit=settled)
    return (ahead, None) if behind.unit.kind == "money" else (None, behind)


def _with_units(
    tokens: Tokens, amount: Amount, found: tuple[Found | None, Found | None], language: Language
) -> Amount | None:
    ahead, behind = found
    number, unit = amount.number, behind.unit if behind else ahead.unit if ahead else None
    if number.money and (unit is None or unit.kind != "money"):
        return None
    if unit is None:
        return amount
    amount = _united(amount, unit, ahead, behind)
    return _scaled_behind(tokens, amount, language) if behind and not number.scaled else amount


def _is_sum(tokens: Tokens, number: Number) -> bool:
    """Whether a number is one of something, as in "Euro 5 Mio." or "Euro 100.000", and no exchange rate or date."""
    grouped = not tokens.raw[number.first].isdecimal() and number.value >= _THOUSAND and not number.ambiguous
    return number.digits and (number.scaled or (grouped and number.value.denominator == 1))


def _scaled_behind(tokens: Tokens, amount: Amount, language: Language) -> Amount:
    """The amount with a scale behind its code: "75 USD *million*"."""
    last = tokens.raw[amount.last - 1]
    found = language.numbers.terms.at(tokens, amount.last)
    if found is None or found[1].kind != "scale" or not (last in language.units.codes or last in language.units.signs):
        return amount
    part = Part("number", amount.last, found[0])
    return amount._replace(value=amount.value * found[1].value, last=found[0], parts=(*amount.parts, part))


def _hedged(tokens: Tokens, amount: Amount, language: Language) -> Amount:
    """The amount with a hedge that stands between number and unit."""
    found = language.hedges.behind.at(tokens, amount.last)
    if found is None or unit_behind(tokens, amount.number, found[0], language) is None:
        return amount
    part = Part("hedge", amount.last, found[0])
    return amount._replace(last=found[0], parts=(*amount.parts, part), qualifier=found[1].qualifier)


def _united(amount: Amount, unit: Unit, ahead: Found | None, behind: Found | None) -> Amount:
    parts = [*amount.parts, *(Part("unit", found.first, found.last) for found in (ahead, behind) if found)]
    if len(parts) > 1:
        parts.sort(key=_first)
    return Amount(
        amount.number,
        amount.value if unit.factor == 1 else amount.value * unit.factor,
        parts[0].first,
        parts[-1].last,
        tuple(parts),
        unit,
        ahead is not None,
        behind is not None,
        amount.qualifier,
    )


_first = attrgetter("first")
