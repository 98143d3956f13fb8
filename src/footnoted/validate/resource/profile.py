"""Whether a descriptor is valid by the Data Package v2 profiles, of which copies stand beside this module.

Two defects of the published profiles are mended when they are read, since the text of the standard decides: a schema's
`fieldsMatch` is a string (the profile says an array), and `list` is a field type (it is missing there).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import jsonschema_rs

from footnoted.problem import Problem
from footnoted.validate.resource.match import FIELDS_MATCH

__all__ = ["check_profile", "profile_errors"]

_MOST = 100
"""Errors told of one descriptor."""


def check_profile(descriptor: Mapping[str, Any], path: str, profile: str = "datapackage") -> tuple[Problem, ...]:
    """What is wrong with `descriptor`, read from `path`, by the v2 `profile`, as problems of that file."""
    return tuple(
        Problem("descriptor-profile", path, f"{place}: {message}", hint=hint)
        for place, message, hint in profile_errors(descriptor, profile)
    )


def profile_errors(descriptor: object, profile: str = "datapackage") -> Iterator[tuple[str, str, str | None]]:
    """Each place of `descriptor` (a JSON path) that is wrong by the v2 `profile`, why, and a hint; no network is asked.

    `profile` is `datapackage`, `dataresource`, `tableschema` or `tabledialect`.
    """
    if _is_valid(descriptor, profile):
        return
    # Imported here alone: 0.3 s, and most descriptors are valid.
    from jsonschema import Draft7Validator  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    # An empty registry: a profile that referred to another would fail, not fetch.
    errors = islice(Draft7Validator(_profile(profile), registry=Registry()).iter_errors(descriptor), _MOST)
    for error in sorted(errors, key=lambda error: error.json_path):
        yield error.json_path, _shortened(error.message), _hint(error)
    yield from islice(_of_another_format(descriptor, profile), _MOST)


def _of_another_format(descriptor: object, profile: str) -> Iterator[tuple[str, str, None]]:
    """Dates, addresses of mail and URLs that are none: jsonschema would need three more libraries to see them."""
    try:
        for error in _validator(profile).iter_errors(descriptor):
            if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Format):
                place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in error.instance_path)
                yield f"${place}", _shortened(error.message), None
    except (ValueError, OverflowError):
        return


def _is_valid(descriptor: object, profile: str) -> bool:
    try:
        return _validator(profile).is_valid(descriptor)
    except (ValueError, OverflowError):
        # A number or a depth beyond what this library takes: the other one decides.
        return False


@cache
def _validator(profile: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator(_profile(profile), validate_formats=True)


@cache
def _profile(name: str) -> dict[str, Any]:
    profile: dict[str, Any] = json.loads(files(__package__).joinpath("profiles", f"{name}.json").read_text("utf-8"))
    schema = profile
    if name == "datapackage":
        schema = schema["properties"]["resources"]["items"]
    if name in ("datapackage", "dataresource"):
        schema = schema["properties"]["schema"]
    if "fieldsMatch" in schema["properties"]:
        _mend(schema["properties"])
    return profile


def _mend(schema: dict[str, Any]) -> None:
    how = {"type": "string", "enum": list(FIELDS_MATCH)}
    # Who followed the profile to the letter wrote a list of one.
    schema["fieldsMatch"] = {"anyOf": [how, {"type": "array", "items": how, "minItems": 1, "maxItems": 1}]}
    kinds: list[dict[str, Any]] = schema["fields"]["items"]["oneOf"]
    array = next(kind for kind in kinds if kind["properties"]["type"]["enum"] == ["array"])
    own = {"type": {"enum": ["list"]}, "delimiter": {"type": "string"}, "itemType": {"type": "string"}}
    kinds.append({**array, "title": "List Field", "properties": {**array["properties"], **own}})


def _shortened(message: str, limit: int = 200) -> str:
    return message if len(message) <= limit else f"{message[:limit]} ..."


def _hint(error: Any) -> str | None:  # noqa: ANN401 - of a library that is imported late
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - the same

    # Of the alternatives that all fail, the one that fails deepest is most likely the one meant.
    best = best_match([error])
    return None if best is None or best is error else f"{best.json_path}: {_shortened(best.message)}"
