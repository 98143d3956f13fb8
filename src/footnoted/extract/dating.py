"""When a fact is of: a date in its clause, or words for a time that name none ("in March", "now", "since 2019")."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted import readers
from footnoted.extract.model import DraftCell
from footnoted.extract.scenes import Scene
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["date_cells"]

_REACH = 3
_BREAKS = frozenset(",;:()")
_DATE, _WORDS = "as_of", "as_of_text"


def date_cells(scene: Scene, inside: Span, at: Span) -> dict[str, DraftCell]:
    """The cell of the only time that the words `inside` tell; none where they tell several.

    Only a time that the sentence begins with may stand behind a comma from the words `at`, whose time it is.
    """
    told = [(column, span) for column, span in _times(scene, inside) if _is_near(scene, span, at)]
    return {column: DraftCell(span) for column, span in told} if len(told) == 1 else {}


def _is_near(scene: Scene, span: Span, at: Span) -> bool:
    low, high = sorted((span, at))
    opens = scene.gap(scene.span.start, span.start) <= 1
    return opens or not set(scene.document.text[low.end : high.start]) & _BREAKS


def _times(scene: Scene, inside: Span) -> Iterator[tuple[str, Span]]:
    """Each time that is told, with the column it fills."""
    dates = [one.span for one in in_place(readers.dates(scene.document), inside) if inside.covers(one.span)]
    for span in dates:
        ahead = scene.words.before(span.start, _REACH)
        if scene.is_quoted(span) or any(word in scene.pack["until_words"] for word in ahead):
            continue
        since = scene.words.before(span.start, 1)
        if since and since[0] in scene.pack["since_words"]:
            low = scene.words.at(span.start) - 1
            yield _WORDS, Span(scene.words.starts[low], span.end)
        else:
            yield _DATE, span
    for span in scene.found(scene.pack["time_words"], inside):
        if not any(span.start < date.end and date.start < span.end for date in dates):
            yield _WORDS, span
