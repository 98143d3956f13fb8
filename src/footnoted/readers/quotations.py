"""The quotation reader: the words between quotation marks, what language they are in and whether they are whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from footnoted.languages import Document
from footnoted.languages.segments import language_of
from footnoted.readers.quotation_marks import Quoted, quoted
from footnoted.readers.reading import Reading, Value
from footnoted.text import Span

__all__ = ["quotations"]

_ENDS = ".!?…"
# What may stand before the opening mark of a whole sentence, and behind its closing mark.
_INTRODUCES = ":,;.!?…—–-(«»“”\"'"
_FOLLOWS = ",;.!?…—–-)"
# Between two halves of one sentence stands no more than who says it.
_LONGEST_ATTRIBUTION = 120


@lru_cache(maxsize=4)
def quotations(document: Document) -> tuple[Reading, ...]:
    """All words of `document` in quotation marks, of every kind; of nested ones the outer.

    A reading's span holds words and marks, its part "words" the words. Values: `text`, the words without a comma at
    their end; `language`, by vote of their function words; `kind`, "direct" for a whole sentence, else "fragment";
    `complete`, false where no mark closes the quotation. It then ends with its paragraph, or, `ambiguous`, where the
    next quotation begins. What an attribution interrupts is two readings. Names and titles in quotation marks are read
    as well: what they are is not for the marks to tell.
    """
    return tuple(_readings(document))


def _readings(document: Document) -> Iterator[Reading]:
    before: tuple[Quoted, str] | None = None
    for found in quoted(document.text, document.paragraphs):
        words = _words(document.text, found.inside)
        if words.start == words.end:
            continue
        kind = _kind(document, found, words)
        if kind == "fragment" and before and before[1] == "direct" and _continues(document.text, before[0], found):
            kind = "direct"
        before = found, kind
        language = language_of(document.votes, words, document.language_at(found.span.start))
        values: dict[str, Value] = {"text": words.of(document.text), "language": language, "kind": kind}
        values["complete"] = found.closed
        yield Reading("quotation", found.span, values, (("words", words),), ambiguous=found.cut)


def _words(text: str, inside: Span) -> Span:
    end = inside.end
    while end > inside.start and (text[end - 1] == "," or text[end - 1].isspace()):
        end -= 1
    return Span(inside.start, end)


def _kind(document: Document, found: Quoted, words: Span) -> str:
    """Direct if the words begin like a sentence and end like one, or stand where only a whole sentence can."""
    text = document.text
    said = words.of(text)
    first = next((character for character in said if character.isalnum()), "")
    if not (first.isupper() or first.isdigit()):
        return "fragment"
    before = _before(document, found.span.start)
    if before == ":":
        return "direct"
    if not any(word[0].islower() for word in said.split()):
        return "direct" if said[-1] in _ENDS and before in _INTRODUCES else "fragment"
    if said[-1] in _ENDS or not found.closed:
        return "direct"
    comma = found.inside.end > words.end or text[found.span.end : found.span.end + 2].strip()[:1] in _FOLLOWS
    return "direct" if before in _INTRODUCES and comma else "fragment"


def _before(document: Document, at: int) -> str:
    """The last character before `at` in its sentence, white space aside; empty at the sentence's start."""
    sentence = document.sentence_at(at)
    start = max(sentence.start if sentence else 0, at - 4)
    return document.text[start:at].rstrip()[-1:]


def _continues(text: str, before: Quoted, found: Quoted) -> bool:
    """Whether `found` is the second half of the sentence that `before` begins: commas set the attribution apart."""
    gap = text[before.span.end : found.span.start]
    if len(gap) > _LONGEST_ATTRIBUTION or "\n" in gap:
        return False
    comma = gap.lstrip()[:1] == "," or text[before.inside.end - 1] == ","
    return comma and gap.rstrip()[-1:] == ","
