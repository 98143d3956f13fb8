"""Events of a sentence: the words that call up a frame, and which companies play which role in their clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from footnoted.extract.memory import Meant
from footnoted.extract.moods import Mood, mood_of, voice_of
from footnoted.extract.pack import Trigger
from footnoted.extract.phrases import Phrase
from footnoted.extract.roles import Place
from footnoted.extract.scenes import Scene
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Event", "Sentence", "events_of", "sentences"]

_ADVERBS = 3


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger in its clause: words `low` up to `high`, its voice and mood, the companies by role."""

    scene: Scene
    trigger: Trigger
    low: int
    high: int
    clause: Span
    voice: str
    mood: Mood
    roles: Mapping[str, tuple[Meant, ...]] = field(default_factory=dict)

    @property
    def frame(self) -> str:
        """The name of its frame."""
        return self.trigger.frame.name

    @property
    def span(self) -> Span:
        """Its own words."""
        return self.scene.words.span(self.low, self.high)

    @property
    def phrases(self) -> list[Phrase]:
        """The phrases of its clause."""
        return [phrase for phrase in self.scene.phrases if self.clause.covers(phrase.meant.span)]

    @property
    def is_elided(self) -> bool:
        """Whether the verb begins its clause and its language may leave the subject out."""
        pack, words = self.scene.pack, self.scene.words
        start = words.inside(self.clause).start
        ahead = [word.lower() for word in words.raw[start : self.low]]
        bare = len(ahead) <= _ADVERBS and not any(word in self.scene.own.determiners for word in ahead)
        return pack["clitics"].opens("le") and self.trigger.is_verb and bare

    def parts(self, name: str) -> tuple[Meant, ...]:
        """The companies that play a part of the frame: those of the first role that anybody has."""
        for role in self.trigger.frame.parts.get(self.voice, {}).get(name, ()):
            if found := self.roles.get(role):
                return found
        return ()

    def pair(self, first: str, second: str) -> tuple[Meant | None, Meant | None]:
        """The companies that play two parts: the second is found first, and plays no other part."""
        other = self.part(second)
        taken = other.entity if other else None
        for role in self.trigger.frame.parts.get(self.voice, {}).get(first, ()):
            for meant in self.roles.get(role, ()):
                if meant.entity is not taken:
                    return meant, other
        return self.part(first), other

    def part(self, name: str) -> Meant | None:
        """The first company that plays a part."""
        return next(iter(self.parts(name)), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its events in text order."""

    scene: Scene
    events: tuple[Event, ...]


def sentences(scenes: Iterable[Scene]) -> tuple[Sentence, ...]:
    """The sentences of an article with their events."""
    return tuple(Sentence(scene, events_of(scene)) for scene in scenes)


def events_of(scene: Scene) -> tuple[Event, ...]:
    """The events of a sentence in text order."""
    found: list[Event] = []
    subject: Meant | None = None
    for clause in scene.clauses:
        events, subject = _in_clause(scene, clause, subject)
        found += events
    return tuple(found)


def _in_clause(scene: Scene, clause: Span, inherited: Meant | None) -> tuple[list[Event], Meant | None]:
    words, small = scene.words, scene.words.low
    indices = words.inside(clause)
    phrases = [phrase for phrase in scene.phrases if indices.start <= phrase.low < indices.stop]
    named = [phrase.meant.span for phrase in phrases if phrase.meant.is_company and phrase.meant.antecedent is None]
    spotted = [
        (low, low + len(trigger.words), trigger)
        for low, trigger in _spotted(scene, small, indices)
        if not scene.is_quoted(words.span(low, low + 1))
        and not in_place(scene.quantities, words.span(low, low + 1))
        and (words.raw[low].islower() or words.raw[low] not in scene.pack["small_words"])
        and not any(name.covers(words.span(low, low + 1)) for name in named)
        and not (not trigger.is_verb and _is_first_half(scene, low + len(trigger.words)))
    ]
    verbs = sorted({low for low, _, trigger in spotted if trigger.is_verb})
    events = []
    for low, high, trigger in spotted:
        stop = next((verb for verb in verbs if verb >= high), indices.stop)
        voice = voice_of(scene.pack, small, trigger, low, range(indices.start, indices.stop))
        place = Place(scene, phrases, range(low, high), indices, stop, inherited)
        events.append(
            Event(
                scene,
                trigger,
                low,
                high,
                clause,
                voice,
                mood_of(scene.pack, small, trigger, low, range(indices.start, indices.stop)),
                place.roles(trigger),
            )
        )
    own = next((phrase.meant for phrase in phrases if phrase.is_subject), None)
    return events, own or inherited


def _is_first_half(scene: Scene, at: int) -> bool:
    """Whether a noun for a company right behind makes one word of two: "project company", "investment bank"."""
    words, own = scene.words, scene.own
    if own.noun_capitals or own.adjective_behind or at >= len(words.raw):
        return False
    beside = words.starts[at] == words.ends[at - 1] + 1 and words.raw[at].islower()
    return beside and words.raw[at] in own.company_nouns and words.raw[at] not in scene.pack.verbs


def _spotted(scene: Scene, small: Sequence[str], indices: range) -> Iterator[tuple[int, Trigger]]:
    free = indices.start
    for index in scene.words.opened(scene.pack, indices):
        if index < free:
            continue
        found = scene.pack.at(small, index, indices.stop)
        split = [one for one in found if one.particle and _has_particle(small, one.particle, index, indices)]
        for trigger in split or _of_kind(scene, index, [one for one in found if not one.particle]):
            free = max(free, index + len(trigger.words))
            yield index, trigger


def _of_kind(scene: Scene, index: int, found: list[Trigger]) -> list[Trigger]:
    """The verbs or the nouns of a form that may be either: an article, "its" or a figure stands before a noun."""
    if len(found) < 2 or len({trigger.is_verb for trigger in found}) == 1:  # noqa: PLR2004 - nothing to choose from
        return found
    words, own = scene.words, scene.own
    before = words.raw[index - 1] if index else ""
    noun = any(before in bag for bag in (own.determiners, own.indefinite, own.possessives)) or before == "s"
    noun = noun or before.lower() in scene.pack.markers or before in scene.pack["joining"]
    noun = noun or bool(
        in_place(scene.quantities, Span(words.ends[index - 1] - 1, words.ends[index - 1])) if index else 0
    )
    return [trigger for trigger in found if trigger.is_verb is not noun]


def _has_particle(small: Sequence[str], particle: str, index: int, indices: range) -> bool:
    """Whether the separated part of a verb ends the clause, or what of it stands before a comma or "and"."""
    for at in range(index + 1, indices.stop):
        if small[at] == particle and (at + 1 >= indices.stop or not small[at + 1][0].isalnum()):
            return True
    return False
