"""The first check of a claims file: has it the shape that the dataset's JSON Schema describes?"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry

from footnoted.claims.file import ClaimsFile
from footnoted.problem import Problem

__all__ = ["Shape"]


class Shape:
    """The shape of a dataset's claims files."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        # An empty registry: no reference is ever fetched.
        self._validator = Draft202012Validator(schema, registry=Registry())

    def problems(self, file: ClaimsFile) -> list[Problem]:
        """Every place where `file` has another shape."""
        return sorted(problem for error in self._validator.iter_errors(file.data) for problem in _problems(file, error))


def _problems(file: ClaimsFile, error: ValidationError) -> Iterator[Problem]:
    keys = tuple(error.absolute_path)
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(file, error)
        case "required":
            missing = error.message.split("'")[1]
            yield file.problem("claim-incomplete", f"`{missing}` is missing", keys=keys)
        case "enum":
            terms = [str(term) for term in error.schema["enum"]]  # type: ignore[index]
            hint = _closest(str(error.instance), terms)
            yield file.problem("unknown-term", f"{error.instance!r} is not a term here", hint, keys=keys)
        case "pattern" if keys and keys[-1] in {"id", "about"}:
            hint = "small letters, digits and single hyphens, such as `meridian-foods-1`"
            yield file.problem("id-format", f"{error.instance!r} is no id", hint, keys=keys)
        case "not":
            yield file.problem(
                "id-and-about",
                "a claim has `id` or `about`, not both",
                "`id` makes a row, `about` joins one",
                keys=keys,
            )
        case _:
            yield file.problem("claims-shape", error.message[:200], keys=keys)


def _unknown_keys(file: ClaimsFile, error: ValidationError) -> Iterator[Problem]:
    keys = tuple(error.absolute_path)
    known = list(error.schema["properties"])  # type: ignore[index]
    for key in error.instance:  # type: ignore[union-attr]
        if key in known:
            continue
        if not keys:
            yield file.problem("unknown-table", f"there is no table {key!r}", _closest(str(key), known), keys=(key,))
        elif len(keys) == 2 and keys[0] != "source":  # noqa: PLR2004 - table and number of the claim
            message = f"table `{keys[0]}` has no column {key!r}"
            yield file.problem("unknown-column", message, _closest(str(key), known), keys=(*keys, key))
        else:
            yield file.problem(
                "unknown-key", f"there is no key {key!r} here", _closest(str(key), known), keys=(*keys, key)
            )


def _closest(word: str, known: list[str]) -> str:
    if found := difflib.get_close_matches(word, known, n=1, cutoff=0.6):
        return f"did you mean `{found[0]}`?"
    return "one of: " + ", ".join(known[:20])
