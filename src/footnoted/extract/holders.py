"""Who holds the share behind "with": "X, the owner with 5 per cent", "the largest owner is with 5 per cent X"."""

from __future__ import annotations

from footnoted.extract.memory import Meant
from footnoted.extract.phrases import Phrase
from footnoted.extract.scenes import Scene
from footnoted.text import Span

__all__ = ["holder_with"]

_WITH, _STANDING, _INVERTED = 3, 12, 5
_BREAKS = frozenset(";:()")


def holder_with(scene: Scene, at: Span) -> Meant | None:
    """The company that a word for "with" right before the figure `at` gives it to; each figure has its own."""
    words = scene.words
    low = words.inside(at).start
    near = range(low - 1, max(low - _WITH, words.inside(scene.span).start), -1)
    index = next((i for i in near if words.low[i] in scene.pack["with_words"]), 0)
    if not index:
        return None
    return _behind(scene, at) if words.low[index - 1] in scene.own.copulas else _before(scene, index)


def _before(scene: Scene, index: int) -> Meant | None:
    """Who stands before "with", at once or before a standing among the holders: "X, the top shareholder, with"."""
    # "X, Y's largest shareholder with": whose shareholder X is holds nothing here.
    others = (phrase for phrase in scene.phrases if phrase.high <= index and not phrase.owner)
    ahead = [phrase for phrase in others if not _is_standing(scene, phrase)]
    if not ahead:
        return None
    if index - ahead[-1].high <= 1:
        return ahead[-1].meant
    between = scene.words.raw[ahead[-1].high : index]
    standing = scene.words.span(ahead[-1].high, index)
    opened = between[0] == "," or between[0] in scene.pack["relative_words"]
    told = opened and len(between) <= _STANDING and not _BREAKS & set(between)
    return ahead[-1].meant if told and scene.found(scene.pack["holder_words"], standing) else None


def _is_standing(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase only says what somebody is among the holders: "the largest shareholder"."""
    return phrase.meant.entity.kind == "nobody" and bool(scene.found(scene.pack["holder_words"], phrase.meant.span))


def _behind(scene: Scene, at: Span) -> Meant | None:
    """Who stands right behind the figure, where the verb stands before "with": "is with 5 per cent the fund X"."""
    words = scene.words
    high = words.inside(at).stop
    behind = next((phrase for phrase in scene.phrases if phrase.low >= high), None)
    near = behind is not None and behind.is_subject and behind.low - high <= _INVERTED
    return behind.meant if behind and near and "," not in words.raw[high : behind.low] else None
