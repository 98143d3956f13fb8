"""Sizes of memory as people write them: `512MB`, `1.5GiB`, or a number of bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

import click

__all__ = ["Memory"]

_UNITS: Mapping[str, int] = {
    "": 1,
    "b": 1,
    "kb": 10**3,
    "mb": 10**6,
    "gb": 10**9,
    "kib": 2**10,
    "mib": 2**20,
    "gib": 2**30,
}
_LEAST = 100 * 10**6


class Memory(click.ParamType[int]):
    """Bytes, from 100 MB on: with less, no part of the work has room."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes that a text names."""
        found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)", str(value).strip().lower())
        if found is None or found[2] not in _UNITS:
            self.fail(f"{value!r} is no size of memory, such as 512MB or 2GiB", param, ctx)
        size = int(float(found[1]) * _UNITS[found[2]])
        if size < _LEAST:
            self.fail(f"{value!r} is too little: at least 100MB", param, ctx)
        return size
