"""Whom the words around a quotation may mean: people, pronouns, roles, spokespeople, nobody by name, companies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footnoted.extract.entities import Entity
from footnoted.extract.lexicon import Lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.offices import role_at
from footnoted.extract.people import Person
from footnoted.extract.words import Words
from footnoted.languages import Document
from footnoted.languages.tokens import APOSTROPHES
from footnoted.text import Span

__all__ = ["Referent", "referents"]

_PAIR = 2
_FORWARD = 9
_STEP = 4
_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Referent:
    """Who may speak: `kind`: named, pronoun, role, spokesperson, several (of a company), anonymous, organisation, body.

    `low` and `high` are the indices of the words; `role` is that of the words themselves ("the chemist").
    """

    kind: str
    low: int
    high: int
    person: Person | None = None
    company: Meant | None = None
    role: Span | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is needed to read the words around quotations of one article."""

    document: Document
    words: Words
    mentions: Sequence[tuple[Span, Person]]
    memory: Memory
    known: dict[Entity, Person]

    def latest(self, person: Person) -> Person:
        """The person with what the article has told since."""
        return self.known.get(person.entity, person)

    def spoken_of(self, offset: int) -> Entity | None:
        """The company that the sentences before `offset` in its paragraph name first, the nearest sentence first."""
        sentences = self.document.sentences
        index = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
        for back in range(index, max(-1, index - _SENTENCES), -1):
            if "\n" in self.document.text[sentences[back].end : offset]:
                break
            if named := self.memory.inside(Span(sentences[back].start, min(offset, sentences[back].end))):
                return named[0].entity
        return None


def referents(around: Around, span: Span, own: Lexicon) -> list[Referent]:
    """All who may speak in `span`, in text order, none within another's words."""
    found: list[Referent] = []
    indices = around.words.inside(span)
    named = _named(around, span, own)
    index = indices.start
    while index < indices.stop:
        one = named.get(index) or _unnamed(around, index, indices.stop, own)
        if one is None:
            index += 1
            continue
        joined = _with_name(around, one, named, indices.stop, own)
        found.append(joined)
        index = max(index + 1, joined.high)
    return found


def _named(around: Around, span: Span, own: Lexicon) -> dict[int, Referent]:
    """People and companies named in `span`, by their first word."""
    words, found = around.words, {}
    for meant in around.memory.inside(span):
        low = words.at(meant.span.start)
        high = words.at(meant.span.end - 1) + 1
        # "Meridian's chief", "Meridian-Chefin": whose, not who.
        whole = words.ends[high - 1] == meant.span.end
        if whole and words.raw[high : high + 1] not in (("'",), ("’",)):
            found[low] = Referent("organisation", low, high, None, meant)
    for at in around.memory.bodies(span):
        low = words.at(at.start)
        before = words.low[max(0, low - 1 - (words.low[low - 1] in own.determiners))]
        if not any(before in bag for bag in (own.of_words, own.in_words, own.party_words, own.directions)):
            found[low] = Referent("body", low, words.at(at.end - 1) + 1)
    for at, person in around.mentions:
        if span.covers(at):
            low = words.at(at.start)
            found[low] = Referent("named", low, words.at(at.end - 1) + 1, person)
    return found


def _unnamed(around: Around, at: int, stop: int, own: Lexicon) -> Referent | None:
    words = around.words
    low = words.low[at]
    if low in own.feminine_pronouns or low in own.masculine_pronouns:
        return Referent("pronoun", at, at + 1)
    if own.spokespeople.opens(words.raw[at]) and (found := _spokesperson(around, at, stop, own)):
        return found
    if low in own.determiners or low in own.possessives:
        return _definite(around, at, stop, own)
    return _nobody(around, at, stop, own)


def _nobody(around: Around, at: int, stop: int, own: Lexicon) -> Referent | None:
    """Somebody without a name: "einer, der", "one of the people", "ein Gesellschafter", "fuentes"."""
    words, low = around.words, around.words.low[at]
    if low in own.anonymous_pronouns and words.raw[at + 1 : at + 2] and _is_alone(words, at, own):
        return Referent("anonymous", at, at + 1)
    if low in own.indefinite or low in own.anonymous_pronouns or low in own.contractions or words.raw[at].isdigit():
        return _indefinite(around, at, stop, own) or (_definite(around, at, stop, own) if own.noun_capitals else None)
    several = _stems(low, own)
    plural = words.raw[at] not in own.person_roles or bool(several)
    if not plural or not any(word in own.anonymous_speakers for word in (low, *several)):
        return None
    role = words.span(at, at + 1) if _is_role(low, own) else None
    company = _company(around, at + 1, stop, own) if role else None
    # "Analysts at X" are X, and nobody keeps their names back.
    return Referent("several" if company else "anonymous", at, at + 1, None, company, role)


def _is_role(word: str, own: Lexicon) -> bool:
    """Whether a word is a role, or several people's: "bankers"."""
    return any(each in own.person_roles for each in (word, *_stems(word, own)))


def _stems(word: str, own: Lexicon) -> tuple[str, ...]:
    """What a word may be the plural of."""
    return tuple(word[: -len(ending)] for ending in own.plural_endings if word.endswith(ending))


def _spokesperson(around: Around, at: int, stop: int, own: Lexicon) -> Referent | None:
    words = around.words
    head, _, tail = words.raw[at + 1].rpartition("-") if at + 1 < stop else ("", "", "")
    if head and f"{words.raw[at]} {tail}" in own.spokespeople:
        named = around.memory.inside(words.span(at + 1, at + 2))
        return Referent("spokesperson", at, at + 2, None, named[0] if named else None)
    for length in range(min(own.spokespeople.longest, stop - at), 0, -1):
        if words.span(at, at + length).of(words.text) in own.spokespeople:
            last = at + length - 1
            role = words.span(last, last + 1) if words.raw[last] in own.person_roles else None
            return Referent("spokesperson", at, last + 1, None, _whose(around, at, last + 1, stop, own), role)
    return None


def _is_alone(words: Words, at: int, own: Lexicon) -> bool:
    """Whether a pronoun for somebody has no noun: "einer, der", "uno de los", "one of"."""
    following = words.low[at + 1]
    return following == "," or following in own.of_words or following in own.relatives


def _definite(around: Around, at: int, stop: int, own: Lexicon) -> Referent | None:
    """Somebody or something known: "the chemist", "su socia", "the company", "la cámara de transportistas"."""
    words = around.words
    # "of the company": whose, not who; "to the company": whom.
    owner = words.low[at] in own.possessives
    before = words.low[at - 1] if at else ""
    if not owner and (before in own.of_words or before in own.directions or _is_genitive(words.low[at], own)):
        return None
    for index in range(at + 1, min(stop, at + 1 + _STEP)):
        word = words.raw[index]
        if word in APOSTROPHES:
            continue  # "the Weavers' Union"
        if word in own.statement_words or not (word[0].isalpha() or word[0].isdigit()):
            return None
        if found := _noun(around, at, index, stop, own):
            return found if words.raw[index + 1 : index + 2] not in (("'",), ("’",)) else None
        if words.low[index] in own.function_words:
            return None
    return None


def _is_genitive(word: str, own: Lexicon) -> bool:
    """Whether an article is "of the" in one word ("del"); where nouns have capitals the cases are too alike."""
    return word in own.of_words and not own.noun_capitals


def _noun(around: Around, at: int, index: int, stop: int, own: Lexicon) -> Referent | None:
    """The noun at `index`, whose article stands at `at`, as somebody who may speak."""
    words, word = around.words, around.words.raw[index]
    if found := role_at(words, index, own):
        return Referent("role", at, found[1], None, _company(around, found[1], stop, own), words.span(*found))
    if word in own.anonymous_speakers and word not in own.other_nouns:
        return Referent("anonymous", at, index + 1)
    if word in own.company_nouns:
        meant = around.memory.resolve(words.span(at, index + 1), words.low[index])
        return Referent("organisation", at, index + 1, None, meant)
    return Referent("body", at, index + 1) if words.low[index] in own.other_nouns else None


def _indefinite(around: Around, at: int, stop: int, own: Lexicon) -> Referent | None:
    """Somebody spoken of for the first time: "a banker who asked not to be named", "zwei Investoren"."""
    words = around.words
    for index in range(at + 1, min(stop, at + 1 + _STEP + 1)):
        word = words.raw[index]
        if not word[0].isalpha() or (own.noun_capitals and words.low[index] in own.indefinite):
            return None
        if found := role_at(words, index, own):
            role = words.span(*found)
            return Referent("anonymous", at, found[1], None, _insider(around, index, found[1], stop, own), role)
        if word in own.anonymous_speakers:
            told = words.span(index, index + 1) if word in own.person_roles else None
            return Referent("anonymous", at, index + 1, None, _insider(around, index, index + 1, stop, own), told)
        if words.low[index] in own.company_nouns:
            return Referent("anonymous", at, index + 1)
    return None


def _with_name(around: Around, one: Referent, named: dict[int, Referent], stop: int, own: Lexicon) -> Referent:
    """The person named right behind a role or a spokesperson: "the chief executive, Ana Ruiz"."""
    words = around.words
    if one.kind == "organisation":
        # "Tolland Partners analyst Jill Marsh"
        role = role_at(words, one.high, own) if one.high < stop else None
        other = named.get(role[1]) if role else None
        return Referent("named", one.low, other.high, other.person) if other and other.person else one
    if one.kind not in {"role", "spokesperson", "anonymous"}:
        return one
    for index in range(one.high, min(stop, one.high + _FORWARD)):
        other = named.get(index)
        if other and other.kind == "named":
            return Referent("named", one.low, other.high, other.person, None, None)
        if words.low[index] in own.says or words.raw[index] in ".;:" or words.low[index] in own.relatives:
            break
        close = index < one.high + _PAIR or words.raw[index] in own.of_words or other or words.raw[index] == ","
        small = words.low[index] in own.determiners or words.raw[index] in own.company_nouns
        if (
            not close
            and not small
            and (words.low[index] in own.function_words or words.low[index] in own.company_verbs)
        ):
            break
    return one


def _company(around: Around, at: int, stop: int, own: Lexicon) -> Meant | None:
    """The company behind "of", "at": "an analyst at X"."""
    words = around.words
    if at >= stop or not (words.low[at] in own.of_words or words.low[at] in own.in_words):
        return None
    end = min(stop, at + _STEP)
    if named := around.memory.inside(words.span(at, end)):
        return named[0]
    # "a director of the fund": whom the noun means.
    noun = next((index for index in range(at + 1, end) if words.low[index] in own.company_nouns), None)
    if noun is None or words.low[at + 1] not in own.determiners:
        return None
    return around.memory.resolve(words.span(at + 1, noun + 1), words.low[noun])


def _insider(around: Around, low: int, high: int, stop: int, own: Lexicon) -> Meant | None:
    """The company of somebody without a name: named, or for its own people the article's topic."""
    span = around.words.span(low, high)
    before = around.memory.inside(around.words.span(max(0, low - 2), low)) if low else []
    company = _company(around, high, stop, own) or (before[-1] if before else None)
    return company or (around.memory.of_topic(span) if around.words.raw[low] in own.insiders else None)


def _whose(around: Around, low: int, high: int, stop: int, own: Lexicon) -> Meant | None:
    """The company for which somebody without a name speaks."""
    words, memory = around.words, around.memory
    if company := _company(around, high, stop, own):
        return company
    span = words.span(low, high)
    for index in range(high, min(stop, high + _STEP)):
        if words.raw[index] in own.company_nouns:
            return memory.resolve(words.span(high, index + 1), words.low[index])
        if not words.raw[index][0].isalpha():
            break
    named = memory.inside(Span(words.starts[max(0, low - _STEP)], span.start))
    if named and not set(words.text[named[-1].span.end : span.start]) & set(".;:"):
        return named[-1]
    subject = around.spoken_of(span.start)
    return Meant(subject, span, memory.last(span.start, subject)) if subject else memory.resolve(span)


def speech_verbs(words: Words, span: Span, own: Lexicon) -> Iterator[int]:
    """The verbs of speech in `span`."""
    return (index for index in words.inside(span) if words.raw[index] in own.says)
