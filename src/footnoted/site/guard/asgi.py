"""The words of ASGI (https://asgi.readthedocs.io/en/latest/specs/main.html), and how an answer is taken apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

__all__ = ["App", "Message", "Receive", "Send", "asked", "header"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]
"""An ASGI application."""


def header(message: Message, name: bytes) -> bytes | None:
    """The header `name` (in lower case) of a request's scope or of a response's start; None where there is none."""
    return next((value for key, value in message.get("headers", ()) if key.lower() == name), None)


def asked(scope: Message, name: str) -> bool:
    """Whether the query of a request holds `name`, with any value but none."""
    return bool(parse_qs(scope.get("query_string", b"").decode("latin-1")).get(name))
