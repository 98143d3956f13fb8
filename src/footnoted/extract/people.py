"""Who the people of an article are: each with the role and the company that the words around the name give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from footnoted.extract.cues_behind import behind_age
from footnoted.extract.entities import Entity
from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.offices import gender, role_at, role_ending
from footnoted.extract.surnames import is_titled
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Person", "company_of", "people"]

_NEAR = 9
_OF = 6
_CLAUSE = 12
_COMPOUND = 24
_ENDS = frozenset('.;:“”»«„"!?')
_OPENS = frozenset({",", "(", "–", "—"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the span of the full name, of the role, and the company whose role it is.

    `gender` is "f" or "m" where role or title tell.
    """

    entity: Entity
    full: Span
    role: Span | None
    company: Meant | None
    gender: str = ""


def people(document: Document, entities: Iterable[Entity], memory: Memory) -> tuple[Person, ...]:
    """The people among `entities`, in the order in which they are first named."""
    return tuple(_person(document, entity, memory) for entity in entities if entity.kind == "person")


def _person(document: Document, entity: Entity, memory: Memory) -> Person:
    full = next((span for span in entity.mentions if span.of(document.text) == entity.name), entity.mentions[0])
    words = words_of(document)
    namesake = next((one for one in memory.inside(Span(0, len(document.text))) if _shares(one.entity, entity)), None)
    for mention in (full, *entity.mentions):
        own = lexicon(document.language_at(mention.start))
        role = _role(words, mention, own) if own else None
        if own and role:
            company = company_of(document, mention, role, own, memory)
            if namesake and (company is None or company.antecedent is not None):
                company = Meant(namesake.entity, role, memory.last(role.start, namesake.entity))
            return Person(entity, full, role, company, gender(role.of(document.text), own))
    own = lexicon(document.language_at(full.start))
    title = words.raw[words.at(full.start) - 1] if words.at(full.start) else ""
    told = gender(title, own) if own and title in own.person_titles else ""
    company = None
    if own:
        company = _clause(words, full, own, memory) or _of(words, full, own, memory, _CLAUSE)
        company = company or _possessor(words, full, memory)
    if namesake and (company is None or company.antecedent is not None):
        company = Meant(namesake.entity, full, memory.last(full.start, namesake.entity))
    return Person(entity, full, None, company, told)


def _shares(company: Entity, person: Entity) -> bool:
    """Whether a company bears the person's last name."""
    return " " in person.name and any(person.name.split()[-1] in name.split() for name in company.names)


def _role(words: Words, name: Span, own: Lexicon) -> Span | None:
    """The role beside a name: before it, behind small words ("X is the founder of"), or behind a comma."""
    low, high = words.at(name.start), words.at(name.end - 1) + 1
    behind = _role_behind(words, high, own)
    if behind is None and words.raw[high : high + 1] and words.raw[high] in _OPENS:
        start = behind_age(words, high + 1)
        behind = _first(words, range(start, min(len(words.raw), start + _NEAR)), own)
    return _role_before(words, low, own) or behind


def _role_before(words: Words, low: int, own: Lexicon) -> Span | None:
    """The role right before a name ("Chefin X"), or with its company between ("directora de la firma, X")."""
    comma = False
    while is_titled(words, low, own):
        low -= 1 + (words.raw[low - 1] == ".")
    for at in range(low - 1, max(-1, low - 1 - _NEAR), -1):
        word = words.raw[at]
        if word in _ENDS and len(words.raw[at - 1]) > 2:  # noqa: PLR2004 - a full stop behind two letters: "Dr."
            return None
        if found := role_ending(words, at, own):
            first = words.low[found[0] - 1] if found[0] else ""
            told = comma or at >= low - 2 or first in own.determiners or first in own.possessives
            return words.span(*_widened(words, found, low, own)) if told or first in own.of_words else None
        comma = comma or word == ","
        copula = at == low - 1 and words.low[at] in own.copulas
        if words.low[at] in own.says or (words.low[at] in own.company_verbs and not own.noun_capitals and not copula):
            return None
        small = words.low[at] in own.of_words or words.low[at] in own.determiners
        if own.noun_capitals and not comma and not small and word[0].islower() and at < low - 1:
            return None
    return None


def _widened(words: Words, found: tuple[int, int], low: int, own: Lexicon) -> tuple[int, int]:
    """A role with its field behind it: "director de la división"."""
    wide = role_at(words, found[0], own)
    return (found[0], min(wide[1], low)) if wide and wide[1] > found[1] else found


def _role_behind(words: Words, high: int, own: Lexicon) -> Span | None:
    for start in range(high, min(len(words.raw), high + _OF)):
        if found := role_at(words, start, own):
            return words.span(*found)
        if words.raw[start] not in own.company_verbs and words.low[start] not in own.function_words:
            return None
    return None


def _first(words: Words, indices: range, own: Lexicon) -> Span | None:
    for start in indices:
        if words.raw[start] in {".", ";", ",", ":"} or words.low[start] in own.says:
            return None
        if words.low[start] in own.relatives:
            continue
        if found := role_at(words, start, own):
            return words.span(*found)
    return None


def company_of(document: Document, mention: Span, role: Span, own: Lexicon, memory: Memory) -> Meant | None:
    """The company whose role it is: named in or beside the role, else the one that a role takes for granted."""
    words = words_of(document)
    if inside := memory.inside(role):
        return Meant(inside[0].entity, role)
    between = memory.inside(Span(min(role.end, mention.end), max(role.start, mention.start)))
    clause = _clause(words, mention, own, memory) if role.start > mention.end else None
    beside = (
        clause or _of(words, role, own, memory) or _possessor(words, role, memory) or _of(words, mention, own, memory)
    )
    if beside or between:
        return beside or between[0]
    outside = role.of(document.text) in own.outside_roles or _is_public(words, role, own)
    return None if outside else _implied(document, role, own, memory)


def _implied(document: Document, role: Span, own: Lexicon, memory: Memory) -> Meant | None:
    sentence, before = document.sentence_at(role.start), words_of(document).before(role.start, 1)
    if sentence and before and before[0] in own.possessives:
        named = memory.inside(Span(sentence.start, role.start))
        if not named and (noun := _noun_before(document, sentence, role, own)):
            return memory.resolve(*noun)
        owner = named[-1].entity if named else memory.nearby(sentence.start)
        return Meant(owner, role, memory.last(role.start, owner)) if owner else None
    return memory.of_topic(role)


def _noun_before(document: Document, sentence: Span, role: Span, own: Lexicon) -> tuple[Span, str] | None:
    """The words that refer to a company before a role: "the foundation" in "the foundation, so its president"."""
    words = words_of(document)
    for index in words.inside(Span(sentence.start, role.start)):
        if words.low[index] in own.determiners and words.raw[index + 1] in own.company_nouns:
            return words.span(index, index + 2), words.low[index + 1]
    return None


def _is_public(words: Words, role: Span, own: Lexicon) -> bool:
    """Whether a role is an office, or one of something that is no company ("spokesman of the guilds")."""
    told = role.of(words.text)
    first, _, rest = told.partition(" ")
    if told in own.public_roles or first in own.public_roles or any(word in own.other_nouns for word in rest.split()):
        return True
    after = [word.lower() for word in words.after(role.end, 4)]
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
        if words.raw[at] in {".", ";", ":"} or (words.raw[at] == "," and at > low):
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
            return memory.resolve(words.span(at + 1, index + 1), words.low[index])
    return None


def _possessor(words: Words, role: Span, memory: Memory) -> Meant | None:
    """The company whose possessive stands before: "X's chief executive", "X finance chief"."""
    low = words.at(role.start)
    named = memory.inside(words.span(max(0, low - 4), low)) if low else []
    gap = words.text[named[-1].span.end : role.start] if named else ","
    return named[-1] if not set(gap) & set(",.;:") else None
