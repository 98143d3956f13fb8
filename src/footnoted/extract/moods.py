"""Voice and mood of an event: who acts, and whether it has happened, is meant to, might, or is denied."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from footnoted.extract.lexicon import Bag
from footnoted.extract.pack import Pack, Trigger

__all__ = ["Mood", "mood_of", "voice_of"]

_NEAR = 4
_BY = 4
_AFTER = 2


class Mood(Enum):
    """How real an event is."""

    DONE = "completed"
    PRESENT = "present"
    PLANNED = "planned"
    CONSIDERED = "considered"
    DENIED = "denied"
    UNDER_WAY = "in_progress"
    OPEN = ""


def voice_of(pack: Pack, small: Sequence[str], trigger: Trigger, low: int, clause: range) -> str:
    """Tell a noun, an active and a passive verb apart."""
    if not trigger.is_verb:
        return "noun"
    if "participle" not in trigger.tenses:
        return "active"
    if pack["verb_final"].opens("yes"):
        return "passive" if _any(pack["passive_words"], small, clause) else "active"
    before = range(max(clause.start, low - _NEAR), low)
    if _any(pack["perfect_words"], small, before) and not _any(pack["been_words"], small, before):
        return "active"
    if _any(pack["passive_words"], small, range(max(clause.start, low - 2), low)):
        return "passive"
    behind = range(low + len(trigger.words), min(clause.stop, low + len(trigger.words) + _BY))
    by = any("by" in pack.markers.get(small[index], ()) for index in behind[:2])
    return "passive" if by or "past" not in trigger.tenses else "active"


def mood_of(pack: Pack, small: Sequence[str], trigger: Trigger, low: int, clause: range) -> Mood:
    """The mood that a verb's form, its auxiliaries and a negation tell; of a noun, what stands around it."""
    final = pack["verb_final"].opens("yes")
    around = clause if final else range(max(clause.start, low - _NEAR), low)
    if _any(pack["denied_words"], small, around):
        return Mood.DENIED
    if _any(pack["considered_words"], small, around) or "conditional" in trigger.tenses:
        # "X said it would": what is reported is meant.
        return Mood.PLANNED if _any(pack["reported_words"], small, range(clause.start, low)) else Mood.CONSIDERED
    return _by_tense(pack, small, trigger, low, around)


def _by_tense(pack: Pack, small: Sequence[str], trigger: Trigger, low: int, around: range) -> Mood:
    """The mood of a verb that nothing denies or doubts."""
    tenses = trigger.tenses
    ahead = range(max(around.start, low - _AFTER), low) if tenses <= {"infinitive", "gerund"} else range(0)
    if _any(pack["done_prepositions"], small, ahead):
        return Mood.DONE
    if "future" in tenses or _will(pack, small, trigger, around):
        return Mood.PLANNED
    if not tenses:
        return Mood.OPEN
    helped = _any(pack["perfect_words"], small, around) or _any(pack["passive_words"], small, around)
    if "present" in tenses and "past" not in tenses and not ("participle" in tenses and helped):
        return Mood.PRESENT
    if "gerund" in tenses:
        return Mood.UNDER_WAY if _any(pack["passive_words"], small, around) else Mood.OPEN
    return Mood.PRESENT if tenses == {"infinitive"} else Mood.DONE


def _will(pack: Pack, small: Sequence[str], trigger: Trigger, around: range) -> bool:
    """Whether a word for the future governs an infinitive, also a passive one; a noun is taken as it comes."""
    if not trigger.is_verb:
        return False
    if "infinitive" in trigger.tenses:
        return _any(pack["planned_words"], small, around)
    if "participle" not in trigger.tenses or not _any(pack["passive_words"], small, around):
        return False
    # "Will be built", "soll gebaut werden", "será construida"; "wird gebaut" is done now.
    passive = any(small[i] in pack["planned_words"] and small[i] not in pack["passive_words"] for i in around)
    return passive or _any(pack["passive_futures"], small, around)


def _any(bag: Bag, small: Sequence[str], indices: range) -> bool:
    for index in indices:
        if bag.opens(small[index]):
            for length in range(1, bag.longest + 1):
                if " ".join(small[index : index + length]) in bag:
                    return True
    return False
