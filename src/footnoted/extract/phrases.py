"""Noun phrases of a sentence that mean companies, each with what the word before it makes of it: by, from, to, of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.memory import Meant
from footnoted.extract.pack import Pack
from footnoted.extract.words import Words
from footnoted.languages.tokens import APOSTROPHES
from footnoted.text import Span

__all__ = ["Phrase", "phrases_of"]

_BACK = 6
_BETWEEN = 6
_VERBS = ("says_words", "planned_words", "perfect_words", "passive_words", "considered_words")


class Phrase(NamedTuple):
    """A company in its phrase: words `low` up to `high` with the preposition; `marks` what that may mean.

    No marks: a subject or an object. `owner`: it has what follows ("X's"). `joined`: it goes on an enumeration.
    """

    meant: Meant
    low: int
    high: int
    marks: frozenset[str] = frozenset()
    owner: bool = False
    joined: bool = False

    @property
    def is_subject(self) -> bool:
        """Whether it may be the subject of a verb."""
        return not self.marks and not self.owner


def phrases_of(
    words: Words, sentence: Span, own: Lexicon, pack: Pack, companies: Sequence[Meant]
) -> tuple[Phrase, ...]:
    """The phrases of the `companies` of a sentence, in text order, without appositions to the one before."""
    start = words.inside(sentence).start
    found: list[Phrase] = []
    for meant in companies:
        indices = words.inside(meant.span)
        low, marks = _marked(words, max(start, found[-1].high if found else start), indices.start, own, pack)
        phrase = Phrase(meant, low, indices.stop, marks, owner=words.is_tied(indices.stop, own.enclitics))
        before = found[-1] if found else None
        if before and _is_apposition(words, before, phrase, pack):
            continue
        if before and _is_named_now(words, before, phrase):
            found[-1] = phrase._replace(low=before.low, marks=before.marks, joined=before.joined)
            continue
        if before and (phrase.marks <= {"with"} and _goes_on(words, before, indices.start, own, pack)):
            phrase = phrase._replace(marks=before.marks, joined=True)
        found.append(phrase)
    return tuple(_without_pairs(words, found, own, pack))


def _without_pairs(words: Words, found: Sequence[Phrase], own: Lexicon, pack: Pack) -> Iterator[Phrase]:
    """The phrases without enumerations that no "and" ends: "the shareholder of X, the fund Y, controls" is two."""
    for index, phrase in enumerate(found):
        if not phrase.joined or _ends_in_and(words, found[index - 1 :], pack):
            yield phrase
            continue
        before = found[index - 1]
        low, marks = _marked(words, before.high, words.inside(phrase.meant.span).start, own, pack)
        yield phrase._replace(low=low, marks=marks, joined=False)


def _ends_in_and(words: Words, listed: Sequence[Phrase], pack: Pack) -> bool:
    """Whether "and" stands before a phrase that goes on the enumeration of the first of `listed`."""
    for before, phrase in pairwise(listed):
        if not phrase.joined:
            return False
        if any(word.lower() in pack["joining"] for word in words.raw[before.high : phrase.low + 1]):
            return True
    return False


def _marked(words: Words, stop: int, name: int, own: Lexicon, pack: Pack) -> tuple[int, frozenset[str]]:
    """Where the phrase of the name at `name` begins, and what the preposition or article there makes of it."""
    first = words.raw[name].lower()
    if first in own.company_pronouns:
        before = words.raw[name - 1].lower() if name > stop else ""
        return (name - 1, pack.markers[before]) if before in pack.markers else (name, frozenset())
    if first in own.determiners:
        return _closed(words, stop, name, own, pack)
    index = name
    for index in range(name - 1, max(stop, name - _BACK) - 1, -1):
        small = words.raw[index].lower()
        if small in own.determiners or small in own.indefinite:
            return _closed(words, stop, index, own, pack)
        if small in pack.markers and _is_trade(words, index, name, own):
            return _closed(words, stop, max(stop, index - 2), own, pack)
        if small in pack.markers:
            behalf = " ".join(words.raw[max(0, index - 2) : index]) in pack["by_phrases"]
            return index, frozenset({"by"}) if behalf else pack.markers[small]
        if small in APOSTROPHES or small in own.enclitics:
            continue
        verb = small in pack.verbs and words.raw[index] not in own.company_nouns
        # "In January X": the preposition is that of the time.
        time = small in own.calendar or words.raw[index] in pack["time_nouns"]
        if not small[0].isalpha() or small in own.function_words or verb or time:
            break
    return _described(words, stop, index, own, pack) or (name, frozenset())


def _described(words: Words, stop: int, comma: int, own: Lexicon, pack: Pack) -> tuple[int, frozenset[str]] | None:
    """The phrase in which somebody's noun stands before a comma and the name: "from its main shareholder, X"."""
    if words.raw[comma] != ",":
        return None
    nouns = words.raw[max(stop, comma - _BACK) : comma]
    for back in range(1, len(nouns) + 1):
        word, index = nouns[-back], comma - back
        if word.lower() in own.possessives:
            told = any(one in own.company_nouns or one in pack["holder_words"] for one in nouns[-back:])
            before = words.raw[index - 1].lower() if index > stop else ""
            return (index - 1, pack.markers[before]) if told and before in pack.markers else None
        if not word[0].isalpha() or word.lower() in own.function_words:
            return None
    return None


def _is_trade(words: Words, of: int, name: int, own: Lexicon) -> bool:
    """Whether "of" only says the trade of the company that is named: "la empresa de telecomunicaciones X"."""
    noun = words.raw[of - 1] if of else ""
    before = words.raw[of - 2].lower() if of > 1 else ""
    return (
        name - of > 1
        and words.raw[of].lower() in own.of_words
        and noun in own.company_nouns
        and (before in own.determiners or before in own.indefinite)
        and own.adjective_behind
    )


def _closed(words: Words, stop: int, article: int, own: Lexicon, pack: Pack) -> tuple[int, frozenset[str]]:
    """The phrase that the article at `article` begins: with the preposition before it, or the article's own case."""
    small = words.raw[article].lower()
    ahead = words.low[article - 1] if article > stop else ""
    adverb = any(" ".join(words.low[max(stop, article - size) : article]) in pack["adverbs"] for size in (2, 3))
    if ahead in pack.markers and ahead not in own.determiners and not adverb:
        return article - 1, pack.markers[ahead]
    marks = pack.markers.get(small, frozenset())
    if own.noun_capitals and "of" in marks and small not in pack["genitives"]:
        # "der": a genitive only right behind a noun or a figure.
        before = words.raw[article - 1] if article > stop else ""
        return article, marks if before[:1].isupper() or before == "%" else frozenset()
    return article, marks


def _is_apposition(words: Words, before: Phrase, phrase: Phrase, pack: Pack) -> bool:
    """Whether a phrase only says more of the name before it: "Wendlohe, the Bremerhaven utility,"."""
    if (phrase.meant.antecedent is None and phrase.meant.is_company) or phrase.marks:
        return False
    between = words.raw[before.high : phrase.low]
    ahead = words.raw[phrase.high].lower() if phrase.high < len(words.raw) else ""
    verb = ahead in pack.verbs or any(ahead in pack[name] for name in _VERBS)
    return between == (",",) and before.meant.is_company and not verb


def _is_named_now(words: Words, before: Phrase, phrase: Phrase) -> bool:
    """Whether a name says whom the reference before it means: "the project company, Kallaroo Bend"."""
    named = phrase.meant.is_company and phrase.meant.antecedent is None and not phrase.marks
    refers = before.meant.antecedent is not None or not before.meant.is_company
    noun = before.high - before.low > 1
    return named and refers and noun and words.raw[before.high : phrase.low] == (",",)


def _goes_on(words: Words, before: Phrase, name: int, own: Lexicon, pack: Pack) -> bool:
    """Whether only commas, "and" and what describes the two stands between two names."""
    between = words.raw[before.high : name]
    if len(between) > _BETWEEN or not between:
        return False
    joined = any(word == "," or word.lower() in pack["joining"] for word in between)
    free = (
        word
        for word in between
        if word != "," and word not in APOSTROPHES and word not in own.enclitics and word.lower() not in pack["joining"]
    )
    return joined and all(
        word[0].isalpha()
        and word.lower() not in pack.verbs
        and (word.lower() not in own.function_words or word.lower() in own.determiners or word.lower() in own.in_words)
        for word in free
    )
