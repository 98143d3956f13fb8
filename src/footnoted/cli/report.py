"""Problems as lines of text for a terminal: file, place, level, rule, message, and the hint below."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from footnoted.problem import Problem

__all__ = ["printable", "summary", "text_report"]

# Control and format characters; and surrogates, which stand for bytes of a file's name that are no text.
_STEERING = frozenset({"Cc", "Cf", "Cs"})


def text_report(problems: Iterable[Problem]) -> Iterator[str]:
    """The lines of a report, as editors and terminals know them: `path:line:column: level: message [code]`."""
    for problem in problems:
        place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)
        yield printable(f"{place}: {problem.level}: {problem.message} [{problem.code}]")
        if problem.hint:
            yield printable(f"    hint: {problem.hint}")


def summary(problems: Iterable[Problem]) -> str:
    """How many problems there are of each level, in words."""
    counts = Counter(problem.level for problem in problems)
    told = [f"{n} {level}{'s' if n > 1 else ''}" for level in ("error", "warning", "hint") if (n := counts[level])]
    return ", ".join(told) or "no problems"


def printable(line: str) -> str:
    """`line` without characters that steer a terminal or turn the order of its text: texts come from strangers."""
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _STEERING else c for c in line)
