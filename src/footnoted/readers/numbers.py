"""Numbers in digits and words: one grammar for all languages, driven by the terms of a language's data."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from footnoted.languages.lexicon import Language, NumberTerm
from footnoted.languages.tokens import HYPHENS, Tokens
from footnoted.readers.digits import read_digits
from footnoted.readers.number_rules import DIGITS, joins, place, vulgar

__all__ = ["Number", "read_number"]

_MOST_NUMERATOR = 20
_MOST_DECIMALS = 15
_MOST_DIGIT = 10


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the tokens it was read from, `first` up to, not including, `last`.

    `scales` are the scales that multiply the whole of it, in text order ("8 mil millones": 1000, 1000000). `share`:
    whether it is a fraction that is a share by itself. `scaled`: whether any part has a scale. `article`: it is no
    more than an article; `lacks_scale`: and one that no unit may follow ("a"). `money`: one of its scales is one beside a
    currency only. `digits`: it begins with digits.
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


def read_number(tokens: Tokens, index: int, language: Language) -> Number | None:
    """The longest number that begins with token `index`, or None."""
    return _Grammar(tokens, language, index).read()


@dataclass(slots=True)
class _Grammar:
    """The state of one number while it is read: its terms, whose sum is the value, each smaller than the one before."""

    tokens: Tokens
    language: Language
    first: int
    at: int = 0
    terms: list[Fraction] = field(default_factory=list)
    scales: list[Fraction] = field(default_factory=list)
    number: Number | None = None
    digits: bool = False
    article: bool = False
    lacks_scale: bool = False
    money: bool = False
    fraction: bool = False
    ambiguous: bool = False
    share: str = "never"

    def read(self) -> Number | None:
        self.at = self.first
        if not self._begin():
            return None
        self._keep()
        while not self.fraction and self._continue():
            self._keep()
        if self.fraction:
            self._scale_of_fraction()
        return self.number

    def _keep(self) -> None:
        """Note the number as read so far: what is tried next may not belong to it."""
        whole = tuple(self.scales) if len(self.terms) == 1 else ()
        self.number = Number(
            self.first,
            self.at,
            sum(self.terms, Fraction(0)),
            whole,
            bool(self.scales),
            self.fraction,
            self.share,
            self.article,
            self.article and self.lacks_scale,
            self.money,
            self.digits,
            self.ambiguous,
        )

    def _begin(self) -> bool:
        raw = self.tokens.raw[self.at]
        if raw[:1] in DIGITS:
            return self._begin_digits(raw)
        if (part := vulgar(raw)) is not None:
            self._push(part, self.at + 1)
            return True
        found = self.language.numbers.terms.at(self.tokens, self.at)
        if found is None:
            return False
        end, term = found
        if term.kind in ("word", "article"):
            self.article = term.kind == "article"
            self.lacks_scale = self.article and not term.alone
            self._push(term.value, end)
            return True
        if term.kind == "scale" and term.alone:
            self.scales.append(term.value)
            self._push(term.value, end)
            return True
        return term.kind == "fraction" and self._take_fraction(end, term)

    def _begin_digits(self, raw: str) -> bool:
        read = read_digits(raw, self.language.decimal)
        if read is None:
            return False
        value, self.ambiguous = read
        self.digits = True
        self._push(value, self.at + 1)
        return self._divide()

    def _divide(self) -> bool:
        """"3/4": a fraction of two digits; "24/7" and dates are no number."""
        tokens, at = self.tokens, self.at
        if tokens.raw[at] != "/" or not (tokens.glued(at) and tokens.glued(at + 1)):
            return True
        below = tokens.raw[at + 1]
        if not below.isdecimal():
            return True
        divisible = len(below) <= len("16") and 0 < self.terms[0] < int(below) and tokens.raw[at + 2] != "/"
        if divisible:
            self._push(self.terms.pop() / int(below), at + 2)
        return divisible

    def _push(self, value: Fraction, end: int) -> None:
        self.terms.append(value)
        self.at = end

    def _continue(self) -> bool:
        """Take one more term, or return False and leave the state of no interest."""
        tokens, at = self.tokens, self.at
        raw = tokens.raw[at]
        if (part := vulgar(raw)) is not None and self.terms[-1].denominator == 1 and not self.article:
            self._push(part, at + 1)
            return True
        if raw in HYPHENS and tokens.glued(at) and tokens.glued(at + 1):
            at += 1
        found = self.language.numbers.terms.at(tokens, at)
        if found is None:
            return raw[:1] in DIGITS and self._add_digits()
        end, term = found
        if term.kind == "scale":
            return self._multiply(end, term)
        if term.kind == "word" or (term.kind == "article" and term.alone):
            return self._add(end, term.value)
        if term.kind == "fraction":
            return self._take_fraction(end, term)
        if term.kind == "tail":
            return self._add_tail(end, term.value)
        if term.kind == "point":
            return self._add_decimals(end)
        return self._join(end, term) if term.kind == "joiner" else False

    def _multiply(self, end: int, term: NumberTerm) -> bool:
        scale = term.value
        if term.money and self._in_a_word(end):
            return False
        below = Fraction(0)
        while self.terms and self.terms[-1] < scale:
            below += self.terms.pop()
        if not below and not term.alone:
            return False
        value = below * scale if below else scale
        if self.terms and value >= place(self.terms[-1]):
            return False
        self.scales.append(scale)
        self.money, self.article = self.money or term.money, False
        self._push(value, end)
        return True

    def _in_a_word(self, end: int) -> bool:
        """Whether an abbreviation is but the start of a word: "10 T-shirts", "5 M&A deals"."""
        tokens = self.tokens
        joined = tokens.glued(end) and (tokens.raw[end] in HYPHENS or tokens.raw[end] == "&")
        return joined and tokens.glued(end + 1) and tokens.raw[end + 1].isalpha()

    def _add(self, end: int, value: Fraction) -> bool:
        if self.article or value == 0 or value >= place(self.terms[-1]):
            return False
        if (self.digits and not self._scale_at(end)) or self._begins_another(end, value):
            return False
        self._push(value, end)
        return True

    def _begins_another(self, end: int, value: Fraction) -> bool:
        """Whether `value` belongs to a next number: "one hundred and two hundred"."""
        found = self.language.numbers.terms.at(self.tokens, end)
        if found is None or found[1].kind != "scale" or found[1].value > self.terms[-1]:
            return False
        return value * found[1].value >= place(self.terms[-1])

    def _add_digits(self) -> bool:
        """"2 millones 500 mil", "2 Millionen 300.000": a smaller number in digits behind a scale."""
        read = read_digits(self.tokens.raw[self.at], self.language.decimal)
        if read is None or not self.scales or read[0] >= place(self.terms[-1]) or read[0].denominator > 1:
            return False
        if not self._scale_at(self.at + 1) and self.tokens.raw[self.at].isdecimal():
            return False
        self._push(read[0], self.at + 1)
        return True

    def _scale_at(self, index: int) -> bool:
        found = self.language.numbers.terms.at(self.tokens, index)
        return found is not None and found[1].kind == "scale" and not found[1].money

    def _join(self, end: int, joiner: NumberTerm) -> bool:
        """"treinta *y* uno", "ein*und*zwanzig", "two hundred *and* five"."""
        found = self.language.numbers.terms.at(self.tokens, end)
        if found is None or self.digits:
            return False
        behind, term = found
        if term.kind not in ("word", "article") or not joins(self.terms[-1], term.value, joiner.joins):
            return False
        if self._begins_another(behind, term.value):
            return False
        self.article = False
        self._push(term.value, behind)
        return True

    def _add_decimals(self, end: int) -> bool:
        """"tres *coma cinco*": digits in words behind the decimal mark."""
        if self.digits or self.scales or self.terms[-1].denominator > 1:
            return False
        part, unit = Fraction(0), Fraction(1)
        for _ in range(_MOST_DECIMALS):
            found = self.language.numbers.terms.at(self.tokens, end)
            if found is None or found[1].kind not in ("word", "article") or not found[1].value < _MOST_DIGIT:
                break
            end, unit = found[0], unit / _MOST_DIGIT
            part += found[1].value * unit
        if unit == 1:
            return False
        self.terms[:] = [sum(self.terms, Fraction(0))]
        self.article = False
        self._push(self.terms.pop() + part, end)
        return True

    def _add_tail(self, end: int, part: Fraction) -> bool:
        """"dos millones *y medio*": a part of the last scale."""
        if self.terms[-1].denominator > 1:
            return False
        self._push(part * (self.scales[-1] if self.scales else 1), end)
        self.article = False
        return True

    def _take_fraction(self, end: int, term: NumberTerm) -> bool:
        numerator = self.terms[-1] if self.terms else Fraction(1)
        named = len(self.terms) == 1 and not self.scales and 0 < numerator <= _MOST_NUMERATOR
        if numerator.denominator > 1 or not (named or (term.alone and not self.terms)):
            return False
        counted = bool(self.terms) and not self.article
        share = ("always" if counted else "before") if term.share == "counted" else term.share
        self.terms.clear()
        self.fraction, self.article, self.share = True, False, share
        self._push(numerator * term.value, end)
        return True

    def _scale_of_fraction(self) -> None:
        """"half *a billion*", "un cuarto *de millón*": a fraction of a scale."""
        self._keep()
        at = self.at
        found = self.language.numbers.fraction_of.at(self.tokens, at)
        for start in (at, found[0] if found else at):
            scale = self.language.numbers.terms.at(self.tokens, start)
            if scale and scale[1].kind == "scale" and not scale[1].money:
                self.fraction, self.share = False, "never"
                self.scales.append(scale[1].value)
                self._push(self.terms.pop() * scale[1].value, scale[0])
                self._keep()
                while self._continue():
                    self._keep()
                return
