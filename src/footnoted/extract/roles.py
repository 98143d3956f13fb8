"""Who plays which role for the word of an event: by what stands before a name, by order, case and relative clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from footnoted.extract.memory import Meant
from footnoted.extract.pack import Trigger
from footnoted.extract.phrases import Phrase
from footnoted.extract.scenes import Scene
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Place"]

_OWNER, _ATTACHED = 6, 9
_CARRIED = 4
_FINITE = frozenset({"present", "past"})
# Verbs that a language without cases may put before their subject.
_INVERTED = frozenset({"lead", "join"})
_FAR = frozenset({"by", "from", "to", "with"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trigger stands: `at` its words, in clause `indices`, what belongs to it ends before `stop`."""

    scene: Scene
    phrases: Sequence[Phrase]
    at: range
    indices: range
    stop: int
    inherited: Meant | None

    def roles(self, trigger: Trigger) -> Mapping[str, tuple[Meant, ...]]:
        """The companies by role."""
        final = self.scene.own.noun_capitals
        stop = self.stop if final else self._relative()
        behind = [p for p in self.phrases if self._name(p) >= self.at.stop and (p.low < stop or final)]
        before = [p for p in self.phrases if p.high <= self.at.start]
        roles: dict[str, list[Meant]] = {}
        for mark, meant in chain(self._marked(trigger, before, behind), self._carried()):
            roles.setdefault(mark, []).append(meant)
        if owner := self._owner():
            roles["owner"] = [owner]
        subject, objects = self._bare(trigger, before, behind)
        if subject and not (subject is self.inherited and self._is_taken(subject)):
            roles["subject"] = [subject, *self._joined(subject)]
        if objects:
            roles["object"] = [*objects, *roles.get("object", ())]
        return {role: tuple(found) for role, found in roles.items()}

    def _is_taken(self, inherited: Meant) -> bool:
        """Whether the subject of the clause before is not that of this one: it has another role, or a figure is it."""
        words = self.scene.words
        figures = in_place(self.scene.quantities, words.span(self.at.start - 1, self.at.start)) if self.at.start else ()
        counted = any(figure.span.start >= words.starts[self.indices.start] for figure in figures)
        return counted or any(inherited is meant for _, meant in self._carried())

    def _marked(
        self, trigger: Trigger, before: Sequence[Phrase], behind: Sequence[Phrase]
    ) -> Iterator[tuple[str, Meant]]:
        """The roles that prepositions and articles tell; before the trigger only where a verb stands last.

        Somebody who is no company is given as well, and so keeps another company out.
        """
        final = self.scene.own.noun_capitals
        attached: set[str] = set()
        for phrase in [*behind, *(reversed(before) if final else ())]:
            near = phrase.low - self.at.stop <= _ATTACHED if phrase.low >= self.at.stop else trigger.is_verb
            attached = {"by"} if phrase.low in self.at or (phrase.joined and attached) else set()
            close = trigger.is_verb or self._is_attached(phrase)
            for mark in (attached or self._marks(phrase)) if not phrase.owner else ():
                if (near and close) or mark in _FAR:
                    yield mark, phrase.meant
        for phrase in before if not final else ():
            if phrase.meant.is_company:
                yield from ((mark, phrase.meant) for mark in phrase.marks & {"with", "from"})

    def _is_attached(self, phrase: Phrase) -> bool:
        """Whether a phrase belongs to the noun before it, and to no other noun between: "purchase with a loan of X".

        A figure or a word for a share may stand between: "purchase of 45 per cent of X", and who acts: "by X of Y".
        """
        scene, words = self.scene, self.scene.words
        acting = {index for one in self.phrases if one.marks & _FAR for index in range(one.low, one.high)}
        opened = [
            index
            for index in range(self.at.stop, phrase.low)
            if words.low[index] in scene.pack.markers and index not in acting
        ]
        for low, high in pairwise([*opened, phrase.low]):
            inside = Span(words.starts[low], words.starts[high])
            if not in_place(scene.quantities, inside) and not scene.found(scene.pack["stake_words"], inside):
                return False
        return True

    def _carried(self) -> list[tuple[str, Meant]]:
        """Whom a relative pronoun with a preposition means: "für das", "in which", "de la que"."""
        words, pack = self.scene.words, self.scene.pack
        small = [word.lower() for word in words.raw[self.indices.start : self.indices.start + _CARRIED]]
        relatives, articles = pack["relative_words"], self.scene.own.determiners
        ahead = [phrase for phrase in self.scene.phrases if phrase.high <= self.indices.start]
        if not ahead or self.indices.start - ahead[-1].high > _ATTACHED:
            return []
        for low, word in enumerate(small[:2]):
            behind = [one for one in small[low + 1 :] if one not in articles or one in relatives]
            if word in pack.markers and word not in relatives and behind[:1] and behind[0] in relatives:
                # "the company's laboratories, for which": not the company.
                return [] if ahead[-1].owner else [(mark, ahead[-1].meant) for mark in sorted(pack.markers[word])]
        return []

    def _is_carried_within(self) -> bool:
        """Whether a preposition and a relative pronoun stand right before: "X, de la que posee" says nothing of X."""
        words, pack = self.scene.words, self.scene.pack
        before = words.low[max(self.indices.start, self.at.start - _CARRIED) : self.at.start]
        at = next((i for i in range(len(before) - 1, 0, -1) if before[i] in pack["relative_words"]), 0)
        articles = self.scene.own.determiners
        if at and before[at - 1] in articles and at > 1 and before[at - 2] in pack.markers:
            return True
        return at > 0 and before[at - 1] in pack.markers

    def _marks(self, phrase: Phrase) -> frozenset[str]:
        """What stands before a phrase, where it says of what a share is: "Beteiligung an X" is no "an X"."""
        if not {"in", "to"} <= phrase.marks:
            return phrase.marks
        before = self.scene.words.raw[max(0, phrase.low - 1) : phrase.low]
        share = any(word in self.scene.pack["stake_words"] or word == "%" for word in before)
        figures = in_place(self.scene.quantities, self.scene.words.span(phrase.low - 1, phrase.low)) if before else ()
        share = share or any(figure.reader == "percent" for figure in figures)
        return (phrase.marks | {"of"}) - {"to"} if share else phrase.marks

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
            order = [*left, *(right if not left or trigger.tenses & _FINITE else ())]
            if head and self.scene.words.raw[self.indices.start].lower() in self.scene.pack["object_relatives"]:
                marked.append(head)
                head = None
            if head and trigger.is_verb:
                return head.meant, [phrase.meant for phrase in (*marked, *order)]
            subject = order[0].meant if order else self.inherited
            return subject, [phrase.meant for phrase in (*marked, *order[1:])]
        left, words = [] if self._is_carried_within() else self._said(left), self.scene.words
        begins = words.raw[self.indices.start].lower() in self.scene.pack["relative_words"]
        if (
            not left
            and right
            and (
                (not head and trigger.frame.name in _INVERTED)
                or (begins and trigger.frame.name in {"build", *_INVERTED})
            )
        ):
            return right[0].meant, []
        if head and self._is_resumed():
            return head.meant, [phrase.meant for phrase in right[:1]]
        if head and left:
            return left[0].meant, [head.meant]
        subject = head.meant if head else left[0].meant if left else self.inherited
        return subject, [phrase.meant for phrase in right[:1]]

    def _is_resumed(self) -> bool:
        """Whether the relative clause ends before: "X, which two brothers started, has been bought"."""
        words, pack = self.scene.words, self.scene.pack
        commas = [index for index in range(self.indices.start, self.at.start) if words.raw[index] == ","]
        if not commas:
            return False
        first = words.low[commas[-1] + 1]
        return first in pack["perfect_words"] or first in pack["passive_words"] or commas[-1] + 1 == self.at.start

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
        says, relatives = self.scene.pack["says_words"], self.scene.pack["relative_words"]
        for index in range(len(left) - 1, 0, -1):
            between = self.scene.words.raw[left[index - 1].high : self._name(left[index])]
            if any(word in says or word.lower() in relatives for word in between):
                return list(left[index:])
        return list(left)

    def _antecedent(self) -> Phrase | None:
        """The company that a relative clause says something of."""
        words = self.scene.words
        first = self.indices.start
        relative = words.raw[first].lower() in self.scene.pack["relative_words"]
        article = self.scene.own.noun_capitals and (first == 0 or words.raw[first - 1] != ",")
        if not relative or article:
            return None
        ahead = [phrase for phrase in self.scene.phrases if phrase.high <= first]
        if not ahead or first - ahead[-1].high > _ATTACHED:
            return None
        last = ahead[-1]
        if "of" in last.marks and len(ahead) > 1 and not self.scene.own.noun_capitals and first - last.high <= 1:
            # "X, an arm of Y, which": the arm.
            head = ahead[-2]
            between = words.raw[head.high : last.low]
            return head if between[:1] == (",",) and len(between) <= _ATTACHED else last
        return last
