"""The pages of the rules: a section for each code, with a case that is wrong and right."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from footnoted.rules import Example, Rule, rules
from generator.markdown import code, fence, filled, grid, joined

__all__ = ["rule_pages"]

_TOPICS = Path(__file__).with_name("topics.toml")
_LANGUAGES = {".toml": "toml", ".json": "json", ".csv": "text", ".txt": "text"}


def rule_pages() -> dict[str, str]:
    """The list of all codes and the page of each topic, by their paths in docs/reference.

    Raises:
        LookupError: a rule is about a topic that the data file does not tell of.
    """
    topics = tomllib.loads(_TOPICS.read_text("utf-8"))
    if missing := {rule.topic for rule in rules().values()} - topics.keys():
        raise LookupError(f"{_TOPICS.name} does not tell of {', '.join(sorted(missing))}")
    rows = [(f"[`{rule.code}`]({rule.topic}.md#{rule.code})", rule.title) for rule in rules().values()]
    index = filled("rules.md", codes=grid(("Code", "What is wrong"), rows))
    pages = {f"rules/{topic}.md": _page(topic, said) for topic, said in topics.items()}
    return {"rules/index.md": index, **pages}


def _page(topic: str, said: Mapping[str, str]) -> str:
    sections = joined(block for rule in rules().values() if rule.topic == topic for block in _section(rule))
    return filled("topic.md", title=said["title"], introduction=said["introduction"].strip(), rules=sections)


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.code}"
    yield f"**{rule.title}.** {rule.why}"
    if rule.example is not None:
        yield from _case(rule.example)


def _case(example: Example) -> Iterator[str]:
    for path, words in example.given.items():
        yield f"{code(path)}:"
        yield _shown(path, words)
    form = {"latin-1": ", saved as Latin-1", "repeated": ", repeated until it is too long"}.get(example.form or "", "")
    yield f"Wrong, in {code(example.path)}{form}:"
    yield _shown(example.path, example.bad)
    yield "Right:"
    yield _shown(example.path, example.good)


def _shown(path: str, words: str) -> str:
    suffix = path[path.rfind(".") :]
    visible = "".join(_visible(character) for character in words) or "(empty)"
    return fence(_LANGUAGES.get(suffix, "text"), visible)


def _visible(character: str) -> str:
    hidden = unicodedata.category(character) in {"Cc", "Cf"} and character != "\n"
    return f"\\u{ord(character):04x}" if hidden or unicodedata.combining(character) else character
