"""Checks of tables, packages and footnotes; called itself, the check of any package: `footnoted.validate(path)`.

Nothing is imported here: who validates a package (`validate.resource`) waits for nothing that only a dataset needs.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from footnoted.validate.resource import Report


class _Callable(ModuleType):
    """This module: one name is the package of the checks and the function that runs them."""

    def __call__(self, path: str | Path, *, memory: int | None = None) -> Report:
        """Check the package or table at `path`, within about `memory` bytes, and report all that is wrong.

        See `footnoted.validate.resource.validate_package` for what may stand at `path` and for closer limits.

        Raises:
            DatasetError: there is no file at `path`.
        """
        from footnoted.validate.resource import DEFAULT_LIMITS, Limits, validate_package  # noqa: PLC0415 - see above

        return validate_package(path, DEFAULT_LIMITS if memory is None else Limits(memory=memory))


sys.modules[__name__].__class__ = _Callable
