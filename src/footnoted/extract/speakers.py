"""Who says what: each quotation with its speaker, found behind it, before it, or carried on from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from footnoted import readers
from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.people import Person
from footnoted.extract.words import words_of
from footnoted.languages import Document
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["Said", "said"]

_FEW_WORDS = 3
_FAR = 160


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation and its speaker: `kind` named, anonymous or organisation; `span` the words that tell who speaks."""

    quotation: Reading
    kind: str
    span: Span
    person: Person | None = None
    company: Meant | None = None


def said(document: Document, people: Sequence[Person], memory: Memory) -> Iterator[Said]:
    """The quotations of `document` that somebody speaks or writes, in order; those of nobody are left out."""
    quotations = readers.quotations(document)
    mentions = sorted(((span, person) for person in people for span in person.entity.mentions), key=itemgetter(0))
    before: Said | None = None
    for index, quotation in enumerate(quotations):
        own = lexicon(document.language_at(quotation.span.start)) or lexicon(document.language)
        if own is None:
            return
        ahead = quotations[index + 1].span.start if index + 1 < len(quotations) else len(document.text)
        behind = quotations[index - 1].span.end if index else 0
        around = _Around(document, quotation, Span(behind, ahead), own)
        if not _is_said(around):
            continue
        found = _speaker(around, mentions, memory, before)
        if found:
            before = found
            yield found


@dataclass(frozen=True, slots=True)
class _Around:
    """A quotation, and the stretch between its neighbours."""

    document: Document
    quotation: Reading
    free: Span
    own: Lexicon

    @property
    def after(self) -> Span:
        """What follows in the same sentence, up to the next quotation."""
        end = self.quotation.span.end
        if self.document.text[end - 2 : end - 1] in {".", "!", "?"} and not self._goes_on(end):
            return Span(end, end)
        sentence = self.document.sentence_at(end) or self.document.sentence_at(max(0, end - 1))
        return Span(end, max(end, min(self.free.end, sentence.end if sentence else end, end + _FAR)))

    @property
    def before(self) -> Span:
        """What precedes in the same sentence, from the quotation before on."""
        start = self.quotation.span.start
        sentence = self.document.sentence_at(start)
        return Span(max(self.free.start, sentence.start if sentence else start, start - _FAR), start)

    def _goes_on(self, end: int) -> bool:
        following = self.document.text[end : end + 2].strip()
        return following[:1] in {",", "–", "—"} or following[:1].islower()

    def says(self, span: Span) -> bool:
        """Whether a verb of speech stands in `span`."""
        words = words_of(self.document)
        return any(words.raw[index] in self.own.says for index in words.inside(span))


def _is_said(around: _Around) -> bool:
    words = str(around.quotation.values["text"]).split()
    if around.says(around.after) or around.says(around.before):
        return len(words) > 1 or not words[0][0].isupper()
    if around.quotation.values["kind"] == "direct":
        return len(words) >= _FEW_WORDS
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _FEW_WORDS and words[0][0].islower() and capitals * 2 < len(words)


def _speaker(
    around: _Around, mentions: Sequence[tuple[Span, Person]], memory: Memory, before: Said | None
) -> Said | None:
    for span, last in ((around.after, False), (around.before, True)):
        if span.start == span.end:
            continue
        if found := _in(around, span, mentions, memory, last=last):
            return found
        if found := _pronoun(around, span, mentions):
            return found
    return _carried(around, mentions, before) or _announced(around, mentions, memory)


def _in(
    around: _Around, span: Span, mentions: Sequence[tuple[Span, Person]], memory: Memory, *, last: bool
) -> Said | None:
    """The speaker named in `span`: a person, a spokesperson, somebody without a name, or a company."""
    persons = [(at, person) for at, person in mentions if span.covers(at)]
    if persons:
        at, person = persons[-1 if last else 0]
        return Said(around.quotation, "named", at, person)
    if not around.says(span):
        return None
    return _unnamed(around, span, memory) or _pronoun(around, span, mentions) or _company(around, span, memory)


def _unnamed(around: _Around, span: Span, memory: Memory) -> Said | None:
    """A spokesperson, or somebody without a name."""
    words = words_of(around.document)
    for index in words.inside(span):
        pair = words.span(index, min(len(words.raw), index + 2))
        if pair.of(words.text) in around.own.spokespeople:
            return Said(around.quotation, "organisation", pair, None, _whose(around, pair, memory))
        if words.raw[index] in around.own.anonymous_speakers:
            return Said(around.quotation, "anonymous", words.span(index, index + 1))
    return None


def _company(around: _Around, span: Span, memory: Memory) -> Said | None:
    """A company that speaks as such, by name or as "the company"."""
    if named := memory.inside(span):
        return Said(around.quotation, "organisation", named[0].span, None, named[0])
    words = words_of(around.document)
    for index in words.inside(span):
        if words.raw[index] in around.own.company_nouns and words.raw[index - 1] in around.own.determiners:
            noun = words.span(index - 1, index + 1)
            meant = memory.resolve(noun, words.raw[index].lower())
            return Said(around.quotation, "organisation", noun, None, meant) if meant else None
    return None


def _whose(around: _Around, span: Span, memory: Memory) -> Meant | None:
    sentence = around.document.sentence_at(span.start)
    named = memory.inside(Span(span.end, sentence.end if sentence else span.end))
    if named:
        return named[0]
    subject = memory.subject(span.start)
    return Meant(subject, span, memory.last(span.start, subject)) if subject else memory.resolve(span)


def _pronoun(around: _Around, span: Span, mentions: Sequence[tuple[Span, Person]]) -> Said | None:
    """The person named last, where "he" or "the chemist" says it."""
    words = words_of(around.document)
    earlier = [person for at, person in mentions if at.start < span.start]
    for index in words.inside(span):
        word, before = words.raw[index].lower(), words.raw[index - 1].lower()
        at = words.span(index, index + 1)
        if word in around.own.person_roles and (before in around.own.determiners or before in around.own.possessives):
            called = [one for one in earlier if one.role and word in one.role.of(words.text).lower().split()]
            return Said(around.quotation, "named", at, (called or earlier)[-1]) if earlier else None
        if word in around.own.person_pronouns and around.says(words.span(max(0, index - 1), index + 2)):
            return Said(around.quotation, "named", at, earlier[-1]) if earlier else None
    return None


def _carried(around: _Around, mentions: Sequence[tuple[Span, Person]], before: Said | None) -> Said | None:
    """The speaker of the quotation before, if nobody else is named since and it is near."""
    if before is None:
        return None
    gap = Span(before.quotation.span.end, around.quotation.span.start)
    others = [person for at, person in mentions if gap.covers(at) and person != before.person]
    if others or gap.end - gap.start > 2 * _FAR or "\n" in gap.of(around.document.text):
        return None
    return Said(around.quotation, before.kind, before.span, before.person, before.company)


def _announced(around: _Around, mentions: Sequence[tuple[Span, Person]], memory: Memory) -> Said | None:
    """The person whom the sentence before names, in the same paragraph, or the one behind."""
    sentences = around.document.sentences
    start, end = around.quotation.span.start, around.quotation.span.end
    index = next((i for i, sentence in enumerate(sentences) if sentence.end > start), None)
    if index is None:
        return None
    following = next((s for s in sentences[index : index + 3] if s.start >= end), None)
    previous = sentences[index - 1] if index else None
    for sentence in (previous, following):
        if sentence is None or "\n" in around.document.text[min(sentence.end, end) : max(sentence.start, start)]:
            continue
        if found := _in(around, sentence, mentions, memory, last=sentence is previous):
            return found
    return None
