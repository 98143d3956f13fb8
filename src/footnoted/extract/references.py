"""Words of a sentence that refer to companies without naming them: "the Dutch group", "die Norweger", "it", "its"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footnoted.extract.focus import Reference
from footnoted.extract.lexicon import Lexicon
from footnoted.extract.pack import Pack
from footnoted.extract.words import Words
from footnoted.text import Span

__all__ = ["noun_phrases", "objects", "possessives", "pronouns"]

_REACH = 4
_LEAST = 4
_FIRST = 2
_BEHIND = 3


def noun_phrases(
    words: Words, span: Span, own: Lexicon, pack: Pack, names: tuple[Sequence[Span], Sequence[Span]]
) -> Iterator[Reference]:
    """Each determiner with a noun for a company, or with a people's name ("the Belgians"), that no name follows.

    `names` are the names whose kind is known, which are no part of a reference, and those that may be a town's, which
    may stand in one: "the Edinburgh firm".
    """
    taken, unknown = names
    indices = words.inside(span)
    for index in words.opened(own.determiners, indices):
        if words.low[index] not in own.determiners:
            continue
        found = _noun(words, index, indices.stop, own, pack) or _people(words, index, indices, own)
        if found is None or any(found.span.start < name.end and name.start <= found.span.end + 1 for name in taken):
            continue
        if not _names(words, found.span, own, (*taken, *unknown)):
            yield found


def _names(words: Words, span: Span, own: Lexicon, taken: Sequence[Span]) -> bool:
    """Whether a name ends the phrase that a noun begins: "al fondo canadiense X"."""
    low = words.inside(span).stop
    for index in range(low, min(low + _BEHIND, len(words.raw))):
        if any(name.start == words.starts[index] for name in taken):
            return True
        small = words.raw[index].lower()
        if not small[0].isalpha() or (small in own.function_words and small not in own.of_words):
            break
    return False


def _noun(words: Words, low: int, stop: int, own: Lexicon, pack: Pack) -> Reference | None:
    reach = 1 if own.adjective_behind else _REACH
    for last in range(low + 1, min(low + 1 + reach, stop)):
        word = words.raw[last]
        if not word[0].isalpha():
            return None
        if (word in own.company_nouns or word in pack["generic_nouns"]) and not _goes_on(words, last, stop, own):
            beside = list(words.raw[low + 1 : last])
            named = last + 1 < stop and _is_name(words, last + 1, own)
            told = (*beside, *_behind(words, last, stop, own))
            return Reference(words.span(low, last + 1), word.lower(), told, named)
        if word.lower() in own.function_words:
            return None
    return None


def _is_name(words: Words, at: int, own: Lexicon) -> bool:
    """Whether the word at `at` may begin a name, right behind a noun."""
    word = words.raw[at]
    noun = own.noun_capitals and (own.is_noun(word) or word in own.not_names)
    return word[0].isupper() and words.starts[at] == words.ends[at - 1] + 1 and not noun


def _goes_on(words: Words, last: int, stop: int, own: Lexicon) -> bool:
    """Whether the noun is only the first half of another one: "the company broker"; the last one counts."""
    if own.adjective_behind or last + 1 >= stop:
        return False
    return words.raw[last + 1] in own.company_nouns and words.starts[last + 1] == words.ends[last] + 1


def _behind(words: Words, last: int, stop: int, own: Lexicon) -> Iterator[str]:
    """What stands behind a noun and tells more of it: "grupo manchego", "group from Monterrey"."""
    if last + 1 >= stop:
        return
    ahead = words.raw[last + 1]
    if own.adjective_behind and ahead[0].isalpha() and ahead.lower() not in own.function_words and ahead.islower():
        yield from (ahead,) if len(ahead) > _LEAST and ahead not in own.company_verbs else ()
    elif ahead.lower() in own.in_words and last + 2 < stop and words.raw[last + 2][0].isupper():
        yield words.raw[last + 2]


def _people(words: Words, low: int, indices: range, own: Lexicon) -> Reference | None:
    if low + 1 >= indices.stop:
        return None
    word = words.raw[low + 1]
    named = word[0].isupper() or own.adjective_behind
    if not named or len(word) <= _LEAST or word.lower() in own.function_words:
        return None
    return Reference(words.span(low, low + 2), None, (word,))


def pronouns(words: Words, clauses: Sequence[Span], own: Lexicon, pack: Pack) -> Iterator[Span]:
    """The pronouns for companies that are subjects: a clause begins with them, or a verb stands beside them."""
    for clause in clauses:
        indices = words.inside(clause)
        for index in words.opened(own.company_pronouns, indices):
            if words.low[index] in own.company_pronouns and (
                index - indices.start < _FIRST + own.noun_capitals or _by_verb(words, index, pack, own)
            ):
                yield words.span(index, index + 1)
                break


def _by_verb(words: Words, index: int, pack: Pack, own: Lexicon) -> bool:
    beside = [words.raw[index - 1]] if own.noun_capitals and index else []
    beside += [] if own.noun_capitals else words.raw[index + 1 : index + 2]
    return any(
        word.lower() in pack.verbs or word in pack["perfect_words"] or word in pack["planned_words"] for word in beside
    )


def objects(words: Words, clauses: Sequence[Span], own: Lexicon, pack: Pack) -> Iterator[tuple[Span, Span]]:
    """The pronouns for companies behind a preposition ("paid 5 million for it"), each with its clause."""
    for clause in clauses:
        indices = words.inside(clause)
        for index in words.opened(own.company_pronouns, indices):
            ahead = words.low[index - 1] if index > indices.start else ""
            if words.low[index] in own.company_pronouns and ahead in pack.markers and not own.noun_capitals:
                yield words.span(index, index + 1), clause


def possessives(words: Words, span: Span, own: Lexicon) -> Iterator[Span]:
    """The words for "its"."""
    for index in words.opened(own.possessives, words.inside(span)):
        if words.low[index] in own.possessives:
            yield words.span(index, index + 1)
