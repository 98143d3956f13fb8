"""The page of the readers: what each reads, its parts, and what it reads in a few texts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from footnoted.claims.lens import FIXED
from footnoted.languages import document
from footnoted.readers import Reading
from footnoted.schema import cell_text
from footnoted.schema.check import READERS
from generator.markdown import code, filled, grid, joined

__all__ = ["readers_page"]

_SAID = Path(__file__).with_name("readers.toml")


def readers_page() -> str:
    """Every reader that a schema may name, with its parts.

    Raises:
        LookupError: the data file does not tell of exactly the readers and parts that there are.
    """
    said = tomllib.loads(_SAID.read_text("utf-8"))
    if {name: frozenset(reader["parts"]) for name, reader in said.items()} != READERS:
        raise LookupError(f"{_SAID.name} does not tell of exactly the readers and parts that there are")
    return filled(
        "readers.md", readers=joined(block for name, reader in said.items() for block in _section(name, reader))
    )


def _section(name: str, reader: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {name}"
    yield reader["says"]
    yield grid(("Part", "Value"), [(code(part), meaning) for part, meaning in reader["parts"].items()])
    rows = [row for example in reader["examples"] for row in _rows(name, example["language"], example["text"])]
    yield grid(("Text", "Words read", "Values"), rows) if rows else ""


def _rows(name: str, language: str, text: str) -> Iterator[tuple[str, str, str]]:
    for reading in FIXED[name](document(text, language)):
        values = [f"{part} {code(_shown(reading, part))}" for part in reading.values]
        yield f"{text} ({language})", reading.span.of(text), ", ".join(values)


def _shown(reading: Reading, part: str) -> str:
    left_open = f" (open: {reading.open[part]})" if part in reading.open else ""
    return cell_text(reading.values[part]) + left_open
