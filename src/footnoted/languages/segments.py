"""A text as paragraphs, sentences and clauses, each clause with the language it is written in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from footnoted.languages.clauses import clauses
from footnoted.languages.paragraphs import paragraphs
from footnoted.languages.quotation_marks import Quoted, quoted
from footnoted.languages.segment_data import conjunctions, function_words, primary, sentence_rules
from footnoted.languages.sentences import sentences
from footnoted.languages.votes import Votes, count_votes
from footnoted.text import Span

__all__ = ["Clause", "Document", "document", "language_of"]

# A quotation of fewer words goes on in the language of the clause around it.
_WORDS_OF_A_CLAUSE = 4
# Characters that hold so many words.
_STRETCH = 120
_PUNCTUATION = frozenset(",;.:!?")

_start, _clause_start = attrgetter("start"), attrgetter("span.start")


class Clause(NamedTuple):
    """A clause and the tag of its language: the document's tag, or the primary subtag of another language."""

    span: Span
    language: str


# Compared by identity (eq=False): what was read in a document can then be kept for as long as it lives.
@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Document:
    """A text in segments. `language` is the tag it was declared with (BCP 47).

    Paragraphs hold sentences and sentences hold clauses; all are sorted, none overlap, and no segment has white space
    at its ends. `quoted` are the words in quotation marks; `votes` the function words counted, to ask any other stretch
    for its language.
    """

    text: str
    language: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Clause, ...]
    quoted: tuple[Quoted, ...]
    votes: Votes

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds the code point at `offset`; None between sentences."""
        index = bisect_right(self.sentences, offset, key=_start) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None

    def language_at(self, offset: int) -> str:
        """The language of the clause that holds `offset`, or of the one before it; else the document's."""
        index = bisect_right(self.clauses, offset, key=_clause_start) - 1
        return self.clauses[index].language if index >= 0 else self.language


def document(text: str, language: str) -> Document:
    """Divide `text` into paragraphs, sentences and clauses.

    `language` is the declared tag (BCP 47). It is expected of every paragraph, a paragraph's language of its sentences,
    a sentence's of its clauses; a segment has another one where function words outvote the expected one. A language
    without a data file can be declared: then nothing is known of its abbreviations.
    """
    votes = count_votes(text, function_words())
    whole = paragraphs(text)
    marked = tuple(quoted(text, whole))
    edges = list(_edges(text, marked))
    found: list[Span] = []
    parts: list[Clause] = []
    for paragraph in whole:
        expected = language_of(votes, _parted(paragraph, edges)[1], language)
        for sentence in sentences(text, paragraph, sentence_rules(expected)):
            found.append(sentence)
            for stretch, tag in _stretches(votes, sentence, edges, expected):
                parts += [
                    Clause(span, _tagged(language_of(votes, [span], tag), language))
                    for span in clauses(text, stretch, conjunctions(tag))
                ]
    return Document(text, language, whole, tuple(found), tuple(parts), marked, votes)


def language_of(votes: Votes, spans: Sequence[Span], expected: str) -> str:
    """The tag of the language of `spans`: `expected`, or the primary subtag of one that outvotes it."""
    return _tagged(votes.language(spans, primary(expected)), expected)


def _edges(text: str, marked: Iterable[Quoted]) -> Iterator[int]:
    """Where quotations begin and end that are long enough to be clauses of their own, perhaps in another language."""
    for words in marked:
        inside = words.inside
        if len(text[inside.start : min(inside.end, inside.start + _STRETCH)].split()) >= _WORDS_OF_A_CLAUSE:
            yield words.span.start
            end = words.span.end
            yield end + 1 if text[end : end + 1] in _PUNCTUATION else end


def _stretches(votes: Votes, sentence: Span, edges: Sequence[int], expected: str) -> Iterator[tuple[Span, str]]:
    """What of a sentence stands in quotations and what around them, each stretch with its language.

    Who says something in one language may be told in another one: what is around all quotations votes together.
    """
    inside, around = _parted(sentence, edges)
    outside = language_of(votes, around, expected)
    stretches = [(span, outside) for span in around]
    stretches += [(span, language_of(votes, [span], expected)) for span in inside]
    yield from sorted(stretches) if inside else stretches


def _parted(span: Span, edges: Sequence[int]) -> tuple[list[Span], list[Span]]:
    """What of `span` stands in quotations, and what around them."""
    first, last = bisect_right(edges, span.start), bisect_left(edges, span.end)
    if first == last:
        return ([span], []) if first % 2 else ([], [span])
    pieces = [Span(start, end) for start, end in pairwise([span.start, *edges[first:last], span.end])]
    # Every other edge ends a quotation: an odd number of them before the span leaves one open.
    return pieces[1 - first % 2 :: 2], pieces[first % 2 :: 2]


def _tagged(language: str, declared: str) -> str:
    return declared if language == primary(declared) else language
