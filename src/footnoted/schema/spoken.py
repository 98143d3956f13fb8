"""Cues that a language brings with it: those of the pack that a dataset chooses, in the language's own data file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from footnoted.language_files import available, pack_words
from footnoted.schema.model import Cue, Term, Vocabulary

__all__ = ["with_spoken_cues"]


def with_spoken_cues(vocabulary: Vocabulary, pack: str) -> Vocabulary:
    """The vocabulary with the cues of `pack` in each language that it has no cues of its own for."""
    brought = {language: _cues(language, pack, vocabulary.name) for language in available()}
    return replace(vocabulary, terms=tuple(_with(term, brought) for term in vocabulary.terms))


def _with(term: Term, brought: Mapping[str, Mapping[str, tuple[Cue, ...]]]) -> Term:
    added = {language: cues[term.name] for language, cues in brought.items() if term.name in cues}
    return replace(term, cues={**added, **term.cues}) if added else term


def _cues(language: str, pack: str, vocabulary: str) -> Mapping[str, tuple[Cue, ...]]:
    listed: Mapping[str, list[dict[str, Any]]] = pack_words(language, pack).get("cues", {}).get(vocabulary, {})
    return {term: tuple(Cue(entry["cue"], entry["example"]) for entry in cues) for term, cues in listed.items()}
