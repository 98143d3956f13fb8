"""Sums said in two units: "thirteen dollars and forty-five cents", "25 euros con 50"."""

from __future__ import annotations

from fractions import Fraction

from footnoted.languages.lexicon import Language, Unit
from footnoted.languages.tokens import Tokens
from footnoted.readers.amounts import Amount, read_amount

__all__ = ["with_minor_unit"]

_CENT = Fraction(1, 100)
_BARE_DIGITS = 2
_LEAST_IN_WORDS = 10
_ENDS = frozenset(".,;:!?)")


def with_minor_unit(tokens: Tokens, amount: Amount, language: Language) -> Amount:
    """The amount with the cents behind it, where there are any."""
    unit = amount.unit
    if unit is None or unit.kind != "money" or unit.factor != 1 or amount.value.denominator > 1:
        return amount
    for start in _starts(tokens, amount, language):
        minor = read_amount(tokens, start, start, language)
        if minor and minor.first == start and _belongs(tokens, amount, minor, language):
            value = minor.value if minor.unit else minor.value * _CENT
            return amount._replace(
                value=amount.value + value, last=minor.last, parts=(*amount.parts, *minor.parts), behind=True
            )
    return amount


def _starts(tokens: Tokens, amount: Amount, language: Language) -> list[int]:
    found = language.units.minor_joiners.at(tokens, amount.last)
    return [amount.last, *([found[0]] if found else [])]


def _belongs(tokens: Tokens, amount: Amount, minor: Amount, language: Language) -> bool:
    if not 0 < minor.number.value < 1 / _CENT or minor.number.value.denominator > 1 or minor.number.scaled:
        return False
    if minor.unit is None:
        return _is_bare(tokens, amount, minor, language)
    return (
        minor.behind and not minor.ahead and minor.unit.factor == _CENT and _agrees(amount.unit, minor.unit, language)
    )


def _is_bare(tokens: Tokens, amount: Amount, minor: Amount, language: Language) -> bool:
    """Whether a number without a unit is cents: nothing that it may count follows ("100 dollars 20 years")."""
    raw, following = tokens.raw[minor.first], tokens.low[minor.last]
    counts = following in language.numbers.share_of or language.units.joiners.at(tokens, minor.last) is not None
    counts = counts or following not in language.function_words or tokens.glued(minor.last)
    ends = following in _ENDS or minor.last == len(tokens) or not counts
    two_digits = raw.isdecimal() and len(raw) == _BARE_DIGITS
    return ends and amount.behind and not tokens.glued(minor.first) and (two_digits or _is_word(amount, minor))


def _is_word(amount: Amount, minor: Amount) -> bool:
    return not amount.number.digits and not minor.number.digits and minor.number.value >= _LEAST_IN_WORDS


def _agrees(unit: Unit | None, minor: Unit, language: Language) -> bool:
    """Whether the parts are those of the currency: open ones are, and those of one of its family."""
    if unit is None or (unit.family is None and minor.family is None):
        return unit is not None and unit.currency == minor.currency
    if unit.family and minor.family is None:
        return minor.currency in language.units.members.get(unit.family, frozenset())
    return True
