"""The event frames of one dataset: which words of each language call up which event, and who plays which part."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from footnoted.extract.lexicon import Bag
from footnoted.language_files import pack_words
from footnoted.languages.segment_data import primary

__all__ = ["Frame", "Pack", "Trigger", "load_pack"]

_STEM = "~"
_STAR = "*"
_EXAMPLES = "examples"
_FINITE = ("present", "past", "imperfect", "future", "conditional", "subjunctive")


@dataclass(frozen=True, slots=True)
class Frame:
    """One kind of event: its terms, and for each voice which roles in the clause fill which part of it."""

    name: str
    terms: Mapping[str, str]
    parts: Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One form of a word that calls up a frame; a verb with its `tenses`, and the `particle` that it needs."""

    frame: Frame
    words: tuple[str, ...]
    tenses: frozenset[str] = frozenset()
    particle: str = ""

    @property
    def is_verb(self) -> bool:
        """Whether the form is one of a verb."""
        return bool(self.tenses)


class Pack:
    """The frames in the words of one language: lists of words by name, triggers, what a preposition may mean."""

    def __init__(self, frames: Mapping[str, Frame], data: Mapping[str, Any]) -> None:
        self.frames = frames
        self._bags = {key: Bag(forms) for key, forms in data.items() if isinstance(forms, list) and key != _EXAMPLES}
        self.markers = {
            word: frozenset(role for role, words in data.get("markers", {}).items() if word in words)
            for words in data.get("markers", {}).values()
            for word in words
        }
        self._by_first: dict[str, list[Trigger]] = {}
        self._tails: dict[str, list[Trigger]] = {}
        for trigger in _triggers(frames, data):
            first = trigger.words[0]
            if first.startswith(_STAR):
                self._tails.setdefault(first[1:], []).append(trigger)
            else:
                self._by_first.setdefault(first, []).append(trigger)
        for found in self._by_first.values():
            found.sort(key=lambda trigger: -len(trigger.words))
        self._ends = tuple(self._tails)
        verbs = (trigger for found in self._by_first.values() for trigger in found if trigger.is_verb)
        self.verbs = frozenset(trigger.words[0] for trigger in verbs)

    def __getitem__(self, name: str) -> Bag:
        return self._bags[name]

    def openers(self, words: KeysView[str]) -> set[str]:
        """Those of `words` (in lower case) with which a trigger may begin."""
        return (self._by_first.keys() & words) | {word for word in words if word.endswith(self._ends)}

    def at(self, words: Sequence[str], index: int, stop: int) -> list[Trigger]:
        """The triggers of the longest form that begins at `index`; `words` are in lower case."""
        longest = 0
        found: list[Trigger] = []
        for trigger in self._by_first.get(words[index], ()):
            size = len(trigger.words)
            if size < longest:
                break
            if index + size <= stop and tuple(words[index : index + size]) == trigger.words:
                longest = size
                found.append(trigger)
        if not found and words[index].endswith(self._ends):
            tail = max((end for end in self._ends if words[index].endswith(end)), key=len)
            found = self._tails[tail] if words[index] != tail else []
        return found


def _triggers(frames: Mapping[str, Frame], data: Mapping[str, Any]) -> Iterator[Trigger]:
    endings = data.get("endings", {})
    for name, verbs in data.get("verbs", {}).items():
        for verb in verbs:
            forms = _inflected(verb, endings) if isinstance(verb, str) else verb
            particle = forms.get("particle", "")
            spelled: dict[tuple[str, str], set[str]] = {}
            for tense, words in forms.items():
                for word in words if tense != "particle" else ():
                    split = particle if tense in _FINITE else ""
                    spelled.setdefault((word, split), set()).add(tense)
                    if split:
                        # In a subordinate clause the two stand together.
                        spelled.setdefault((particle + word, ""), set()).add(tense)
            for (word, split), tenses in spelled.items():
                yield Trigger(frames[name], tuple(word.split()), frozenset(tenses), split)
    for name, nouns in data.get("nouns", {}).items():
        for noun in nouns:
            yield Trigger(frames[name], tuple(noun.lower().split()))


def _inflected(verb: str, endings: Mapping[str, Mapping[str, Sequence[str]]]) -> Mapping[str, Any]:
    """The forms of a regular verb: "compr:ar" by the endings of its class; words behind it follow each form."""
    stem, _, rest = verb.partition(":")
    ending, space, behind = rest.partition(" ")
    return {
        tense: [form.replace(_STEM, stem) + space + behind for form in forms]
        for tense, forms in endings[ending].items()
    }


@cache
def load_pack(name: str, tag: str) -> Pack | None:
    """The part of pack `name` for the language of `tag`; None where the pack has none."""
    path = files(__package__).joinpath("packs", f"{name}.toml")
    if not path.is_file():
        return None
    whole = tomli.loads(path.read_text("utf-8"))
    # A language that the pack does not know itself may bring the words along in its own file.
    data = whole.get(primary(tag)) or pack_words(primary(tag), name)
    if not data:
        return None
    frames = {key: _frame(key, said) for key, said in whole["frames"].items()}
    return Pack(frames, data)


def _frame(name: str, said: Mapping[str, Any]) -> Frame:
    parts = {key: value for key, value in said.items() if isinstance(value, dict)}
    return Frame(name, {key: value for key, value in said.items() if isinstance(value, str)}, parts)
