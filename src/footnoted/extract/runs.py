"""Runs of capitalised words: what may be a name, with the nouns and roles that stand before it taken off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from footnoted.extract.lexicon import Lexicon, lexicon
from footnoted.extract.surnames import is_nickname, is_titled, surname, with_particles
from footnoted.extract.words import Words, words_of
from footnoted.languages import Document
from footnoted.text import Span

__all__ = ["Run", "is_proper", "legal_form_at", "opens_company", "runs"]

_LONGEST = 7
_SHORTEST = 2
_UNIT = 3


class Run(NamedTuple):
    """A run of capitalised words at `span`; `before` are the capitalised nouns taken off its start, in text order.

    `low` and `high`: the indices of its first word and behind its last. `form`: the legal form behind it. `tail`: the
    second half of a compound with a hyphen ("Meridian-Chefin"), of which the span is the first half. `initial`: it
    begins a sentence, so that its capital tells nothing.
    """

    span: Span
    low: int
    high: int
    before: tuple[str, ...]
    lexicon: Lexicon
    initial: bool
    tail: str = ""
    form: Span | None = None


def runs(document: Document) -> Iterator[Run]:
    """All runs of capitalised words of `document`, in text order, without those that only sentences begin with."""
    words = words_of(document)
    behind, raw = 0, words.raw
    for index in (i for i, low in enumerate(words.low) if (low != raw[i] or not low.isascii()) and _is_capital(raw[i])):
        if index < behind:
            continue
        own = lexicon(document.language_at(words.starts[index]))
        if own is None:
            return
        end = _end(words, index, own)
        yield from _heads(words, index, end, own)
        if found := _run(words, index, end, own):
            yield found
        behind = max(end, found.high) if found else end


def legal_form_at(words: Words, index: int, own: Lexicon) -> int:
    """The index behind the legal form that begins with the word at `index`, a comma aside; 0 where there is none."""
    if words.raw[index : index + 1] == (",",):
        index += 1
    if index >= len(words.raw):
        return 0
    for form in own.legal_forms.get(words.raw[index], ()):
        if words.raw[index : index + len(form)] == form:
            return index + len(form)
    return 0


def _heads(words: Words, low: int, high: int, own: Lexicon) -> Iterator[Run]:
    """The first halves of compounds within a run: the company of "Meridian-Chefin Ida Wenzlau"."""
    for index in range(low, high - 1):
        head, hyphen, rest = words.raw[index].rpartition("-")
        told = hyphen and (rest in own.person_roles or rest in own.deal_nouns)
        if told and head and _may_be_name(head.split("-")[0], own) and head[0].isupper():
            span = words.span(index, index + 1)
            found = Span(span.start, span.end - len(rest) - 1)
            yield Run(found, index, index + 1, (), own, index in words.first, rest)


def _may_be_name(word: str, own: Lexicon) -> bool:
    return word not in own.not_names and not (own.noun_capitals and own.is_noun(word))


def _is_capital(word: str) -> bool:
    first = word[0]
    if first.isupper():
        return True
    # "eToro", "3Rivers": a capital further on, but no unit.
    return len(word) > _UNIT and first.isalnum() and "-" not in word and any(map(str.isupper, word[1:]))


def _end(words: Words, index: int, own: Lexicon) -> int:
    """The index behind the last word of the run that begins at `index`."""
    first, end, raw = index, index + 1, words.raw
    while end < len(raw) and end - first < _LONGEST:
        word = raw[end]
        if end in words.first and word not in own.name_joiners:
            break
        if is_nickname(words, end):
            end += _UNIT + 1
            continue
        gap = words.text[words.ends[end - 1] : words.starts[end]]
        if gap == " " and _is_capital(word):
            end += 1
            continue
        ahead = _joined(words, first, end, own) or surname(words, first, end, own)
        if not ahead:
            break
        end = ahead
    return end


def _joined(words: Words, first: int, at: int, own: Lexicon) -> int:
    """The index behind the capitalised word that small words at `at` join to a run; 0 where they join nothing."""
    raw, last, pair = words.raw, at, False
    while last < len(raw) and raw[last] in own.name_joiners and last - at < 2:  # noqa: PLR2004 - "de la"
        last += 1
    if last == at:
        bound = raw[at] in own.bound_joiners and at == first + 1 and raw[first] in own.company_words
        pair = raw[at] in own.and_words and any(word in own.partner_words for word in raw[at + 1 : at + 2])
        if not (bound or pair):
            return 0
        last = at + 1
    # Where nouns have capitals a name may begin with "&" only; elsewhere an article opens no name ("la").
    if last >= len(raw) or not _is_capital(raw[last]) or (raw[at] in own.determiners and raw[at] not in own.of_words):
        return 0
    # "la planta de Soria de Vidrios Sella": a company's name begins behind the small word.
    begins = raw[last] in own.company_words and raw[first] not in own.company_words
    if begins and not pair and raw[at] not in own.bound_joiners:
        return 0 if own.adjective_behind else last + 1
    close = all(words.starts[i] == words.ends[i - 1] + 1 for i in range(at, last + 1))
    return last + 1 if close else 0


def _run(words: Words, low: int, high: int, own: Lexicon) -> Run | None:
    initial = low in words.first and not is_titled(words, low, own)
    low, before = (_nouns if own.noun_capitals else _words)(words, low, high, own, initial=initial)
    raw = words.raw
    form = _form(words, low, high, own)
    if form:
        high = form[0]
    while low < high - 1 and raw[low] in own.not_names:
        low += 1
    while high > low and (raw[high - 1] in own.not_names or raw[high - 1] in own.name_joiners):
        high -= 1
    if own.noun_capitals and not form:
        high = _without_nouns(words, low, high, own)
    if initial and not before and high - low == 1 and (raw[low] in own.openers or raw[low] in own.person_pronouns):
        return None
    if high - low == 1 and (raw[low],) in own.legal_forms.get(raw[low], ()):
        return None
    if low >= high or raw[low] in own.not_names or words.ends[high - 1] - words.starts[low] < _SHORTEST:
        return None
    span, tail = words.span(low, high), ""
    head, hyphen, rest = raw[high - 1].rpartition("-")
    # "Raiffeisenbank Heide-Süd": behind a word for a company the hyphen is the name's own.
    whole = any(raw[index] in own.company_words for index in range(low, high - 1)) and rest not in own.person_roles
    if hyphen and not whole and _is_tail(rest, own):
        if not head or not _may_be_name(head.split("-")[0], own):
            return None
        tail, span = rest, Span(span.start, span.end - len(rest) - 1)
    low, span = with_particles(words, low, span, own)
    initial = low in words.first and not is_titled(words, low, own)
    return Run(span, low, high, tuple(before), own, initial, tail, form[1] if form else None)


def _is_tail(rest: str, own: Lexicon) -> bool:
    if not rest:
        return False
    if rest in own.person_roles or rest in own.company_nouns or rest[0].islower():
        return True
    return own.noun_capitals and (rest in own.company_words or own.is_noun(rest))


def _form(words: Words, low: int, high: int, own: Lexicon) -> tuple[int, Span] | None:
    """Where the name ends and its legal form, within the run or behind it."""
    for index in range(low + 1, high + 1):
        end = legal_form_at(words, index, own)
        if end and end >= high:
            start = index + 1 if words.raw[index] == "," else index
            return index, words.span(start, end)
    return None


def _words(words: Words, low: int, high: int, own: Lexicon, *, initial: bool) -> tuple[int, list[str]]:
    """The index of the name's first word, and the words taken off: function words, roles, titles, nouns."""
    before: list[str] = []
    for index in range(high - 2, low - 1, -1):
        # "Operations Director Ana Ruiz": a role of several words, all with capitals.
        # "Mutualidad Médica de Levante": no name begins with a small word.
        named = words.raw[index + 1] not in own.name_joiners
        # "de Consultora X": behind a preposition it is the company's own.
        company = index == low and opens_company(words, low, own)
        role = words.raw[index] in own.person_roles and words.raw[index] not in own.company_words
        role = role or words.raw[index] in own.person_titles
        if named and role and not company:
            before, low = list(words.raw[low : index + 1]), index + 1
            break
    while low < high and _is_taken_off(words, low, high, own, initial=initial and not before):
        # A small word that a sentence begins with stays where it is: "In Osaka".
        if words.low[low] not in own.function_words:
            before.append(words.raw[low])
        low += 1
    return low, before


def _is_role_word(word: str, own: Lexicon) -> bool:
    return word.rpartition("-")[2] in own.person_roles


def opens_company(words: Words, at: int, own: Lexicon) -> bool:
    """Whether a role at `at` begins a company's name: it may be a company as well, and "of" stands before it."""
    capital = words.raw[at][0].isupper() and not own.noun_capitals
    return capital and at > 0 and words.raw[at - 1] in own.of_words and words.raw[at] in own.company_nouns


def _is_taken_off(words: Words, low: int, high: int, own: Lexicon, *, initial: bool) -> bool:
    word = words.raw[low]
    if not initial and low not in words.first and word in own.determiners and low + 1 < high and own.adjective_behind:
        return False  # "El Marqués", "Los Ángeles"
    if words.low[low] in own.function_words or word in own.determiners or word in own.indefinite:
        return initial or words.low[low] in own.determiners
    if word in own.person_titles or word in own.person_roles or word in own.name_joiners:
        return not opens_company(words, low, own)
    # "Munich-based X", "London-listed X".
    if word in own.not_names or own.demonyms.has(word) or ("-" in word and word.rpartition("-")[2].islower()):
        return low + 1 < high or word in own.not_names
    noun = word in own.company_nouns or word in own.other_nouns
    part_of_name = word in own.company_words and high - low > 1
    return noun and not part_of_name and initial


def _nouns(words: Words, low: int, high: int, own: Lexicon, *, initial: bool) -> tuple[int, list[str]]:
    """Where nouns have capitals: the index behind the last noun that a name follows, and what was taken off."""
    raw, first = words.raw, low
    while low < high and initial and low == first and (words.low[low] in own.function_words or raw[low] in own.openers):
        low += 1
    # What stands right before a legal form is a name, whatever it means ("Lufthafen AG").
    formed = next((i for i in range(low + 1, high + 1) if i < len(raw) and legal_form_at(words, i, own)), high)
    for index in range(min(high - 2, formed - 2), low - 1, -1):
        noun = raw[index]
        told = noun.rpartition("-")[2]
        if "-" in noun and (told in own.company_nouns or told in own.person_roles):
            return index + 1, list(raw[low : index + 1])
        role = noun in own.person_roles or noun in own.person_titles
        # "Hausbank X" is a noun and a name, "Sparkasse X" a name.
        if (
            formed < high
            and all(word in own.company_words for word in raw[index + 1 : formed])
            and own.is_compound(noun)
        ):
            continue  # "Sonnenwerk Nord GmbH": what else there is of the name needs the noun
        described = noun in own.company_words and own.company_nouns.has(noun) and not own.company_words.has(noun)
        if (noun not in own.company_words or described) and (role or own.is_noun(noun)):
            if not role and index > low and _is_role_word(raw[index - 1], own) and noun in own.common_nouns:
                continue  # "Vorstandschef Volker X": behind a role stands a first name, whatever it means
            return index + 1, list(raw[low : index + 1])
    # "die Basler Sustaris-Gruppe": what an article stands before is no name that has none.
    town = raw[low].endswith(own.town_endings) if low < high else False
    if (
        town
        and high - low > 1
        and low > 0
        and words.low[low - 1] in own.determiners
        and raw[low] not in own.company_words
    ):
        return low + 1, [raw[low]]
    return low, []


def _without_nouns(words: Words, low: int, high: int, own: Lexicon) -> int:
    """The end of the name without common nouns at its end; `low` where nothing else is in it."""
    raw = words.raw
    while high - low > 1 and raw[high - 1] not in own.company_words and own.is_noun(raw[high - 1]):
        if raw[high - 2] == "&" or _is_subject(words, high - 1, own):
            break
        high -= 1
    if not _is_subject(words, high - 1, own) and all(
        raw[i] in own.company_words and own.is_noun(raw[i]) and not is_proper(raw[i], own) for i in range(low, high)
    ):
        return low
    return high


def _is_subject(words: Words, at: int, own: Lexicon) -> bool:
    """Whether a compound behind a word for a company stands elsewhere with no article beside a verb, as names do.

    "Die Glashütte Arberkristall" is a name where "setzte Arberkristall um" follows.
    """
    if at == 0 or words.raw[at - 1] not in own.company_words or not own.is_compound(words.raw[at]):
        return False
    others = (index for index in words.places(words.low[at]) if index not in (0, at))
    return any(words.raw[index - 1] in own.company_verbs for index in others)


def is_proper(word: str, own: Lexicon) -> bool:
    """Whether a compound with a word for a company at its end begins with what is no noun: "Südharzbank"."""
    head = own.company_words.head(word).rstrip("s-")
    listed = own.company_nouns.has(word)
    return len(head) > _SHORTEST and not listed and not own.is_noun(head) and not own.common_nouns.is_plain(word)
