"""The page of the commands: what `--help` of each says."""

from __future__ import annotations

from collections.abc import Iterator

import click

from footnoted.cli import COMMANDS, commands
from generator.markdown import fence, filled, joined

__all__ = ["commands_page"]

_WIDTH = 100


def commands_page() -> str:
    """Every command with its help."""
    return filled(
        "commands.md", footnoted=fence("text", _help(commands, "footnoted", None)), commands=joined(_commands())
    )


def _commands() -> Iterator[str]:
    group = _context(commands, "footnoted", None)
    for name in COMMANDS:
        command = commands.get_command(group, name)
        if command is None:
            raise LookupError(name)
        yield f"## {name}"
        yield fence("text", _help(command, name, group))


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    return command.get_help(_context(command, name, parent))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    settings = {**command.context_settings, "max_content_width": _WIDTH, "terminal_width": _WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)
