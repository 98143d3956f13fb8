"""A number while it is read: terms, of which each is smaller than the one before, and the rules that add one more."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from footnoted.languages.lexicon import Language, NumberTerm
from footnoted.languages.tokens import HYPHENS, Tokens
from footnoted.readers.digits import read_digits
from footnoted.readers.number_rules import joins, place

__all__ = ["Number", "State"]


class Number(NamedTuple):
    """A number and the tokens it was read from, `first` up to, not including, `last`.

    `scales` are the scales that multiply the whole of it, in text order ("8 mil millones": 1000, 1000000); `scaled`:
    whether any part has one. `fraction`: it is a fraction, `share` whether one that is a share by itself. `article`: it
    is no more than an article; `lacks_scale`: and one that no unit may follow ("a"). `money`: one of its scales is one
    beside a currency only. `digits`: it begins with digits.
    """

    first: int
    last: int
    value: Fraction
    scales: tuple[Fraction, ...] = ()
    scaled: bool = False
    fraction: bool = False
    share: str = "never"
    article: bool = False
    lacks_scale: bool = False
    money: bool = False
    digits: bool = False
    ambiguous: bool = False


@dataclass(slots=True)
class State:
    """What is read so far of the number that begins with token `first`; `at` is the next token.

    A `plain` number has no scale and no decimals: the decimals of another one are read as such.
    """

    tokens: Tokens
    language: Language
    first: int
    plain: bool
    at: int = 0
    terms: list[Fraction] = field(default_factory=list)
    scales: list[Fraction] = field(default_factory=list)
    digits: bool = False
    article: bool = False
    lacks_scale: bool = False
    money: bool = False
    fraction: bool = False
    ambiguous: bool = False
    share: str = "never"

    def number(self) -> Number:
        """The number as read so far."""
        return Number(
            first=self.first,
            last=self.at,
            value=self.value,
            scales=tuple(self.scales) if len(self.terms) == 1 else (),
            scaled=bool(self.scales),
            fraction=self.fraction,
            share=self.share,
            article=self.article,
            lacks_scale=self.article and self.lacks_scale,
            money=self.money,
            digits=self.digits,
            ambiguous=self.ambiguous,
        )

    @property
    def value(self) -> Fraction:
        """The sum of the terms."""
        return self.terms[0] if len(self.terms) == 1 else sum(self.terms, Fraction(0))

    @property
    def whole(self) -> bool:
        """Whether the last term is a whole number."""
        return self.terms[-1].denominator == 1

    def term_at(self, index: int) -> tuple[int, NumberTerm] | None:
        """The term that begins with token `index`, and the token behind it."""
        return self.language.numbers.terms.at(self.tokens, index)

    def push(self, value: Fraction, end: int) -> bool:
        """Take a term that ends before token `end`; always true."""
        self.terms.append(value)
        self.at = end
        return True

    def replace(self, value: Fraction, end: int) -> bool:
        """Take `value` in place of all terms; always true."""
        self.terms.clear()
        self.article = False
        return self.push(value, end)

    def multiply(self, end: int, term: NumberTerm) -> bool:
        """Multiply all smaller terms with a scale: "tres mil quinientos *millones*"."""
        scale = term.value
        if self.plain or (term.money and self._in_a_word(end)):
            return False
        below = self.terms.pop() if self.terms and self.terms[-1] < scale else None
        while self.terms and below is not None and self.terms[-1] < scale:
            below += self.terms.pop()
        if not below and not term.alone:
            return False
        value = below * scale if below else scale
        if self.terms and value >= place(self.terms[-1]):
            return False
        self.scales.append(scale)
        self.money, self.article = self.money or term.money, False
        return self.push(value, end)

    def _in_a_word(self, end: int) -> bool:
        """Whether an abbreviation is but the start of a word: "10 T-shirts", "5 M&A deals"."""
        tokens = self.tokens
        joined = tokens.glued(end) and (tokens.raw[end] in HYPHENS or tokens.raw[end] == "&")
        return joined and tokens.glued(end + 1) and tokens.raw[end + 1].isalpha()

    def add(self, end: int, value: Fraction) -> bool:
        """Add a smaller word: "tres mil *quinientos*"."""
        if self.article or value == 0 or value >= place(self.terms[-1]):
            return False
        if (self.digits and not self._scale_at(end)) or self._begins_another(end, value):
            return False
        return self.push(value, end)

    def _begins_another(self, end: int, value: Fraction) -> bool:
        """Whether `value` belongs to a next number: "one hundred and two hundred"."""
        found = self.term_at(end)
        if found is None or found[1].kind != "scale" or found[1].value > self.terms[-1]:
            return False
        return value * found[1].value >= place(self.terms[-1])

    def add_digits(self) -> bool:
        """Add a smaller number in digits behind a scale: "2 millones *500 mil*", "2 Millionen *300.000*"."""
        raw = self.tokens.raw[self.at]
        read = read_digits(raw, self.language.decimal)
        if read is None or not self.scales or read[0] >= place(self.terms[-1]) or read[0].denominator > 1:
            return False
        if not self._scale_at(self.at + 1) and raw.isdecimal():
            return False
        return self.push(read[0], self.at + 1)

    def _scale_at(self, index: int) -> bool:
        found = self.term_at(index)
        return found is not None and found[1].kind == "scale" and not found[1].money

    def join(self, end: int, joiner: NumberTerm) -> bool:
        """Add a word behind a joiner: "treinta *y* uno", "ein*und*zwanzig", "two hundred *and* five"."""
        found = self.term_at(end)
        if found is None or self.digits:
            return False
        behind, term = found
        if term.kind not in ("word", "article") or not joins(self.terms[-1], term.value, joiner.joins):
            return False
        if self._begins_another(behind, term.value):
            return False
        self.article = False
        if self.terms[-1] < term.value:
            # "einundzwanzig" is one term: nothing can be added to it any more.
            smaller = self.terms.pop()
            if self.terms and term.value >= place(self.terms[-1]):
                return False
            return self.push(term.value + smaller, behind)
        return self.push(term.value, behind)
