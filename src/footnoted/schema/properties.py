"""Properties of descriptors and schemas as authored: each of its type, or a `MisfitError` in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

__all__ = ["MisfitError", "objects_of", "property_of"]

_T = TypeVar("_T")
_KINDS: Mapping[type, str] = {str: "a text", bool: "true or false", list: "a list", dict: "an object"}


class MisfitError(ValueError):
    """A schema says something that cannot be meant; its text is a message for people."""


def property_of(raw: Mapping[str, Any], name: str, kind: type[_T], default: _T | None = None) -> _T:
    """The property `name` of `raw`, which is of the type `kind`; `default` where it is not there.

    Raises:
        MisfitError: the property is of another type, or is not there and has no default.
    """
    if name not in raw:
        if default is None:
            raise MisfitError(f"`{name}` is missing")
        return default
    value = raw[name]
    if not isinstance(value, kind):
        raise MisfitError(f"`{name}` is {value!r:.60}, not {_KINDS[kind]}")
    return value


def objects_of(raw: Mapping[str, Any], name: str, *, needed: bool = False) -> tuple[Mapping[str, Any], ...]:
    """The property `name` of `raw`, a list of objects; an empty one where it is not there and not `needed`.

    Raises:
        MisfitError: the property is no list of objects, or is needed and not there.
    """
    listed = property_of(raw, name, list, None if needed else [])
    if not all(isinstance(each, dict) for each in listed):
        raise MisfitError(f"`{name}` is not a list of objects")
    return tuple(listed)
