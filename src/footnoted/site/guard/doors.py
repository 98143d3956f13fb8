"""Addresses that no visitor needs: what tells of the machine or is for owners, and what has no end."""

from __future__ import annotations

from footnoted.site.guard.asgi import App, Message, Receive, Send

__all__ = ["CLOSED", "LONGEST", "with_closed_doors"]

LONGEST = 16 << 10
"""Bytes of an address: twice what RFC 9110 (4.1) wants every server to take. Some answers repeat it in a header."""

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

_ABSENT = (404, b"There is no page at this address.\n")
_TOO_LONG = (414, b"This address is too long.\n")


def with_closed_doors(app: App) -> App:
    """`app`, without an answer at the addresses in `CLOSED`, nor at longer ones than `LONGEST`."""

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await app(scope, receive, send)
            return
        status, body = refusal
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return wrapped


def _refusal(scope: Message) -> tuple[int, bytes] | None:
    if len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string", b"")) > LONGEST:
        return _TOO_LONG
    return _ABSENT if _door(scope["path"]) in CLOSED else None


def _door(path: str) -> str | None:
    _, found, rest = path.partition("/-/")
    return rest.split("/")[0].partition(".")[0] if found else None
