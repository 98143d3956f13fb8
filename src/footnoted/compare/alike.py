"""How alike two names are, and which names are compared at all."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Hashable, Iterator
from functools import lru_cache

__all__ = ["likeness", "name_blocks"]

_WORD = re.compile(r"\w+")
_SHORTEST_INITIALS = 2
_SHORTEST_SPELLED = 6
_SPELLED_ALIKE = 0.88
_EDGE = 4


def likeness(one: str, other: str) -> tuple[float, str]:
    """From 0 to 1, how likely two names mean one thing, by their words alone, and why."""
    mine, theirs = _words(one), _words(other)
    if mine == theirs:
        return 1.0, "the same name but for case, accents and signs"
    if sorted(mine) == sorted(theirs):
        return 0.95, "the same words in another order"
    short, long = sorted((mine, theirs), key=len)
    if short and set(short) <= set(long):
        return 0.6 + 0.3 * len("".join(short)) / len("".join(long)), "one name is a part of the other"
    if _initials(one) == theirs or _initials(other) == mine:
        return 0.7, "one name is the other's initials"
    ratio = _ratio(" ".join(mine), " ".join(theirs))
    return (0.8 * ratio, "spelled alike") if ratio >= _SPELLED_ALIKE else (0.0, "")


def name_blocks(name: str) -> Iterator[Hashable]:
    """Names that share one of these may be alike; those that share none are not."""
    words = _words(name)
    yield from (("word", word) for word in words)
    joined = "".join(words)
    if len(joined) >= _SHORTEST_SPELLED:
        yield from (("begins", joined[:_EDGE]), ("ends", joined[-_EDGE:]))
    if initials := _initials(name):
        yield ("word", initials[0])


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain))


def _initials(name: str) -> tuple[str, ...]:
    """The initials of a name of several words, as the one word that they make."""
    words = _words(name)
    return ("".join(word[0] for word in words),) if len(words) >= _SHORTEST_INITIALS else ()


def _ratio(one: str, other: str) -> float:
    if min(len(one), len(other)) < _SHORTEST_SPELLED:
        return 0.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SPELLED_ALIKE else 0.0
