"""Who the people of an article are: each with the role and the company that the words around the full name give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from footnoted.extract.entities import Entity
from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Person", "people"]

_NEAR = 6
_OF = 5


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the span of the full name, of the role, and the company whose role it is."""

    entity: Entity
    full: Span
    role: Span | None
    company: Meant | None


def people(document: Document, entities: Iterable[Entity], memory: Memory) -> tuple[Person, ...]:
    """The people among `entities`, in the order in which they are first named."""
    return tuple(_person(document, entity, memory) for entity in entities if entity.kind == "person")


def _person(document: Document, entity: Entity, memory: Memory) -> Person:
    full = next((span for span in entity.mentions if span.of(document.text) == entity.name), entity.mentions[0])
    words = words_of(document)
    for mention in (full, *entity.mentions):
        own = lexicon(document.language_at(mention.start))
        role = _role(words, mention, own) if own else None
        if own and role:
            return Person(entity, full, role, _company(document, words, mention, role, own, memory))
    own = lexicon(document.language_at(full.start))
    return Person(entity, full, None, _of(words, full, own, memory) if own else None)


def _role(words: Words, full: Span, own: Lexicon) -> Span | None:
    """The role beside a name: before it, or behind it after a comma."""
    low = words.at(full.start)
    high = words.at(full.end - 1) + 1
    for start in range(low - 1, max(-1, low - 1 - _NEAR), -1):
        if words.raw[start] in {".", ";", ":", "“", "”", "»", "«", "„", '"'} and len(words.raw[start - 1]) > 2:  # noqa: PLR2004 - no abbreviation
            break
        if found := _phrase(words, start, own, backwards=True):
            return found
    # "X is the founder of": small words alone stand between.
    for start in range(high, min(len(words.raw), high + _OF)):
        if found := _phrase(words, start, own, backwards=False):
            return found
        if words.raw[start] not in own.company_verbs and words.raw[start].lower() not in own.function_words:
            break
    if high < len(words.raw) and words.raw[high] in {",", "(", "–", "—"}:
        for start in range(high + 1, min(len(words.raw), high + 1 + _NEAR)):
            if words.raw[start] in {".", ";", ","}:
                break
            if found := _phrase(words, start, own, backwards=False):
                return found
    return None


def _phrase(words: Words, at: int, own: Lexicon, *, backwards: bool) -> Span | None:
    """The longest role that ends (or begins) with the word at `at`; of a compound ("Meridian-Chefin") the whole word."""
    for length in range(own.person_roles.longest, 0, -1):
        low, high = (at - length + 1, at + 1) if backwards else (at, at + length)
        if low < 0 or high > len(words.raw):
            continue
        span = words.span(low, high)
        if span.of(words.text) in own.person_roles:
            return span
    return None


def _company(  # noqa: PLR0913 - what a person's surroundings are made of
    document: Document, words: Words, full: Span, role: Span, own: Lexicon, memory: Memory
) -> Meant | None:
    sentence = document.sentence_at(full.start)
    if sentence is None:
        return None
    inside = memory.inside(role)
    if inside:
        return Meant(inside[0].entity, role)
    if found := _of(words, role, own, memory) or _possessor(words, role, memory) or _of(words, full, own, memory):
        return found
    between = memory.inside(Span(min(role.end, full.end), max(role.start, full.start)))
    if between:
        return between[0]
    if _is_public(words, role, own):
        return None
    before = words.before(role.start, 1)
    named = memory.inside(Span(sentence.start, role.start))
    if before and before[0] in own.possessives:
        owner = named[-1].entity if named else memory.nearby(sentence.start)
        return Meant(owner, role, memory.last(role.start, owner)) if owner else None
    return memory.of_topic(role)


def _is_public(words: Words, role: Span, own: Lexicon) -> bool:
    """Whether a role is an office, or one of something that is no company ("spokesman of the guilds")."""
    if role.of(words.text) in own.public_roles:
        return True
    after = [word.lower() for word in words.after(role.end, 4)]
    return bool(after) and after[0] in own.of_words and any(word in own.other_nouns for word in after[1:])


def _of(words: Words, span: Span, own: Lexicon, memory: Memory) -> Meant | None:
    """The company that follows: "chief executive of X", "Analyst beim Broker X", ", a partner at X"."""
    low = words.at(span.end)
    for at in range(low, min(len(words.raw), low + _OF)):
        if words.raw[at] in {".", ";", ":"} or (words.raw[at] == "," and at > low):
            return None
        if (words.raw[at] in own.of_words or words.raw[at] in own.in_words) and at + 1 < len(words.raw):
            ahead = words.span(at + 1, min(len(words.raw), at + 1 + _OF))
            named = memory.inside(ahead)
            if named and not set(words.text[ahead.start : named[0].span.start]) & set(",.;:«“„"):
                return named[0]
    return None


def _possessor(words: Words, role: Span, memory: Memory) -> Meant | None:
    """The company whose possessive stands before: "X's chief executive", "X finance chief"."""
    low = words.at(role.start)
    named = memory.inside(words.span(max(0, low - 4), low)) if low else []
    gap = words.text[named[-1].span.end : role.start] if named else ","
    return named[-1] if not set(gap) & set(",.;:") else None
