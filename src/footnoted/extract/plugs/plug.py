"""The plug: a package makes an extractor known under the entry-point group `footnoted.extractors`.

The entry point is a function that takes an option (what the user wrote behind a colon, or None) and gives a `Plug`:

    # pyproject.toml of the other package
    [project.entry-points."footnoted.extractors"]
    echo = "echo_extractor:make"

    # echo_extractor.py
    def make(option):
        def propose(article):
            return {"companies": [{"id": "larkfield", "name": "Larkfield Capital"}]}
        return propose

A proposal is a claim as a claims file spells it: a bare string is a passage, copied exactly from the text.
Source: https://packaging.python.org/en/latest/specifications/entry-points/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import entry_points
from typing import Any, NamedTuple, Protocol

from footnoted.errors import FootnotedError
from footnoted.schema import Dataset

__all__ = ["GROUP", "Article", "Installed", "Plug", "PlugError", "Proposals", "load_plug", "plug_names", "plug_version"]

GROUP = "footnoted.extractors"
"""The entry-point group."""

Proposals = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table -> claims about it, as a claims file has them; ids may be left out, and are made then."""


class PlugError(FootnotedError):
    """An extractor cannot be had, or gives nothing that could be proposals."""


class Article(NamedTuple):
    """What an extractor gets: the text, its language (BCP 47), and the dataset with its schemas and vocabularies."""

    text: str
    language: str
    dataset: Dataset


class Plug(Protocol):
    """An extractor: proposes claims about an article, and is not believed."""

    def __call__(self, article: Article) -> Proposals:
        """The proposals.

        Raises:
            PlugError: there are none, for a reason that the user should read.
        """


class Installed(NamedTuple):
    """An extractor that was found, under its name."""

    name: str
    propose: Plug


def plug_names() -> list[str]:
    """The names of the extractors that are installed."""
    return sorted(point.name for point in entry_points(group=GROUP))


def plug_version(wanted: str | None) -> str:
    """What tells one state of an extractor from another: how it was asked for, and the version of its package."""
    if wanted is None:
        return ""
    points = (point for point in entry_points(group=GROUP) if point.name == wanted.partition(":")[0])
    return " ".join([wanted, *(f"{point.dist.name} {point.dist.version}" for point in points if point.dist)])


def load_plug(wanted: str) -> Installed:
    """The extractor of the name before the first colon of `wanted`, made with what is behind it.

    Raises:
        PlugError: there is none of that name, or it cannot be imported.
    """
    name, colon, option = wanted.partition(":")
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        known = ", ".join(plug_names()) or "none is installed"
        raise PlugError(f"there is no extractor called {name!r}", f"there is: {known}")
    try:
        make = found[0].load()
    except ImportError as error:
        raise PlugError(f"the extractor {name!r} cannot be imported: {error}", "install what it needs") from error
    return Installed(name, make(option if colon else None))
