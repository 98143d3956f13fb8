"""A claims file as read: TOML, with the place of each key at hand when a problem needs it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from footnoted.claims.positions import Keys, positions
from footnoted.problem import Place, Problem
from footnoted.text import read_source

__all__ = ["ClaimsFile", "parse_claims_file", "read_claims_file"]

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# The messages of tomllib for a key or table that is there twice.
_TWICE = ("Cannot overwrite a value", "Cannot declare", "Cannot mutate", "Cannot redefine")


@dataclass(frozen=True)
class ClaimsFile:
    """One TOML file of the dataset: its path relative to the root, its text, and what it says."""

    path: str
    text: str = field(repr=False)
    data: Mapping[str, Any] = field(repr=False)

    @cached_property
    def _positions(self) -> Mapping[Keys, tuple[int, int]]:
        return positions(self.text)

    def place(self, *keys: str | int) -> Place:
        """The place of the value that `keys` lead to, or of the nearest key above that is there."""
        for length in range(len(keys), 0, -1):
            if found := self._positions.get(keys[:length]):
                return Place(self.path, *found)
        return Place(self.path, 1, 1)

    def problem(self, code: str, message: str, hint: str | None = None, *, keys: Keys = ()) -> Problem:
        """A problem at the value that `keys` lead to."""
        path, line, column = self.place(*keys)
        return Problem(code, path, message, line, column, hint)


def read_claims_file(root: Path, path: str) -> ClaimsFile | Problem:
    """Read and parse the TOML file at `path`, relative to the dataset's `root`, or say what is wrong with it."""
    source = read_source(root, path)
    return source if isinstance(source, Problem) else parse_claims_file(path, source.text)


def parse_claims_file(path: str, text: str) -> ClaimsFile | Problem:
    """Parse the `text` of the TOML file at `path`, or say where it is not TOML."""
    try:
        return ClaimsFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return _syntax(path, text, str(error))
    except RecursionError:
        return Problem(
            "toml-too-deep", path, "tables or arrays are nested too deeply", 1, 1, "claims need three levels"
        )


def _syntax(path: str, text: str, message: str) -> Problem:
    at = _AT.search(message)
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (text.count("\n") + 1, 1)
    said = message[: at.start()] if at else message
    if said.startswith(_TWICE):
        hint = "a key or table stands once; further claims of a table start with [[table]]"
        return Problem("toml-repeated-key", path, said, line, column, hint)
    return Problem("toml-syntax", path, f"this is not TOML: {said}", line, column, "quote every passage")
