"""Events of a sentence: the words that call up a frame, and which companies play which role in their clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from footnoted.extract.memory import Meant
from footnoted.extract.moods import Mood, mood_of, voice_of
from footnoted.extract.pack import Trigger
from footnoted.extract.phrases import Phrase
from footnoted.extract.scenes import Scene
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Event", "events_of"]

_OWNER, _ATTACHED = 6, 9
# Verbs that a language without cases may put before their subject.
_FAR = frozenset({"by", "from", "to", "with"})
# Roles in which somebody who is no company keeps a company out.
_STRANGE = frozenset({"by", "to"})
_INVERTED = frozenset({"lead", "join"})


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


def events_of(scene: Scene) -> tuple[Event, ...]:
    """The events of a sentence in text order."""
    found: list[Event] = []
    subject: Meant | None = None
    for clause in scene.clauses:
        events, subject = _in_clause(scene, clause, subject)
        found += events
    return tuple(found)


@lru_cache(maxsize=4)
def _lowered(document: Document) -> tuple[str, ...]:
    return tuple(word.lower() for word in words_of(document).raw)


def _in_clause(scene: Scene, clause: Span, inherited: Meant | None) -> tuple[list[Event], Meant | None]:
    words, small = scene.words, _lowered(scene.document)
    indices = words.inside(clause)
    phrases = [phrase for phrase in scene.phrases if indices.start <= phrase.low < indices.stop]
    named = [phrase.meant.span for phrase in phrases if phrase.meant.is_company and phrase.meant.antecedent is None]
    spotted = [
        (low, low + len(trigger.words), trigger)
        for low, trigger in _spotted(scene, small, indices)
        if not scene.is_quoted(words.span(low, low + 1))
        and not in_place(scene.quantities, words.span(low, low + 1))
        and not any(name.covers(words.span(low, low + 1)) for name in named)
    ]
    verbs = sorted({low for low, _, trigger in spotted if trigger.is_verb})
    events = []
    for low, high, trigger in spotted:
        stop = next((verb for verb in verbs if verb >= high), indices.stop)
        voice = voice_of(scene.pack, small, trigger, low, range(indices.start, indices.stop))
        place = _Place(scene, phrases, range(low, high), indices, stop, inherited)
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


def _spotted(scene: Scene, small: Sequence[str], indices: range) -> Iterator[tuple[int, Trigger]]:
    free = indices.start
    for index in indices:
        if index < free:
            continue
        found = scene.pack.at(small, index, indices.stop)
        split = [one for one in found if one.particle and _has_particle(small, one.particle, index, indices)]
        for trigger in split or _of_kind(scene, index, [one for one in found if not one.particle]):
            free = max(free, index + len(trigger.words))
            yield index, trigger


def _of_kind(scene: Scene, index: int, found: list[Trigger]) -> list[Trigger]:
    """The verbs or the nouns of a form that may be either: an article, a possessive or a figure stands before a noun."""
    if len({trigger.is_verb for trigger in found}) == 1:
        return found
    words, own = scene.words, scene.own
    before = words.raw[index - 1] if index else ""
    noun = any(before in bag for bag in (own.determiners, own.indefinite, own.possessives)) or before == "s"
    noun = noun or before.lower() in scene.pack.markers or before in scene.pack["joining"]
    noun = noun or bool(in_place(scene.quantities, Span(words.ends[index - 1] - 1, words.ends[index - 1])) if index else 0)
    return [trigger for trigger in found if trigger.is_verb is not noun]


def _has_particle(small: Sequence[str], particle: str, index: int, indices: range) -> bool:
    """Whether the separated part of a verb ends the clause, or what of it stands before a comma or "and"."""
    for at in range(index + 1, indices.stop):
        if small[at] == particle and (at + 1 >= indices.stop or not small[at + 1][0].isalnum()):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a trigger stands: `at` its words, in clause `indices`, what belongs to it ends before `stop`."""

    scene: Scene
    phrases: Sequence[Phrase]
    at: range
    indices: range
    stop: int
    inherited: Meant | None

    def roles(self, trigger: Trigger) -> Mapping[str, tuple[Meant, ...]]:
        """The companies by role."""
        roles: dict[str, list[Meant]] = {}
        final = self.scene.own.noun_capitals
        stop = self.stop if final else self._relative()
        behind = [p for p in self.phrases if self._name(p) >= self.at.stop and (p.low < stop or final)]
        before = [p for p in self.phrases if p.high <= self.at.start]
        attached: set[str] = set()
        for phrase in [*behind, *(reversed(before) if final else ())]:
            near = phrase.low - self.at.stop <= _ATTACHED if phrase.low >= self.at.stop else trigger.is_verb
            attached = {"by"} if phrase.low < self.at.stop <= phrase.high or (phrase.joined and attached) else set()
            for mark in phrase.marks | attached if not phrase.owner else ():
                if (near or mark in _FAR) and (phrase.meant.is_company or mark in _STRANGE):
                    roles.setdefault(mark, []).append(phrase.meant)
        for phrase in before if not final else ():
            for mark in phrase.marks & {"with", "from"} if phrase.meant.is_company else ():
                roles.setdefault(mark, []).append(phrase.meant)
        if owner := self._owner():
            roles["owner"] = [owner]
        subject, objects = self._bare(trigger, before, behind)
        if subject:
            roles["subject"] = [subject, *self._joined(subject)]
        if objects:
            roles["object"] = [*objects, *roles.get("object", ())]
        return {role: tuple(found) for role, found in roles.items()}

    def _name(self, phrase: Phrase) -> int:
        """The index of the first word of a phrase's name."""
        return self.scene.words.inside(phrase.meant.span).start

    def _relative(self) -> int:
        """Where what belongs to the trigger ends at the latest: at a relative pronoun."""
        words, relatives = self.scene.words, self.scene.pack["relative_words"]
        return next((i for i in range(self.at.stop + 1, self.stop) if words.raw[i].lower() in relatives), self.stop)

    def _owner(self) -> Meant | None:
        """Who has what the trigger names: "X's purchase", "its purchase"."""
        words = self.scene.words
        for phrase in reversed(self.phrases):
            if phrase.owner and 0 <= self.at.start - phrase.high <= _OWNER:
                return phrase.meant
        start = words.starts[self.at.start]
        for meant in self.scene.owners:
            if meant.span.end <= start and self.scene.gap(meant.span.end, start) <= _OWNER - 2:
                return meant
        return None

    def _bare(
        self, trigger: Trigger, before: Sequence[Phrase], behind: Sequence[Phrase]
    ) -> tuple[Meant | None, list[Meant]]:
        """The subject, and the objects: companies that no preposition stands before."""
        left = [phrase for phrase in before if phrase.is_subject]
        right = [phrase for phrase in behind if phrase.is_subject]
        marked = [phrase for phrase in (*before, *behind) if phrase.marks == {"object"}]
        head = self._antecedent()
        if self.scene.own.noun_capitals:
            order = [*left, *right]
            if head and self.scene.words.raw[self.indices.start].lower() in self.scene.pack["object_relatives"]:
                marked.append(head)
                head = None
            if head and trigger.is_verb:
                return head.meant, [phrase.meant for phrase in (*marked, *order)]
            subject = order[0].meant if order else self.inherited
            return subject, [phrase.meant for phrase in (*marked, *order[1:])]
        left, words = self._said(left), self.scene.words
        begins = words.raw[self.indices.start].lower() in self.scene.pack["relative_words"]
        if (
            not left
            and right
            and ((not head and trigger.frame.name in _INVERTED) or (begins and trigger.frame.name == "build"))
        ):
            return right[0].meant, []
        if head and left:
            return left[0].meant, [head.meant]
        subject = head.meant if head else left[0].meant if left else self.inherited
        return subject, [phrase.meant for phrase in right[:1]]

    def _joined(self, meant: Meant) -> list[Meant]:
        """The companies that an enumeration adds to one."""
        low = next((index for index, phrase in enumerate(self.phrases) if phrase.meant is meant), len(self.phrases))
        found: list[Meant] = []
        for phrase in self.phrases[low + 1 :]:
            if not phrase.joined:
                break
            found.append(phrase.meant)
        return found

    def _said(self, left: Sequence[Phrase]) -> list[Phrase]:
        """What is left of the subject candidates behind "X said": the subject of what is said."""
        says = self.scene.pack["says_words"]
        for index, phrase in enumerate(left[1:], 1):
            between = self.scene.words.raw[left[index - 1].high : phrase.low]
            if any(word in says for word in between):
                return list(left[index:])
        return list(left)

    def _antecedent(self) -> Phrase | None:
        """The company that a relative clause says something of."""
        words = self.scene.words
        first = self.indices.start
        if (
            words.raw[first].lower() not in self.scene.pack["relative_words"]
            or first == 0
            or words.raw[first - 1] != ","
        ):
            if self.scene.own.noun_capitals or words.raw[first].lower() not in self.scene.pack["relative_words"]:
                return None
        ahead = [phrase for phrase in self.scene.phrases if phrase.high <= first]
        return ahead[-1] if ahead and first - ahead[-1].high <= _ATTACHED else None
