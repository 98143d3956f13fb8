"""A package's descriptor held against the profile of the standard, with the schemas and dialects that it only names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from footnoted.validate.resource.descriptor import Loader
from footnoted.validate.resource.profile import profile_errors
from footnoted.validate.resource.safe import path_fault
from footnoted.validate.table.finding import Fault

__all__ = ["OF_DESCRIPTOR", "profile_faults"]

OF_DESCRIPTOR = frozenset(
    {
        *("package-invalid", "descriptor-invalid", "schema-invalid", "dialect-invalid", "encoding-unknown"),
        *("path-invalid", "path-unsafe", "path-remote", "type-unknown", "format-unknown", "constraint-invalid"),
        *("key-invalid", "hash-unknown", "bytes-wrong"),
    }
)
"""Rules of their own about what a descriptor says: with one of them broken, the profile adds nothing but words."""

_RESOURCE = re.compile(r"\$\.resources\[([0-9]+)\]")
# Names as version 1 of the standard has them (Data Resource v1, "name").
_NAME_OF_V1 = re.compile(r"[-a-z0-9._/]+")


def profile_faults(raw: Mapping[str, Any], load: Loader) -> list[tuple[str, Fault]]:
    """What is wrong with a package's descriptor, each beside the resource that it is about ("" for the package)."""
    resources = [_whole(item, load) for item in raw["resources"]]
    names = [str(item.get("name") or "") for item in resources]
    found = []
    for place, message, hint in profile_errors({**raw, "resources": resources}):
        about = _RESOURCE.match(place)
        told = message if hint is None else f"{message} ({hint})"
        found.append((names[int(about[1])] if about else "", Fault("descriptor-profile", f"{place}: {told}")))
    if "profile" in raw and "$schema" not in raw:
        stated = [str(name) for name in (raw.get("name"), *names) if name]
        told = "in version 1 of the standard a name has small letters, digits, '.', '_', '-' and '/'"
        wrong = [name for name in stated if not _NAME_OF_V1.fullmatch(name)]
        found += [("", Fault("descriptor-profile", f"{told}: {name!r}")) for name in wrong]
    return found


def _whole(resource: Mapping[str, Any], load: Loader) -> dict[str, Any]:
    """The resource with what it only names in place; `url` is what version 0 called the path."""
    whole = {"path" if key == "url" and "path" not in resource else key: value for key, value in resource.items()}
    for key in ("schema", "dialect"):
        if isinstance(whole.get(key), str):
            loaded = path_fault(whole[key]) or load(whole[key])
            # What cannot be read is a problem of its own.
            whole.pop(key)
            whole |= {} if isinstance(loaded, Fault) else {key: loaded}
    if isinstance(whole.get("dialect"), dict):
        # Version 1 writes null for a mark that is not used.
        whole["dialect"] = {key: value for key, value in whole["dialect"].items() if value is not None}
    return whole
