"""The article's focus: what each company has been called so far, and which one a reference means now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from footnoted.extract.entities import Entity
from footnoted.extract.lexicon import Bag, Lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.pack import Pack
from footnoted.extract.words import Words
from footnoted.text import Span

__all__ = ["Focus", "Reference"]

_BEFORE, _AFTER = 4, 7
# So many letters of an adjective make it another form of a place or a nation: "Norweger", "norwegischen".
_STEM = 5
_SMALL = 3
_TAIL = 4
# So many companies are remembered by what they are called: no article has more.
_MOST = 200
# Who is named so often, beside the topic, is a second one.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that refer to a company: a noun for it ("group"), what is said beside it ("Dutch"), where they stand.

    `named`: a name that is not known stands behind, so that no company is meant that is.
    """

    span: Span
    noun: str | None
    beside: tuple[str, ...] = ()
    named: bool = False


@dataclass(slots=True)
class Focus:
    """Follows an article sentence by sentence.

    `called`: the stems of the words that a company has been described with; `subject`: whom the last sentence that
    named a company was about; `acting`: who was the subject of the last sentence, by name or plain description.
    """

    memory: Memory
    words: Words
    called: dict[Entity, set[str]] = field(default_factory=dict)
    subject: Entity | None = None
    acting: Entity | None = None
    recent: tuple[Entity, ...] = ()

    def hear(self, named: Iterable[Meant], own: Lexicon) -> None:
        """Remember what the companies named in a sentence are called there."""
        for meant in named:
            if len(self.called) >= _MOST and meant.entity not in self.called:
                continue
            nouns = meant.entity.nouns
            stems = self.called.setdefault(meant.entity, {*map(_stem, nouns), *nouns})
            for word in _described(self.words, meant.span, own):
                stems |= {_stem(word), word.lower()}

    def turn(self, acting: Meant | None, mentioned: Iterable[Entity], pack: Pack, own: Lexicon) -> None:
        """End a sentence whose subject was `acting`, by name or not, and that mentioned others."""
        mentioned = tuple(dict.fromkeys(mentioned))
        subject = acting.entity if acting else None
        self.acting = subject if acting and self._is_plain(acting, pack, own) else None
        if mentioned:
            self.recent = mentioned
            self.subject = subject or mentioned[0]

    def _is_plain(self, meant: Meant, pack: Pack, own: Lexicon) -> bool:
        """Whether the words that mean a company name it, or describe it as no other: "der Maschinenbauer"."""
        last = self.words.raw[self.words.inside(meant.span).stop - 1]
        vague = last in pack["generic_nouns"] or last in own.company_pronouns
        return meant.antecedent is None or not vague

    def resolve(self, reference: Reference, pack: Pack, own: Lexicon) -> Meant | None:
        """The company that a reference means; None where nothing speaks for any, or as much for another."""
        noun = reference.noun
        if reference.named:
            return None
        if noun is not None and noun in pack["role_nouns"]:
            return None
        told = {_stem(word) for word in (*reference.beside, *((noun,) if noun else ())) if len(word) > _SMALL}
        if noun is not None and noun in pack["generic_nouns"]:
            told.discard(_stem(noun))
        known = {one: stems for one, stems in self.called.items() if one.mentions[0].start < reference.span.start}
        called = [(sum(_is_told(stem, stems, entity) for stem in told), entity) for entity, stems in known.items()]
        most = max((count for count, _ in called), default=0)
        if most:
            best = [entity for count, entity in called if count == most]
            found = best[0] if len(best) == 1 else self._nearest(best)
        elif noun is None:
            found = None
        elif noun in pack["investor_nouns"]:
            found = self._nearest([one for one in known if _has_word(one, pack["investor_names"])])
        else:
            centre = None if noun in pack["group_nouns"] else self._centre(known, pack)
            found = centre or self._usual(reference, known, own)
        return self.meant(found, reference.span) if found else None

    def _centre(self, known: Mapping[Entity, set[str]], pack: Pack) -> Entity | None:
        """Whom the text speaks of just now: the subject of the sentence before, named about as often as the topic."""
        one, topic = self.acting, self.memory.topic
        if one is None or topic is None or one not in known or _has_word(one, pack["investor_names"]):
            return None
        return one if len(one.mentions) >= _ALIKE * len(topic.mentions) else None

    def _usual(self, reference: Reference, known: Mapping[Entity, set[str]], own: Lexicon) -> Entity | None:
        """Whom a noun means that describes nobody: the topic, if the text calls it by no other nation or town."""
        topic = self.memory.topic
        if topic is None or topic not in known:
            return self._nearest([*known])
        origin = any(word in own.demonyms for word in reference.beside)
        if origin and any(word in own.demonyms for word in known[topic]):
            others = {one for one in (self.subject, *self.recent) if one in known and one is not topic}
            return others.pop() if len(others) == 1 else None
        return self._nearest([topic])

    def _nearest(self, entities: Sequence[Entity]) -> Entity | None:
        """The one of some companies that was spoken of last: the last sentence's subject, or one it mentions."""
        for one in (self.subject, *self.recent):
            if one in entities:
                return one
        return entities[0] if len(entities) == 1 else None

    def meant(self, entity: Entity, span: Span) -> Meant:
        """`entity` as the words at `span` take it for granted."""
        return Meant(entity, span, self.memory.last(span.start, entity))


def _has_word(entity: Entity, words: Bag) -> bool:
    return any(word in words for word in entity.name.split())


def _is_told(stem: str, stems: set[str], entity: Entity) -> bool:
    return (
        stem in stems
        or (len(stem) >= _TAIL and any(word.endswith(stem) for word in stems))
        or any(_stem(word) == stem for word in entity.name.split())
    )


def _stem(word: str) -> str:
    return word.lower()[:_STEM]


def _described(words: Words, span: Span, own: Lexicon) -> Iterator[str]:
    """The words of the noun phrase that a name stands in: before it, and in the apposition or the place behind it."""
    low, high = words.inside(span).start, words.inside(span).stop
    for index in range(low - 1, max(-1, low - 1 - _BEFORE), -1):
        word = words.raw[index]
        if not word[0].isalpha() or word.lower() in own.function_words:
            break  # a phrase begins with its article
        yield word
    yield from _behind(words.raw[high : high + _AFTER], own)


def _behind(ahead: Sequence[str], own: Lexicon) -> Iterator[str]:
    if not ahead or (ahead[0] not in {",", "("} and ahead[0].lower() not in own.in_words):
        return
    opens = ahead[1].lower() if len(ahead) > 1 else ""
    if ahead[0] == "," and opens not in own.determiners and opens not in own.indefinite:
        return
    for word in ahead[1:]:
        small = word.lower()
        if not (word[0].isalpha() or word in {"'", "’"}):
            return
        if small in own.function_words and not any(small in bag for bag in _linking(own)):
            return
        if small not in own.function_words and len(word) > _SMALL - 1:
            yield word


def _linking(own: Lexicon) -> tuple[Bag, ...]:
    return own.determiners, own.indefinite, own.of_words, own.in_words
