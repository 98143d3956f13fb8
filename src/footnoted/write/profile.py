"""Whether a descriptor is valid by the Data Package v2 profile, of which a copy stands beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema
from referencing import Registry

from footnoted.problem import Problem

__all__ = ["check_profile"]


def check_profile(descriptor: Mapping[str, Any], path: str, profile: str = "datapackage") -> tuple[Problem, ...]:
    """What is wrong with `descriptor`, read from `path`, by the v2 `profile`; no network is asked.

    `profile` is `datapackage`, `dataresource`, `tableschema` or `tabledialect`.
    """
    errors = sorted(_validator(profile).iter_errors(descriptor), key=lambda error: error.json_path)
    return tuple(
        Problem("descriptor-profile", path, f"{error.json_path}: {_shortened(error.message)}", hint=_hint(error))
        for error in errors
    )


@cache
def _validator(profile: str) -> jsonschema.Draft7Validator:
    text = files(__package__).joinpath("profiles", f"{profile}.json").read_text("utf-8")
    # An empty registry: a profile that referred to another would fail, not fetch.
    return jsonschema.Draft7Validator(json.loads(text), registry=Registry())


def _shortened(message: str, limit: int = 200) -> str:
    return message if len(message) <= limit else f"{message[:limit]} ..."


def _hint(error: jsonschema.ValidationError) -> str | None:
    # Of the alternatives that all fail, the one that fails deepest is most likely the one meant.
    best = jsonschema.exceptions.best_match([error])
    return None if best is None or best is error else f"{best.json_path}: {_shortened(best.message)}"
