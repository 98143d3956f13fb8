"""Addresses of Datasette's that no visitor needs: they tell of the machine, or are for somebody who can log in."""

from __future__ import annotations

from footnoted.site.guard.asgi import App, Message, Receive, Send

__all__ = ["CLOSED", "with_closed_doors"]

# `databases` tells where the file lies, `threads` what the process does; the others are for owners and developers.
CLOSED = frozenset(
    {
        "allow-debug",
        "auth-token",
        "check",
        "create-token",
        "databases",
        "debug",
        "jump",
        "logout",
        "messages",
        "patterns",
        "permissions",
        "rules",
        "tasks",
        "threads",
    }
)
"""The first part of an address behind `/-/`, without the ending that asks for JSON."""

_BODY = b"There is no page at this address.\n"


def with_closed_doors(app: App) -> App:
    """`app`, without an answer at the addresses in `CLOSED`."""

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _door(scope["path"]) in CLOSED:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 404, "headers": headers})
            await send({"type": "http.response.body", "body": _BODY})
        else:
            await app(scope, receive, send)

    return wrapped


def _door(path: str) -> str | None:
    _, found, rest = path.partition("/-/")
    return rest.split("/")[0].partition(".")[0] if found else None
