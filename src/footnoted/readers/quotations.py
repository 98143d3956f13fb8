"""The quotation reader: the words between quotation marks, what language they are in and whether they are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from footnoted.languages import Document
from footnoted.languages.quotation_marks import Quoted
from footnoted.languages.segment_data import attribution_verbs
from footnoted.languages.segments import language_of
from footnoted.languages.spans import stripped
from footnoted.readers.reading import Reading, Value
from footnoted.text import Span

__all__ = ["quotations"]

_ENDS = ".!?…"
# What may stand before the opening mark of a whole sentence, and behind its closing mark.
_INTRODUCES = ":,;.!?…—–-(«»“”\"'"
_FOLLOWS = ",;.!?…—–-)"
_ATTRIBUTION_MARKS = ",—–"
# "«Vamos bien —dijo Ana—. Y más»": an attribution between dashes, or from a dash to the end.
_INSET = re.compile(r"(?:(?<=\s)|(?<=[,.!?…]))[—–](?P<words>[^—–\n]{1,120})(?:[—–][.,;:]?|\Z)")
_WORD = re.compile(r"[^\W\d_]+")
# Among so many words of it stands its verb.
_WORDS_TO_A_VERB = 3
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
    for found in _said(document):
        words = _words(document.text, found.inside)
        if words.start == words.end:
            continue
        kind = _kind(document, found, words)
        if kind == "fragment" and before and before[1] == "direct" and _continues(document.text, before[0], found):
            kind = "direct"
        before = found, kind
        language = language_of(document.votes, [words], document.language_at(found.span.start))
        values: dict[str, Value] = {"text": words.of(document.text), "language": language, "kind": kind}
        values["complete"] = found.closed
        yield Reading("quotation", found.span, values, (("words", words),), ambiguous=found.cut)


def _said(document: Document) -> Iterator[Quoted]:
    """The quoted words of `document`, without the attributions that stand between dashes inside the marks."""
    for found in document.quoted:
        verbs = attribution_verbs(document.language_at(found.inside.start))
        start, inside = found.span.start, found.inside
        for inset in _INSET.finditer(document.text, inside.start, inside.end):
            if verbs.isdisjoint(inset.group("words").lower().split()[:_WORDS_TO_A_VERB]):
                continue
            said = stripped(document.text, Span(inside.start, inset.start()))
            yield Quoted(Span(start, said.end), said, closed=True)
            inside = stripped(document.text, Span(inset.end(), inside.end))
            start = inside.start
        yield Quoted(Span(start, found.span.end), inside, found.closed, found.cut)


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
    if before in _INTRODUCES and _is_attributed(document, found.span.end):
        return "direct"
    if not any(word[0].islower() for word in said.split()):
        return "direct" if said[-1] in _ENDS and before in _INTRODUCES else "fragment"
    if said[-1] in _ENDS or not found.closed:
        return "direct"
    comma = found.inside.end > words.end or text[found.span.end : found.span.end + 2].strip()[:1] in _FOLLOWS
    return "direct" if before in _INTRODUCES and comma else "fragment"


def _is_attributed(document: Document, at: int) -> bool:
    """Whether what follows tells who says it."""
    words = _WORD.findall(document.text, at, at + _LONGEST_ATTRIBUTION)[:_WORDS_TO_A_VERB]
    verbs = attribution_verbs(document.language_at(at))
    return document.text[at : at + 1] not in _ENDS and not verbs.isdisjoint(word.lower() for word in words)


def _before(document: Document, at: int) -> str:
    """The last character before `at` in its sentence, white space aside; empty at the sentence's start."""
    sentence = document.sentence_at(at)
    start = max(sentence.start if sentence else 0, at - 4)
    return document.text[start:at].rstrip()[-1:]


def _continues(text: str, before: Quoted, found: Quoted) -> bool:
    """Whether `found` goes on with what `before` begins: with no words between, or an attribution between marks."""
    gap = text[before.span.end : found.span.start]
    if not gap.strip():
        return True
    if len(gap) > _LONGEST_ATTRIBUTION or "\n" in gap:
        return False
    first, last = gap.lstrip()[0], gap.rstrip()[-1]
    return last in _ATTRIBUTION_MARKS and (first in _ATTRIBUTION_MARKS or text[before.inside.end - 1] == ",")
