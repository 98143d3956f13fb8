"""The languages' data files, one TOML file a language in `languages/`.

This is no module of that package: who only asks for a file's words waits for nothing that reads a text by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import tomli

__all__ = ["available", "is_available", "pack_words", "sections"]

_SUFFIX = ".toml"


def _folder() -> Traversable:
    return files("footnoted").joinpath("languages")


@cache
def available() -> tuple[str, ...]:
    """The primary subtags of the languages there is a data file for, sorted."""
    names = (entry.name for entry in _folder().iterdir())
    # A language's file is named by its tag, which has two or three letters; other data has longer names.
    tags = (name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return tuple(sorted(tag for tag in tags if 2 <= len(tag) <= 3))  # noqa: PLR2004


def is_available(tag: str) -> bool:
    """Whether there is a data file for the language of a tag (BCP 47), whatever its region."""
    return tag.partition("-")[0].lower() in available()


@cache
def sections(language: str) -> Mapping[str, Any]:
    """All sections of the data file of `language`, one of `available()`."""
    return tomli.loads(_folder().joinpath(language + _SUFFIX).read_text("utf-8"))


def pack_words(language: str, pack: str) -> Mapping[str, Any]:
    """What the data file of `language` says of one pack of the extractor; empty where it says nothing."""
    found: Mapping[str, Any] = sections(language).get("packs", {}).get(pack, {}) if language in available() else {}
    return found
