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
    group = click.Context(commands, info_name="footnoted", max_content_width=_WIDTH, terminal_width=_WIDTH)
    for name in COMMANDS:
        command = commands.get_command(group, name)
        if command is None:
            raise LookupError(name)
        yield f"## {name}"
        yield fence("text", _help(command, name, group))


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=_WIDTH, terminal_width=_WIDTH)
    return command.get_help(context)
