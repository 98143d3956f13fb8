"""Every rule that the toolkit checks: a stable code, what it means, and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Rule", "rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `title` says what is wrong in one line, `why` why it matters and what would mend it."""

    code: str
    title: str
    why: str


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their codes, in alphabetical order."""
    found = {}
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            for code, said in tomllib.loads(file.read_text("utf-8")).items():
                found[code] = Rule(code, said["title"], said["why"])
    return dict(sorted(found.items()))
