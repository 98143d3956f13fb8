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
_ENDS = frozenset('.;:“”»«„"')


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
            return Person(entity, full, role, _company(document, mention, role, own, memory))
    own = lexicon(document.language_at(full.start))
    return Person(entity, full, None, _of(words, full, own, memory) if own else None)


def _role(words: Words, full: Span, own: Lexicon) -> Span | None:
    """The role beside a name: before it, behind small words ("X is the founder of"), or behind a comma."""
    high = words.at(full.end - 1) + 1
    behind = _role_behind(words, high, own)
    if behind is None and words.raw[high : high + 1] and words.raw[high] in {",", "(", "–", "—"}:
        behind = _first(words, range(high + 1, min(len(words.raw), high + 1 + _NEAR)), own)
    return _role_before(words, words.at(full.start), own) or behind


def _role_before(words: Words, low: int, own: Lexicon) -> Span | None:
    for start in range(low - 1, max(-1, low - 1 - _NEAR), -1):
        # A full stop behind two letters may be an abbreviation's.
        if words.raw[start] in _ENDS and len(words.raw[start - 1]) > 2:  # noqa: PLR2004 - such as "Dr."
            return None
        if found := _phrase(words, start, own, backwards=True):
            return found
    return None


def _role_behind(words: Words, high: int, own: Lexicon) -> Span | None:
    for start in range(high, min(len(words.raw), high + _OF)):
        if found := _phrase(words, start, own, backwards=False):
            return found
        if words.raw[start] not in own.company_verbs and words.raw[start].lower() not in own.function_words:
            return None
    return None


def _first(words: Words, indices: range, own: Lexicon) -> Span | None:
    for start in indices:
        if words.raw[start] in {".", ";", ","}:
            return None
        if found := _phrase(words, start, own, backwards=False):
            return found
    return None


def _phrase(words: Words, at: int, own: Lexicon, *, backwards: bool) -> Span | None:
    """The longest role that ends (or begins) with the word at `at`; of a compound ("Meridian-Chefin") all of it."""
    for length in range(own.person_roles.longest, 0, -1):
        low, high = (at - length + 1, at + 1) if backwards else (at, at + length)
        if low < 0 or high > len(words.raw):
            continue
        span = words.span(low, high)
        if span.of(words.text) in own.person_roles:
            return span
    return None


def _company(document: Document, mention: Span, role: Span, own: Lexicon, memory: Memory) -> Meant | None:
    """The company whose role it is: named in or beside the role, else the one that a role takes for granted."""
    words = words_of(document)
    between = memory.inside(Span(min(role.end, mention.end), max(role.start, mention.start)))
    if inside := memory.inside(role):
        return Meant(inside[0].entity, role)
    beside = _of(words, role, own, memory) or _possessor(words, role, memory) or _of(words, mention, own, memory)
    if beside or between:
        return beside or between[0]
    return None if _is_public(words, role, own) else _implied(document, role, own, memory)


def _implied(document: Document, role: Span, own: Lexicon, memory: Memory) -> Meant | None:
    sentence, before = document.sentence_at(role.start), words_of(document).before(role.start, 1)
    if sentence and before and before[0] in own.possessives:
        named = memory.inside(Span(sentence.start, role.start))
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
