"""A claims file as read: TOML, with the place of each key at hand when a problem needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomli

from footnoted.claims.positions import Keys, Stretch, positions
from footnoted.claims.toml_values import value_text
from footnoted.problem import Fix, Place, Problem
from footnoted.text import read_source

__all__ = ["DECISIONS", "ClaimsFile", "parse_claims_file", "read_claims_file"]

DECISIONS = "decisions"
"""The name of the file in which people decide about the claims of all others."""
# The messages of tomli for a key or table that is there twice.
_TWICE = (
    "Cannot overwrite a value",
    "Cannot declare",
    "Cannot mutate",
    "Cannot redefine",
    "Duplicate inline table key",
)
_DEEPEST = 16
# A dotted key or header of 16 names or more, which tomli would read in memory that grows with their square.
_NAME = r"""(?:"[^"\n]*+"|'[^'\n]*+'|[\w-]++)"""
_LONG_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+{_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{{_DEEPEST}}}", re.MULTILINE)
_INTEGERS = range(-(2**63), 2**63)
# What tomli says of the commonest slips, in words for those who do not write parsers.
_PLAINLY = {
    "Illegal character '\\n'": "the line ends inside a text in quotation marks",
    "Expected newline or end of document after a statement": "the line goes on behind its value",
    "Unterminated string": "a text in quotation marks never ends",
    "Invalid value": "no value that TOML knows stands here",
    "Expected '=' after a key": "a key is followed by =, and then by its value",
}
_QUOTE = "perhaps a quotation mark is missing, or stands inside a passage: write that one in single ones, '...'"


@dataclass(frozen=True)
class ClaimsFile:
    """One TOML file of the dataset: its path relative to the root, its text, and what it says."""

    path: str
    text: str = field(repr=False)
    data: Mapping[str, Any] = field(repr=False)

    @cached_property
    def _positions(self) -> Mapping[Keys, Stretch]:
        return positions(self.text)

    def place(self, *keys: str | int) -> Place:
        """The place of the value that `keys` lead to, or of the nearest key above that is there."""
        for length in range(len(keys), 0, -1):
            here = keys[:length]
            # A list of tables has no place of its own: it begins with its first table.
            if found := self._positions.get(here) or self._positions.get((*here, 0)):
                return Place(self.path, found.line, found.column)
        return Place(self.path, 1, 1)

    def fix(self, value: str, *keys: str | int) -> Fix | None:
        """`value` in the place of the one that `keys` lead to; None where there is none."""
        found = self._positions.get(keys)
        return None if found is None else Fix(*found, value_text(value))

    def problem(self, code: str, message: str, hint: str | None = None, *, keys: Keys = ()) -> Problem:
        """A problem at the value that `keys` lead to."""
        path, line, column = self.place(*keys)
        return Problem(code, path, message, line, column, hint)


def read_claims_file(root: Path, path: str) -> ClaimsFile | Problem:
    """Read and parse the TOML file at `path`, relative to the dataset's `root`, or say what is wrong with it."""
    source = read_source(root, path)
    return source if isinstance(source, Problem) else parse_claims_file(path, source.text)


# A build reads a file twice: for the names in it, and for its claims.
@lru_cache(maxsize=1 << 13)
def parse_claims_file(path: str, text: str) -> ClaimsFile | Problem:
    """Parse the `text` of the TOML file at `path`, or say where it is not TOML."""
    if long := _LONG_KEY.search(text):
        return _too_deep(path, text.count("\n", 0, long.start() + 1) + 1)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return _syntax(path, error)
    except RecursionError:
        return _too_deep(path)
    except ValueError:
        return Problem("toml-syntax", path, "this is not TOML: a number is too long", 1, 1, _QUOTE)
    return _unfit(path, data) or ClaimsFile(path, text, data)


def _unfit(path: str, data: Mapping[str, Any]) -> Problem | None:
    """What no later check could even print: tables nested deeply, integers of more than 64 bits."""
    reached: list[tuple[int, object]] = [(0, data)]
    while reached:
        depth, value = reached.pop()
        if depth > _DEEPEST:
            return _too_deep(path)
        if isinstance(value, int) and value not in _INTEGERS:
            return Problem("toml-syntax", path, "this is not TOML: an integer has more than 64 bits", 1, 1, _QUOTE)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        reached += [(depth + 1, each) for each in inner]
    return None


def _too_deep(path: str, line: int = 1) -> Problem:
    return Problem(
        "toml-too-deep", path, "tables or arrays are nested too deeply", line, 1, "a claims file needs three levels"
    )


def _syntax(path: str, error: tomli.TOMLDecodeError) -> Problem:
    said = next((plain for start, plain in _PLAINLY.items() if error.msg.startswith(start)), error.msg)
    if said.startswith(_TWICE):
        hint = "a key stands once in a claim; each further claim starts with its [[table]] in double brackets"
        return Problem(
            "toml-repeated-key", path, "a key or table stands here a second time", error.lineno, error.colno, hint
        )
    return Problem("toml-syntax", path, f"this is not TOML: {said}", error.lineno, error.colno, _QUOTE)
