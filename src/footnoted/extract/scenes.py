"""Each sentence as a scene: the companies in it, named or referred to, its figures, and the words of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footnoted import readers
from footnoted.extract.lexicon import Bag, Lexicon, lexicon
from footnoted.extract.memory import Meant, Memory
from footnoted.extract.pack import Pack, load_pack
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.readers import Reading, in_place
from footnoted.text import Span

__all__ = ["Scene", "scenes"]

_LONGEST = 700


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: `companies` and `quantities` in text order; `previous` is the scene before in its paragraph."""

    document: Document
    span: Span
    own: Lexicon
    pack: Pack
    companies: tuple[Meant, ...]
    quantities: tuple[Reading, ...]
    quoted: tuple[Span, ...]
    previous: Scene | None

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
        for index in indices:
            if index < free or not bag.opens(words.raw[index]):
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


def scenes(document: Document, memory: Memory, pack: str) -> Iterator[Scene]:
    """The sentences of `document` in languages that the pack knows; tables pasted as one sentence are left out."""
    quantities, quotations = readers.quantities(document), readers.quotations(document)
    previous: Scene | None = None
    for span in document.sentences:
        tag = document.language_at(span.start)
        own, frames = lexicon(tag), load_pack(pack, tag)
        if own is None or frames is None or span.end - span.start > _LONGEST:
            previous = None
            continue
        quoted = tuple(reading.span for reading in in_place(quotations, span))
        named = [meant for meant in memory.inside(span) if not any(quote.covers(meant.span) for quote in quoted)]
        companies = sorted([*named, *_references(document, span, own, memory, named)], key=lambda meant: meant.span)
        if previous and "\n" in document.text[previous.span.end : span.start]:
            previous = None
        previous = Scene(document, span, own, frames, tuple(companies), in_place(quantities, span), quoted, previous)
        yield previous


def _references(
    document: Document, span: Span, own: Lexicon, memory: Memory, named: Sequence[Meant]
) -> Iterator[Meant]:
    """References such as "the company", and a pronoun that the sentence begins with."""
    words = words_of(document)
    indices = words.inside(span)
    for index in indices:
        low = words.raw[index].lower()
        if index == indices.start and low in own.company_pronouns:
            if meant := memory.resolve(words.span(index, index + 1)):
                yield meant
        elif low in own.determiners and index + 1 in indices:
            found = _noun(words, index, own)
            if found and not any(found.start < meant.span.end and meant.span.start <= found.end + 1 for meant in named):
                noun = found.of(words.text).split()[-1].lower()
                if meant := memory.resolve(found, noun):
                    yield meant


def _noun(words: Words, index: int, own: Lexicon) -> Span | None:
    """The determiner at `index` with the noun for a company behind it, an adjective or a town between."""
    for length in (2, 3):
        last = index + length - 1
        if last >= len(words.raw) or not words.raw[last][0].isalpha():
            return None
        if words.raw[last] in own.company_nouns:
            return words.span(index, last + 1)
        if own.adjective_behind or words.raw[last].lower() in own.function_words:
            return None
    return None
