"""Each sentence as a scene: the companies in it, named or referred to, its figures, and the words of events."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from footnoted import readers
from footnoted.extract.entities import Entity
from footnoted.extract.focus import Focus
from footnoted.extract.lexicon import Bag, Lexicon, lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.pack import Pack, load_pack
from footnoted.extract.phrases import Phrase, phrases_of
from footnoted.extract.references import noun_phrases, objects, possessives, pronouns
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.readers import Reading, in_place
from footnoted.text import Span

__all__ = ["Scene", "scenes"]

# Characters: no table pasted as one sentence is read, and no line too short for a name and a word on it.
_LONGEST, _SHORTEST = 700, 8
_NOUNS = 2
_ACTORS = frozenset({"person", "other", "unknown"})
_NOBODY, _PEOPLE = Entity("nobody", ("",), ()), Entity("people", ("",), ())


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: `companies` and `quantities` in text order; `previous` is the scene before in its paragraph.

    `owners` are the companies that "its" and the like mean; `clauses` the parts of the sentence; `focus` is whom the
    text was about before it, `about` whom it is about itself.
    """

    document: Document
    span: Span
    own: Lexicon
    pack: Pack
    companies: tuple[Meant, ...]
    quantities: tuple[Reading, ...]
    quoted: tuple[Span, ...]
    previous: Scene | None
    owners: tuple[Meant, ...] = ()
    clauses: tuple[Span, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    focus: Entity | None = None
    about: Entity | None = None

    @property
    def words(self) -> Words:
        """The words of the whole article."""
        return words_of(self.document)

    def figures(self, reader: str) -> list[Reading]:
        """The figures of one kind that stand in no quotation."""
        return [reading for reading in self.quantities if reading.reader == reader and not self.is_quoted(reading.span)]

    def is_quoted(self, span: Span) -> bool:
        """Whether `span` stands in quotation marks."""
        return any(quote.covers(span) for quote in self.quoted)

    def found(self, bag: Bag, inside: Span | None = None) -> list[Span]:
        """The places of the words in `bag`, the longest at each place, outside quotations."""
        return list(self._found(bag, inside or self.span))

    def _found(self, bag: Bag, inside: Span) -> Iterator[Span]:
        words = self.words
        indices = words.inside(inside)
        free = indices.start
        for index in words.opened(bag, indices):
            if index < free:
                continue
            for length in range(min(bag.longest, indices.stop - index), 0, -1):
                span = words.span(index, index + length)
                if span.of(words.text) in bag and not self.is_quoted(span):
                    free = index + length
                    yield span
                    break

    def before(self, offset: int) -> list[Meant]:
        """The companies before `offset`."""
        return [meant for meant in self.companies if meant.span.end <= offset]

    def after(self, offset: int) -> list[Meant]:
        """The companies behind `offset`."""
        return [meant for meant in self.companies if meant.span.start >= offset]

    def gap(self, low: int, high: int) -> int:
        """How many words stand between two offsets."""
        return len(self.words.inside(Span(low, max(low, high))))


def scenes(document: Document, memory: Memory, pack: str, others: Sequence[Entity] = ()) -> Iterator[Scene]:
    """The sentences of `document` in languages that the pack knows; tables pasted as one sentence are left out.

    `others` are the people, places and things that the article names beside its companies.
    """
    strangers = sorted(
        (Meant(entity, span) for entity in others if entity.kind in _ACTORS for span in entity.mentions),
        key=lambda meant: meant.span,
    )
    quantities, quotations = readers.quantities(document), readers.quotations(document)
    focus = Focus(memory, words_of(document))
    previous: Scene | None = None
    for span in document.sentences:
        tag = document.language_at(span.start)
        own, frames = lexicon(tag), load_pack(pack, tag)
        if own is None or frames is None or not _SHORTEST <= span.end - span.start <= _LONGEST:
            previous = None
            continue
        quoted = tuple(reading.span for reading in in_place(quotations, span))
        if previous and "\n" in document.text[previous.span.end : span.start]:
            previous = None
        bare = Scene(document, span, own, frames, (), in_place(quantities, span), quoted, previous)
        low = bisect_left(strangers, span.start, key=lambda meant: meant.span.start)
        high = bisect_left(strangers, span.end, low, key=lambda meant: meant.span.start)
        previous = _peopled(bare, memory, focus, strangers[low:high])
        yield previous


def _peopled(scene: Scene, memory: Memory, focus: Focus, strangers: Sequence[Meant]) -> Scene:
    """The scene with the companies that it names or refers to."""
    named = [meant for meant in memory.inside(scene.span) if not scene.is_quoted(meant.span)]
    clauses = _clauses(scene.document, scene.span)
    own, frames, words = scene.own, scene.pack, scene.words
    known = [meant.span for meant in (*named, *strangers) if meant.entity.kind != "unknown"]
    names = [meant.span for meant in strangers if meant.entity.kind == "unknown"]
    references = [
        reference
        for reference in noun_phrases(words, scene.span, own, frames, (known, names))
        if not scene.is_quoted(reference.span)
    ]
    focus.hear(named, own)
    resolved = [
        meant
        for reference in references
        if (
            meant := focus.resolve(reference, frames, own)
            or (Meant(_NOBODY, reference.span) if reference.noun else None)
        )
    ]
    strange = [meant for meant in strangers if not (scene.is_quoted(meant.span) or _is_aside(scene, meant, named))]
    # "The investors X and Y" are X and Y.
    called = {meant.span.start - 1 for meant in named}
    strange += [Meant(_PEOPLE, span) for span in scene.found(frames["people_words"]) if span.end not in called]
    everybody = _apart([*named, *resolved, *strange])
    before = focus.subject
    told = phrases_of(words, scene.span, own, frames, everybody)
    # "Die Übernahme muss genehmigt werden. Sie": what was last spoken of is no company.
    is_turned = scene.previous is not None and not scene.previous.phrases
    for span in pronouns(words, clauses, own, frames):
        entity = _subject(told, span.start) or (None if is_turned else before)
        if entity and not scene.is_quoted(span):
            everybody.append(focus.meant(entity, span) if entity.kind == "company" else Meant(entity, span))
    for span, clause in objects(words, clauses, own, frames):
        if (entity := _other(told, clause, span)) and not scene.is_quoted(span):
            everybody.append(focus.meant(entity, span))
    everybody = _apart(everybody)
    found = [meant for meant in everybody if meant.is_company]
    phrases = phrases_of(words, scene.span, own, frames, everybody)
    acting = next((phrase.meant for phrase in phrases if phrase.is_subject and phrase.meant.is_company), None)
    about = acting.entity if acting else None
    owners = [
        focus.meant(entity, span)
        for span in possessives(words, scene.span, own)
        if (entity := _subject(phrases, span.start) or before)
        and entity.kind == "company"
        and not scene.is_quoted(span)
    ]
    focus.turn(acting, [meant.entity for meant in found], frames, own)
    return replace(
        scene,
        companies=tuple(found),
        owners=tuple(owners),
        clauses=clauses,
        phrases=phrases,
        focus=before,
        about=about,
    )


def _is_aside(scene: Scene, stranger: Meant, named: Sequence[Meant]) -> bool:
    """Whether a name that is no company's acts nowhere: in brackets, or the first half of a noun ("Aircraft owner")."""
    text, at = scene.document.text, stranger.span
    opened = text.rfind("(", scene.span.start, at.start)
    if opened >= 0 and ")" not in text[opened : at.start] and ")" in text[at.end : scene.span.end]:
        return True
    behind = next((meant.span.start for meant in named if meant.span.start > at.end), at.end)
    nouns = text[at.end : behind].split()
    own = scene.own
    if not nouns or own.adjective_behind or own.noun_capitals or len(nouns) > _NOUNS:
        return False
    return nouns[-1] in own.company_nouns and not any(noun in own.function_words for noun in nouns)


def _apart(found: Sequence[Meant]) -> list[Meant]:
    """In text order, and of two that overlap the first, a company before anybody else."""
    kept: list[Meant] = []
    for meant in sorted(found, key=lambda meant: (not meant.is_company, meant.span)):
        if not any(meant.span.start < one.span.end and one.span.start < meant.span.end for one in kept):
            kept.append(meant)
    return sorted(kept, key=lambda meant: meant.span)


def _subject(phrases: Sequence[Phrase], offset: int) -> Entity | None:
    """Who is the subject of the sentence before `offset`."""
    return next((p.meant.entity for p in phrases if p.is_subject and p.meant.span.end <= offset), None)


def _other(phrases: Sequence[Phrase], clause: Span, pronoun: Span) -> Entity | None:
    """Whom a pronoun that is no subject means: the subject of the clauses before, if that is not its own clause's."""
    ahead = [p for p in phrases if p.meant.span.end <= clause.start]
    own = [p for p in phrases if p.is_subject and clause.start <= p.meant.span.start < pronoun.start]
    acting = {p.meant.entity for p in own[:1] or ahead[-1:]}
    spoken = _subject(phrases, clause.start)
    return spoken if spoken and spoken not in acting and spoken.kind == "company" else None


def _clauses(document: Document, span: Span) -> tuple[Span, ...]:
    low = bisect_left(document.clauses, span.start, key=lambda clause: clause.span.start)
    high = bisect_left(document.clauses, span.end, key=lambda clause: clause.span.start)
    return tuple(clause.span for clause in document.clauses[low:high])
