"""Words of strangers made harmless for what shows them: a terminal, a log, Markdown, JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

__all__ = ["code_span", "json_text", "printable"]

# Control and format characters (the bidirectional marks among them), line and paragraph separators; and surrogates,
# which stand for bytes of a file's name that are no text.
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LAST_OF_PLANE = 0xFFFE
_NO_CHARACTERS = range(0xFDD0, 0xFDF0)
_BASIC_PLANE = 0x10000
# Services that run checks obey such words in what a step prints: at the start of a line, or anywhere in it.
_COMMAND_AT_START = re.compile(r"^(\s*):(?=:)")
_COMMAND = re.compile(r"##(?=\w*\[)")


def printable(line: str) -> str:
    r"""`line` without characters that steer a terminal or turn the order of its text, and without commands to CI.

    What is taken out is shown as its code, `\u202e`, so that a person sees that it was there.
    """
    return _COMMAND.sub(r"#\\u0023", _COMMAND_AT_START.sub(r"\1\\u003a", _without_steering(line, _named)))


def _without_steering(line: str, named: Callable[[str], str]) -> str:
    # What Python calls printable holds nothing that steers, and nearly every line is.
    if line.isprintable():
        return line
    return "".join(named(character) if _steers(character) else character for character in line)


def _steers(character: str) -> bool:
    if character.isascii():
        return not character.isprintable()
    point = ord(character)
    if unicodedata.category(character) in _STEERING:
        return True
    return point & _LAST_OF_PLANE == _LAST_OF_PLANE or point in _NO_CHARACTERS


def _named(character: str) -> str:
    point = ord(character)
    return f"\\u{point:04x}" if point < _BASIC_PLANE else f"\\U{point:08x}"


def json_text(value: Any, indent: int | None = None) -> str:  # noqa: ANN401 - whatever JSON can hold
    """`value` as JSON in which steering characters are escaped by JSON's own means: a program reads them unchanged."""
    lines = json.dumps(value, ensure_ascii=False, indent=indent).split("\n")
    return "\n".join(_COMMAND.sub(r"#\\u0023", _without_steering(line, _in_json)) for line in lines)


def _in_json(character: str) -> str:
    return f"\\u{ord(character):04x}" if character.isascii() else json.dumps(character)[1:-1]


def code_span(words: str, most: int | None = None) -> str:
    """`words` as Markdown code, of which nothing is read as HTML, link, mention or mark-up; at most `most` of them.

    CommonMark 0.31, section 6.1: a code span ends at a run of as many backticks as it begins with.
    """
    shown = printable(words)
    if most is not None and len(shown) > most:
        shown = f"{shown[:most]}…"
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if longest or shown != shown.strip() or not shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}"
