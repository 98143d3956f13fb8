"""`footnoted publish`: the package as a folder ready for a host."""

from __future__ import annotations

from pathlib import Path

import click

from footnoted.cli import dataset_root
from footnoted.site import package_folder, publish, read_package

__all__ = ["command"]


@click.command("publish")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.pass_context
def command(context: click.Context, folder: Path) -> None:
    """Write a folder that a server can be started from.

    It holds the package, the settings of its pages, a start command, a unit for systemd, a container file and a
    reverse proxy. A folder that was published before is replaced. Nothing is sent anywhere.

    Example: footnoted publish site
    """
    package = read_package(package_folder(dataset_root(context)))
    beside = publish(package, folder)
    click.echo(f"{folder}: package/ and {', '.join(path.name for path in beside)}")
    click.echo(f"Try it: sh {folder / 'start.sh'}")
