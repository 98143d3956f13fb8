"""Where sentences end: full stops told from those of abbreviations, initials and ordinals by a language's data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from footnoted.languages.tokens import APOSTROPHES
from footnoted.text import Span

__all__ = ["Ending", "SentenceRules", "sentences"]

Ending = Literal["no", "number", "perhaps", "yes"]

_CLOSING = "\"'»«”“’‘›‹)]"
# One run of stops with the marks that close after it; nothing in it can be matched in two ways.
_END = re.compile(r"[.!?…]+[\"'»«”“’‘›‹)\]]*")
# What may stand between two sentences, before the second one's first word.
_OPENING = re.compile(r"[\s\"'«»„“”‚‘’›‹(\[¿¡–—-]*")
_WORD = re.compile(r"[^\W_]+")
_BRACKET = re.compile(r"\s*\(")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_ORDINAL = re.compile(r"\d{1,2}\.")
_LIST_MARK = re.compile(r"(?:\d{1,3}|[^\W\d_])\.")
# No abbreviation is longer: what stands before a full stop is looked at no further back.
_LONGEST = 24
# Nor does a sentence go on behind a longer bracket.
_LONGEST_BRACKET = 200


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """What a language's data says of the ends of its sentences.

    `abbreviations` tells of each whether a sentence may end with it; `starters` are the function words, in lower case,
    that begin a sentence when capitalised; `ordinals` is true where a full stop makes an ordinal ("1. August");
    `elided` are the words, in lower case, that an apostrophe ties to the next one ("dell'Ing.").
    """

    abbreviations: Mapping[str, Ending]
    starters: frozenset[str]
    ordinals: bool
    elided: tuple[str, ...] = ()


def sentences(text: str, paragraph: Span, rules: SentenceRules) -> Iterator[Span]:
    """The sentences of one paragraph of `text`, in order, without the white space around them."""
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        end = match.end()
        if end < paragraph.end and _ends(text, Span(start, end), match, rules):
            yield Span(start, end)
            start = _skip_space(text, end, paragraph.end)
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _ends(text: str, sentence: Span, match: re.Match[str], rules: SentenceRules) -> bool:
    """Whether a sentence ends with the stops and closing marks of `match`, the end of `sentence`."""
    following = _first_word(text, match.end())
    if not text[match.end()].isspace() or following[:1].islower():
        return False
    if ")" in match.group() and _is_inside(text, sentence):
        return False
    if match.group().rstrip(_CLOSING) != ".":
        return True
    return _full_stop_ends(text, Span(sentence.start, match.start() + 1), following, rules)


def _full_stop_ends(text: str, sentence: Span, following: str, rules: SentenceRules) -> bool:
    """Whether a sentence ends with the full stop that is the last character of `sentence`."""
    word = _word_before(text, sentence, rules)
    if word.start == sentence.start and _LIST_MARK.fullmatch(word.of(text)):
        return False
    match rules.abbreviations.get(word.of(text)) or _unlisted(word.of(text), rules):
        case "no":
            return False
        case "number":
            return not following[:1].isdigit()
        case "perhaps":
            # "US" is no "us": what is written in capitals throughout is a name.
            return following.lower() in rules.starters and following[1:] == following[1:].lower()
        case _:
            return word.of(text) not in rules.abbreviations or not _BRACKET.match(text, sentence.end)


def _is_inside(text: str, sentence: Span) -> bool:
    """Whether the bracket that closes here opened within the sentence: "(sic!)" ends none."""
    return text.rfind("(", max(sentence.start, sentence.end - _LONGEST_BRACKET), sentence.end) > sentence.start


def _unlisted(word: str, rules: SentenceRules) -> Ending:
    if _INITIALS.fullmatch(word) or (rules.ordinals and _ORDINAL.fullmatch(word)):
        return "perhaps"
    return "yes"


def _word_before(text: str, span: Span, rules: SentenceRules) -> Span:
    """The word that ends with the span's last character, a full stop; marks that open before it are no part of it."""
    start = max(span.start, span.end - _LONGEST)
    for at in range(span.end - 2, start - 1, -1):
        if text[at].isspace() or (text[at] in APOSTROPHES and _is_elided(text, at, rules)):
            start = at + 1
            break
    while start < span.end - 1 and not text[start].isalnum():
        start += 1
    return Span(start, span.end)


def _is_elided(text: str, apostrophe: int, rules: SentenceRules) -> bool:
    """Whether a word is tied to the next one by the apostrophe: "dell'Ing.", and not "else's."."""
    before = text[max(0, apostrophe - _LONGEST) : apostrophe]
    return before[before.rfind(" ") + 1 :].lower() in rules.elided


def _first_word(text: str, at: int) -> str:
    at = _OPENING.match(text, at, at + _LONGEST).end()  # type: ignore[union-attr]  # it matches the empty string too
    word = _WORD.match(text, at, at + _LONGEST)
    return word.group() if word else ""


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
