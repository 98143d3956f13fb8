"""Datasets in which every cell has a footnote.

The library's front door: `validate(path)` checks any Data Package or table and gives a `Report` (`validate_package` is
the same with all its limits), `check_dataset` a dataset of this toolkit and gives a `Checked`; the problems of both are
`Problem`s. Each is imported when it is first asked for, so that `import footnoted` costs nothing. `footnoted.validate`
is the package of the checks as well: a module that can be called, whatever has been imported before.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from footnoted.errors import FootnotedError
    from footnoted.problem import Problem
    from footnoted.validate.dataset import Checked, check_dataset
    from footnoted.validate.resource import Report, validate_package

    # To a type checker the module is the function that it is when called.
    def validate(path: str | Path, *, memory: int | None = None) -> Report:  # noqa: D103 - the module has it
        ...


__all__ = [
    "Checked",
    "FootnotedError",
    "Problem",
    "Report",
    "__version__",
    "check_dataset",
    "validate",
    "validate_package",
]

__version__ = "0.1.0"

_HOMES = {
    "Checked": "footnoted.validate.dataset",
    "FootnotedError": "footnoted.errors",
    "Problem": "footnoted.problem",
    "Report": "footnoted.validate.resource",
    "check_dataset": "footnoted.validate.dataset",
    "validate": "footnoted.validate",
    "validate_package": "footnoted.validate.resource",
}


def __getattr__(name: str) -> object:
    """Import a public name from the module that it lives in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(_HOMES[name])
    value: object = home if name == "validate" else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
