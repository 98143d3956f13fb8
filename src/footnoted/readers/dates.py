"""Dates at the precision the text gives: a year, a month, a day. Quarters and relative words are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from footnoted.languages.lexicon import Language
from footnoted.languages.tokens import Tokens
from footnoted.readers.reading import Reading

__all__ = ["read_dates"]

_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_YEARS = range(1800, 2100)
_OUR_YEARS = range(1950, 2100)
_MONTHS = 12
_DASHES = frozenset("-‐‑–—/")
_OPENING = frozenset("([")
_STOPS = frozenset(".!?\n\n")


class _Part(NamedTuple):
    """A part of a date: its name, its tokens, `first` up to `last`, and its value."""

    name: str
    first: int
    last: int
    value: int


class _Found(NamedTuple):
    """A date from token `first` up to `last`: year, month and day as far as they are said."""

    first: int
    last: int
    when: tuple[int, ...]
    parts: tuple[_Part, ...] = ()
    ambiguous: bool = False


def read_dates(tokens: Tokens, language: Language) -> Iterator[Reading]:
    """The dates among `tokens`, in text order, not overlapping."""
    free = 0
    years: set[int] = set()
    for index in tokens.triggers:
        if index < free or not tokens.raw[index][0].isdecimal():
            continue
        found = _in_digits(tokens, index, language) or _in_words(tokens, index, free, language)
        found = found or _bare_year(tokens, index, years, language)
        reading = _reading(tokens, found) if found else None
        if found and reading:
            free = found.last
            years.add(free)
            yield reading


def _reading(tokens: Tokens, found: _Found) -> Reading | None:
    """The reading of a date, or None where the calendar has no such day."""
    year, month, day = (*found.when, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return None
    value = "-".join(f"{number:02}" for number in found.when)
    spans = tuple((part.name, tokens.span(part.first, part.last)) for part in found.parts)
    return Reading("date", tokens.span(found.first, found.last), {"value": value}, spans, ambiguous=found.ambiguous)


def _in_digits(tokens: Tokens, index: int, language: Language) -> _Found | None:
    """A date such as "05.03.2024", "5/3/2024" or "2024-03-05"."""
    if _is_joined(tokens, index):
        return None
    dotted = _DOTTED.fullmatch(tokens.raw[index])
    if dotted and not _runs_on(tokens, index + 1):
        day, month, year = map(int, dotted.groups())
        return _Found(index, index + 1, (year, month, day))
    numbers = _three_numbers(tokens, index)
    if numbers is None:
        return None
    first, second, third = numbers
    end = index + 5
    if len(tokens.raw[index]) == len("2024"):
        return _Found(index, end, (first, second, third))
    either = max(first, second) <= _MONTHS
    month_first = language.calendar.order == "mdy" if either else second > _MONTHS
    month, day = (first, second) if month_first else (second, first)
    ambiguous = either and first != second and not language.calendar.order_certain
    return _Found(index, end, (third, month, day), ambiguous=ambiguous)


def _three_numbers(tokens: Tokens, index: int) -> tuple[int, int, int] | None:
    """Three numbers with the same stroke or hyphen between them, glued."""
    mark = tokens.raw[index + 1]
    if mark not in ("/", "-") or index + 4 >= len(tokens) or tokens.raw[index + 3] != mark:
        return None
    numbers = [tokens.raw[index + offset] for offset in (0, 2, 4)]
    glued = all(tokens.glued(index + offset) for offset in (1, 2, 3, 4))
    if not glued or _runs_on(tokens, index + 5):
        return None
    lengths = [len(number) for number in numbers if number.isdecimal()]
    if len(lengths) < len(numbers) or len("2024") not in (lengths[0], lengths[-1]) or max(lengths) > len("2024"):
        return None
    first, second, third = map(int, numbers)
    return first, second, third


def _in_words(tokens: Tokens, index: int, floor: int, language: Language) -> _Found | None:
    """A date such as "5 de marzo de 2024" or "März 2024", from the year at token `index` back."""
    if not _is_year(tokens, index) or _runs_on(tokens, index + 1):
        return None
    year = _Part("year", index, index + 1, int(tokens.raw[index]))
    before = _skip_joiner(tokens, index, language)
    month = _month_before(tokens, before, floor, language)
    if month:
        day = _day_before(tokens, _skip_joiner(tokens, month.first, language), floor, language)
    else:
        day = _day_before(tokens, before, floor, language)
        month = _month_before(tokens, day.first, floor, language) if day else None
    if month is None:
        return None
    parts = sorted((part for part in (day, month, year) if part), key=lambda part: part.first)
    when = (year.value, month.value, *((day.value,) if day else ()))
    return _Found(parts[0].first, index + 1, when, tuple(parts))


def _skip_joiner(tokens: Tokens, index: int, language: Language) -> int:
    return index - 1 if index and tokens.low[index - 1] in language.calendar.joiners else index


def _month_before(tokens: Tokens, index: int, floor: int, language: Language) -> _Part | None:
    found = language.calendar.months.before(tokens, index)
    return _Part("month", found[0], index, found[1]) if found and found[0] >= floor else None


def _day_before(tokens: Tokens, index: int, floor: int, language: Language) -> _Part | None:
    ordinal = language.calendar.ordinals.before(tokens, index)
    last = ordinal[0] if ordinal else index
    raw = tokens.raw[last - 1] if last > floor else ""
    if not raw.isdecimal() or len(raw) > len("31") or _is_joined(tokens, last - 1):
        return None
    return _Part("day", last - 1, index, int(raw))


def _bare_year(tokens: Tokens, index: int, years: set[int], language: Language) -> _Found | None:
    """A year by the word before it, in brackets, behind another year, or at the start of a sentence."""
    if not _is_year(tokens, index) or _runs_on(tokens, index + 1) or _is_span_of_years(tokens, index + 1):
        return None
    found = _Found(index, index + 1, (int(tokens.raw[index]),))
    if index - 1 in years and tokens.raw[index - 1] in _DASHES:
        return found
    if _is_joined(tokens, index):
        return None
    bracketed = index > 0 and tokens.raw[index - 1] in _OPENING and tokens.raw[index + 1] in (")", "]", ",", ";")
    starts = language.calendar.year_begins_sentence and (index == 0 or tokens.raw[index - 1] in _STOPS)
    return (
        found if bracketed or starts or _is_cued(tokens, index, language) or _is_free(tokens, index, language) else None
    )


def _is_free(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a number counts nothing, in a language whose nouns have capitals: "soll 2028 ans Netz"."""
    following = tokens.raw[index + 1]
    counts = following[:1].isupper() or following[:1].isdecimal()
    hedged = language.hedges.ahead.before(tokens, index) is not None
    return language.calendar.nouns_capitalised and not counts and not hedged and int(tokens.raw[index]) in _OUR_YEARS


def _is_cued(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a word of time stands before a year, and no hedge of which it is but a part ("más *de* 2024")."""
    cue = language.calendar.cues.before(tokens, index)
    if cue is None:
        return False
    hedge = language.hedges.ahead.before(tokens, index)
    return hedge is None or hedge[0] >= cue[0]


def _is_year(tokens: Tokens, index: int) -> bool:
    raw = tokens.raw[index]
    return len(raw) == len("2024") and raw.isdecimal() and int(raw) in _YEARS


def _is_span_of_years(tokens: Tokens, index: int) -> bool:
    """Whether "/24" or "-24" follows a year: no single year then."""
    following = tokens.raw[index + 1] if index < len(tokens) else ""
    dashed = tokens.raw[index] in _DASHES and tokens.glued(index) and tokens.glued(index + 1)
    return dashed and following[:1].isdecimal() and not _is_year(tokens, index + 1)


def _is_joined(tokens: Tokens, index: int) -> bool:
    """Whether a word, a number or a mark stands right before a number."""
    if not tokens.glued(index):
        return False
    before = tokens.raw[index - 1]
    return before[0].isalnum() or before in "_#@$€£¥.,:/-‐‑"


def _runs_on(tokens: Tokens, index: int) -> bool:
    """Whether letters stand right behind a number: "2020er", "2020s"."""
    return tokens.glued(index) and (tokens.raw[index][:1].isalnum() or tokens.raw[index] == "_")
