"""What the preposition or verb before a run of capitals tells of it: "chief executive of X", "shares in X", "in X"."""

from __future__ import annotations

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.offices import role_ending
from footnoted.extract.runs import Run
from footnoted.extract.votes import Votes
from footnoted.extract.words import Words

__all__ = ["cast_linked"]

_STRONG, _FAIR, _SOME, _HALF, _HINT = 4.0, 3.0, 2.0, 1.5, 1.0
_DEAL_REACH = 4


def cast_linked(words: Words, run: Run, at: int, back: list[str], votes: Votes) -> None:
    """What the preposition or verb before a name tells: "chief executive of X", "shares in X", "in X", "by X"."""
    own, last = run.lexicon, back[-1]
    article = last in own.determiners and len(back) > 1 and last not in own.of_words
    if last in own.copulas and role_ending(words, at - 2, own):
        votes.cast("person", "is", _STRONG)
        return
    link, rest = (back[-2], back[:-2]) if article else (last, back[:-1])
    if not _by_noun(words, run, at, (link, *rest[-_DEAL_REACH:]), votes):
        _by_link(words, run, link, votes, article=article)


def _by_noun(words: Words, run: Run, at: int, back: tuple[str, ...], votes: Votes) -> bool:
    """What the noun before a preposition tells: "shares in X", "chief executive of X", "the town of X"."""
    own, link, nouns = run.lexicon, back[0], list(back[1:])
    linked = link in own.of_words or link in own.in_words or link in own.party_words
    if linked or link in own.directions:
        plain = own.noun_capitals or words.raw[at - 2].islower() or at - 2 in words.first
        sited = (link in own.in_words or own.adjective_behind) and bool(nouns) and nouns[-1] in own.facility_nouns
        dealt = nouns[-2:] if link in own.of_words and link not in own.in_words else nouns[-1:]
        bag = own.share_nouns if link in own.in_words else own.deal_nouns
        if any(noun in bag for noun in dealt) and plain and not sited:
            votes.cast("company", "deal", _SOME if own.noun_capitals else _FAIR - 0.5)
            return True
        if link in own.of_words and not sited and _is_role(nouns, own):
            votes.cast("company", "role of", _FAIR)
            return True
        thing = nouns[-1] if nouns else ""
        if link in own.of_words and (thing in own.facility_nouns or _is_site(nouns[-3:], own)):
            if link in own.in_words:
                votes.cast("place", "site in", _FAIR)
                return False
            # "la planta de X" is a town's as often as a company's, "das Werk von X" a company's.
            votes.cast(*(("company", "site of", _SOME) if own.noun_capitals else ("place", "site of", _FAIR)))
            return own.noun_capitals
        if link in own.of_words and (thing in own.place_nouns or thing in own.other_nouns):
            votes.cast("place" if thing in own.place_nouns else "other", "noun of", _FAIR)
            return True
    return False


def _by_link(words: Words, run: Run, link: str, votes: Votes, *, article: bool) -> None:
    """What the preposition or verb before a name tells by itself."""
    own = run.lexicon
    if link in own.in_words and link in own.party_words and words.raw[run.low - 2] not in own.facility_nouns:
        # "bei X": at a company as often as near a town.
        votes.cast("place", "near", _HINT)
        votes.cast("company", "party", _HINT)
    elif link in own.in_words:
        votes.cast("place", "in", _FAIR if not article else _HINT)
    elif link in own.party_words and not (article and own.noun_capitals):
        votes.cast("company", "party", _HALF if run.high - run.low == 1 or own.noun_capitals else _HINT)
    elif link in own.directions:
        votes.cast("company", "direction", _HALF / 2)
        votes.cast("place", "direction", _HINT)
    elif link in own.says and not article:
        several = run.high - run.low > 1
        votes.cast("person", "says", _FAIR if several else _HINT)
        votes.cast("company", "says", 0.0 if several else _HALF)
    elif link in own.company_verbs and not article and words.raw[run.low - len(run.before) - 1][0].islower():
        votes.cast("company", "verb before", _HALF)


def _is_site(nouns: list[str], own: Lexicon) -> bool:
    """Whether words are a site and what it makes: "planta de harina"."""
    return len(nouns) > 2 and nouns[0] in own.facility_nouns and nouns[1] in own.of_words  # noqa: PLR2004 - its three


def _is_role(nouns: list[str], own: Lexicon) -> bool:
    """Whether words end in a role of a company, with its field behind it at most ("director de operaciones")."""
    for index in range(len(nouns) - 1, -1, -1):
        word = nouns[index]
        pair = f"{nouns[index - 1]} {word}" if index else word
        if word in own.person_roles or pair in own.person_roles:
            return word not in own.public_roles and word not in own.company_nouns
        if not word.isalpha() or (word in own.function_words and word not in own.of_words):
            return False
        # "eine Sprecherin sprach von X": where nouns have capitals only a noun may stand between a role and its "of".
        if own.noun_capitals and word not in own.of_words and not own.is_noun(word):
            return False
    return False
