"""Who and what an article names: runs of capitals, gathered under one head each and typed by votes of cues."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

from footnoted import readers
from footnoted.extract.cues import votes_of
from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.offices import role_ending
from footnoted.extract.runs import Run
from footnoted.extract.short_forms import abbreviations, short_forms, small
from footnoted.extract.votes import Votes
from footnoted.extract.words import words_of
from footnoted.languages import Document
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Entity", "entities"]

_ENOUGH = 3.0
_WEAK = 2.0
_OFTEN = 2
# So many mentions of a name tell what it is; no article has more.
_HEARD = 100
_SURE = 4.0
_DECISIVE = 20.0
_NOTHING = frozenset({"none", "noun"})
_UNKNOWN = "unknown"
# "MADRID.-", "Madrid, 3 mar (Agencia X).-", "LEIPZIG, May 8 (X Wire) -", "Eslohe. ".
_DATELINE = re.compile(
    r"[^\W\d_][\w .\-/]{1,30}(?:,(?: [^\W\d_][\w .]{1,20},)?[^()\n]{0,20}\d[^()\n]{0,6})?"
    r"(?:\s*\([^()\n]{2,40}\)\s?[.:]?\s?[-–—]|\.\s?[-–—]|\.(?=\s\S)|(?<=[^\W\d_a-zß-ÿ]{2})\s[–—](?=\s))"
)
_LINES = re.compile(r"\n\s*")
# A note of the editors is not longer.
_NOTE = 600
_LISTED = re.compile(r",? (?P<word>\w{1,5}) ")
# What a name that only ever begins sentences needs.
_INITIAL = 3.5
# Cues that any name may have: alone they do not tell one kind from another.
_SOFT = frozenset(
    {
        "capital",
        "verb",
        "verb before",
        "says",
        "party",
        "possessive",
        "often",
        "beside",
        "relative",
        "deal",
        "direction",
        "first word",
    }
)


# Compared by identity (eq=False): one article's entities are each other's only once.
@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """One named thing: its fullest name first, then short forms, and where each of its mentions stands.

    `kind` is company, person, place, facility, other, or unknown: a name that too little is said of. `nouns` are the
    words that the article calls it by ("gestora").
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
    initial: bool = True
    noun_like: bool = False

    def told(self, kind: str) -> float:
        """How much the cues that tell kinds apart say for `kind`."""
        return sum(weight for (own, cue), weight in self.votes.cues.items() if own == kind and cue not in _SOFT)


def entities(document: Document, runs: Iterable[Run]) -> tuple[Entity, ...]:
    """The named things of `document`, in the order in which it first names them."""
    groups: dict[str, _Group] = defaultdict(_Group)
    quantities = readers.quantities(document)
    found = list(runs)
    known = {run.span.of(document.text) for run in found}
    plain = {run.span.of(document.text) for run in found if not run.tail}
    for run in (_cut(document, _with_tail(document, run, plain), known) for run in found):
        if in_place(quantities, run.span) or _is_counted(document.text, run):
            continue
        name = run.span.of(document.text)
        group = groups[_plain(name, run, groups)]
        group.names.setdefault(name)
        group.spans.append(run.span)
        group.initial = group.initial and run.initial and not run.before and " " not in name
        group.noun_like = run.lexicon.noun_capitals and " " not in name
        if len(group.spans) <= _HEARD:
            group.votes.add(votes_of(document, run))
    _cast_by_datelines(document, groups)
    merged = _merged(groups, document.text, lexicon(document.language))
    _cast_by_lists(document, merged)
    typed = (_entity(name, group) for name, group in merged.items())
    return tuple(sorted((e for e in typed if e.kind not in _NOTHING), key=lambda entity: entity.mentions[0]))


def _with_tail(document: Document, run: Run, plain: AbstractSet[str]) -> Run:
    """A run with the second half of its compound, where that makes a company's name and the first is none alone.

    "Hedwig-Stiftung" is a name, "Lumenta-Gruppe" is Lumenta.
    """
    own = run.lexicon
    if run.tail not in own.name_tails or run.span.of(document.text) in plain:
        return run
    return run._replace(span=Span(run.span.start, run.span.end + 1 + len(run.tail)))


def _is_role_before(document: Document, run: Run) -> bool:
    """Whether a run stands behind a role and "of", so that its first words are the role's field."""
    words, own = words_of(document), run.lexicon
    return words.raw[run.low - 1] in own.of_words and role_ending(words, run.low - 2, own) is not None


def _cut(document: Document, run: Run, known: AbstractSet[str]) -> Run:
    """A run without what is no part of its name.

    The word that its sentence begins with, where the rest is a name by itself elsewhere; and what follows a small word,
    where the first words are one ("Brisarte de Vigo").
    """
    name = run.span.of(document.text)
    first, space, rest = name.partition(" ")
    if run.initial and space and rest in known and first.lower() in run.lexicon.common_nouns:
        return run._replace(span=Span(run.span.end - len(rest), run.span.end), low=run.low + 1, initial=False)
    words = name.split(" ")
    role = run.low > 1 and run.high - run.low > _OFTEN and _is_role_before(document, run)
    if role and words[0] in run.lexicon.field_nouns and any(word in run.lexicon.of_words for word in words):
        last = max(index for index, word in enumerate(words) if word in run.lexicon.of_words) + 1
        rest = " ".join(words[last:])
        return run._replace(span=Span(run.span.end - len(rest), run.span.end), low=run.low + last)
    for index, word in enumerate(words[1:], 1):
        head = " ".join(words[:index])
        if word in run.lexicon.of_words and head in known:
            return run._replace(span=Span(run.span.start, run.span.start + len(head)), high=run.low + index, form=None)
    return run


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


def _cast_by_datelines(document: Document, groups: Mapping[str, _Group]) -> None:
    """A town that a text opens with ("LEIPZIG, May 8 (Wire) -", "Eslohe. Im ..."), and an agency in brackets there."""
    opening = _dateline(document.text)
    if opening is None:
        return
    for name, group in groups.items():
        for span in group.spans:
            if opening.start() <= span.start < opening.end():
                kind = "other" if document.text.rfind("(", opening.start(), span.start) >= 0 else "place"
                # The town has capitals throughout there, and none but the first in the text.
                for other in {name, name.title()} & groups.keys():
                    groups[other].votes.cast(kind, "dateline", _DECISIVE)


def _dateline(text: str) -> re.Match[str] | None:
    """The dateline at the text's beginning; behind a note of the editors one with an agency in brackets."""
    starts = [match.end() for match in _LINES.finditer(text, 0, _NOTE)]
    for start in (0, *starts):
        found = _DATELINE.match(text, start)
        told = found and found.group().partition(",")[0].partition("(")[0].split()
        if found and told and not any(word[0].islower() for word in told) and (not start or "(" in found.group()):
            return found
    return None


def _cast_by_lists(document: Document, groups: Mapping[str, _Group]) -> None:
    """What stands in a list with companies is one: "Ovalta, Tessarin and Larkmoor"."""
    placed = sorted((span, name) for name, group in groups.items() for span in group.spans)
    kinds = {name: group.votes.kind(_ENOUGH) for name, group in groups.items()}
    for (before, one), (after, other) in pairwise(placed):
        listed = _LISTED.fullmatch(document.text, before.end, after.start)
        own = lexicon(document.language_at(before.start))
        if one == other or not listed or not own or listed["word"] not in own.and_words:
            continue
        for name, beside in ((one, other), (other, one)):
            kind = kinds[beside]
            if kinds[name] == "none" and kind in {"company", "place"} and groups[beside].told(kind) >= _WEAK:
                groups[name].votes.cast(kind, "list", _WEAK)


def _merged(groups: Mapping[str, _Group], text: str, own: Lexicon | None) -> dict[str, _Group]:
    """Short forms under the full name: its first words ("Meridian" of "Meridian Foods"), or its last ones."""
    full = sorted(groups, key=lambda name: (-name.count(" "), groups[name].spans[0]))
    owner: dict[str, str] = {}
    heads: dict[str, set[str]] = defaultdict(set)
    for name in full:
        for short in short_forms(name, own, person=groups[name].votes.kind(_WEAK) == "person"):
            heads[short].add(name)
    owner |= abbreviations({name: group.spans for name, group in groups.items()}, text)
    for name in (name for name in full if name not in owner):
        longer: AbstractSet[str] = {one for one in heads.get(small(name, own), ()) if _may_be(name, one, groups)}
        people = all(groups[long].votes.kind(_WEAK) == "person" for long in longer)
        if len(longer) > 1 and people and groups[name].votes.weight("company") < _SURE:
            longer = {min(longer, key=lambda long: groups[long].spans[0])}  # of a family the one named first
        elif len(longer) > 1 and groups[name].votes.kind(_ENOUGH) == "company":
            longer = _first_named(name, {one for one in longer if one.startswith(name + " ")}, groups)
        if own and name in own.company_words and not own.noun_capitals:
            longer = {long for long in longer if long.startswith(name + " ")}  # "Iron" is no Coolabah Iron
        if len(longer) == 1:
            (long,) = longer
            owner[name] = long
            _cast_by_form(name, long, groups[long].votes)
    result: dict[str, _Group] = {}
    for name in full:
        top = name
        while top in owner:
            top = owner[top]
        group = result.get(top) or result.setdefault(top, _Group())
        group.names.update(groups[name].names)
        group.spans += groups[name].spans
        group.initial = group.initial and groups[name].initial
        group.noun_like = groups[top].noun_like
        group.votes.add(groups[name].votes)
    return result


def _first_named(short: str, longer: AbstractSet[str], groups: Mapping[str, _Group]) -> AbstractSet[str]:
    """Of several full names the one that the article begins with, before the short form: a parent, no subsidiary."""
    first = min(longer, key=lambda name: groups[name].spans[0], default=short)
    told = groups[first].spans[0] < groups[short].spans[0]
    most = max((len(groups[name].spans) for name in longer), default=0)
    return {first} if told and len(groups[first].spans) == most else longer


def _cast_by_form(short: str, long: str, votes: Votes) -> None:
    """People are called by their last name alone, companies by their first word."""
    if long.startswith(short + " "):
        votes.cast("company", "first word", _WEAK)
    elif " " not in short and votes.weight("company") < _SURE:
        votes.cast("person", "last word", _SURE)


def _may_be(short: str, long: str, groups: Mapping[str, _Group]) -> bool:
    """Whether the short form may mean the long one: a company's first words, a person's last."""
    one, other = groups[short], groups[long]
    kind, own = other.votes.kind(_WEAK), one.votes.kind(_ENOUGH)
    if own in _NOTHING - {"none"}:
        return False
    if long.startswith(short + " "):
        return kind != "person" and own != "person" and not (own == "place" and kind == "company")
    if kind == "company" and own in {"company", "none"} and other.votes.weight("company") >= _SURE:
        return True
    return kind not in {"place", "facility"} and one.told("company") < _ENOUGH and own != "place"


def _entity(name: str, group: _Group) -> Entity:
    # What an article names again and again, and is neither a place nor a person, is what it is about.
    if len(group.spans) >= _OFTEN and not any(kind == "person" for kind, _ in group.votes.cues):
        group.votes.cast("company", "often", min(_WEAK, len(group.spans) / _OFTEN))
    unsure = group.initial and max(group.told("company"), group.told("person")) < _ENOUGH
    least = _INITIAL if unsure else _ENOUGH
    kind = group.votes.kind(least)
    # Where nouns have capitals a word named once needs more than what any subject has.
    once = group.noun_like and len(group.spans) == 1 and not group.told("company")
    if kind == "company" and once and group.votes.weight("company") < _SURE:
        kind = "none"
    if kind == "none" and group.told("person") >= _WEAK > group.told("company") and " " in name:
        kind = "person"
    if kind == "none" and not group.initial and not group.noun_like:
        kind = _UNKNOWN
    names = sorted(group.names, key=lambda own: (own != name, -len(own), own))
    return Entity(kind, tuple(names), tuple(sorted(group.spans)), frozenset(group.votes.nouns), group.votes.legal_form)
