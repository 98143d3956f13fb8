"""The words with which the site writes figures, codes and truth values: `words.toml` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomli

__all__ = ["words"]


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """Section -> what is written for what."""
    return tomli.loads((resources.files("footnoted.site") / "words.toml").read_text("utf-8"))
