"""A number with its unit: signs and codes before it, words and symbols behind it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from footnoted.languages.lexicon import Language, Unit
from footnoted.languages.tokens import HYPHENS, Tokens
from footnoted.readers.numbers import Number, read_number

__all__ = ["Amount", "TokenSpan", "read_amount"]

TokenSpan = tuple[int, int]
"""First token and the one behind the last."""

_SIGNS = {"-": -1, "−": -1, "+": 1}
_CODE_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit, if it has one, from token `first` up to, not including, token `last`.

    `number_span` includes the sign; `ahead` and `behind` are the tokens of the unit before and behind the number.
    `hedge` is the hedge that stands between number and unit ("5 oder mehr Prozent").
    """

    number: Number
    value: Fraction
    number_span: TokenSpan
    unit: Unit | None = None
    ahead: TokenSpan | None = None
    behind: TokenSpan | None = None
    hedge: tuple[TokenSpan, str] | None = None

    @property
    def first(self) -> int:
        """The first token."""
        return self.ahead[0] if self.ahead and self.ahead[0] < self.number_span[0] else self.number_span[0]

    @property
    def last(self) -> int:
        """The token behind the last."""
        return self.behind[1] if self.behind else self.number_span[1]


def read_amount(
    tokens: Tokens, index: int, floor: int, language: Language, *, continues: bool = False
) -> Amount | None:
    """The number at token `index` with its unit, or None where there is no number or it is part of something else.

    Tokens before `floor` belong to an earlier reading, or where it `continues` a range to its first part.
    """
    number = read_number(tokens, index, language)
    if number is None:
        return None
    sign, start = _sign(tokens, index, floor, language)
    ahead = _unit_ahead(tokens, start, floor, language)
    if ahead is not None and start == index:
        # "-$5": the sign may stand before the currency too.
        sign, first = _sign(tokens, ahead[0][0], floor, language)
    else:
        first = ahead[0][0] if ahead else start
    if (_is_part(tokens, first) and not (continues and first == floor)) or (ahead and _runs_on(tokens, number.last)):
        return None
    if language.numbers.labels.before(tokens, first):
        return None
    amount = Amount(number, number.value * sign, (min(start, index), number.last))
    return _with_units(tokens, amount, ahead, language)


def _sign(tokens: Tokens, index: int, floor: int, language: Language) -> tuple[int, int]:
    """The sign of what begins with token `index`, and the index of the first token with it."""
    before = index - 1
    if before >= floor and tokens.glued(index) and tokens.raw[before] in _SIGNS and not tokens.glued(before):
        return _SIGNS[tokens.raw[before]], before
    found = language.numbers.signs.before(tokens, index)
    if found and found[0] >= floor and not language.hedges.ahead.before(tokens, index):
        return found[1], found[0]
    return 1, index


def _unit_ahead(tokens: Tokens, index: int, floor: int, language: Language) -> tuple[TokenSpan, Unit] | None:
    found = language.units.ahead.before(tokens, index)
    if found and found[0] >= floor:
        return (found[0], index), found[1]
    prefixed = _prefixed(tokens.raw[index - 1], language) if index > floor else None
    return ((index - 1, index), prefixed) if prefixed else None


def _prefixed(raw: str, language: Language) -> Unit | None:
    """"TEUR", "kUSD": a scale and a code in one word."""
    code, prefix = raw[-_CODE_LETTERS:], raw[:-_CODE_LETTERS]
    factor, unit = language.units.prefixed.get(prefix), language.units.codes.get(code)
    return Unit("money", factor, unit.currency) if factor and unit else None


def _is_part(tokens: Tokens, first: int) -> bool:
    """Whether what begins with token `first` is the rest of a word, a code, a date or another number."""
    if not tokens.glued(first):
        return False
    before = tokens.raw[first - 1]
    joined = tokens.glued(first - 1)
    if before[0].isalnum() or before in "_#@$€£¥%":
        return True
    if before in HYPHENS:
        return joined and (tokens.raw[first - 2][0].isalnum() or tokens.raw[first - 2] in "%.)")
    if before in ".,:/'’\\&=":
        return joined or before in ".,"
    return before == "–" and joined and tokens.raw[first - 2][0].isdecimal()


def _runs_on(tokens: Tokens, last: int) -> bool:
    """Whether letters stand right behind a number that has its currency before it: "$5G"."""
    return tokens.glued(last) and tokens.raw[last].isalnum()


def _with_units(
    tokens: Tokens, amount: Amount, ahead: tuple[TokenSpan, Unit] | None, language: Language
) -> Amount | None:
    number = amount.number
    if number.lacks_scale:
        return amount
    hedge, behind = None, _unit_behind(tokens, number, number.last, language)
    if behind is None and not ahead:
        hedge, behind = _hedged_unit(tokens, number, language)
    if ahead and behind:
        settled = _settle(ahead[1], behind[1], language)
        if settled is None and behind[1].kind == "money":
            behind = None
        elif settled is None:
            ahead = None
        else:
            behind = behind[0], settled
    unit = behind[1] if behind else ahead[1] if ahead else None
    if number.money and (unit is None or unit.kind != "money"):
        return None
    value = amount.value * (unit.factor if unit else 1)
    return Amount(
        number, value, amount.number_span, unit, ahead[0] if ahead else None, behind[0] if behind else None, hedge
    )


def _settle(ahead: Unit, behind: Unit, language: Language) -> Unit | None:
    """The unit that sign and word say together: "$5 CAD", "C$5 dollars"; None where they contradict each other."""
    if behind.kind != "money" or ahead.factor != 1 or behind.factor != 1:
        return None
    if ahead.family is None and behind.family is None:
        return ahead if ahead.currency == behind.currency else None
    if ahead.family and behind.family:
        return behind if ahead.family == behind.family else None
    settled, left_open = (behind, ahead) if ahead.family else (ahead, behind)
    members = language.units.members.get(left_open.family or "", frozenset())
    return settled if settled.currency in members else None


def _hedged_unit(
    tokens: Tokens, number: Number, language: Language
) -> tuple[tuple[TokenSpan, str] | None, tuple[TokenSpan, Unit] | None]:
    found = language.hedges.behind.at(tokens, number.last)
    behind = _unit_behind(tokens, number, found[0], language) if found else None
    if found is None or behind is None:
        return None, None
    return ((number.last, found[0]), found[1].qualifier), behind


def _unit_behind(tokens: Tokens, number: Number, at: int, language: Language) -> tuple[TokenSpan, Unit] | None:
    """The unit behind a number: next to it, behind a hyphen, or behind a word such as "de"."""
    for start in _starts(tokens, number, at, language):
        found = language.units.behind.at(tokens, start)
        if found and _is_whole(tokens, start, found[0], language):
            return (start, found[0]), found[1]
        prefixed = _prefixed(tokens.raw[start], language)
        if prefixed:
            return (start, start + 1), prefixed
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


def _is_whole(tokens: Tokens, start: int, end: int, language: Language) -> bool:
    """Whether a unit is no part of a word, and a sign that of this number, not of the next ("10 $5 notes")."""
    if not tokens.glued(end):
        return True
    following = tokens.raw[end]
    if tokens.raw[end - 1] in language.units.signs and following[:1].isdecimal():
        return tokens.glued(start) and end - start == 0
    return not (following[:1].isalnum() and tokens.raw[end - 1][-1].isalnum())


