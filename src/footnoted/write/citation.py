"""How to cite a release: CITATION.cff (Citation File Format 1.2.0), made from the descriptor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["citation", "citation_text"]

_PERSON = {"givenName": "given-names", "familyName": "family-names", "email": "email", "organization": "affiliation"}


def citation(descriptor: Mapping[str, Any], released_on: str) -> dict[str, Any]:
    """The citation of the dataset that `descriptor` describes; `released_on` is an ISO 8601 date.

    Its authors are the descriptor's contributors; where it names none, all contributors are cited as one.
    """
    title = descriptor.get("title") or descriptor["name"]
    authors = [_author(contributor) for contributor in descriptor.get("contributors", ())]
    found: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": title,
        "version": str(descriptor["version"]),
        "date-released": released_on,
        "authors": authors or [{"name": f"The contributors to {title}"}],
    }
    names = [licence["name"] for licence in descriptor.get("licenses", ()) if licence.get("name")]
    optional = {
        "abstract": descriptor.get("description"),
        "keywords": descriptor.get("keywords"),
        "url": descriptor.get("homepage"),
        "license": names[0] if len(names) == 1 else names,
    }
    return found | {key: value for key, value in optional.items() if value}


def _author(contributor: Mapping[str, Any]) -> dict[str, str]:
    person = {key: contributor[name] for name, key in _PERSON.items() if contributor.get(name)}
    if "family-names" in person:
        return person
    return {"name": str(contributor.get("title") or contributor.get("organization") or "Anonymous")}


def citation_text(said: Mapping[str, Any]) -> str:
    """The citation as YAML: each value is spelled as JSON, which YAML 1.2 reads as the same."""
    return "".join(f"{line}\n" for line in _lines(said))


def _lines(said: Mapping[str, Any]) -> Iterator[str]:
    for key, value in said.items():
        if isinstance(value, list):
            yield f"{key}:"
            yield from (f"  - {json.dumps(item, ensure_ascii=False)}" for item in value)
        else:
            yield f"{key}: {json.dumps(value, ensure_ascii=False)}"
