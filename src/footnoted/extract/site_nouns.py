"""The words for sites in a sentence: nouns and pronouns for them, and which words belong to which."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from footnoted.extract.entities import Entity
from footnoted.extract.scenes import Scene
from footnoted.language_files import sections
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Named", "counted", "others", "segments", "site_nouns"]

Named = Sequence[tuple[Span, Entity]]
"""The named things of a text by place."""

_BESIDE = 3
_DOZEN = 12


def site_nouns(scene: Scene, inside: Named) -> list[Span]:
    """The nouns for sites of a sentence, in text order, that are no part of a name and no description of a company."""
    return [at for at in _all_nouns(scene) if not _is_in_name(at, inside) and not _is_company(scene, at)]


def segments(scene: Scene, stands: Sequence[Span]) -> dict[Span, Span]:
    """The words of each of several sites, divided at the last comma or "and" before each but the first."""
    low, found = scene.span.start, {}
    for index, at in enumerate(stands):
        high = _cut(scene, at, stands[index + 1]) if index + 1 < len(stands) else scene.span.end
        found[at] = Span(low, high)
        low = high
    return found


def counted(scene: Scene, noun: Span) -> int:
    """How many sites a noun speaks of by the number before it; one where none stands there."""
    words, low = scene.words, scene.words.inside(noun).start
    for index in range(low - 1, max(-1, low - 1 - _BESIDE), -1):
        word = words.low[index]
        if in_place(scene.quantities, words.span(index, index + 1)):
            return 1  # "a 120 MW plant"
        if word.isdecimal():
            return int(word)
        if word in (numbers := _numbers(scene.own.language)):
            return numbers[word]
        if not word[0].isalpha() or word in scene.own.function_words:
            break
    return 1


@cache
def _numbers(language: str) -> dict[str, int]:
    """The number words of a language up to a dozen."""
    entries = sections(language).get("numbers", {}).get("words", ())
    return {form: each["value"] for each in entries for form in each["forms"] if 1 < each["value"] <= _DOZEN}


def _cut(scene: Scene, at: Span, after: Span) -> int:
    """Where what belongs to the second of two sites begins."""
    words, own = scene.words, scene.own
    for index in reversed(words.inside(Span(at.end, after.start))):
        if words.raw[index] in {",", ";"} or words.raw[index] in own.and_words:
            return words.starts[index]
    return after.start


def others(scene: Scene, nouns: Sequence[Span], inside: Named) -> dict[Span, Span]:
    """Pronouns for one more site of the kind told of before, each with that noun: "another one in X", "otra en X"."""
    own, words = scene.own, scene.words
    found: dict[Span, Span] = {}
    towns = {span.start for span, entity in inside if entity.kind == "place"}
    for at in scene.found(scene.pack["site_pronouns"]):
        before = [noun for noun in nouns if noun.end <= at.start]
        low = words.at(at.end)
        behind = words.raw[low : low + 2]
        if before and len(behind) > 1 and behind[0] in own.in_words and words.starts[low + 1] in towns:
            found[at] = before[-1]
    return found


def _all_nouns(scene: Scene) -> list[Span]:
    """The nouns for sites, of "data centre campus" the whole."""
    found: list[Span] = []
    for span in scene.found(scene.own.facility_nouns):
        if _is_first_half(scene, span):
            continue
        if found and not scene.own.adjective_behind and span.start == found[-1].end + 1:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _is_first_half(scene: Scene, noun: Span) -> bool:
    """Whether a noun right behind makes one word of the two that is no site: "battery storage developer"."""
    own, words = scene.own, scene.words
    if own.noun_capitals or own.adjective_behind:
        return False
    at = words.at(noun.end)
    word = words.raw[at] if at < len(words.raw) and words.starts[at] == noun.end + 1 else ""
    somebody = word in own.company_nouns or word in own.person_roles
    return word.islower() and somebody and word not in own.facility_nouns


def _is_company(scene: Scene, noun: Span) -> bool:
    """Whether a noun says what a company is: "Hibiki Metals, the Osaka smelter"."""
    words, own = scene.words, scene.own
    if noun.of(scene.document.text) not in own.company_nouns:
        return False
    low = words.at(noun.start)
    for index in range(low - 1, max(words.inside(scene.span).start, low - 1 - _BESIDE), -1):
        if words.low[index] in own.determiners or words.low[index] in own.indefinite:
            before = words.starts[index - 1]
            return words.raw[index - 1] == "," and any(meant.span.end == before for meant in scene.companies)
    return False


def _is_in_name(noun: Span, inside: Named) -> bool:
    return any(span.covers(noun) and entity.kind in {"company", "person", "other"} for span, entity in inside)
