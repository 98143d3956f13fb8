"""`footnoted serve`: the package through Datasette, on this machine only."""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser
from contextlib import suppress
from typing import Any

import click
import uvicorn

from footnoted.cli import dataset_root
from footnoted.errors import FootnotedError
from footnoted.site import application, full_texts, package_folder, read_package

__all__ = ["command"]

_LOOPBACK = "127.0.0.1"
_PORT = 8001
"""Datasette's own port, so that its users find the site where they look."""
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_WAITING = 128
"""Connections that may wait: a browser that opens before the first answer is one of them."""


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0 takes a free one.")
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Open the site in a browser, or not; by default, where a person sits at a terminal with a screen.",
)
@click.option("--preview", is_flag=True, help="Show the full texts of seeds/ too; they stay in memory.")
@click.pass_context
def command(context: click.Context, port: int, *, opens: bool | None, preview: bool) -> None:
    """Show the package in a browser, on this machine only, until Control-C.

    The site shows the package as it was at the start: after a new build, start it again. A copy of a package needs no
    dataset around it: footnoted --dataset COPY serve

    Example: footnoted serve
    """
    root = dataset_root(context)
    package = read_package(package_folder(root))
    texts = full_texts(package, root) if preview else ()
    with _listening(port) as listener, application(package, texts) as site:
        address = f"http://{_LOOPBACK}:{listener.getsockname()[1]}/"
        click.echo(f"{package.title}: {address} (Control-C to stop)")
        if _at_a_screen() if opens is None else opens:
            webbrowser.open(address)
        _answer(site.app(), listener)
    click.echo("Stopped.")


def _at_a_screen() -> bool:
    # Without a screen, some systems open a browser in the very terminal that the server runs in.
    return sys.stdout.isatty() and (sys.platform == "darwin" or any(map(os.environ.get, _SCREENS)))


def _listening(port: int) -> socket.socket:
    # Named as TCP: only then does asyncio send what it has at once, and no answer waits 40 ms for the one before.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_LOOPBACK, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise FootnotedError(f"port {port} is in use", "take another one: footnoted serve --port 0") from None
        raise FootnotedError(f"port {port} cannot be used: {error.strerror}", "take one from 1024 upwards") from None
    listener.listen(_WAITING)
    return listener


def _answer(app: Any, listener: socket.socket) -> None:  # noqa: ANN401 - Datasette has no types
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on", workers=1))
    # Uvicorn finishes the answers under way, and then passes Control-C on.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
