"""`footnoted --help` beside a bare start of Python with click; limit: twice that start."""

from __future__ import annotations

from measure import PYTHON, Row, at_most, program, timed_commands


def run() -> list[Row]:
    """Time the help text, Python with click imported, with typer imported, and Python alone."""
    help_text, click, *others = timed_commands(
        {
            "footnoted --help": [program("footnoted"), "--help"],
            "python, import click": [PYTHON, "-c", "import click"],
            "python, import typer": [PYTHON, "-c", "import typer"],
            "python": [PYTHON, "-c", "pass"],
        },
        runs=15,
    )
    return [at_most(help_text, 2 * click.value), click, *others]
