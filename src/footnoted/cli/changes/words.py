"""How changes are put into words, in whatever format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from footnoted.compare import KINDS, Held

__all__ = ["headline", "shifts", "shortened", "structure_lines"]

_LONGEST = 160
"""Code points of a value or passage: who wants all of it asks for JSON or Parquet."""


def headline(counts: Mapping[str, int]) -> str:
    """How many changes of each kind a table has: `2 rows added, 1 value changed`."""
    return ", ".join(_counted(kind, counts[kind]) for kind in KINDS if counts.get(kind))


def _counted(kind: str, number: int) -> str:
    noun, _, rest = KINDS[kind].partition(" ")
    if noun in {"row", "value", "footnote"}:
        return f"{number:,} {noun}{'' if number == 1 else 's'} {rest}"
    return f"{number:,} {KINDS[kind]}"


def structure_lines(structure: tuple[tuple[str, str, str | None], ...]) -> Iterator[str]:
    """A line for each table or column that came or went."""
    for what, table, column in structure:
        yield f"{what}: {table}" if column is None else f"{what}: {table}.{column}"


def shifts(told: Held) -> str:
    """The measures of quality that changed: `reviewed 0.8 -> 0.75, judged 0.1 -> 0.12`."""
    return ", ".join(f"{name} {before:g} -> {now:g}" for name, (before, now) in told.shifts.items())


def shortened(words: str) -> str:
    """`words` on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
