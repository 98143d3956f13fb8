"""Which language a whole article is written in, where nobody says."""

from __future__ import annotations

from collections.abc import Iterable

from footnoted.languages.segment_data import function_words
from footnoted.languages.votes import count_votes

__all__ = ["guess_language"]

# Of so many words of prose at least one is a function word of its language.
_RARE = 8
_FEWEST = 2


def guess_language(text: str, known: Iterable[str]) -> str | None:
    """The one of the `known` languages most of whose function words `text` has.

    None where two have equally many, or where there are too few for any: the text is in another language, or in none.
    """
    votes = count_votes(text, function_words())
    counts = sorted(((votes.counts[language][-1], language) for language in known), reverse=True)
    if not counts or counts[0][0] < max(_FEWEST, len(text.split()) // _RARE):
        return None
    tied = len(counts) > 1 and counts[1][0] == counts[0][0]
    return None if tied else counts[0][1]
