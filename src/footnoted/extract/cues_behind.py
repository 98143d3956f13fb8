"""Cues behind a run of capitals that vote on what it names: verbs, appositions, possessives, relative clauses."""

from __future__ import annotations

import itertools
from functools import cache

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.runs import Run
from footnoted.extract.votes import Votes
from footnoted.extract.words import QUOTES, Words
from footnoted.languages.tokens import APOSTROPHES

__all__ = ["behind_age", "cast_behind"]

_STRONG, _FAIR, _SOME, _HALF, _HINT = 4.0, 3.0, 2.0, 1.5, 1.0
_APPOSITION = 12
_CLOSED = 8
_AGE = 3
_STOPS = frozenset(".;:!?")
_OPENS = frozenset({",", "(", "–", "—"})


def cast_behind(words: Words, run: Run, votes: Votes) -> None:
    """Let the words behind `run` vote."""
    own = run.lexicon
    ahead = words.low[run.high : run.high + _APPOSITION]
    if not ahead or run.tail:
        return
    if ahead[0] in APOSTROPHES and ahead[1:2] and ahead[1] in own.enclitics:
        votes.cast("company", "possessive", _FAIR if _has_role(ahead[2:6], own) else _HINT)
        return
    if ahead[0] in APOSTROPHES and ahead[1:2] and ahead[1] in own.other_nouns and not own.noun_capitals:
        votes.cast("other", "possessive", 2 * _STRONG)  # "the Harbour Workers' Federation"
        return
    if ahead[0] in QUOTES:
        ahead = ahead[1:]
    if len(ahead) < 2:  # noqa: PLR2004 - a verb and what follows
        return
    governed = run.low > 0 and words.low[run.low - 1] in _prepositions(own)
    if not governed:
        _by_verb(words.raw[run.low], ahead, run, votes)
    if run.high - run.low > 1 and _has_employer(words, run, own):
        votes.cast("person", "of", _SOME)
    before = words.low[run.low - 1] if run.low else ""
    told = before in own.determiners or before in own.possessives or before in own.enclitics
    noun = next((each for each in (" ".join(ahead[:2]), ahead[0]) if each in own.facility_nouns), None)
    if noun and told and not own.noun_capitals:
        votes.cast("place" if noun in own.town_nouns else "facility", "noun behind", _FAIR)
    if ahead[0] in _OPENS:
        _apposition(words, run, votes)


def _by_verb(first: str, ahead: tuple[str, ...], run: Run, votes: Votes) -> None:
    """The verb of which a name is the subject: people say and are something, companies do business."""
    own, several, verb = run.lexicon, run.high - run.low > 1, ahead[0]
    if run.initial and not several and (first in own.common_nouns or (own.noun_capitals and own.is_noun(first))):
        return
    if verb in own.says:
        votes.cast("person", "says", _FAIR if several else _HINT)
        votes.cast("company", "says", 0.0 if several else _HALF)
    elif verb in own.copulas and _is_role(ahead, own):
        votes.cast("person", "is", _STRONG)
    elif verb in own.company_verbs:
        participle = own.noun_capitals and first.endswith(own.participle_endings)
        sure = run.initial and verb not in own.copulas and not participle
        votes.cast("company", "verb", _HALF if several else _FAIR + 0.5 if sure else _SOME)


@cache
def _prepositions(own: Lexicon) -> frozenset[str]:
    """The words behind which a name is no subject."""
    return own.of_words.forms | own.in_words.forms | own.party_words.forms | own.directions.forms


def _has_employer(words: Words, run: Run, own: Lexicon) -> bool:
    """Whether a company follows: "X at Y", "X, de la consultora Y"."""
    at = run.high + (words.raw[run.high] == ",")
    if at + 2 >= len(words.raw) or words.low[at] not in own.employer_words:
        return False
    ahead = words.raw[at + 1 : at + 4]
    noun = any(word in own.company_nouns for word in ahead) and not own.noun_capitals
    return noun or (at == run.high and words.low[at] in own.desk_words and ahead[0][0].isupper())


def _is_role(ahead: tuple[str, ...], own: Lexicon) -> bool:
    """Whether a role follows the verb: "is the founder of", "has been chief executive"."""
    start = 2 if ahead[1] in own.determiners or ahead[1] in own.indefinite or ahead[1] in own.copulas else 1
    told = ahead[start : start + 2]
    return not set(told[:1]) & _STOPS and _has_role(told, own) and told[0] not in own.company_nouns


def _has_role(ahead: tuple[str, ...], own: Lexicon) -> bool:
    pairs = (f"{one} {other}" for one, other in itertools.pairwise(ahead))
    return any(each in own.person_roles for each in (*ahead, *pairs))


def _apposition(words: Words, run: Run, votes: Votes) -> None:
    """A noun that follows: ", the Bremerhaven utility", ", chief executive of"; or a clause: ", who", ", que"."""
    own, start = run.lexicon, behind_age(words, run.high + 1)
    low = words.low[start : start + _APPOSITION]
    if low and (low[0] in own.relatives or low[0] in own.things):
        person = low[0] in own.relatives
        several = run.high - run.low > 1 and not own.adjective_behind
        votes.cast("person" if person else "company", "relative", _STRONG if person else _SOME if several else _HINT)
        return
    opened = False
    for index, word in enumerate(low):
        if word in own.determiners or word in own.indefinite or word in own.possessives:
            late = bool(index) and own.adjective_behind and not opened and word not in own.of_words
            if late or (opened and word not in own.of_words):
                return  # ", valoró la entrada del fondo": no apposition begins behind a verb
            opened = True
        elif word in own.enclitics and index and low[index - 1] in APOSTROPHES:
            opened = True  # "X, Norvane's co-founder": a name in the genitive is a determiner
        elif low[index + 1 : index + 2] in (("'",), ("’",)) or (index and low[index - 1] in own.in_words):
            continue  # "X, das in Betrieb geht": what stands behind "in" says nothing of X
        elif _by_apposed(low[index:], run, votes, opened=opened) or _ends(word, own, opened=opened):
            return


def _ends(word: str, own: Lexicon, *, opened: bool) -> bool:
    """Whether an apposition ends with `word`, or has not begun before it."""
    if (word in own.of_words and opened) or not (word[0].isalnum() or word in "'’-"):
        return True
    return not opened and (word in own.company_verbs or word in own.function_words)


def _by_apposed(low: tuple[str, ...], run: Run, votes: Votes, *, opened: bool) -> bool:
    """Let the role or noun that `low` begins with vote; false where it begins with neither."""
    own, word = run.lexicon, low[0]
    phrases = (word, " ".join(low[:2]), " ".join(low[:3]))
    if any(phrase in own.person_roles for phrase in phrases):
        _cast_role(low, run, own, votes)
        return True
    if any(phrase in own.company_nouns for phrase in phrases[:2]):
        if opened or own.noun_capitals or own.adjective_behind:
            sure = run.high - run.low > 1 or not run.initial or _is_closed(low)
            votes.cast("company", "noun after", _FAIR if sure else _HINT)
            votes.nouns.add(word)
        return True
    return opened and _cast_by_thing(word, own, votes)


def behind_age(words: Words, at: int) -> int:
    """The index behind an age with its comma ("58, the founder", "de 58 años, dueño"); `at` where there is none."""
    for index in range(at, min(len(words.raw), at + _AGE)):
        if words.raw[index].isdigit() and len(words.raw[index]) < _AGE:
            end = next((i for i in range(index + 1, min(len(words.raw), index + _AGE)) if words.raw[i] in ",)"), at)
            return end + 1 + (words.raw[end + 1 : end + 2] == (",",)) if end > at else at
    return at


def _is_closed(low: tuple[str, ...]) -> bool:
    """Whether a comma ends an apposition soon, and is no decimal mark."""
    return any(word == "," and not after.isdigit() for word, after in itertools.pairwise(low))


def _cast_by_thing(word: str, own: Lexicon, votes: Votes) -> bool:
    for kind, nouns, weight in (
        ("facility", own.facility_nouns, _FAIR),
        ("place", own.place_nouns, _SOME),
        ("other", own.other_nouns, _SOME),
    ):
        if word in nouns:
            votes.cast(kind, "noun after", weight)
            return True
    return False


def _cast_role(low: tuple[str, ...], run: Run, own: Lexicon, votes: Votes) -> None:
    """A role behind a name: of a person, or a noun for a company as well ("the investor", "the owner of")."""
    several = run.high - run.low > 1
    if low[0] not in own.company_nouns:
        votes.cast("person", "role after", _STRONG)
    elif several and not any(word.isdigit() for word in low[1:4]):
        votes.cast("person", "role after", _FAIR)
    else:
        votes.cast("company", "noun after", _FAIR)
