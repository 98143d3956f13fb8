"""Pieces of Markdown, and pages made from them and from the prose in `pages/`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

__all__ = ["code", "fence", "filled", "grid", "joined"]

_PAGES = Path(__file__).with_name("pages")
_NOTE = "<!-- Made by scripts/docs from docs/generator and the toolkit: change those. -->\n\n"


def filled(name: str, **slots: str) -> str:
    """The page `name` of `pages/` with its slots filled, and a note that it is not to be edited."""
    return _NOTE + Template((_PAGES / name).read_text("utf-8")).substitute(slots)


def joined(blocks: Iterable[str]) -> str:
    """Blocks with blank lines between them; empty ones are left out."""
    return "\n\n".join(filter(None, blocks))


def grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def code(words: str) -> str:
    """Words as code in a line."""
    return f"`{words}`"


def fence(language: str, text: str) -> str:
    """A block of code."""
    return f"```{language}\n{text.strip(chr(10))}\n```"


def _cell(text: str) -> str:
    # A bar would end the cell, a line break the row.
    return " ".join(text.split()).replace("|", "\\|")
