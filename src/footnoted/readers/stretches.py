"""A document as stretches of one language each, tokenised once for all readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from footnoted.languages import Document, Language, load
from footnoted.languages.compounds import split
from footnoted.languages.tokens import Tokens, tokenize
from footnoted.text import Span

__all__ = ["Stretch", "stretches"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring clauses of one language, as tokens."""

    tokens: Tokens
    language: Language


_KEPT: WeakKeyDictionary[Document, tuple[Stretch, ...]] = WeakKeyDictionary()


def stretches(document: Document) -> tuple[Stretch, ...]:
    """The stretches of `document`, together all of its text; computed once for each document.

    Raises `LanguageError` where there is no data for the document's language.
    """
    kept = _KEPT.get(document)
    if kept is None:
        kept = tuple(_stretch(document.text, span, load(tag)) for tag, span in _runs(document))
        _KEPT[document] = kept
    return kept


def _runs(document: Document) -> Iterator[tuple[str, Span]]:
    tag, start = document.language, 0
    for clause in document.clauses:
        if clause.language != tag:
            if clause.span.start > start:
                yield tag, Span(start, clause.span.start)
            tag, start = clause.language, clause.span.start
    yield tag, Span(start, len(document.text))


def _stretch(text: str, span: Span, language: Language) -> Stretch:
    numbers = language.numbers
    pieces = (lambda word: split(word, numbers)) if numbers.pieces else None
    return Stretch(tokenize(text, span, numbers.starts, pieces), language)
