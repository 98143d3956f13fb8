"""Numbers written in one word ("zweihundertfünfzig", "zehnprozentige") taken apart into their pieces."""

from __future__ import annotations

from footnoted.languages.lexicon import Numbers

__all__ = ["split"]

_LONGEST = 120
"""Letters; longer number words are no quantities."""


def split(word: str, numbers: Numbers) -> list[str]:
    """The pieces of a lower-case word that is made of number pieces alone, at least two; else an empty list.

    Where there are several ways, the one with the longest pieces first.
    """
    if len(word) > _LONGEST or word[: numbers.shortest] not in numbers.prefixes:
        return []
    rests: dict[int, list[str] | None] = {len(word): []}
    for start in range(len(word) - numbers.shortest, -1, -1):
        rests[start] = _longest_first(word, start, rests, numbers)
    pieces = rests[0]
    return pieces if pieces and len(pieces) > 1 and pieces[0] in numbers.starts else []


def _longest_first(word: str, start: int, rests: dict[int, list[str] | None], numbers: Numbers) -> list[str] | None:
    for end in range(min(len(word), start + numbers.longest), start + numbers.shortest - 1, -1):
        rest = rests.get(end)
        if rest is not None and word[start:end] in numbers.pieces:
            return [word[start:end], *rest]
    return None
