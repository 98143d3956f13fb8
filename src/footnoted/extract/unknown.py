"""Names that stand in a clause and are not known to be anything: somebody who may play a part that then stays open."""

from __future__ import annotations

from footnoted import readers
from footnoted.extract.events import Event
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["names_somebody"]


def names_somebody(event: Event) -> bool:
    """Whether the clause of an event holds a capitalised name that is no company, person, place or figure.

    Where nouns have capitals only two in a row look like a name.
    """
    scene, words = event.scene, event.scene.words
    indices = words.inside(event.clause)
    run = 0
    for index in indices:
        word = words.raw[index]
        free = len(word) > 1 and word[0].isupper() and index not in words.first and word not in scene.own.not_names
        if not free or _is_known(event, words.span(index, index + 1)):
            run = 0
            continue
        run += 1
        if run > scene.own.noun_capitals:
            return True
    return False


def _is_known(event: Event, at: Span) -> bool:
    scene = event.scene
    word = at.of(scene.document.text)
    if word in scene.own.company_nouns or word in scene.own.other_nouns or word in scene.pack["people_words"]:
        return True
    if event.span.start <= at.start < event.span.end or in_place(scene.quantities, at):
        return True
    known = any(phrase.meant.span.start <= at.start < phrase.meant.span.end for phrase in scene.phrases)
    return known or bool(in_place(readers.places(scene.document), at) or in_place(readers.dates(scene.document), at))
