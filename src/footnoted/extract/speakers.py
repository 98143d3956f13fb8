"""Who says what: each quotation with its speaker, found behind it, before it, or carried on from the one before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from footnoted import readers
from footnoted.extract.lexicon import lexicon
from footnoted.extract.memory import Memory
from footnoted.extract.people import Person
from footnoted.extract.referents import Around
from footnoted.extract.speech import Place, Said
from footnoted.extract.telling import told
from footnoted.extract.words import QUOTES, words_of
from footnoted.languages import Document
from footnoted.languages.tokens import APOSTROPHES
from footnoted.text import Span

__all__ = ["Said", "said"]

_FEW_WORDS = 3
_APOSTROPHES = frozenset(APOSTROPHES)
_FAR = 200
_BACK = 900


def said(document: Document, people: Sequence[Person], memory: Memory) -> Iterator[Said]:
    """The quotations of `document` that somebody speaks or writes, in order; those of nobody are left out."""
    mentions = sorted(((span, person) for person in people for span in person.entity.mentions), key=itemgetter(0))
    # A nickname in quotation marks is part of a name.
    nicknames = [span for span, _ in mentions if set(span.of(document.text)) & QUOTES - _APOSTROPHES]
    quotations = [one for one in readers.quotations(document) if not any(name.covers(one.span) for name in nicknames)]
    around = Around(document, words_of(document), mentions, memory, {})
    last: Said | None = None
    for index, quotation in enumerate(quotations):
        own = lexicon(document.language_at(max(0, quotation.span.start - 1))) or lexicon(document.language)
        if own is None:
            return
        ahead = quotations[index + 1].span.start if index + 1 < len(quotations) else len(document.text)
        behind = quotations[index - 1].span.end if index else 0
        place = Place(around, quotation, Span(behind, ahead), own, last)
        if found := _speaker(place):
            last = found if found.person is None else replace(found, person=around.latest(found.person))
            yield last


def _speaker(place: Place) -> Said | None:
    """Who speaks: beside the quotation, or for a whole sentence the one before, or who is named around."""
    after, before = place.after, place.before
    for span, behind in ((after, True), (before, False)):
        if span.start < span.end and (found := told(place, span, behind=behind)):
            return found if _is_speech(place, known=True) else None
    if not _is_speech(place, known=False):
        return None
    return _carried(place) or _announced(place) or _recent(place)


def _is_speech(place: Place, *, known: bool) -> bool:
    """Whether quoted words are said, and no name, title or single term."""
    words = str(place.quotation.values["text"]).split()
    if not words or _is_title(place, words):
        return False
    if known:
        return len(words) > 1 or not words[0][0].isupper() or _is_term(place)
    if place.quotation.values["kind"] == "direct":
        return len(words) >= _FEW_WORDS
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _FEW_WORDS and words[0][0].islower() and capitals * 2 < len(words)


def _is_title(place: Place, words: Sequence[str]) -> bool:
    """Whether quoted words are a title or a brand: behind a noun for one, or all of them with capitals."""
    around, own = place.around.words, place.own
    at = around.at(place.quotation.span.start)
    before = around.raw[at - 1] if at else ""
    if before in own.title_nouns:
        return True
    capitals = all(word[0].isupper() or word in own.of_words for word in words)
    return len(words) > 1 and capitals and not own.noun_capitals and place.quotation.values["kind"] == "fragment"


def _is_term(place: Place) -> bool:
    """Whether a single noun in quotation marks stands behind an indefinite article: ein „Befreiungsschlag“."""
    words = place.around.words
    at = words.at(place.quotation.span.start)
    return place.own.noun_capitals and at > 0 and words.low[at - 1] in place.own.indefinite


def _carried(place: Place) -> Said | None:
    """The speaker of the quotation before, if nobody else is named since and it is near."""
    if place.last is None:
        return None
    gap = Span(place.last.quotation.span.end, place.quotation.span.start)
    others = [who for at, who in place.around.mentions if gap.covers(at) and not _same(who, place.last.person)]
    if others or gap.end - gap.start > 2 * _FAR or "\n" in gap.of(place.text):
        return None
    return replace(place.last, quotation=place.quotation)


def _same(one: Person, other: Person | None) -> bool:
    return other is not None and one.entity is other.entity


def _announced(place: Place) -> Said | None:
    """Whom the sentence before names as speaking, in the same paragraph, or the one behind."""
    sentences = place.around.document.sentences
    start, end = place.quotation.span.start, place.quotation.span.end
    index = bisect_right(sentences, start, key=lambda sentence: sentence.end)
    following = next((s for s in sentences[index : index + 3] if s.start >= end), None)
    previous = sentences[index - 1] if index else None
    for sentence, behind in ((previous, False), (following, True)):
        if sentence is None or "\n" in place.text[min(sentence.end, end) : max(sentence.start, start)]:
            continue
        if found := told(place, sentence, behind=behind):
            return found
    return None


def _recent(place: Place) -> Said | None:
    """The person named last before, or the last speaker, for a whole sentence that nobody is said to say."""
    if place.quotation.values["kind"] != "direct":
        return None
    start = place.quotation.span.start
    earlier = [(at, who) for at, who in place.around.mentions if start - _BACK < at.start < start]
    if earlier:
        at, who = earlier[-1]
        return Said(place.quotation, "named", at, who)
    if place.last:
        return replace(place.last, quotation=place.quotation)
    # What a headline quotes is said again, or by whom the text names first.
    if following := next(
        ((at, who) for at, who in place.around.mentions if start < at.start < start + _BACK // 2), None
    ):
        return Said(place.quotation, "named", *following)
    topic = place.around.memory.of_topic(place.quotation.span)
    return Said(place.quotation, "organisation", place.quotation.span, None, topic)
