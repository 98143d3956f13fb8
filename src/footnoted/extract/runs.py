"""Runs of capitalised words: what may be a name, with the nouns and roles that stand before it taken off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Run", "runs"]

_LONGEST = 7
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words at `span`; `before` are the capitalised nouns taken off its start, in text order.

    `tail`: the second half of a compound with a hyphen ("Meridian-Chefin"), of which the span is the first half.
    `initial`: it begins a sentence, so that its capital tells nothing.
    """

    span: Span
    before: tuple[str, ...]
    lexicon: Lexicon
    initial: bool
    tail: str = ""


def runs(document: Document) -> Iterator[Run]:
    """All runs of capitalised words of `document`, in text order, without those that only sentences begin with."""
    words = words_of(document)
    index = 0
    while index < len(words.raw):
        if not _is_capital(words.raw[index]):
            index += 1
            continue
        own = lexicon(document.language_at(words.starts[index]))
        if own is None:
            return
        end = _end(words, index, own)
        yield from _heads(words, index, end, own)
        found = _run(words, index, end, own)
        if found:
            yield found
        index = end


def _heads(words: Words, low: int, high: int, own: Lexicon) -> Iterator[Run]:
    """The first halves of compounds within a run: the company of "Meridian-Chefin Ida Wenzlau"."""
    for index in range(low, high - 1):
        head, hyphen, rest = words.raw[index].rpartition("-")
        told = rest in own.person_roles or rest in own.company_nouns
        if hyphen and told and head and head.split("-")[0] not in own.not_names and head[0].isupper():
            span = words.span(index, index + 1)
            yield Run(Span(span.start, span.end - len(rest) - 1), (), own, index in words.first, rest)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and any(letter.isupper() for letter in word) and len(word) > 2)  # noqa: PLR2004 - a unit


def _end(words: Words, index: int, own: Lexicon) -> int:
    """The index behind the last word of the run that begins at `index`."""
    end = index + 1
    while end < len(words.raw) and end - index < _LONGEST:
        gap = words.text[words.ends[end - 1] : words.starts[end]]
        if end in words.first and words.raw[end] not in own.name_joiners:
            break
        if gap == " " and _is_capital(words.raw[end]):
            end += 1
        elif words.raw[end] in own.name_joiners and _goes_on(words, end):
            end += 2
        else:
            break
    return end


def _goes_on(words: Words, joiner: int) -> bool:
    last = joiner + 1
    if last >= len(words.raw) or not _is_capital(words.raw[last]):
        return False
    return words.starts[last] == words.ends[joiner] + 1 and words.starts[joiner] == words.ends[joiner - 1] + 1


def _run(words: Words, low: int, high: int, own: Lexicon) -> Run | None:
    initial = low in words.first
    before: list[str] = []
    low, taken = _behind_noun(words, low, high, own)
    before += taken
    while low < high and _is_taken_off(words, low, high, own, initial=initial and not before):
        before.append(words.raw[low])
        low += 1
    while high > low and (words.raw[high - 1] in own.not_names or words.raw[high - 1] in own.name_joiners):
        high -= 1
    while high - low > 1 and words.raw[high - 1] in own.legal_forms:
        high -= 1
    if low >= high or words.raw[low] in own.not_names or words.ends[high - 1] - words.starts[low] < _SHORTEST:
        return None
    if own.noun_capitals and words.raw[high - 1] in own.company_nouns and words.raw[high - 1] not in own.legal_forms:
        return None
    span, tail = words.span(low, high), ""
    head, hyphen, rest = words.raw[high - 1].rpartition("-")
    if hyphen and (
        rest in own.person_roles or rest in own.company_nouns or rest in own.company_words or own.noun_capitals
    ):
        if not head or head in own.not_names or head.split("-")[0] in own.not_names:
            return None
        tail, span = rest, Span(span.start, span.end - len(rest) - 1)
    return Run(span, tuple(before), own, initial and not before, tail)


def _behind_noun(words: Words, low: int, high: int, own: Lexicon) -> tuple[int, list[str]]:
    """Where nouns have capitals: the index behind the last noun for a company or role that a name follows."""
    if not own.noun_capitals:
        return low, []
    for index in range(high - 2, low, -1):
        noun = words.raw[index]
        if (noun in own.company_nouns or noun in own.person_roles) and noun not in own.company_words:
            return index + 1, [noun]
    return low, []


def _is_taken_off(words: Words, low: int, high: int, own: Lexicon, *, initial: bool) -> bool:
    """Whether the first word is no part of the name: a function word, a role, a title, a noun for what follows."""
    word = words.raw[low]
    if word.lower() in own.function_words or word in own.determiners or word in own.indefinite:
        return initial or word.lower() in own.determiners
    if word in own.person_titles or word in own.person_roles or word in own.name_joiners:
        return True
    # "Munich-based X", "London-listed X".
    if word in own.not_names or (low + 1 < high and "-" in word and word.rpartition("-")[2].islower()):
        return True
    noun = word in own.company_nouns or word in own.other_nouns
    part_of_name = word in own.company_words and high - low > 1
    return noun and not part_of_name and (own.noun_capitals or initial)
