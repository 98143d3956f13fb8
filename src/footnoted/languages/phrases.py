"""Phrases of one or more tokens, found at a place of a text: the longest wins, in time bound by its own length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from footnoted.languages.tokens import Tokens, tokenize
from footnoted.text import Span

__all__ = ["Phrase", "Phrases", "tokens_of_form"]

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Meaning]):
    """One form of a lexicon entry and what it means; `exact` forms ("MW", "EUR") must match the letters' case."""

    form: str
    meaning: Meaning
    exact: bool = False


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    glued: dict[str, _Node[Meaning]] = field(default_factory=dict)
    spaced: dict[str, _Node[Meaning]] = field(default_factory=dict)
    meaning: Meaning | None = None


class Phrases(Generic[Meaning]):
    """A set of phrases. Where a form has a space the text must have white space, and nothing where it has none.

    Built once and not changed afterwards. Of two phrases with one form the first given stays.
    """

    __slots__ = ("_exact", "_folded")

    def __init__(self, phrases: Iterable[Phrase[Meaning]], *, backwards: bool = False) -> None:
        self._exact: _Node[Meaning] = _Node()
        self._folded: _Node[Meaning] = _Node()
        for phrase in phrases:
            root = self._exact if phrase.exact else self._folded
            _insert(root, phrase, backwards=backwards)

    def starts(self) -> frozenset[str]:
        """The first tokens of all forms, in lower case."""
        return frozenset(self._folded.spaced) | {token.lower() for token in self._exact.spaced}

    def at(self, tokens: Tokens, index: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins with token `index`: the index behind it and its meaning."""
        folded = self._folded.spaced.get(tokens.low[index])
        exact = self._exact.spaced.get(tokens.raw[index])
        found = None if folded is None else _forwards(folded, tokens, tokens.low, index)
        other = None if exact is None else _forwards(exact, tokens, tokens.raw, index)
        if other is not None and (found is None or other[0] >= found[0]):
            return other
        return found

    def before(self, tokens: Tokens, index: int) -> tuple[int, Meaning] | None:
        """The longest phrase that ends just before token `index`: the index of its first token and its meaning.

        For phrases built `backwards` only.
        """
        if index < 1:
            return None
        folded = self._folded.spaced.get(tokens.low[index - 1])
        exact = self._exact.spaced.get(tokens.raw[index - 1])
        found = None if folded is None else _backwards(folded, tokens, tokens.low, index - 1)
        other = None if exact is None else _backwards(exact, tokens, tokens.raw, index - 1)
        if other is not None and (found is None or other[0] <= found[0]):
            return other
        return found


def tokens_of_form(form: str) -> Tokens:
    """The tokens of a lexicon's form, as a text's are made."""
    return tokenize(form, Span(0, len(form)), frozenset())


def _insert(root: _Node[Meaning], phrase: Phrase[Meaning], *, backwards: bool) -> None:
    steps = [(word if phrase.exact else word.lower(), glued) for word, glued in _steps(phrase.form)]
    if backwards:
        # Each token then says how it stands at the one that is matched before it, which is the one behind it.
        glues = [*(glued for _, glued in steps[1:]), False]
        steps = [(word, glued) for (word, _), glued in zip(steps, glues, strict=True)][::-1]
    node = root
    for word, glued in steps:
        edges = node.glued if glued else node.spaced
        following = edges.get(word)
        if following is None:
            following = edges[word] = _Node()
        node = following
    if node.meaning is None:
        node.meaning = phrase.meaning


def _steps(form: str) -> Iterator[tuple[str, bool]]:
    """The tokens of a form, and whether each stands at the one before it without a space."""
    words = form.split(" ")
    if all(map(str.isalpha, words)):
        # So are most of the ten thousand forms of a language.
        yield from ((word, False) for word in words)
        return
    tokens = tokens_of_form(form)
    yield from ((tokens.raw[index], tokens.glued(index)) for index in range(len(tokens)))


def _forwards(node: _Node[Meaning] | None, tokens: Tokens, words: list[str], index: int) -> tuple[int, Meaning] | None:
    found = None
    while node is not None:
        index += 1
        if node.meaning is not None:
            found = index, node.meaning
        edges = node.glued if tokens.glued(index) else node.spaced
        node = edges.get(words[index]) if edges else None
    return found


def _backwards(node: _Node[Meaning] | None, tokens: Tokens, words: list[str], index: int) -> tuple[int, Meaning] | None:
    found = None
    while node is not None:
        if node.meaning is not None:
            found = index, node.meaning
        if index == 0:
            break
        edges = node.glued if tokens.glued(index) else node.spaced
        index -= 1
        node = edges.get(words[index]) if edges else None
    return found
