"""Numbers in digits and words: one grammar for all languages, driven by the terms of a language's data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from footnoted.languages.lexicon import Language, NumberTerm, TermKind
from footnoted.languages.tokens import HYPHENS, Tokens
from footnoted.readers.digits import read_digits
from footnoted.readers.number_parts import (
    add_decimals,
    add_stroke,
    add_tail,
    add_vulgar,
    divide,
    over,
    scale_of_fraction,
    take_fraction,
)
from footnoted.readers.number_rules import DIGITS, vulgar
from footnoted.readers.number_state import Number, State

__all__ = ["Number", "read_number"]


def read_number(tokens: Tokens, index: int, language: Language, *, plain: bool = False) -> Number | None:
    """The longest number that begins with token `index`, or None; where `plain` without scales and decimals."""
    state = State(tokens, language, index, plain, at=index)
    if not _begin(state):
        return None
    # Kept before each further step: what a step has tried may not belong to the number.
    number = state.number()
    while not state.fraction and _continue(state):
        number = state.number()
    if state.fraction and scale_of_fraction(state):
        number = state.number()
        while _continue(state):
            number = state.number()
    return number


def _begin(state: State) -> bool:
    raw = state.tokens.raw[state.at]
    if raw[:1] in DIGITS:
        return _begin_digits(state, raw)
    if (part := vulgar(raw)) is not None:
        return state.push(part, state.at + 1)
    found = state.term_at(state.at)
    return found is not None and _begin_word(state, *found)


def _begin_digits(state: State, raw: str) -> bool:
    read = read_digits(raw, state.language.decimal)
    if read is None:
        return False
    value, state.ambiguous = read
    state.digits = True
    if _is_decimals(state, raw):
        state.first -= 1
        return state.push(value / 10 ** len(raw), state.at + 1)
    state.push(value, state.at + 1)
    return divide(state)


def _is_decimals(state: State, raw: str) -> bool:
    """Whether a decimal mark without a digit before it stands before the digits: ".5"."""
    tokens, at = state.tokens, state.at
    marked = tokens.glued(at) and tokens.raw[at - 1] == state.language.decimal
    return marked and not tokens.glued(at - 1) and raw.isdecimal()


def _begin_word(state: State, end: int, term: NumberTerm) -> bool:
    if term.kind in ("word", "article"):
        state.article = term.kind == "article"
        state.lacks_scale = state.article and not term.alone
        return state.push(term.value, end)
    if term.kind == "scale" and term.alone and not state.plain:
        state.scales.append(term.value)
        return state.push(term.value, end)
    return term.kind == "fraction" and take_fraction(state, end, term)


def _continue(state: State) -> bool:
    """Take one more term, or return False and leave a state of no further use."""
    tokens, at = state.tokens, state.at
    raw = tokens.raw[at]
    if (part := vulgar(raw)) is not None:
        return add_vulgar(state, part)
    if raw in HYPHENS and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    found = state.term_at(at)
    if found is None:
        return raw[:1] in DIGITS and (add_stroke(state) or state.add_digits())
    return _STEPS[found[1].kind](state, *found)


def _decimals(state: State, end: int, _: NumberTerm) -> bool:
    return add_decimals(state, end, lambda index: read_number(state.tokens, index, state.language, plain=True))


def _over(state: State, end: int, _: NumberTerm) -> bool:
    return not state.plain and over(state, read_number(state.tokens, end, state.language, plain=True))


_STEPS: Mapping[TermKind, Callable[[State, int, NumberTerm], bool]] = {
    "scale": State.multiply,
    "word": lambda state, end, term: state.add(end, term.value),
    "article": lambda state, end, term: term.alone and state.add(end, term.value),
    "fraction": take_fraction,
    "tail": lambda state, end, term: add_tail(state, end, term.value),
    "joiner": State.join,
    "point": _decimals,
    "over": _over,
}
"""What each kind of term does to a number that has begun."""
