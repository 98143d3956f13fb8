"""Shares of a sentence: percentages of a company's capital, with the event that governs each and who has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footnoted.extract.entities import Entity
from footnoted.extract.events import Event
from footnoted.extract.holders import holder_with
from footnoted.extract.memory import Meant
from footnoted.extract.phrases import Phrase
from footnoted.extract.scenes import Scene
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["Share", "shares_of"]

_FRAMES = ("hold", "belong", "rise", "fall", "acquire", "enter", "sell", "pass")
_OF = 8
_NOISE = 60
_NOUN = 6
_NEXT = 3
_BESIDE = 2
_BREAKS = frozenset(",;:()")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a company; `before` or `after` a change.

    `around` are the words that belong to it, `word` those that say it is a share; `owner` is whom "its" means in "its
    shareholder" and "of its shares".
    """

    event: Event
    reading: Reading
    around: Span
    word: Span
    holder: Meant | None
    company: Meant | None
    before: bool = False
    after: bool = False
    owner: Entity | None = None

    @property
    def is_more(self) -> bool:
        """Whether it comes on top of a share, whose new size may be told too: "another 14 per cent"."""
        scene = self.event.scene
        return any(word in scene.pack["more_words"] for word in scene.words.before(self.span.start, 2))

    @property
    def is_listed(self) -> bool:
        """Whether a word for a shareholder tells of it: "the largest shareholder is X with 5 per cent"."""
        return _is_held(self.event)

    @property
    def span(self) -> Span:
        """The figure."""
        return self.reading.span


@dataclass(frozen=True, slots=True)
class _Figure:
    """A percentage: what belongs to it, its clause, the events of the sentence, the share before it."""

    scene: Scene
    reading: Reading
    around: Span
    clause: Span
    events: Sequence[Event]
    last: Share | None

    @property
    def at(self) -> Span:
        """Where it stands."""
        return self.reading.span

    @property
    def before(self) -> Share | None:
        """The share before it in its clause."""
        return self.last if self.last and self.last.event.clause == self.clause else None


def shares_of(scene: Scene, events: Sequence[Event]) -> Iterator[Share]:
    """The shares of a sentence in text order."""
    figures = scene.figures("percent")
    last: Share | None = None
    for index, reading in enumerate(figures):
        clause = next((clause for clause in scene.clauses if clause.covers(reading.span)), scene.span)
        low = max(clause.start, figures[index - 1].span.end if index else clause.start)
        high = min(clause.end, figures[index + 1].span.start if index + 1 < len(figures) else clause.end)
        around = Span(min(low, reading.span.start), max(high, reading.span.end))
        share = _share(_Figure(scene, reading, around, clause, events, last))
        if share:
            last = share
            yield share


def _share(figure: _Figure) -> Share | None:
    scene, at, before = figure.scene, figure.at, figure.before
    close = _close(figure)
    governing = _shareholder(figure) or _governing(figure.events, figure.clause, at)
    governing = governing or (before.event if before else None)
    if governing is None or scene.found(scene.pack["noise"], _next(scene, at)) or (not close and _is_noise(scene, at)):
        return None
    of = None if governing.frame == "belong" else _of(scene, at)
    told = close or of or before or _is_sure(governing) or (_is_held(governing) and holder_with(scene, at))
    if governing.frame in {"hold", "rise", "fall"} and not told:
        return None
    pair = _pair(scene, at)
    holder = _holder(figure, governing, pair)
    company = of or _company(governing, holder) or (before.company if before else None) or _of_holder(figure, holder)
    word = min(close, key=lambda span: scene.gap(*_between(span, at))) if close else governing.span
    if _is_price(scene, governing, word, at) and pair is None:
        return None
    changed = {"before": pair == "before", "after": pair == "after"}
    return Share(governing, figure.reading, figure.around, word, holder, company, **changed, owner=_owner(scene, at))


def _is_price(scene: Scene, event: Event, word: Span, at: Span) -> bool:
    """Whether shares themselves go up or down: "shares fell 5 per cent"."""
    moved = event.voice == "noun" or (event.frame in {"rise", "fall"} and word.end <= event.span.start)
    return moved and word.end <= at.start and word.of(scene.document.text) in scene.pack["traded_words"]


def _is_held(event: Event) -> bool:
    """Whether the word of an event is one for who holds shares: "shareholder"."""
    return event.voice == "noun" and event.span.of(event.scene.document.text) in event.scene.pack["holder_words"]


def _of_holder(figure: _Figure, holder: Meant | None) -> Meant | None:
    """The company whose shareholder the holder is called beside its name: "X's largest shareholder, Y, owns 22 %"."""
    for event in figure.events:
        company = event.part("company") if _is_held(event) and event.frame == "hold" else None
        if company and holder and company.entity is not holder.entity and not _is_holder(event.scene, company):
            return company
    return None


def _owner(scene: Scene, at: Span) -> Entity | None:
    """Whose shares they are by "its shareholder X holds 5 per cent" or "5 per cent of its shares"."""
    words = scene.words
    for meant in scene.owners:
        ahead = words.after(meant.span.end, _NEXT)
        if meant.span.end <= at.start and any(word in scene.pack["holder_words"] for word in ahead):
            return meant.entity
        behind = at.end <= meant.span.start and scene.gap(at.end, meant.span.start) < _NEXT
        if behind and any(word in scene.pack["stake_words"] or word in scene.pack["capital_words"] for word in ahead):
            return meant.entity
    return None


def _close(figure: _Figure) -> list[Span]:
    """The words for a stake near a figure, with no punctuation between; a relative clause says more of one before it.

    "Its largest shareholder, X, which has 34 per cent."
    """
    scene, at, text = figure.scene, figure.at, figure.scene.document.text
    near = [
        noun
        for noun in scene.found(scene.pack["stake_words"], figure.around)
        if scene.gap(*_between(noun, at)) <= _NOUN and not set(text[slice(*_between(noun, at))]) & _BREAKS
    ]
    first = scene.words.raw[scene.words.inside(figure.clause).start].lower()
    if near or first not in scene.pack["relative_words"]:
        return near
    return scene.found(scene.pack["stake_words"], Span(scene.span.start, figure.clause.start))[-1:]


def _next(scene: Scene, at: Span) -> Span:
    """The two words behind a figure."""
    low = scene.words.at(at.end)
    high = min(low + 2, len(scene.words.ends))
    return Span(at.end, scene.words.ends[high - 1]) if high > low else at


def _between(one: Span, other: Span) -> tuple[int, int]:
    low, high = sorted((one, other))
    return low.end, high.start


def _is_sure(event: Event) -> bool:
    """Whether the verb alone tells a stake: "owns", not "has"."""
    words = event.span.of(event.scene.document.text)
    return event.trigger.is_verb and words not in event.scene.pack["have_words"]


def _governing(events: Sequence[Event], clause: Span, at: Span) -> Event | None:
    """The event that a figure belongs to: a verb of its clause before a noun, the nearest of each."""
    inside = [event for event in events if event.clause == clause and event.frame in _FRAMES]
    if not inside:
        return None
    ranked = sorted(inside, key=lambda event: (_rank(event, at), abs(event.span.start - at.start)))
    return ranked[0]


def _shareholder(figure: _Figure) -> Event | None:
    """The word for a holder of shares in whose list the figure stands: "the shareholders are X with 5 per cent"."""
    if holder_with(figure.scene, figure.at) is None:
        return None
    ahead = [one for one in figure.events if one.clause == figure.clause and one.span.end <= figure.at.start]
    ahead = [one for one in ahead if _is_held(one)]
    return ahead[-1] if ahead else None


def _rank(event: Event, at: Span) -> int:
    words = event.span.of(event.scene.document.text)
    if words in event.scene.pack["have_words"]:
        behind = event.frame == "hold" and event.span.end <= at.start
        return 0 if behind and event.scene.gap(event.span.end, at.start) < _BESIDE else 1
    return 0 if event.trigger.is_verb or event.frame != "hold" else 2


def _of(scene: Scene, at: Span) -> Meant | None:
    """The company right behind the figure with a word for of: "45 percent of X"."""
    for phrase in scene.phrases:
        start = scene.words.starts[phrase.low]
        if start >= at.end and scene.gap(at.end, start) <= _OF:
            between = scene.document.text[at.end : start]
            if any(word.lower() in scene.pack.verbs for word in between.split()):
                return None
            of = phrase.marks & {"of", "in"} and not set(between) & set(",;:()")
            return phrase.meant if of and not _is_holder(scene, phrase.meant) else None
    return None


def _is_holder(scene: Scene, meant: Meant) -> bool:
    """Whether words refer to a company as a holder of shares: "the second-largest shareholder"."""
    return meant.antecedent is not None and meant.span.of(scene.document.text).split()[-1] in scene.pack["holder_words"]


def _company(event: Event, holder: Meant | None) -> Meant | None:
    found = event.part("company") or event.part("investee")
    if event.frame in {"acquire", "sell"} and event.scene.pack["clitics"].opens("le"):
        # "compra a X el 30 %", "vende a X el 30 %": X is the other side, whatever the shares are of.
        found = next(iter(event.roles.get("of", ()) or event.roles.get("in", ())), None)
    if found and (_is_holder(event.scene, found) or (holder and found.entity is holder.entity)):
        return None
    return found


def _holder(figure: _Figure, event: Event, pair: str | None) -> Meant | None:
    scene, at, around, before = figure.scene, figure.at, figure.around, figure.before
    own = [phrase for phrase in _inside(scene, Span(around.start, at.start)) if phrase.is_subject or phrase.joined]
    if before and pair:
        return own[0].meant if own else before.holder
    if event.frame == "belong":
        behind = [phrase for phrase in _inside(scene, Span(at.end, around.end)) if not phrase.owner]
        return behind[0].meant if behind else _beside(scene, around, at, {"to", "by"}) or event.part("holder")
    beside = holder_with(scene, at) if event.voice == "noun" else None
    if beside and not (_is_held(event) and beside is event.part("company")):
        return beside
    if before:
        return own[0].meant if own else before.holder
    return event.part("holder") or event.part("investor") or _elided(event)


def _elided(event: Event) -> Meant | None:
    scene = event.scene
    if scene.focus is None or event.roles.get("subject") or not event.is_elided:
        return None
    return Meant(scene.focus, event.span, _last_mention(scene.focus.mentions, event.span.start))


def _last_mention(mentions: Sequence[Span], offset: int) -> Span:
    return max((span for span in mentions if span.start < offset), default=mentions[0])


def _beside(scene: Scene, around: Span, at: Span, marks: set[str]) -> Meant | None:
    near = [phrase for phrase in _inside(scene, around) if phrase.marks & marks]
    return min(near, key=lambda p: abs(scene.words.starts[p.low] - at.start)).meant if near else None


def _inside(scene: Scene, span: Span) -> list[Phrase]:
    return [phrase for phrase in scene.phrases if span.covers(phrase.meant.span)]


def _pair(scene: Scene, at: Span) -> str | None:
    """Whether a figure is what a share was before a change, or what it is after it: "from 7.1 to 8.3 percent"."""
    pack, words = scene.pack, [word.lower() for word in scene.words.before(at.start, 2)]
    if len(words) > 1 and words[-1] in scene.own.determiners and words[0] in pack["before_words"]:
        words.pop()  # "desde el 9 %"
    if words and words[-1] in pack["before_words"]:
        return "before"
    if words and words[-1] in pack["after_words"]:
        return "after"
    return None


def _is_noise(scene: Scene, at: Span) -> bool:
    low, high = max(scene.span.start, at.start - _NOISE), min(scene.span.end, at.end + _NOISE // 2)
    text = scene.document.text
    low = max(low, text.rfind(",", low, at.start) + 1, text.rfind(";", low, at.start) + 1)
    end = min((p for mark in ",;" if (p := text.find(mark, at.end, high)) >= 0), default=high)
    return bool(scene.found(scene.pack["noise"], Span(low, end)))
