"""Datasets in which every cell has a footnote.

The library's front door: `validate_package` checks any Data Package or table and gives a `Report`, `check_dataset` a
dataset of this toolkit and gives a `Checked`; the problems of both are `Problem`s. Each is imported when it is first
asked for, so that `import footnoted` costs nothing. The function is not called `validate`, because `footnoted.validate`
is the package of the checks, and one name must not mean the one or the other by what has been imported before.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footnoted.errors import FootnotedError
    from footnoted.problem import Problem
    from footnoted.validate.dataset import Checked, check_dataset
    from footnoted.validate.resource import Report, validate_package

__all__ = ["Checked", "FootnotedError", "Problem", "Report", "__version__", "check_dataset", "validate_package"]

__version__ = "0.1.0"

_HOMES = {
    "Checked": "footnoted.validate.dataset",
    "FootnotedError": "footnoted.errors",
    "Problem": "footnoted.problem",
    "Report": "footnoted.validate.resource",
    "check_dataset": "footnoted.validate.dataset",
    "validate_package": "footnoted.validate.resource",
}


def __getattr__(name: str) -> object:
    """Import a public name from the module that it lives in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
