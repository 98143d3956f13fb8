"""Roles of people as they stand in the text, with what belongs to them: "founder and chief executive"."""

from __future__ import annotations

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.words import Words

__all__ = ["gender", "role_at", "role_ending"]

_LONGEST = 4
_FIELD = 4


def role_at(words: Words, at: int, own: Lexicon) -> tuple[int, int] | None:
    """The role that begins with the word at `at`: its first word and the one behind its last; None where none does."""
    start = at
    while start < len(words.raw) and start - at < _LONGEST and words.low[start] in own.role_adjectives:
        if found := _core(words, start, own):
            return at, _further(words, found, own)
        start += 1
    found = _core(words, start, own)
    return (at, _further(words, found, own)) if found else None


def role_ending(words: Words, at: int, own: Lexicon) -> tuple[int, int] | None:
    """The role whose last word is at `at`, with the adjectives and the other role before it."""
    for length in range(_LONGEST, 0, -1):
        low = at - length + 1
        if low >= 0 and words.span(low, at + 1).of(words.text) in own.person_roles:
            while low > 0 and words.low[low - 1] in own.role_adjectives:
                low -= 1
            if low > 1 and words.raw[low - 1] in own.and_words:
                other = role_ending(words, low - 2, own)
                low = other[0] if other else low
            return low, at + 1
    return None


def _core(words: Words, at: int, own: Lexicon) -> int:
    """The index behind the longest role that begins at `at`; 0 where there is none."""
    for length in range(min(_LONGEST, len(words.raw) - at), 0, -1):
        if words.span(at, at + length).of(words.text) in own.person_roles:
            return at + length
    return 0


def _further(words: Words, end: int, own: Lexicon) -> int:
    """The end of a role with its adjectives ("general"), its field ("de operaciones") and a second role."""
    raw, low = words.raw, words.low
    while end < len(raw) and own.adjective_behind and low[end] in own.role_adjectives:
        end += 1
    if end + 1 < len(raw) and (low[end] in own.role_links) and low[end] not in own.and_words:
        last = end + 1
        while last < len(raw) and last - end <= _FIELD and low[last] in own.determiners:
            last += 1
        start = last
        # A field is no company and no person: its words have no capital.
        while last < len(raw) and last - start < _FIELD and _is_field(words, last, own):
            last += 1
        end = last if last > start and raw[start] not in own.company_nouns else end
    if end + 1 < len(raw) and low[end] in own.and_words:
        start = end + 1
        other = role_at(words, start, own)
        end = other[1] if other else end
    return end


def _is_field(words: Words, at: int, own: Lexicon) -> bool:
    word = words.raw[at]
    return (
        word[0].islower() and word not in own.function_words and word not in own.says and word not in own.company_verbs
    )


def gender(role: str, own: Lexicon) -> str:
    """What a role or title tells of who has it: "f", "m", or nothing."""
    if role.endswith(own.feminine_endings):
        return "f"
    return "m" if role.endswith(own.masculine_endings) else ""
