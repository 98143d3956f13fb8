"""The search over everything: names first, then quotations, then passages, each with the row that it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from footnoted.site.rows import Site, names_of

__all__ = ["Found", "find", "match_expression"]

_MOST = 100
"""Texts of each end of the index that are looked at: names and quotations stand last in it, passages first."""
_MOST_ROWS = 50
_MOST_TEXTS = 4
_MARKED = re.compile("\x01([^\x01\x02]*)\x02")
_ORDER = ("name", "quotation", "passage")

# In the order of the index nothing is sorted, however many texts have the word.
_SQL = """
SELECT highlight(search, 0, char(1), char(2)) AS text, kind, table_name, row_id FROM search
WHERE search MATCH :words ORDER BY rowid {direction} LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A row that has the words: its table, its key, its name, and the texts that have them, the words marked."""

    table: str
    key: str
    title: str
    texts: tuple[tuple[str, Markup], ...]


async def find(site: Site, question: str) -> list[Found]:
    """The rows with a text that has all words of `question`, the last of which may go on; those named so first."""
    words = match_expression(question)
    if not words:
        return []
    texts: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for direction in ("DESC", "ASC"):
        for row in await site.ask(_SQL.format(direction=direction, most=_MOST), {"words": words}):
            texts.setdefault((row["table_name"], row["row_id"]), {})[row["kind"], row["text"]] = None
    ranked = sorted(texts, key=lambda key: min(_ORDER.index(kind) for kind, _ in texts[key]))[:_MOST_ROWS]
    names = await names_of(site, ranked)
    return [Found(table, key, names.get((table, key), key), tuple(_shown(texts[table, key]))) for table, key in ranked]


def match_expression(question: str) -> str:
    """`question` as FTS5 understands it: each word as it stands, the last as the beginning of one."""
    words = [word.replace('"', '""') for word in question.replace("\0", " ").split()]
    return " ".join(f'"{word}"' for word in words) + "*" if words else ""


def _shown(texts: dict[tuple[str, str], None]) -> list[tuple[str, Markup]]:
    ordered = sorted(texts, key=lambda text: _ORDER.index(text[0]))[:_MOST_TEXTS]
    return [(kind, Markup(_MARKED.sub(r"<mark>\1</mark>", str(escape(text))))) for kind, text in ordered]  # noqa: S704 - escaped
