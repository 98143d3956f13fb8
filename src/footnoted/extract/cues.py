"""Cues in and before a run of capitals that vote on what it names: legal forms, nouns, roles, titles, places, deals."""

from __future__ import annotations

from footnoted import readers
from footnoted.extract.cues_before import cast_linked
from footnoted.extract.cues_behind import cast_behind
from footnoted.extract.lexicon import Lexicon
from footnoted.extract.offices import role_ending
from footnoted.extract.runs import Run, is_proper
from footnoted.extract.surnames import is_titled
from footnoted.extract.votes import Votes
from footnoted.extract.words import QUOTES, Words, words_of
from footnoted.languages import Document
from footnoted.readers import Reading, in_place

__all__ = ["Votes", "votes_of"]

_SURE, _STRONG, _FAIR, _SOME, _HALF, _HINT = 6.0, 4.0, 3.0, 2.0, 1.5, 1.0
_REACH = 8
_NOUN_REACH = 5
_STOPS = frozenset(".;:!?()–—")


def votes_of(document: Document, run: Run) -> Votes:
    """What the words in and around one run say of it."""
    words, votes = words_of(document), Votes()
    _within(document, run, votes)
    _taken_off(run, votes)
    _before(words, run, votes)
    cast_behind(words, run, votes)
    return votes


def _within(document: Document, run: Run, votes: Votes) -> None:
    words, own = words_of(document), run.lexicon
    inside = words.raw[run.low : run.high]
    telling = [word for word in inside if word in own.company_words and word not in own.other_nouns]
    # The last word is the head of "Markets Authority", the first that of "Superintendencia Financiera".
    headed = inside[0 if own.adjective_behind else -1] in own.other_nouns
    if len(inside) > 1 and telling and not headed:
        votes.cast("company", "word", _STRONG)
    if run.form:
        votes.cast("company", "form", _SURE)
        votes.legal_form = run.form
    if len(inside) == 1 and inside[0][-1].isdigit():
        votes.cast("company", "digit", -_HINT)  # a model more often than its maker
    _in_places(document, run, votes)
    if (
        not run.form
        and (inside[0] in own.other_nouns or inside[-1] in own.other_nouns)
        and not _is_plain_noun(run, own)
    ):
        votes.cast("other", "body", _STRONG if len(inside) > 1 else _FAIR)
    things = (inside[0].lower(), inside[-1].lower())
    if len(inside) > 1 and not telling and any(thing in own.facility_nouns for thing in things):
        votes.cast("facility", "word", _FAIR)
    if "&" in inside:
        votes.cast("company", "and", _FAIR)
    if run.tail and run.tail[0].isupper():
        told = run.tail in own.person_roles or run.tail in own.company_nouns or run.tail in own.company_words
        votes.cast("company", "tail", _FAIR if told else _HINT)
    elif run.tail:
        votes.cast("company", "backed", _HINT)
    if len(inside) == 1 and own.noun_capitals and not run.tail and not run.form:
        _as_noun(inside[0], run, votes)


def _is_plain_noun(run: Run, own: Lexicon) -> bool:
    """Whether a run is a single noun where all nouns have capitals, or one that only the sentence gives a capital."""
    return run.high - run.low == 1 and (own.noun_capitals or run.initial)


def _in_places(document: Document, run: Run, votes: Votes) -> None:
    """A name that the place reader reads, and a central bank: "Bank of" and a country."""
    inside, own = words_of(document).raw[run.low : run.high], run.lexicon
    for place in in_place(readers.places(document), run.span):
        if place.span.covers(run.span):
            votes.cast("place", "reader", _STRONG)
        elif place.span.end == run.span.end and inside[1:2] and _is_national(inside, place, own):
            votes.cast("other", "of a country", 2 * _SURE)


def _is_national(inside: tuple[str, ...], place: Reading, own: Lexicon) -> bool:
    """Whether a name is a word for a company "of" a country, and of no region: "Bank of England", "Banco de España"."""
    if inside[1] in own.bound_joiners:
        return True
    return inside[1] in own.of_words and inside[0] in own.company_words and "region" not in place.values


def _as_noun(word: str, run: Run, votes: Votes) -> None:
    """A word that may be a common noun, where all nouns have capitals."""
    own = run.lexicon
    if is_proper(word, own):
        votes.cast("company", "compound", _SOME)
    elif own.is_noun(word) and not (run.before and run.before[-1] in own.company_nouns):
        votes.cast("noun", "noun", _HALF if own.is_compound(word) else _STRONG)


def _taken_off(run: Run, votes: Votes) -> None:
    own = run.lexicon
    for whole in run.before[-1:]:
        # "Rütli-Partner Dominik Aeschbacher": the last part tells.
        told = whole.rpartition("-")[2]
        noun = told if told in own.person_roles and told in own.company_nouns else whole
        if noun in own.person_titles:
            votes.cast("person", "title", _SURE)
        elif noun in own.company_nouns and noun in own.person_roles:
            several = run.high - run.low > 1
            votes.cast("company", "noun", _HINT + 0.5 if several else _STRONG)
            votes.cast("person", "noun", _SOME + 0.5 if several else _HINT)
        elif noun in own.person_roles:
            # Where nouns have capitals a trade stands before companies too: "der Medizintechniker X".
            sure = run.high - run.low > 1 or not own.noun_capitals
            votes.cast("person", "role", _STRONG if sure else _SOME)
        elif noun in own.company_nouns:
            votes.cast("company", "noun", _SOME if noun in own.plain_nouns else _STRONG)
            votes.nouns.add(noun.lower())
        elif "-" in noun and noun in own.demonyms:
            votes.cast("company", "based", _FAIR)  # "Munich-based X"
        else:
            _cast_by_thing(noun, own, votes)


def _cast_by_thing(noun: str, own: Lexicon, votes: Votes) -> bool:
    """Let a noun for a place, a site or a thing vote; false where it is none."""
    for kind, nouns in (("place", own.place_nouns), ("facility", own.facility_nouns), ("other", own.other_nouns)):
        if noun in nouns:
            votes.cast(kind, "noun", _STRONG)
            return True
    return False


def _before(words: Words, run: Run, votes: Votes) -> None:
    own = run.lexicon
    at = run.low - len(run.before)
    back = [word for word in words.low[max(0, at - _REACH) : at] if word not in QUOTES]
    if not run.before and (not run.initial or (run.high - run.low > 1 and not own.noun_capitals)):
        votes.cast("company", "capital", _HINT if own.noun_capitals else _HALF)
    if not run.before and is_titled(words, run.low, own):
        votes.cast("person", "title", _SURE)
        return
    # What somebody said, and the mark that closes it, is no phrase of which the name behind them is a part.
    said = at > 0 and words.raw[at - 1] in QUOTES and words.starts[at] > words.ends[at - 1]
    if not back or back[-1] in _STOPS or said:
        return
    if not run.before:
        _beside(words, run, at, back, votes)
    # "An offer for Lisbon-based X" tells nothing of Lisbon.
    if not (run.before and own.noun_capitals) and not run.tail[:1].islower():
        cast_linked(words, run, at, back, votes)


def _beside(words: Words, run: Run, at: int, back: list[str], votes: Votes) -> None:
    """The noun that the name is set beside: "la gestora barcelonesa X", "the carrier X", "its arm, X,"."""
    own, last = run.lexicon, back[-1]
    if last == ",":
        _apposed(words, run, back, votes)
        return
    if last in own.determiners or last in own.indefinite or last in own.contractions or last in own.possessives:
        named = (
            run.form
            or run.tail
            or votes.weight("company") > _HINT + 0.5
            or (run.high - run.low > 1 and votes.weight("company") > _SOME)
        )
        if not named and (own.noun_capitals or run.high - run.low == 1):
            votes.cast("company", "article", -_FAIR if own.noun_capitals else -_SOME)
            votes.cast("noun", "article", _FAIR if own.noun_capitals else 0.0)
        return
    if last in own.function_words or last in own.company_verbs or last in own.says:
        return
    if own.noun_capitals:
        if last.endswith(own.adjective_endings) and words.raw[at - 1].islower() and len(back) > 1:
            before = back[-2]
            if before in own.determiners or before in own.indefinite or before in own.contractions:
                votes.cast("noun", "adjective", _SOME)
        return
    _nouns_beside(words, run, at, back, votes)


def _nouns_beside(words: Words, run: Run, at: int, back: list[str], votes: Votes) -> None:
    own = run.lexicon
    last, ahead = back[-1], back[-2] if len(back) > 1 else ""
    owned = run.high - run.low > 1 and at > 1 and not own.adjective_behind and words.raw[at - 2][0].isupper()
    if any(_by_noun_beside(word, phrase, own, votes, owned=owned) for word, phrase in _nearest(back, own)):
        return
    if not words.raw[at - 1].islower():
        return
    told = ahead in own.determiners or ahead in own.indefinite
    if last in own.demonyms and told:
        votes.cast("company", "demonym", _FAIR)
    elif told and last.isalpha():
        votes.cast("company", "beside", _HINT)


def _by_noun_beside(word: str, phrase: str, own: Lexicon, votes: Votes, *, owned: bool) -> bool:
    """Let the role or noun `word`, or it with the word before, vote; false where it is none.

    `owned`: a name stands before the role, so that it is a person's: "Three Oaks partner Sam Whitlock".
    """
    if word in own.person_roles or phrase in own.person_roles:
        both = word in own.company_nouns
        votes.cast("person", "role", _SOME if both and not owned else _STRONG)
        votes.cast("company", "noun", _SOME if both else 0.0)
        return True
    if phrase in own.facility_nouns:
        votes.cast("facility", "noun", _STRONG)
        return True
    if word in own.company_nouns or phrase in own.company_nouns:
        votes.cast("company", "noun", _STRONG)
        votes.nouns.add(word)
        return True
    if word in own.role_links or phrase.partition(" ")[0] in own.role_links:
        return False
    return _cast_by_thing(word, own, votes) or _cast_by_thing(phrase, own, votes)


def _nearest(back: list[str], own: Lexicon) -> list[tuple[str, str]]:
    """The words that may be the noun beside a name, each with the one before it, the nearest first."""
    found = []
    for index in range(len(back) - 1, max(-1, len(back) - 1 - _NOUN_REACH), -1):
        word = back[index]
        if not word[0].isalpha() or (word in own.determiners and word not in own.of_words):
            break
        if index == len(back) - 1 and (word in own.of_words or word in own.in_words):
            break
        # An adjective may stand between ("la gestora barcelonesa X"), or a second noun ("la fabricante de abonos X").
        if not own.adjective_behind and index < len(back) - 1:
            break
        if word in own.company_verbs or word in own.says:
            break
        found.append((word, f"{back[index - 1]} {word}" if index else word))
    return found


def _apposed(words: Words, run: Run, back: list[str], votes: Votes) -> None:
    """A name behind a comma and what it is: "its freight arm, X,", "su directora general, X,"."""
    own, head = run.lexicon, back[:-1]
    at = run.low - len(run.before)
    if not own.noun_capitals and words.raw[at - 2][0].isupper():
        _apposed_to_role(words, run, votes)
        return
    closed = words.raw[run.high : run.high + 1] and words.raw[run.high] in {",", ".", ";", ")", "–", "—"}
    for index in range(len(head) - 1, max(-1, len(head) - 1 - _REACH), -1):
        word = head[index]
        if not word[0].isalpha() and word not in "'’":
            return
        phrase = f"{head[index - 1]} {word}" if index else word
        if word in own.person_roles or phrase in own.person_roles:
            if word not in own.company_nouns or run.high - run.low > 1:
                votes.cast("person", "role", _STRONG if closed else _FAIR)
            return
        first = head[index - 1] if index else ""
        told = (
            first in own.determiners or first in own.possessives or (own.adjective_behind and first in own.indefinite)
        )
        if told and (head[index - 1] in own.of_words or head[max(0, index - 2)] in own.of_words):
            continue  # "the spokeswoman of the company, X"
        if word in own.company_nouns and closed and (told or not own.adjective_behind):
            votes.cast("company", "noun", _FAIR)
            votes.nouns.add(word)
            return
        # What stands before the article of an apposition is no part of it: "the company with his sister, X".
        if word in own.company_verbs or word in own.says or (word in own.possessives and index < len(head) - 1):
            return


def _apposed_to_role(words: Words, run: Run, votes: Votes) -> None:
    """A name behind the role and its company: "el consejero delegado de X, Y,"."""
    own, index = run.lexicon, run.low - 2
    while index > 0 and (words.raw[index][0].isupper() or words.raw[index] in own.name_joiners):
        index -= 1
    if not any(words.low[at] in own.employer_words for at in (index, index + 1)):
        return
    for start in range(index, max(-1, index - _REACH), -1):
        if found := role_ending(words, start, own):
            first = words.low[found[0] - 1] if found[0] else ""
            if first in own.determiners or first in own.possessives or found[0] in words.first:
                votes.cast("person", "role", _STRONG)
            return
        if not words.raw[start][0].isalpha():
            return
