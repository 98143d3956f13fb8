"""Who says what: each quotation with its speaker, found behind it, before it, or carried on from the one before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from footnoted import readers
from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.people import Person
from footnoted.extract.referents import Around, Referent, referents, speech_verbs
from footnoted.extract.words import words_of
from footnoted.languages import Document
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["Said", "said"]

_FEW_WORDS = 3
_FAR = 200
_BEHIND_VERB = 7
_BEFORE_VERB = 30
_BESIDE = 3
_BACK = 900


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation and its speaker: `kind` named, anonymous or organisation; `span` the words that tell who speaks."""

    quotation: Reading
    kind: str
    span: Span
    person: Person | None = None
    company: Meant | None = None
    role: Span | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation, the stretch between its neighbours, and who spoke before."""

    around: Around
    quotation: Reading
    free: Span
    own: Lexicon
    last: Said | None

    @property
    def text(self) -> str:
        return self.around.document.text

    @property
    def after(self) -> Span:
        """What follows in the same sentence, up to the next quotation."""
        end = self.quotation.span.end
        if self.text[end - 2 : end - 1] in {".", "!", "?"} and not self._goes_on(end):
            return Span(end, end)
        sentence = self.around.document.sentence_at(end) or self.around.document.sentence_at(max(0, end - 1))
        return Span(end, max(end, min(self.free.end, sentence.end if sentence else end, end + _FAR)))

    @property
    def before(self) -> Span:
        """What precedes in the same sentence, from the quotation before on."""
        start = self.quotation.span.start
        sentence = self.around.document.sentence_at(start)
        return Span(max(self.free.start, sentence.start if sentence else start, start - _FAR), start)

    def _goes_on(self, end: int) -> bool:
        following = self.text[end : end + 2].strip()
        return following[:1] in {",", "–", "—"} or following[:1].islower()


def said(document: Document, people: Sequence[Person], memory: Memory) -> Iterator[Said]:
    """The quotations of `document` that somebody speaks or writes, in order; those of nobody are left out."""
    quotations = readers.quotations(document)
    mentions = sorted(((span, person) for person in people for span in person.entity.mentions), key=itemgetter(0))
    around = Around(document, words_of(document), mentions, memory, {})
    last: Said | None = None
    for index, quotation in enumerate(quotations):
        own = lexicon(document.language_at(max(0, quotation.span.start - 1))) or lexicon(document.language)
        if own is None:
            return
        ahead = quotations[index + 1].span.start if index + 1 < len(quotations) else len(document.text)
        behind = quotations[index - 1].span.end if index else 0
        place = _Place(around, quotation, Span(behind, ahead), own, last)
        if found := _speaker(place):
            last = found if found.person is None else replace(found, person=around.latest(found.person))
            yield last


def _speaker(place: _Place) -> Said | None:
    """Who speaks: beside the quotation, or for a whole sentence the one before, or who is named around."""
    after, before = place.after, place.before
    for span, behind in ((after, True), (before, False)):
        if span.start < span.end and (found := _told(place, span, behind=behind)):
            return found if _is_speech(place, told=True) else None
    if not _is_speech(place, told=False):
        return None
    return _carried(place) or _announced(place) or _recent(place)


def _is_speech(place: _Place, *, told: bool) -> bool:
    """Whether quoted words are said, and no name, title or single term."""
    words = str(place.quotation.values["text"]).split()
    if not words:
        return False
    if told:
        return len(words) > 1 or not words[0][0].isupper() or _is_term(place)
    if place.quotation.values["kind"] == "direct":
        return len(words) >= _FEW_WORDS
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _FEW_WORDS and words[0][0].islower() and capitals * 2 < len(words)


def _is_term(place: _Place) -> bool:
    """Whether a single noun in quotation marks stands behind an indefinite article: ein „Befreiungsschlag“."""
    words = place.around.words
    at = words.at(place.quotation.span.start)
    return place.own.noun_capitals and at > 0 and words.low[at - 1] in place.own.indefinite


def _told(place: _Place, span: Span, *, behind: bool) -> Said | None:
    """The speaker whom the words at one side of the quotation name beside a verb of speech."""
    words, own = place.around.words, place.own
    found = referents(place.around, span, own)
    verbs = list(speech_verbs(words, span, own))
    for verb in verbs if behind else reversed(verbs):
        if one := _subject(found, verb, own, first=behind):
            return _meant(place, one)
    if verbs and (said := _of_statement(place, span)):
        return said
    return _without_verb(place, found, span, behind=behind) or _bare(place, verbs, found, span, behind=behind)


def _subject(found: Sequence[Referent], verb: int, own: Lexicon, *, first: bool) -> Referent | None:
    """Whose verb it is: right behind it, else before it, else further behind."""
    after = [one for one in found if one.low > verb]
    before = [one for one in found if one.high <= verb and verb - one.high <= _BEFORE_VERB]
    people = [one for one in before if one.kind in {"named", "pronoun"}]
    # "X nannte den Preis ...": where a person stands before the verb, a thing behind it says nothing.
    thing = bool(people) and bool(after) and after[0].kind == "body"
    if after and after[0].low - verb <= _BESIDE and (first or own.noun_capitals or not before) and not thing:
        return after[0]
    others = [one for one in before if one.kind not in {"named", "pronoun"}]
    if people and (not others or not _closer(others[-1], people[-1])):
        return people[-1]
    if others:
        return others[0] if others[0].kind == "anonymous" else others[-1]
    return after[0] if after and after[0].low - verb <= _BEHIND_VERB else None


def _closer(other: Referent, person: Referent) -> bool:
    """Whether somebody without a name, and not an apposition of the person, stands nearer to the verb."""
    return other.low > person.high + 1 and other.kind in {"spokesperson", "anonymous"}


def _meant(place: _Place, one: Referent) -> Said | None:
    """The referent as a speaker: a pronoun or a role means the person spoken of last."""
    words, quotation = place.around.words, place.quotation
    span = words.span(one.low, one.high)
    match one.kind:
        case "named":
            name = next((at for at, who in place.around.mentions if who is one.person and span.covers(at)), span)
            return Said(quotation, "named", name, one.person)
        case "spokesperson":
            return Said(quotation, "organisation", span, None, one.company, one.role)
        case "anonymous":
            return Said(quotation, "anonymous", span, None, one.company, one.role)
        case "organisation" | "body":
            return Said(quotation, "organisation", span, None, one.company)
    return _person(place, one, span)


def _person(place: _Place, one: Referent, span: Span) -> Said | None:
    words, own = place.around.words, place.own
    earlier = [who for at, who in place.around.mentions if at.start < span.start]
    if not earlier:
        following = [who for at, who in place.around.mentions if span.start < at.start < span.start + _BACK // 2]
        return Said(place.quotation, "named", span, following[0]) if following else None
    if one.kind == "pronoun":
        told, wrong = ("f", "m") if words.low[one.low] in own.feminine_pronouns else ("m", "f")
        fitting = [who for who in earlier if place.around.latest(who).gender != wrong]
        person = place.around.latest((fitting or earlier)[-1])
        place.around.known[person.entity] = replace(person, gender=person.gender or told)
        return Said(place.quotation, "named", span, person)
    role = one.role.of(words.text).lower() if one.role else ""
    called = [who for who in earlier if who.role and set(role.split()) & set(who.role.of(words.text).lower().split())]
    if not called and one.role and _is_unnamed(place, one):
        return Said(place.quotation, "anonymous", span, None, one.company, one.role)
    person = place.around.latest((called or earlier)[-1])
    if person.role is None and one.role:
        person = replace(person, role=one.role, company=person.company or one.company)
        place.around.known[person.entity] = person
    return Said(place.quotation, "named", span, person)


def _is_unnamed(place: _Place, one: Referent) -> bool:
    """Whether "the banker" was spoken of before as "a banker"."""
    words, own = place.around.words, place.own
    noun = words.low[one.high - 1]
    if words.raw[one.high - 1] not in own.anonymous_speakers:
        return False
    return any(
        word == noun and words.low[index - 1] in own.indefinite for index, word in enumerate(words.low[: one.low])
    )


def _of_statement(place: _Place, span: Span) -> Said | None:
    """A company whose paper it is: "heißt es in der Mitteilung", "the statement said"."""
    words, own = place.around.words, place.own
    for index in words.inside(span):
        if words.raw[index] in own.statement_words:
            subject = place.around.spoken_of(span.end)
            at = words.span(index, index + 1)
            meant = Meant(subject, at, place.around.memory.last(at.start, subject)) if subject else None
            return Said(place.quotation, "organisation", at, None, meant)
    return None


def _without_verb(place: _Place, found: Sequence[Referent], span: Span, *, behind: bool) -> Said | None:
    """A person named right beside the quotation with a colon, a dash or a comma between, and no verb."""
    people = [one for one in found if one.kind in {"named", "pronoun"}]
    if not people:
        return None
    words = place.around.words
    if behind:
        one = people[0]
        near = one.low - words.inside(span).start <= _BESIDE
    else:
        one = people[0]
        near = place.text[span.start : span.end].rstrip()[-1:] == ":"
        near = near or one.kind == "named"
    return _meant(place, one) if near else None


def _bare(place: _Place, verbs: Sequence[int], found: Sequence[Referent], span: Span, *, behind: bool) -> Said | None:
    """Who spoke last, where a verb of speech has no subject at all: "«...», añadió"."""
    words = place.around.words
    if not verbs or found or place.last is None or not place.own.adjective_behind:
        return None
    verb = verbs[0] if behind else verbs[-1]
    if behind and verb - words.inside(span).start > _BESIDE:
        return None
    gap = Span(place.last.quotation.span.end, place.quotation.span.start)
    since = [(at, who) for at, who in place.around.mentions if gap.covers(at)]
    if since:
        return Said(place.quotation, "named", since[-1][0], place.around.latest(since[-1][1]))
    return replace(place.last, quotation=place.quotation)


def _carried(place: _Place) -> Said | None:
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


def _announced(place: _Place) -> Said | None:
    """Whom the sentence before names as speaking, in the same paragraph, or the one behind."""
    sentences = place.around.document.sentences
    start, end = place.quotation.span.start, place.quotation.span.end
    index = bisect_right(sentences, start, key=lambda sentence: sentence.end)
    following = next((s for s in sentences[index : index + 3] if s.start >= end), None)
    previous = sentences[index - 1] if index else None
    for sentence, behind in ((previous, False), (following, True)):
        if sentence is None or "\n" in place.text[min(sentence.end, end) : max(sentence.start, start)]:
            continue
        if found := _told(place, sentence, behind=behind):
            return found
    return None


def _recent(place: _Place) -> Said | None:
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
    topic = place.around.memory.of_topic(place.quotation.span)
    return Said(place.quotation, "organisation", place.quotation.span, None, topic)
