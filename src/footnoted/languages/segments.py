"""A text as paragraphs, sentences and clauses, each clause with the language it is written in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from footnoted.languages.clauses import clauses
from footnoted.languages.paragraphs import paragraphs
from footnoted.languages.segment_data import conjunctions, function_words, primary, sentence_rules
from footnoted.languages.sentences import sentences
from footnoted.languages.votes import Votes, count_votes
from footnoted.text import Span

__all__ = ["Clause", "Document", "document", "language_of"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and the tag of its language: the document's tag, or the primary subtag of another language."""

    span: Span
    language: str


# Compared by identity (eq=False): what was read in a document can then be kept for as long as it lives.
@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Document:
    """A text in segments. `language` is the tag it was declared with (BCP 47).

    Paragraphs hold sentences and sentences hold clauses; all are sorted, none overlap, and no segment has white space
    at its ends. `votes` are the function words counted, to ask any other stretch for its language.
    """

    text: str
    language: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Clause, ...]
    votes: Votes

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds the code point at `offset`; None between sentences."""
        index = bisect_right(self.sentences, offset, key=lambda span: span.start) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None

    def language_at(self, offset: int) -> str:
        """The language of the clause that holds `offset`, or of the one before it; else the document's."""
        index = bisect_right(self.clauses, offset, key=lambda clause: clause.span.start) - 1
        return self.clauses[index].language if index >= 0 else self.language


def document(text: str, language: str) -> Document:
    """Divide `text` into paragraphs, sentences and clauses.

    `language` is the declared tag (BCP 47). It is expected of every paragraph, a paragraph's language of its sentences,
    a sentence's of its clauses; a segment has another one where function words outvote the expected one. A language
    without a data file can be declared: then nothing is known of its abbreviations.
    """
    votes = count_votes(text, function_words())
    whole = paragraphs(text)
    found: list[Span] = []
    parts: list[Clause] = []
    for paragraph in whole:
        expected = language_of(votes, paragraph, language)
        for sentence in sentences(text, paragraph, sentence_rules(expected)):
            found.append(sentence)
            expected_here = language_of(votes, sentence, expected)
            parts += [
                Clause(span, _tagged(language_of(votes, span, expected_here), language))
                for span in clauses(text, sentence, conjunctions(expected_here))
            ]
    return Document(text, language, whole, tuple(found), tuple(parts), votes)


def language_of(votes: Votes, span: Span, expected: str) -> str:
    """The tag of the language of `span`: `expected`, or the primary subtag of one that outvotes it."""
    return _tagged(votes.language(span, primary(expected)), expected)


def _tagged(language: str, declared: str) -> str:
    return declared if language == primary(declared) else language
