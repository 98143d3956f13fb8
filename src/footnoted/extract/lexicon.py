"""What a language's data says of names, speakers and references, ready to be asked word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from footnoted.languages.files import available, sections
from footnoted.languages.segment_data import function_words, genitive_endings, primary

__all__ = ["Bag", "Lexicon", "lexicon"]

_STAR = "*"


class Bag:
    """Words and phrases in lower case; `*` at a word's end stands for any ending, at its start for any beginning."""

    def __init__(self, forms: Iterable[str]) -> None:
        low = [form.lower() for form in forms]
        self._whole = frozenset(form for form in low if _STAR not in form)
        self._tails = tuple(form[1:] for form in low if form.startswith(_STAR))
        self._heads = tuple(form[:-1] for form in low if form.endswith(_STAR))
        self._firsts = frozenset(form.partition(" ")[0] for form in low)
        self.longest = max((form.count(" ") + 1 for form in low), default=1)

    def __contains__(self, word: str) -> bool:
        low = word.lower()
        return low in self._whole or self._fits(low)

    def opens(self, word: str) -> bool:
        """Whether a form may begin with `word`: most words of a text need no second look."""
        low = word.lower()
        return low in self._firsts or self._fits(low)

    def _fits(self, low: str) -> bool:
        # A stem alone is no compound of it: "bank" stands in the list where it is meant.
        return (bool(self._tails) and low.endswith(self._tails) and low not in self._tails) or (
            bool(self._heads) and low.startswith(self._heads)
        )


@dataclass(frozen=True)
class Lexicon:
    """The section [mentions] of one language; each list as a bag, those that are looked for in the text as tuples."""

    language: str
    legal_forms: tuple[str, ...]
    company_words: Bag
    company_nouns: Bag
    other_nouns: Bag
    person_roles: Bag
    anonymous_speakers: Bag
    spokespeople: Bag
    person_titles: Bag
    person_pronouns: Bag
    company_pronouns: Bag
    possessives: Bag
    determiners: Bag
    indefinite: Bag
    of_words: Bag
    in_words: Bag
    says: Bag
    company_verbs: Bag
    plain_nouns: Bag
    public_roles: Bag
    party_words: Bag
    not_names: Bag
    name_joiners: Bag
    function_words: frozenset[str]
    genitives: tuple[str, ...]
    noun_capitals: bool
    adjective_behind: bool


_BAGS = (
    *("company_words", "company_nouns", "other_nouns", "person_roles", "anonymous_speakers", "spokespeople"),
    *("person_titles", "person_pronouns", "company_pronouns", "possessives", "determiners", "indefinite"),
    *("of_words", "in_words", "says", "company_verbs", "plain_nouns", "public_roles", "party_words"),
)


def lexicon(tag: str) -> Lexicon | None:
    """The words of the language of `tag`; None where there is no data for it."""
    return _lexicon(primary(tag)) if primary(tag) in available() else None


@cache
def _lexicon(language: str) -> Lexicon:
    data = sections(language).get("mentions", {})
    return Lexicon(
        language=language,
        legal_forms=tuple(sorted(data.get("legal_forms", ()), key=len, reverse=True)),
        **{name: Bag(data.get(name, ())) for name in _BAGS},
        not_names=Bag([*data.get("not_names", ()), *data.get("calendar", ())]),
        name_joiners=Bag(data.get("name_joiners", ())),
        function_words=function_words()[language],
        genitives=genitive_endings(language),
        noun_capitals=data.get("noun_capitals", False),
        adjective_behind=data.get("adjective_behind", False),
    )
