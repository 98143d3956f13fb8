"""Who the people of an article are: each with the role and the company that the words around the name give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from footnoted.extract.cues_behind import behind_age
from footnoted.extract.employers import company_beside, company_of
from footnoted.extract.entities import Entity
from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.offices import gender, role_at, role_ending
from footnoted.extract.runs import opens_company
from footnoted.extract.surnames import is_titled
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Person", "people"]

_NEAR = 9
_OF = 6
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
        company = company_beside(words, full, own, memory)
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
        if (found := role_ending(words, at, own)) and not opens_company(words, found[0], own):
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
        found = role_at(words, start, own)
        # "X, the trader's head of milling": who has a role is no role.
        if found and not words.is_tied(found[1], own.enclitics):
            return words.span(*found)
    return None
