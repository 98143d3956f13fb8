r"""Regular expressions of schemas in the syntax of RE2.

Table Schema v2 asks for XML Schema's expressions (part 2, appendix F); authors write Perl's, as every implementation
takes them. Where the two differ the reading is the one that both kinds of authors can mean: `^` and `$` are anchors,
`\d` is any decimal digit of Unicode, `\w` any letter, mark, number, symbol or underscore.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["whole_match"]

# What stands between the brackets of a class, for the escapes that RE2 lacks or reads as ASCII only.
_SETS: Mapping[str, str] = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{S}_",
    "i": r"\p{L}_:",
    "c": r"\p{L}\p{M}\p{Nd}._:\-",
}
_NEGATED: Mapping[str, str] = {"D": r"\P{Nd}", "W": r"\p{P}\p{Z}\p{C}"}


def whole_match(pattern: str) -> tuple[str, str | None]:
    """The expression that matches what `pattern` matches whole, and why it cannot be run (None where it can)."""
    translated = _translated(pattern)
    if translated is None:
        return "", "one class of characters is subtracted from another"
    for expression in (translated, whole := rf"\A(?:{translated})\z"):
        try:
            pc.match_substring_regex(pa.array([""]), pattern=expression)
        except pa.ArrowInvalid as error:
            return "", str(error).removeprefix("Invalid regular expression: ")
    return whole, None


def _translated(pattern: str) -> str | None:
    """The pattern with its escapes in RE2's words; None where it subtracts classes, which RE2 would misread."""
    found, inside, place = [], False, 0
    while place < len(pattern):
        character, after = pattern[place], pattern[place + 1 : place + 2]
        if character == "\\" and after:
            found.append(_escape(after, inside=inside))
            place += 2
            continue
        if inside and character == "-" and after == "[":
            return None
        if character == "[" and not inside:
            inside = True
            # A bracket at the start of a class is a character of it.
            opening = "[^" if after == "^" else "["
            literal = "]" if pattern.startswith("]", place + len(opening)) else ""
            found.append(opening + literal)
            place += len(opening + literal)
            continue
        inside = inside and character != "]"
        found.append(character)
        place += 1
    return "".join(found)


def _escape(letter: str, *, inside: bool) -> str:
    if letter in _SETS:
        return _SETS[letter] if inside else f"[{_SETS[letter]}]"
    if letter in _NEGATED:
        return _NEGATED[letter] if inside else f"[{_NEGATED[letter]}]"
    if letter in "IC":
        # Only a class of its own can be negated.
        return f"[^{_SETS[letter.lower()]}]"
    return "\\" + letter
