"""The whole build of this dataset in a fresh process, beside frictionless checking its CSV package; limit: 2 s."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from measure import PYTHON, Row, at_most, program, timed_commands

LIMIT = 2.0
"""Seconds."""


def run() -> list[Row]:
    """Time a build into an empty place, frictionless on what it wrote, and the interpreter's start."""
    with TemporaryDirectory() as folder:
        package = Path(folder) / "package"
        build, *peers = timed_commands(
            {
                "footnoted build": [program("footnoted"), "build", "--out", str(package)],
                "frictionless validate": [program("frictionless"), "validate", str(package / "datapackage.json")],
                "python": [PYTHON, "-c", "pass"],
            },
            runs=7,
        )
    return [at_most(build, LIMIT), *peers]
