"""The event frames of one dataset: which words of each language call up which event."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from footnoted.extract.lexicon import Bag
from footnoted.languages.segment_data import primary

__all__ = ["Pack", "load_pack"]


@dataclass(frozen=True)
class Pack:
    """The words of one language; which list calls up what is told in the pack's own file."""

    words: dict[str, Bag]
    longest: int

    def __getitem__(self, name: str) -> Bag:
        return self.words[name]


@cache
def load_pack(name: str, tag: str) -> Pack | None:
    """The part of pack `name` for the language of `tag`; None where the pack has none."""
    path = files(__package__).joinpath("packs", f"{name}.toml")
    if not path.is_file():
        return None
    data = tomllib.loads(path.read_text("utf-8")).get(primary(tag))
    if data is None:
        return None
    bags = {key: Bag(forms) for key, forms in data.items()}
    return Pack(bags, max(bag.longest for bag in bags.values()))
