"""What the preposition or verb before a run of capitals tells of it: "chief executive of X", "shares in X", "in X"."""

from __future__ import annotations

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.offices import role_ending
from footnoted.extract.runs import Run
from footnoted.extract.votes import Votes
from footnoted.extract.words import QUOTES, Words

__all__ = ["cast_linked"]

_SURE, _STRONG, _FAIR, _SOME, _HALF, _HINT = 6.0, 4.0, 3.0, 2.0, 1.5, 1.0
_DEAL_REACH = 4
_SPELLED = 9
_QUOTED = 3


def cast_linked(words: Words, run: Run, at: int, back: list[str], votes: Votes) -> None:
    """What the preposition or verb before a name tells: "chief executive of X", "shares in X", "in X", "by X"."""
    own, last = run.lexicon, back[-1]
    article = last in own.determiners and len(back) > 1 and last not in own.of_words
    if last in own.copulas and role_ending(words, at - 2, own):
        votes.cast("person", "is", _STRONG)
        return
    link, rest = (back[-2], back[:-2]) if article else (last, back[:-1])
    if link in own.employer_words and not article and _is_employer(words, at - 1, own):
        votes.cast("company", "employer", _FAIR)
        return
    if not _by_share(run, link, rest[-_DEAL_REACH:], votes) and not _by_noun(
        words, run, at, (link, *rest[-_DEAL_REACH:]), votes
    ):
        _by_link(words, run, link, votes, article=article)


def _is_speech(words: Words, at: int, own: Lexicon) -> bool:
    """Whether the word before `at` is right behind a quotation and its comma, where verbs stand: "», opina X"."""
    quoted = at > _QUOTED and words.raw[at - 2] == "," and words.raw[at - _QUOTED] in QUOTES
    return own.verb_first and quoted and words.raw[at - 1].islower() and words.low[at - 1] not in own.function_words


def _is_employer(words: Words, at: int, own: Lexicon) -> bool:
    """Whether the preposition at `at` stands behind a person with a role: "la analista Ana Ruiz, de X"."""
    high = at - (words.raw[at - 1] == ",")
    low = high
    while low > 0 and high - low < _DEAL_REACH and _may_be_name(words.raw[low - 1], own):
        low -= 1
    town = words.low[at] in own.in_words and words.low[at] not in own.desk_words
    return high - low > 1 and low > 0 and not town and role_ending(words, low - 1, own) is not None


def _may_be_name(word: str, own: Lexicon) -> bool:
    return word[0].isupper() and not (own.noun_capitals and own.is_noun(word))


def _by_share(run: Run, link: str, nouns: list[str], votes: Votes) -> bool:
    """What a share that somebody has tells: "holds 35% of X", not any "35% of X"."""
    own = run.lexicon
    if link not in own.of_words or not any(noun in own.share_nouns and not noun.isalpha() for noun in nouns[-1:]):
        return False
    held = any(noun in own.company_verbs for noun in nouns)
    votes.cast("company", "held", _FAIR - 0.5 if held else 0.0)
    return held


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
        if link in own.of_words and not sited and (kind := _kind_of_role(_spelled(words, at, nouns), link, own)):
            votes.cast(*((kind, "role of", _FAIR) if kind == "company" else (kind, "office of", _SURE)))
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
    elif (link in own.says or _is_speech(words, run.low - len(run.before), own)) and not article:
        several = run.high - run.low > 1
        votes.cast("person", "says", _FAIR if several else _HINT)
        votes.cast("company", "says", 0.0 if several else _HALF)
    elif link in own.company_verbs and not article and words.raw[run.low - len(run.before) - 1][0].islower():
        votes.cast("company", "verb before", _HALF)


def _is_site(nouns: list[str], own: Lexicon) -> bool:
    """Whether words are a site and what it makes: "planta de harina"."""
    return len(nouns) > 2 and nouns[0] in own.facility_nouns and nouns[1] in own.of_words  # noqa: PLR2004 - its three


def _spelled(words: Words, at: int, nouns: list[str]) -> list[str]:
    """The words that end with `nouns`, before the one at `at`, as the text spells them."""
    near = {word.lower(): word for word in words.raw[max(0, at - _SPELLED) : at]}
    return [near.get(noun, noun) for noun in nouns]


def _kind_of_role(nouns: list[str], link: str, own: Lexicon) -> str:
    """What has the role that words end in ("director de operaciones"): company, other of an office; empty for none."""
    for index in range(len(nouns) - 1, -1, -1):
        word = nouns[index]
        pair = f"{nouns[index - 1]} {word}" if index else word
        if word in own.person_roles or pair in own.person_roles:
            behind = nouns[index + 1] if index + 1 < len(nouns) else ""
            # "the pilot line in X": a role that stands before a noun of its own is none.
            headed = behind and not own.adjective_behind and behind not in own.of_words
            # "the owner of X" may be a company, "a partner at X" is none.
            if headed or (word in own.company_nouns and link not in own.desk_words):
                return ""
            # "el consejero vasco de X": an office of a country or a region.
            national = own.adjective_behind and behind in own.demonyms
            return "other" if national or word in own.public_roles or pair in own.public_roles else "company"
        if not word.isalpha() or (word in own.function_words and word not in own.of_words):
            return ""
        # "an analyst at X in Y": no role reaches beyond a name.
        if word[0].isupper() and not own.noun_capitals:
            return ""
        # "eine Sprecherin sprach von X": where nouns have capitals only a noun may stand between a role and its "of".
        if own.noun_capitals and word not in own.of_words and not own.is_noun(word):
            return ""
    return ""
