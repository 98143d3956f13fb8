"""Whether words stand in quotation marks already, so that a page need not put them into others."""

from __future__ import annotations

import unicodedata

__all__ = ["quoted"]

# Initial and final quotation marks (Unicode general categories), and those that it counts among other punctuation.
_CATEGORIES = frozenset({"Pi", "Pf"})
_OTHERS = frozenset('"\N{DOUBLE LOW-9 QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}')


def quoted(words: str) -> bool:
    """Whether `words` begin with a quotation mark, of whatever language."""
    first = words[:1]
    return first in _OTHERS or (first != "" and unicodedata.category(first) in _CATEGORIES)
