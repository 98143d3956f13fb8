"""Ids of drafted rows: slugs of names, and ordinals for facts of the same parties."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["Ids", "slug"]

_OTHER = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "œ": "oe", "ı": "i"})
_LONGEST = 60


def slug(name: str) -> str:
    """`name` as an id: small letters and digits without accents, hyphens between; "x" where nothing is left."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _OTHER.sub("-", bare).strip("-")[:_LONGEST].strip("-") or "x"


class Ids:
    """Gives each fact of the same parties the next ordinal."""

    def __init__(self) -> None:
        self._count: Counter[tuple[str, str]] = Counter()

    def next(self, table: str, key: str) -> str:
        """The id of the next row of `table` whose parties are `key`."""
        self._count[table, key] += 1
        return f"{key}-{self._count[table, key]}"
