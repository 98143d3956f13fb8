"""What a language's data says of names, speakers and references, ready to be asked word by word."""

from __future__ import annotations

from collections.abc import Iterable, KeysView
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from footnoted.extract.words import words_in
from footnoted.language_files import available, sections
from footnoted.languages.segment_data import enclitic_words, function_words, genitive_endings, primary

__all__ = ["Bag", "Lexicon", "lexicon"]

_STAR = "*"
# Answers kept of so many words; then a bag forgets them all, so that memory stays flat over any number of articles.
_KEPT = 50_000
# A shorter noun is as often the end of a name ("Aarfeld") as that of a compound.
_TAIL = 5


class Bag:
    """Words and phrases in lower case; `*` at a word's end stands for any ending, at its start for any beginning."""

    def __init__(self, forms: Iterable[str]) -> None:
        low = [form.lower() for form in forms]
        self._whole = frozenset(form for form in low if _STAR not in form)
        self._tails = tuple(form[1:] for form in low if form.startswith(_STAR))
        self._heads = tuple(form[:-1] for form in low if form.endswith(_STAR))
        self._firsts = frozenset(form.partition(" ")[0] for form in low)
        self._known: dict[str, bool] = {}
        self._opening: dict[str, bool] = {}
        self.longest = max((form.count(" ") + 1 for form in low), default=1)

    def __contains__(self, word: str) -> bool:
        try:
            return self._known[word]
        except KeyError:
            low = word.lower()
            return _kept(self._known, word, found=low in self._whole or self._fits(low))

    @property
    def forms(self) -> frozenset[str]:
        """The forms without a `*`."""
        return self._whole

    def has(self, word: str) -> bool:
        """Whether `word` is itself one of the forms."""
        return word.lower() in self._whole

    def head(self, word: str) -> str:
        """What stands before the end of a compound ("Südharz" of "Südharzbank"); empty where it is none."""
        low = word.lower()
        ends = (tail for tail in self._tails if low.endswith(tail) and low != tail)
        return "" if low in self._whole else word[: -len(max(ends, key=len, default=low))]

    def opens(self, word: str) -> bool:
        """Whether a form may begin with `word`: most words of a text need no second look."""
        found = self._opening.get(word)
        if found is None:
            low = word.lower()
            found = _kept(self._opening, word, found=low in self._firsts or self._fits(low))
        return found

    def openers(self, words: KeysView[str]) -> AbstractSet[str]:
        """Those of `words` (in lower case) with which a form may begin."""
        open_ended = bool(self._tails or self._heads)
        return {word for word in words if self.opens(word)} if open_ended else self._firsts & words

    def _fits(self, low: str) -> bool:
        # Several words are no compound, and a stem alone is none of it: "bank" stands in the list where it is meant.
        if len(low.split()) != 1:
            return False
        return (bool(self._tails) and low.endswith(self._tails) and low not in self._tails) or (
            bool(self._heads) and low.startswith(self._heads)
        )


def _kept(answers: dict[str, bool], word: str, *, found: bool) -> bool:
    if len(answers) >= _KEPT:
        answers.clear()
    answers[word] = found
    return found


class CommonNouns:
    """Nouns that name nothing, in all their endings, alone or as the last part of a compound."""

    def __init__(self, forms: Iterable[str], endings: Iterable[str]) -> None:
        low = [form.lower() for form in forms]
        stems, ends = [form for form in low if not form.startswith(_STAR)], ("", *endings)
        self._whole = frozenset(stem + ending for stem in stems for ending in ends)
        self._parts = frozenset(stem + ending for stem in stems if len(stem) >= _TAIL for ending in ends)
        self._suffixes = tuple(form[1:] for form in low if form.startswith(_STAR))
        self._longest = max((len(word) for word in self._parts), default=0)
        self._known: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        found = self._known.get(word)
        return _kept(self._known, word, found=self._fits(word.lower())) if found is None else found

    def is_plain(self, word: str) -> bool:
        """Whether `word` is itself one of the nouns, or has an ending that only such have."""
        low = word.lower()
        return low in self._whole or (bool(self._suffixes) and low.endswith(self._suffixes))

    def _fits(self, low: str) -> bool:
        if self.is_plain(low):
            return True
        first = max(2, len(low) - self._longest)
        return any(low[start:] in self._parts for start in range(first, len(low) - _TAIL + 1))


# Compared by identity (eq=False): there is one of each language.
@dataclass(frozen=True, eq=False)
class Lexicon:
    """The section [mentions] of one language; each list as a bag, those that are looked for in the text as tuples."""

    language: str
    legal_forms: dict[str, tuple[tuple[str, ...], ...]]
    company_words: Bag
    company_nouns: Bag
    other_nouns: Bag
    place_nouns: Bag
    facility_nouns: Bag
    loose_facility_nouns: Bag
    deal_nouns: Bag
    share_nouns: Bag
    demonyms: Bag
    person_roles: Bag
    role_links: Bag
    anonymous_speakers: Bag
    spokespeople: Bag
    person_titles: Bag
    person_pronouns: Bag
    company_pronouns: Bag
    possessives: Bag
    determiners: Bag
    contractions: Bag
    indefinite: Bag
    relatives: Bag
    site_relatives: Bag
    things: Bag
    of_words: Bag
    in_words: Bag
    says: Bag
    company_verbs: Bag
    plain_nouns: Bag
    public_roles: Bag
    party_words: Bag
    directions: Bag
    insiders: Bag
    field_nouns: Bag
    outside_roles: Bag
    desk_words: Bag
    town_nouns: Bag
    plain_site_nouns: Bag
    site_cancelled: Bag
    site_retired: Bag
    site_considered: Bag
    site_building: Bag
    site_planned: Bag
    site_operating: Bag
    employer_words: Bag
    openers: Bag
    copulas: Bag
    anonymous_pronouns: Bag
    feminine_pronouns: Bag
    masculine_pronouns: Bag
    statement_words: Bag
    role_adjectives: Bag
    not_names: Bag
    calendar: Bag
    name_joiners: Bag
    name_particles: Bag
    title_nouns: Bag
    former_words: Bag
    chief_roles: Bag
    name_tails: Bag
    bound_joiners: Bag
    and_words: Bag
    partner_words: Bag
    common_nouns: CommonNouns
    function_words: frozenset[str]
    feminine_endings: tuple[str, ...]
    masculine_endings: tuple[str, ...]
    genitives: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    plural_endings: tuple[str, ...]
    town_endings: tuple[str, ...]
    enclitics: frozenset[str]
    noun_capitals: bool
    adjective_behind: bool
    verb_first: bool

    def is_compound(self, word: str) -> bool:
        """Whether a noun is one by its last part only: names are made so as well ("Baltwerft")."""
        listed = (self.company_nouns, self.facility_nouns, self.other_nouns, self.place_nouns, self.person_roles)
        return not (self.common_nouns.is_plain(word) or any(bag.has(word) for bag in (*listed, self.deal_nouns)))

    def is_noun(self, word: str) -> bool:
        """Whether a capitalised word names nothing by itself where all nouns have capitals."""
        first, hyphen, _ = word.partition("-")
        if hyphen:
            return first in self.not_names or self.is_noun(first)
        return (
            word in self.common_nouns
            or word in self.company_nouns
            or word in self.person_roles
            or word in self.facility_nouns
            or word in self.other_nouns
            or word in self.place_nouns
            or word in self.deal_nouns
            or word in self.anonymous_speakers
            or word in self.demonyms
        )


_BAGS = (
    *("company_words", "company_nouns", "other_nouns", "place_nouns", "facility_nouns"),
    *("loose_facility_nouns", "deal_nouns", "share_nouns", "demonyms", "person_roles", "role_links"),
    *("anonymous_speakers", "spokespeople", "person_titles", "person_pronouns", "company_pronouns"),
    *("possessives", "determiners", "contractions", "indefinite", "relatives", "things", "of_words"),
    *("in_words", "says", "company_verbs", "plain_nouns", "public_roles", "party_words", "directions"),
    *("feminine_pronouns", "masculine_pronouns", "statement_words", "role_adjectives", "insiders"),
    *("copulas", "anonymous_pronouns", "openers", "employer_words", "town_nouns", "plain_site_nouns"),
    *("site_cancelled", "site_retired", "site_considered", "site_building", "site_planned"),
    *("site_operating", "desk_words", "field_nouns", "outside_roles", "name_joiners", "name_particles"),
    *("bound_joiners", "and_words", "partner_words", "site_relatives", "calendar"),
    *("title_nouns", "former_words", "chief_roles", "name_tails"),
)


def lexicon(tag: str) -> Lexicon | None:
    """The words of the language of `tag`; None where there is no data for it."""
    return _lexicon(primary(tag)) if primary(tag) in available() else None


@cache
def _lexicon(language: str) -> Lexicon:
    data = sections(language).get("mentions", {})
    return Lexicon(
        language=language,
        legal_forms=_by_first(data.get("legal_forms", ())),
        **{name: Bag(data.get(name, ())) for name in _BAGS},
        # Where months and days have small letters one with a capital is a person's name: "Julio", "Domingo".
        not_names=Bag([*data.get("not_names", ()), *(word for word in data.get("calendar", ()) if word[0].isupper())]),
        common_nouns=CommonNouns(data.get("common_nouns", ()), data.get("noun_endings", ())),
        function_words=function_words()[language],
        feminine_endings=tuple(data.get("feminine_endings", ())),
        masculine_endings=tuple(data.get("masculine_endings", ())),
        adjective_endings=tuple(data.get("adjective_endings", ())),
        participle_endings=tuple(data.get("participle_endings", ())),
        plural_endings=tuple(data.get("plural_endings", ())),
        town_endings=tuple(data.get("town_endings", ())),
        genitives=genitive_endings(language),
        enclitics=frozenset(enclitic_words(language)),
        noun_capitals=data.get("noun_capitals", False),
        adjective_behind=data.get("adjective_behind", False),
        verb_first=data.get("verb_first", False),
    )


def _by_first(forms: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Legal forms as the words of a text, by their first one, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        words = words_in(form)
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(listed, key=len, reverse=True)) for first, listed in found.items()}
