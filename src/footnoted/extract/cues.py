"""Cues around a run of capitals that vote on what it names: legal forms, nouns, roles, titles, places, verbs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from footnoted import readers
from footnoted.extract.lexicon import Lexicon
from footnoted.extract.runs import Run
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.readers import in_place
from footnoted.text import Span

__all__ = ["Votes", "legal_form_after", "votes_of"]

_SURE, _STRONG, _FAIR, _SOME, _HINT = 6.0, 4.0, 3.0, 2.0, 1.0
_HALF = 0.5
_NEAR = 7
_APPOSITION = 7


@dataclass(slots=True)
class Votes:
    """How strongly each cue speaks for each kind; a cue counts once, however often it is seen."""

    cues: dict[tuple[str, str], float] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)
    legal_form: Span | None = None

    def cast(self, kind: str, cue: str, weight: float) -> None:
        """Let `cue` speak for `kind`."""
        self.cues[kind, cue] = max(weight, self.cues.get((kind, cue), 0.0))

    def add(self, other: Votes) -> None:
        """Count the cues of another mention too."""
        for (kind, cue), weight in other.cues.items():
            self.cast(kind, cue, weight)
        self.nouns |= other.nouns
        self.legal_form = self.legal_form or other.legal_form

    def weight(self, kind: str) -> float:
        """How much is said for `kind`."""
        return sum(weight for (own, _), weight in self.cues.items() if own == kind)

    def kind(self, least: float) -> str:
        """The kind most is said for, "none" where that is less than `least` or no more than for another."""
        counts: Counter[str] = Counter()
        for (kind, _), weight in self.cues.items():
            counts[kind] += weight  # type: ignore[assignment]
        ranked = counts.most_common(2)
        if not ranked or ranked[0][1] < least:
            return "none"
        return "none" if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _HINT else ranked[0][0]


def votes_of(document: Document, run: Run) -> Votes:
    """What the words in and around one run say of it."""
    words, votes = words_of(document), Votes()
    _within(document, run, votes)
    _taken_off(run, votes)
    _before(words, run, votes)
    _after(words, run, votes)
    return votes


def legal_form_after(text: str, span: Span, own: Lexicon) -> Span | None:
    """The legal form that follows a name, a comma aside."""
    start = span.end + (2 if text[span.end : span.end + 2] == ", " else 1)
    for form in own.legal_forms:
        end = start + len(form)
        if text.startswith(form, start) and not text[end : end + 1].isalnum():
            return Span(start, end)
    return None


def _within(document: Document, run: Run, votes: Votes) -> None:
    text, own = document.text, run.lexicon
    words = run.span.of(text).split()
    if len(words) > 1 and any(word in own.company_words for word in words):
        votes.cast("company", "word", _STRONG)
    elif words[0] in own.company_words and words[0] not in own.company_nouns and own.noun_capitals:
        votes.cast("company", "word", _SOME)
    if own.noun_capitals and len(words) > 1 and words[0] in own.company_nouns:
        votes.cast("company", "noun", _SOME)
    form = legal_form_after(text, run.span, own)
    if form is None and words[-1] in own.legal_forms and len(words) > 1:
        form = Span(run.span.end - len(words[-1]), run.span.end)
    if form:
        votes.cast("company", "form", _SURE)
        votes.legal_form = form
    for place in in_place(readers.places(document), run.span):
        if place.span == run.span or place.span.covers(run.span):
            votes.cast("place", "reader", _STRONG)
    if run.tail:
        if run.tail in own.person_roles or run.tail in own.company_nouns or run.tail in own.company_words:
            votes.cast("company", "tail", _FAIR)
        else:
            votes.cast("company", "compound", _HINT)


def _taken_off(run: Run, votes: Votes) -> None:
    own = run.lexicon
    for noun in run.before[-1:]:
        if noun in own.person_titles:
            votes.cast("person", "title", _SURE)
        elif noun in own.other_nouns:
            votes.cast("other", "noun", _STRONG)
        elif noun in own.company_nouns and noun in own.person_roles:
            votes.cast("company", "noun", _SOME)
            votes.cast("person", "noun", _SOME - _HALF)
        elif noun in own.person_roles:
            votes.cast("person", "role", _STRONG)
        elif noun in own.company_nouns:
            votes.cast("company", "noun", _SOME if noun in own.plain_nouns else _STRONG)
            votes.nouns.add(noun.lower())


def _before(words: Words, run: Run, votes: Votes) -> None:
    """The noun that the name is set beside ("la gestora barcelonesa X", "the carrier X"), or the role of a person."""
    own = run.lexicon
    low = bisect_left(words.starts, run.span.start) - len(run.before)
    back = words.raw[max(0, low - _NEAR) : low]
    if not run.before:
        _beside(back, own, votes)
    joined = [word.lower() for word in back]
    if not run.initial and not own.noun_capitals:
        votes.cast("company", "capital", _HINT)
    if any(word in own.other_nouns and word[0].isupper() for word in back[-3:]):
        votes.cast("other", "body", _STRONG)
    verb = joined and joined[-1] in own.company_verbs and not own.noun_capitals
    if joined and (joined[-1] in own.party_words or verb):
        votes.cast("company", "party", _SOME if not own.noun_capitals else _HINT)
    if not own.noun_capitals and joined and joined[-1] in own.of_words and "%" in joined[-4:]:
        votes.cast("company", "share of", _FAIR)
    if (joined and joined[-1] in own.of_words) or (
        joined[-2:-1] and joined[-2] in own.of_words and joined[-1] in own.determiners
    ):
        nouns = joined[:-1]
        if any(noun in own.person_roles for noun in nouns[-2:]):
            votes.cast("company", "role of", _SOME)
        if nouns and nouns[-1] in own.says:
            votes.cast("person", "says", _HINT)
    if joined and joined[-1] in own.in_words and joined[-1] not in own.of_words:
        votes.cast("place", "in", _FAIR)


def _beside(back: tuple[str, ...], own: Lexicon, votes: Votes) -> None:
    if back and back[-1] == ",":
        if any(word.lower() in own.person_roles for word in back):
            votes.cast("person", "role", _STRONG)
        return
    # An adjective may stand between ("la gestora barcelonesa X") where it follows its noun.
    reach = 2 if own.adjective_behind else 1
    words = [word.lower() for word in reversed(back)]
    for word, ahead in zip(words[:reach], [*words[1:], ""], strict=False):
        if not word[0].isalnum() or word in own.of_words or word in own.in_words:
            return
        if _cast_by_noun(word, f"{ahead} {word}", own, votes):
            return
        if any(word in stop for stop in (own.determiners, own.function_words, own.says, own.company_verbs)):
            return


def _cast_by_noun(noun: str, phrase: str, own: Lexicon, votes: Votes) -> bool:
    """Let the noun beside a name vote; false where it is none that tells."""
    if noun in own.person_roles and noun in own.company_nouns:
        votes.cast("person", "role or noun", _SOME)
        votes.cast("company", "role or noun", _SOME - _HALF)
    elif noun in own.person_roles or phrase in own.person_roles:
        votes.cast("person", "role", _STRONG)
    elif noun in own.other_nouns:
        votes.cast("other", "noun", _STRONG)
    elif noun in own.company_nouns:
        votes.cast("company", "noun", _STRONG)
        votes.nouns.add(noun)
    else:
        return False
    return True


def _after(words: Words, run: Run, votes: Votes) -> None:
    own = run.lexicon
    high = bisect_left(words.starts, run.span.end)
    ahead = [word.lower() for word in words.raw[high : high + _APPOSITION]]
    if ahead[:2] == ["'", "s"] or ahead[:2] == ["’", "s"]:
        if any(
            word in own.person_roles or f"{word} {after}" in own.person_roles for word, after in pairwise(ahead[2:5])
        ):
            votes.cast("company", "role", _FAIR)
        return
    back = words.before(run.span.start, 1)
    if (ahead and ahead[0] in own.says) or (back and back[0] in own.says):
        votes.cast("person", "says", _FAIR if " " in run.span.of(words.text) else _HINT)
    if ahead and ahead[0] in own.company_verbs and (run.initial or not own.noun_capitals):
        votes.cast("company", "verb", _SOME)
    if ahead and ahead[0] in {",", "(", "–", "—"} and (not run.initial or " " in run.span.of(words.text)):
        _apposition(ahead[1:], own, votes)


def _apposition(ahead: list[str], own: Lexicon, votes: Votes) -> None:
    """A noun that follows in an apposition: ", the Bremerhaven utility", ", chief executive of"."""
    opened = False
    for index, word in enumerate(ahead):
        if word in own.determiners or word in own.indefinite:
            if opened:
                return
            opened = True
            continue
        pair = " ".join(ahead[index : index + 2])
        if word in own.person_roles or pair in own.person_roles:
            unsure = word in own.company_nouns and ahead[index + 1 : index + 2] and ahead[index + 1] not in own.of_words
            votes.cast("person", "role after", _HINT if unsure and ahead[index + 1] not in own.in_words else _STRONG)
            return
        if not opened:
            return
        if word in own.company_nouns and ahead[index + 1 : index + 2] in (["'"], ["’"]):
            continue
        if word in own.company_nouns:
            votes.cast("company", "noun after", _FAIR)
            votes.nouns.add(word)
            return
        if word in own.other_nouns:
            votes.cast("other", "noun after", _SOME)
            return
        if word in own.of_words or not (word[0].isalnum() or word in "'’"):
            return
