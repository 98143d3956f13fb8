"""Every rule that the toolkit checks: a stable code, what it means, what to do, and a small case of it.

A rule's case is data, run by the tests and shown by `footnoted explain` and in the documentation. It says which file
of a small dataset or package it is about (`file`), what stands there if the rule is broken (`bad`) and if it is kept
(`good`). Both are the whole file, or stand in the place of the words `replaces`; of a new claims file they are what it
has beyond the id, text, checksum and language of its source. `given` is what both are about: the text of an article,
the schema of a table, or several files by their paths. `form` says how `bad` is stored where it is no plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import tomli

__all__ = ["Example", "Form", "Rule", "Topic", "rules"]

Topic = Literal["claims", "sources", "dataset", "table", "package", "write", "release"]
"""What a rule is about: the file of this folder in which it stands."""

Form = Literal["absent", "folder", "link", "hidden", "executable", "submodule", "latin-1", "repeated", "parquet"]
"""How a bad file is stored: not at all, as a folder or a link (`bad` is then a name of the thing), in another
encoding, repeated until it is too large, or as a table that carries `bad` as its schema."""

_ABOUT: Mapping[str, tuple[str, str]] = {
    "claims": ("seeds/example.toml", "seeds/example.txt"),
    "sources": ("seeds/example.txt", "seeds/example.txt"),
    "table": ("lights.csv", "schema.json"),
    "package": ("datapackage.json", "lights.csv"),
}
"""The files that `bad`, `good` and `given` are, where a case names none, by topic."""


@dataclass(frozen=True, slots=True)
class Example:
    """A small case of a rule: with `bad` in the file at `path` the rule is broken, with `good` it is kept."""

    path: str
    given: Mapping[str, str]
    replaces: str | None
    bad: str
    good: str
    form: Form | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `title` says what is wrong in one line, `why` why it matters and what would mend it."""

    code: str
    title: str
    why: str
    topic: Topic
    example: Example | None


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their codes, in alphabetical order."""
    found = {}
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            topic: Any = file.name.removesuffix(".toml")
            for code, said in tomli.loads(file.read_text("utf-8")).items():
                found[code] = Rule(code, said["title"], said["why"], topic, _example(topic, said))
    return dict(sorted(found.items()))


def _example(topic: Topic, said: Mapping[str, Any]) -> Example | None:
    if "bad" not in said:
        return None
    path, about = _ABOUT.get(topic, ("", ""))
    given = said.get("given", {})
    return Example(
        path=said.get("file", path),
        given={about: given} if isinstance(given, str) else given,
        replaces=said.get("replaces"),
        bad=said["bad"],
        good=said["good"],
        form=said.get("form"),
    )
