"""Surnames as they are written: with small words before them, and with titles before those."""

from __future__ import annotations

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.words import QUOTES, Words
from footnoted.text import Span

__all__ = ["is_nickname", "is_titled", "surname", "with_particles"]

_MOST = 3


def surname(words: Words, first: int, at: int, own: Lexicon) -> int:
    """The index behind the surname that small words at `at` begin: "Rafael de la Cruz", "Ida von der Heydt"."""
    last, raw = at, words.raw
    while last < len(raw) and last - at < _MOST and raw[last] in own.name_particles and raw[last].islower():
        last += 1
    if last in (at, len(raw)) or not raw[last][0].isupper() or raw[last] in own.company_words:
        return 0
    if any(words.starts[index] != words.ends[index - 1] + 1 for index in range(at, last + 1)):
        return 0
    if own.noun_capitals and own.is_noun(raw[last]):
        return 0
    # A particle that is a small word of the language as well ("von") needs a person's role, title or speech before it.
    told = raw[at] not in own.function_words or last - at > 1
    if told and not own.noun_capitals:
        return last + 1
    alone = at - first == 1 and (told or is_titled(words, first, own) or _tells_person(raw[first - 1], own))
    # "Sprecherin Meier von der Technischen Universität": what a noun with a capital follows is no surname.
    adjective = last + 1 < len(raw) and own.is_noun(raw[last + 1]) and raw[last + 1][0].isupper()
    alone = alone or (at - first == 1 and "-" in raw[last])
    return last + 1 if (alone or _tells_person(raw[at - 2], own)) and not adjective else 0


def _tells_person(word: str, own: Lexicon) -> bool:
    """Whether a word before a name tells that it is a person's."""
    return word in own.person_roles or word in own.person_titles or word in own.says


def is_nickname(words: Words, at: int) -> bool:
    """Whether a nickname in quotation marks stands within a name at `at`: Hugo "Tano" Basile."""
    raw = words.raw[at : at + _MOST + 1]
    if len(raw) <= _MOST or raw[0] not in QUOTES or raw[2] not in QUOTES:
        return False
    spaced = words.text[words.ends[at + 2] : words.starts[at + _MOST]] == " "
    return spaced and raw[1][0].isupper() and raw[_MOST][0].isupper() and raw[1].isalpha()


def is_titled(words: Words, low: int, own: Lexicon) -> bool:
    """Whether a title stands before the word at `low`, as an abbreviation or not: "Dr. Ruiz", "Frau Ruiz"."""
    dotted = low > 1 and words.raw[low - 1] == "."
    return low > 0 and (words.raw[low - 2] + "." if dotted else words.raw[low - 1]) in own.person_titles


def with_particles(words: Words, low: int, span: Span, own: Lexicon) -> tuple[int, Span]:
    """A surname with the small words that it begins with, where a title stands before them: "Ms. de la Cruz"."""
    first = low
    while first > 0 and words.raw[first - 1] in own.name_particles:
        first -= 1
    return (first, Span(words.starts[first], span.end)) if first < low and is_titled(words, first, own) else (low, span)
