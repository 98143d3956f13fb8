"""The article's memory: which company "the company" or "it" means at a place, and the words that name it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from footnoted.extract.entities import Entity
from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Meant", "Memory"]


_FIRST = 1
_OFTEN = 2
_TIE = 1.5
_AHEAD = 2
_COMPANY = "company"
_BODY = "other"
_OTHERS = frozenset({_BODY, "person"})
# A subject begins no further behind its sentence's beginning.
_SUBJECT = 32
# So far back a name tells what a noun of it means.
_NEAR = 500
_STEM = 5
# Fewer words in quotation marks may be a name.
_WORDS = 4


class Meant(NamedTuple):
    """A company that words mean: `span` the words, `antecedent` a mention by name where the words do not name it."""

    entity: Entity
    span: Span
    antecedent: Span | None = None

    @property
    def is_company(self) -> bool:
        """Whether it is known which company is meant; somebody else may stand in a company's place."""
        return self.entity.kind == "company"


class Memory:
    """The companies of one article by the places where they are named."""

    def __init__(self, document: Document, entities: Iterable[Entity]) -> None:
        """Remember the companies among `entities`, the people and the bodies that are none."""
        self._document = document
        entities = tuple(entities)
        companies = [entity for entity in entities if entity.kind == _COMPANY]
        named = sorted(((span, entity) for entity in companies for span in entity.mentions), key=itemgetter(0))
        self._spans = [span for span, _ in named]
        self._entities = [entity for _, entity in named]
        others = (entity for entity in entities if entity.kind in _OTHERS)
        bodies = ((span, entity) for entity in others for span in entity.mentions)
        # Whom somebody's words name, the sentence around them does not speak of.
        said = [each.inside for each in document.quoted if len(each.inside.of(document.text).split()) >= _WORDS]
        told = (each for each in (*named, *bodies) if not _is_within(each[0], said))
        self._subjects = sorted(told, key=itemgetter(0))
        # What the article begins with is what it is about, unless another is named much more often.
        begins = self._document.sentences[1].end if len(self._document.sentences) > 1 else len(document.text)
        note = _note(document)
        opener = next((entity for span, entity in named if span.start >= note), None)
        ranked = sorted(
            set(self._entities),
            key=lambda entity: (
                -len(entity.mentions) - _FIRST * (entity.mentions[0].end <= begins) - _TIE * (entity is opener),
                entity.mentions[0],
            ),
        )
        self.topic = ranked[0] if ranked else None
        # What is taken for granted must have been made plain: at the beginning, or again and again.
        plain = self.topic and (self.topic.mentions[0].end <= begins or len(self.topic.mentions) >= _OFTEN)
        self.about = self.topic if plain else None
        self.opening = self.about if self.topic is opener else None
        # What a lender or a bidder takes for granted must be plainer still: named much more often than all others.
        ahead = len(ranked) < _OFTEN or len(ranked[0].mentions) >= len(ranked[1].mentions) + _AHEAD
        self.sure = self.opening if ahead else None

    def inside(self, span: Span) -> list[Meant]:
        """The companies named in `span`, in text order."""
        low = bisect_left(self._spans, Span(span.start, span.start))
        high = bisect_left(self._spans, Span(span.end, span.end))
        return [Meant(self._entities[i], self._spans[i]) for i in range(low, high)]

    def bodies(self, span: Span) -> list[Span]:
        """The names in `span` of bodies that are no companies, in text order."""
        low = bisect_left(self._subjects, span.start, key=lambda each: each[0].start)
        high = bisect_left(self._subjects, span.end, key=lambda each: each[0].start)
        return [at for at, entity in self._subjects[low:high] if entity.kind == _BODY]

    def last(self, offset: int, entity: Entity) -> Span:
        """The mention of `entity` nearest before `offset`, else its first."""
        index = bisect_right(entity.mentions, Span(offset, offset))
        return entity.mentions[max(0, index - 1)]

    def begins(self, span: Span) -> Meant | None:
        """The company or body that the last sentence in `span` naming any begins with; its span is what precedes it."""
        sentences = [each for each in self._document.sentences if span.start <= each.start < span.end]
        for sentence in reversed(sentences):
            part = Span(sentence.start, min(span.end, sentence.end))
            low = bisect_left(self._subjects, part.start, key=lambda each: each[0].start)
            if low < len(self._subjects) and self._subjects[low][0].start < part.end:
                first, entity = self._subjects[low]
                return Meant(entity, Span(part.start, first.start)) if first.start < part.start + _SUBJECT else None
        return None

    def resolve(self, span: Span, noun: str | None = None) -> Meant | None:
        """The company that the words at `span` refer to: by what it was called, else the one last spoken of.

        `noun` is the word for it ("gestora"). Nothing is resolved where two are equally likely.
        """
        called = [entity for entity in dict.fromkeys(self._entities) if noun and noun in entity.nouns]
        if len(called) == 1 and called[0].mentions[0].start < span.start:
            return Meant(called[0], span, self.last(span.start, called[0]))
        if noun and not called and (found := self._named_with(noun, span.start)):
            return Meant(found, span, self.last(span.start, found))
        found = self.topic if self.topic and self.topic.mentions[0].start < span.start else self._spoken_of(span.start)
        return Meant(found, span, self.last(span.start, found)) if found else None

    def _named_with(self, noun: str, offset: int) -> Entity | None:
        """The one company named near before `offset` whose name has the noun: "the bank" is Banco Cordillera."""
        low = bisect_left(self._spans, Span(max(0, offset - _NEAR), 0))
        high = bisect_left(self._spans, Span(offset, offset))
        found = {entity for entity in self._entities[low:high] if _has_word(entity.name.lower().split(), noun)}
        return found.pop() if len(found) == 1 else None

    def of_topic(self, span: Span) -> Meant | None:
        """The company that the article is about, as the words at `span` take for granted."""
        return Meant(self.topic, span, self.last(span.start, self.topic)) if self.topic else None

    def subject(self, offset: int) -> Entity | None:
        """The company that the sentence at `offset` names first, before the offset."""
        sentence = self._document.sentence_at(offset)
        named = self.inside(Span(sentence.start, offset)) if sentence else []
        return named[0].entity if named else None

    def nearby(self, offset: int) -> Entity | None:
        """The company that the sentence before `offset` names first, or the one before that."""
        index = bisect_right(self._document.sentences, offset - 1, key=lambda span: span.start) - 1
        for sentence in reversed(self._document.sentences[max(0, index - 1) : index + 1]):
            if named := self.inside(sentence):
                return named[0].entity
        return None

    def _spoken_of(self, offset: int) -> Entity | None:
        """The company of the nearest sentence before that names one: the article's topic if it is among them."""
        sentences = self._document.sentences
        index = bisect_right(sentences, offset, key=lambda span: span.start) - 1
        for back in range(1, 4):
            if index - back < 0:
                break
            named = self.inside(sentences[index - back])
            if named:
                distinct = dict.fromkeys(meant.entity for meant in named)
                return self.topic if self.topic in distinct else named[0].entity
        return self.topic if self.topic and self.topic.mentions[0].start < offset else None


def _is_within(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span lies in one of some others, which are sorted and apart."""
    index = bisect_right(others, span.start, key=lambda each: each.start) - 1
    return index >= 0 and span.end <= others[index].end


def _has_word(words: Iterable[str], noun: str) -> bool:
    """Whether one of some words is the noun, or begins with it where it is not short ("mutua", "Mutualidad")."""
    return any(word == noun or (len(noun) >= _STEM and word.startswith(noun)) for word in words)


def _note(document: Document) -> int:
    """The end of a note of the editors in brackets that an article begins with; 0 where it has none."""
    first = document.paragraphs[0] if document.paragraphs else Span(0, 0)
    told = first.of(document.text)
    return first.end if told.startswith("(") and told.endswith(")") else 0
