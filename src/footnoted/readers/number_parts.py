"""Parts of a number that are no whole numbers: fractions, halves behind a scale, decimals in words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from footnoted.languages.lexicon import NumberTerm
from footnoted.readers.number_state import Number, State

__all__ = [
    "add_decimals",
    "add_stroke",
    "add_tail",
    "add_vulgar",
    "divide",
    "over",
    "scale_of_fraction",
    "take_fraction",
]

ReadPlain = Callable[[int], Number | None]
"""Reads a number without scales at a token."""

_TEN = 10
_MOST_DECIMALS = 15


def divide(state: State) -> bool:
    """Take what is below a stroke: "3/4". "24/7" and dates are no number."""
    tokens, at = state.tokens, state.at
    if tokens.raw[at] != "/" or not (tokens.glued(at) and tokens.glued(at + 1)):
        return True
    below = tokens.raw[at + 1]
    if not below.isdecimal():
        return True
    divisible = len(below) <= len("16") and 0 < state.terms[0] < int(below) and tokens.raw[at + 2] != "/"
    return divisible and state.replace(state.terms[0] / int(below), at + 2)


def add_stroke(state: State) -> bool:
    """Add a fraction in digits: "8 *1/2* %"."""
    tokens, at = state.tokens, state.at
    if tokens.raw[at + 1] != "/" or not state.digits or state.scales or not state.whole or tokens.glued(at):
        return False
    above = tokens.raw[at]
    if not above.isdecimal() or len(above) > len("16"):
        return False
    part = State(tokens, state.language, at, plain=True, at=at)
    part.push(Fraction(int(above)), at + 1)
    return divide(part) and not part.whole and state.push(part.value, part.at)


def over(state: State, below: Number | None) -> bool:
    """Take the number `below` a stroke in words: "uno *sobre tres*"."""
    if below is None or below.value <= state.value or below.value.denominator > 1 or (state.digits and below.digits):
        return False
    state.fraction = True
    return state.replace(state.value / below.value, below.last)


def add_vulgar(state: State, part: Fraction) -> bool:
    """Add a character such as "½"."""
    return state.whole and not state.article and state.push(part, state.at + 1)


def add_tail(state: State, end: int, part: Fraction) -> bool:
    """Add a part of the last scale: "dos millones *y medio*"."""
    if not state.whole:
        return False
    state.article = False
    return state.push(part * (state.scales[-1] if state.scales else 1), end)


def add_decimals(state: State, end: int, read_plain: ReadPlain) -> bool:
    """Add decimals in words: "tres *coma cinco*", "siete *con cincuenta*", "ciento tres *con dos tercios*"."""
    if state.digits or state.scales[1:] or not state.whole or state.plain:
        return False
    digits, behind = _single_digits(state, end)
    if len(digits) <= 1 and (number := read_plain(end)):
        if number.digits or number.value.denominator > 1:
            usable = number.fraction and not number.digits
            return usable and state.replace(state.value + number.value, number.last)
        digits, behind = str(number.value), number.last
    return bool(digits) and state.replace(state.value + Fraction(int(digits), _TEN ** len(digits)), behind)


def _single_digits(state: State, end: int) -> tuple[str, int]:
    """The digits that follow each in a word of its own ("cero cinco"), and the token behind them."""
    digits = ""
    while len(digits) < _MOST_DECIMALS and (found := state.term_at(end)):
        if found[1].kind not in ("word", "article") or not 0 <= found[1].value < _TEN:
            break
        digits += str(found[1].value)
        end = found[0]
    return digits, end


def take_fraction(state: State, end: int, term: NumberTerm) -> bool:
    """Take a fraction word: "*half*", "dos *tercios*"; what stands before it is the numerator."""
    numerator = state.value if state.terms else Fraction(1)
    if numerator.denominator > 1 or numerator <= 0 or not (state.terms or term.alone):
        return False
    if term.alone and numerator * term.value > 1:
        # "zwei dreiviertel" is no product.
        return False
    counted = bool(state.terms) and not state.article
    share = term.share
    if share == "counted":
        share = "always" if counted else "before"
    elif share == "named":
        share = "before" if state.terms else "never"
    state.fraction, state.share = True, share
    return state.replace(numerator * term.value, end)


def scale_of_fraction(state: State) -> bool:
    """Multiply a fraction with the scale it is of: "half *a billion*", "un cuarto *de millón*"."""
    found = state.language.numbers.fraction_of.at(state.tokens, state.at)
    for start in (state.at, found[0] if found else state.at):
        scale = state.term_at(start)
        if scale and scale[1].kind == "scale" and not scale[1].money and not state.plain:
            state.fraction, state.share = False, "never"
            state.scales.append(scale[1].value)
            return state.replace(state.value * scale[1].value, scale[0])
    return False
