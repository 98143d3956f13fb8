"""Who and what an article names: runs of capitals, gathered under one head each and typed by votes of cues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from footnoted import readers
from footnoted.extract.cues import Votes, votes_of
from footnoted.extract.runs import Run
from footnoted.languages import Document
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Entity", "entities"]

_ENOUGH = 3.0
_WEAK = 2.0
_OFTEN = 2
_SURE = 4.0


# Compared by identity (eq=False): one article's entities are each other's only once.
@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """One named thing: its fullest name first, then short forms, and where each of its mentions stands.

    `kind` is company, person, place, other; `nouns` are the words that the article calls it by ("gestora").
    """

    kind: str
    names: tuple[str, ...]
    mentions: tuple[Span, ...]
    nouns: frozenset[str] = frozenset()
    legal_form: Span | None = None

    @property
    def name(self) -> str:
        """The fullest name."""
        return self.names[0]


@dataclass(slots=True)
class _Group:
    names: dict[str, None] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    votes: Votes = field(default_factory=Votes)


def entities(document: Document, runs: Iterable[Run]) -> tuple[Entity, ...]:
    """The named things of `document`, in the order in which it first names them."""
    groups: dict[str, _Group] = defaultdict(_Group)
    quantities = readers.quantities(document)
    found = list(runs)
    known = {run.span.of(document.text) for run in found}
    for run in (_without_first(document.text, run, known) for run in found):
        if in_place(quantities, run.span) or _is_counted(document.text, run):
            continue
        name = run.span.of(document.text)
        group = groups[_plain(name, run, groups)]
        group.names.setdefault(name)
        group.spans.append(run.span)
        group.votes.add(votes_of(document, run))
    merged = _merged(groups)
    typed = (_entity(name, group) for name, group in merged.items())
    return tuple(sorted((e for e in typed if e.kind != "none"), key=lambda entity: entity.mentions[0]))


def _without_first(text: str, run: Run, known: AbstractSet[str]) -> Run:
    """A run without the word that its sentence begins with, where the rest is a name by itself elsewhere."""
    first, space, rest = run.span.of(text).partition(" ")
    if not (run.initial and space and rest in known and first not in known):
        return run
    return replace(run, span=Span(run.span.end - len(rest), run.span.end), initial=False)


def _is_counted(text: str, run: Run) -> bool:
    """Whether a number stands before a run where nouns have capitals: "14 Tonnen"."""
    return run.lexicon.noun_capitals and text[max(0, run.span.start - 2) : run.span.start - 1].isdigit()


def _plain(name: str, run: Run, groups: Mapping[str, _Group]) -> str:
    """The name without a genitive's ending where the article has it without one."""
    for ending in run.lexicon.genitives:
        base = name[: -len(ending)]
        if name.endswith(ending) and base in groups:
            return base
    return name


def _merged(groups: Mapping[str, _Group]) -> dict[str, _Group]:
    """Short forms under the full name: its first words ("Meridian" of "Meridian Foods"), or its last ones."""
    full = sorted(groups, key=lambda name: (-name.count(" "), groups[name].spans[0]))
    owner: dict[str, str] = {}
    heads: dict[str, set[str]] = defaultdict(set)
    for name in full:
        words = name.split()
        for length in range(1, len(words)):
            heads[" ".join(words[:length])].add(name)
            heads[" ".join(words[-length:])].add(name)
    for name in full:
        longer = {candidate for candidate in heads.get(name, ()) if _may_be(name, candidate, groups)}
        if len(longer) == 1:
            owner[name] = long = longer.pop()
            _cast_by_form(name, long, groups[long].votes)
    result: dict[str, _Group] = {}
    for name in full:
        top = name
        while top in owner:
            top = owner[top]
        group = result.setdefault(top, _Group())
        group.names.update(groups[name].names)
        group.spans += groups[name].spans
        group.votes.add(groups[name].votes)
    return result


def _cast_by_form(short: str, long: str, votes: Votes) -> None:
    """People are called by their last name alone, companies by their first word."""
    if long.startswith(short + " "):
        votes.cast("company", "first word", _WEAK)
    elif " " not in short and votes.weight("company") < _SURE:
        votes.cast("person", "last word", _SURE)


def _may_be(short: str, long: str, groups: Mapping[str, _Group]) -> bool:
    """Whether the short form may mean the long one: a company's first words, a person's last."""
    kind, own = groups[long].votes.kind(_WEAK), groups[short].votes.kind(_ENOUGH)
    if long.startswith(short + " "):
        return kind != "person" and own != "person" and not (own == "place" and kind == "company")
    if kind == "company" and own in {"company", "none"} and groups[long].votes.weight("company") >= _SURE:
        return True
    return kind != "place" and groups[short].votes.weight("company") < _SURE


def _entity(name: str, group: _Group) -> Entity:
    # What an article names again and again, and is neither a place nor a person, is what it is about.
    if len(group.spans) >= _OFTEN and not any(kind == "person" for kind, _ in group.votes.cues):
        group.votes.cast("company", "often", min(_WEAK, len(group.spans) / _OFTEN))
    kind = group.votes.kind(_ENOUGH)
    names = sorted(group.names, key=lambda own: (own != name, -len(own), own))
    return Entity(kind, tuple(names), tuple(sorted(group.spans)), frozenset(group.votes.nouns), group.votes.legal_form)
