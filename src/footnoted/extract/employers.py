"""For which company somebody with a role speaks: named beside the role, referred to, or taken for granted."""

from __future__ import annotations

from bisect import bisect_right

from footnoted.extract.entities import Entity
from footnoted.extract.lexicon import Lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["company_beside", "company_of"]

_OF = 6
_CLAUSE = 12
_COMPOUND = 24


def company_of(document: Document, mention: Span, role: Span, own: Lexicon, memory: Memory) -> Meant | None:
    """The company whose role it is: named in or beside the role, else the one that a role takes for granted."""
    words = words_of(document)
    if inside := memory.inside(role):
        return Meant(inside[0].entity, role)
    if any(word in own.other_nouns for word in role.of(document.text).split()[1:]):
        return None  # "secretario general del sindicato", whatever company it is in
    between = memory.inside(Span(min(role.end, mention.end), max(role.start, mention.start)))
    clause = _clause(words, mention, own, memory) if role.start > mention.end else None
    beside = (
        clause
        or _of(words, role, own, memory)
        or _possessor(words, role, memory)
        or _of(words, mention, own, memory, 2)
    )
    if beside or between:
        return beside or between[0]
    outside = role.of(document.text) in own.outside_roles or _is_public(words, role, own) or _is_past(words, role, own)
    return None if outside else _implied(document, role, own, memory)


def _implied(document: Document, role: Span, own: Lexicon, memory: Memory) -> Meant | None:
    sentence, before = document.sentence_at(role.start), words_of(document).before(role.start, 1)
    if sentence and before and before[0] in own.possessives:
        named = memory.inside(Span(sentence.start, role.start))
        if not named and (noun := _noun_before(document, sentence, role, own)):
            return memory.resolve(*noun)
        owner = named[-1].entity if named else _owner(document, sentence, own, memory)
        return Meant(owner, role, memory.last(role.start, owner)) if owner else None
    return _around(document, role, own, memory)


def _around(document: Document, role: Span, own: Lexicon, memory: Memory) -> Meant | None:
    """The company that a bare role takes for granted: the article's topic, unless its paragraph speaks of others.

    Where the paragraph so far names no topic, and the last sentence that names anybody begins with another company,
    that one is meant; nobody is where it begins with somebody who is no company ("IG Metall criticised the plans").
    """
    index = bisect_right(document.paragraphs, role.start, key=lambda span: span.start) - 1
    before = Span(document.paragraphs[max(0, index)].start, role.start)
    first = memory.begins(before)
    person = first is not None and first.entity.kind == "person"
    topical = person or any(meant.entity is memory.topic for meant in memory.inside(before))
    if first is None or topical or _is_governed(words_of(document), first.span, own):
        return memory.of_topic(role)
    return Meant(first.entity, role, memory.last(role.start, first.entity)) if first.is_company else None


def _is_governed(words: Words, before: Span, own: Lexicon) -> bool:
    """Whether a preposition stands among the words before a name, which is then no subject: "Mit der X war ..."."""
    low = words.low[words.inside(before).start : words.inside(before).stop]
    bags = (own.of_words, own.in_words, own.party_words, own.directions)
    return any(word in bag for word in low if word not in own.determiners for bag in bags)


def _owner(document: Document, sentence: Span, own: Lexicon, memory: Memory) -> Entity | None:
    """Whose a possessive means that begins a sentence; nobody's where the one before speaks of what is no company."""
    before = document.sentence_at(max(0, sentence.start - 2))
    if before and before != sentence and "\n" not in document.text[before.end : sentence.start]:
        words = words_of(document)
        body = any(words.raw[index] in own.other_nouns for index in words.inside(before))
        if body and not memory.inside(before):
            return None
    return memory.nearby(sentence.start)


def _noun_before(document: Document, sentence: Span, role: Span, own: Lexicon) -> tuple[Span, str] | None:
    """The words that refer to a company before a role: "the foundation" in "the foundation, so its president"."""
    words = words_of(document)
    for index in words.inside(Span(sentence.start, role.start)):
        if words.low[index] in own.determiners and words.raw[index + 1] in own.company_nouns:
            return words.span(index, index + 2), words.low[index + 1]
    return None


def _is_past(words: Words, role: Span, own: Lexicon) -> bool:
    """Whether a role is one that somebody had before: "a former engineer"."""
    before = words.before(role.start, 1)
    first = words.raw[words.at(role.start)]
    return (bool(before) and before[0] in own.former_words) or first.partition("-")[0] in own.former_words


def _is_public(words: Words, role: Span, own: Lexicon) -> bool:
    """Whether a role is an office, or one of something that is no company ("spokesman of the guilds")."""
    told = role.of(words.text)
    first, _, rest = told.partition(" ")
    if told in own.public_roles or first in own.public_roles or any(word in own.other_nouns for word in rest.split()):
        return True
    after = [word.lower() for word in words.after(role.end, 4)]
    if own.adjective_behind and after and after[0] in own.demonyms:
        return True  # "el consejero vasco de X"
    return bool(after) and after[0] in own.of_words and any(word in own.other_nouns for word in after[1:])


def _clause(words: Words, name: Span, own: Lexicon, memory: Memory) -> Meant | None:
    """The first company of the clause about a person: "X, who runs Y", "X, quien dirige Y"."""
    low = words.at(name.end - 1) + 1
    if low + 1 >= len(words.raw) or words.raw[low] != "," or not _is_relative(words.low[low + 1], own):
        return None
    end = next((i for i in range(low + 2, min(len(words.raw), low + _CLAUSE)) if words.raw[i] in ".,;:"), low + 2)
    named = memory.inside(words.span(low + 1, end))
    if named:
        return named[0]
    for index in range(low + 2, end):
        if words.raw[index] in own.company_nouns and words.low[index - 1] in own.determiners:
            return memory.resolve(words.span(index - 1, index + 1), words.low[index])
    return None


def _is_relative(word: str, own: Lexicon) -> bool:
    return word in own.relatives or (own.adjective_behind and word in own.things)


def _of(words: Words, span: Span, own: Lexicon, memory: Memory, reach: int = _OF) -> Meant | None:
    """The company that follows: "chief executive of X", "Analyst beim Broker X", ", a partner at X"."""
    low = words.at(span.end)
    for at in range(low, min(len(words.raw), low + reach)):
        if words.raw[at] in {".", ";", ":"} or (words.raw[at] == "," and at > low) or words.low[at] in own.says:
            return None
        if words.raw[at] in own.employer_words and at + 1 < len(words.raw):
            ahead = words.span(at + 1, min(len(words.raw), at + 1 + _OF))
            named = memory.inside(ahead)
            if named and not set(words.text[ahead.start : named[0].span.start]) & set(",.;:«“„"):
                return _whole(words, named)
            return _referred(words, at, own, memory)
    return None


def _whole(words: Words, named: list[Meant]) -> Meant:
    """The first company that is no part of a compound: the second in "der Lumenta-Tochter Optiqa"."""
    if len(named) > 1 and words.text[named[0].span.end] == "-" and named[1].span.start - named[0].span.end < _COMPOUND:
        return named[1]
    return named[0]


def _referred(words: Words, at: int, own: Lexicon, memory: Memory) -> Meant | None:
    """The company that "of the company" means, the preposition at `at`."""
    for index in range(at + 1, min(len(words.raw), at + 1 + _OF)):
        if not words.raw[index][0].isalpha():
            return None
        if words.raw[index] in own.company_nouns:
            # "vom Institut für Energie": what says of which kind it is names another.
            further = words.low[index + 1 : index + 2]
            told = bool(further) and further[0] in own.of_words and further[0] not in own.determiners
            return None if told else memory.resolve(words.span(at + 1, index + 1), words.low[index])
    return None


def _possessor(words: Words, role: Span, memory: Memory) -> Meant | None:
    """The company whose possessive stands before: "X's chief executive", "X finance chief"."""
    low = words.at(role.start)
    named = memory.inside(words.span(max(0, low - 4), low)) if low else []
    gap = words.text[named[-1].span.end : role.start] if named else ","
    return named[-1] if not set(gap) & set(",.;:") else None


def company_beside(words: Words, name: Span, own: Lexicon, memory: Memory) -> Meant | None:
    """The company of somebody whose role nobody tells: "X, who runs Y", "X, a long-time backer of Y", "Y's X"."""
    clause = _clause(words, name, own, memory)
    return clause or _of(words, name, own, memory, _CLAUSE) or _possessor(words, name, memory)
