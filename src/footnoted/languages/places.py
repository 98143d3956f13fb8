"""The names of countries and regions in each language, the codes that each may mean, and each code in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from footnoted.language_files import available, sections

__all__ = ["OTHER_LANGUAGES", "place_names", "place_titles"]

OTHER_LANGUAGES = "*"
"""The key for what a name means in a language that does not have it."""


@cache
def place_names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Name -> language -> codes, of ISO 3166-1 and ISO 3166-2; several where the name is ambiguous, none if no place.

    Read when first asked for: the generated file (`footnoted.languages.territories`), over it each language's own
    section `[places]`.
    """
    generated = _generated("places.json")
    names = {
        name: {OTHER_LANGUAGES: tuple(codes.split())}
        if isinstance(codes, str)
        else {language: tuple(listed.split()) for language, listed in codes.items()}
        for name, codes in generated.items()
    }
    for language in available():
        for entry in sections(language).get("places", {}).get("names", ()):
            names.setdefault(entry["name"], {})[language] = tuple(entry["codes"])
    return names


@cache
def place_titles() -> Mapping[str, str]:
    """Code of ISO 3166-1 or ISO 3166-2 -> the name under which pages show the country or region."""
    titles: Mapping[str, str] = _generated("place_titles.json")
    return titles


def _generated(name: str) -> Any:  # noqa: ANN401 - the JSON of a generated file
    return json.loads(files(__package__).joinpath("generated", name).read_text("utf-8"))
