"""Pages kept: an immutable package gives the same page for the same address, so that it is made once.

An answer has a strong ETag (RFC 9110, 8.8.3) made of the package and the address; a browser that has it gets "not
modified". Answers are kept in memory up to a budget, the least recently used leave first. A page on which something ran
out of its time is neither kept nor given a tag: next time it may be whole.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import NamedTuple

from footnoted.site.guard.asgi import App, Message, Receive, Send, header

__all__ = ["BUDGET", "LARGEST", "unfinished", "with_pages"]

BUDGET = 64 << 20
"""Bytes of all pages that are kept."""

LARGEST = 2 << 20
"""Bytes of the largest page that is kept."""

_UNFINISHED = "footnoted.unfinished"
_METHODS = frozenset({"GET", "HEAD"})


class _Page(NamedTuple):
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class _Kept:
    """Pages by key, within the budget."""

    def __init__(self) -> None:
        self._pages: OrderedDict[bytes, _Page] = OrderedDict()
        self._bytes = 0

    def get(self, key: bytes) -> _Page | None:
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def put(self, key: bytes, page: _Page) -> None:
        if key in self._pages or len(page.body) > LARGEST:
            return
        self._pages[key] = page
        self._bytes += len(page.body)
        while self._bytes > BUDGET:
            self._bytes -= len(self._pages.popitem(last=False)[1].body)


def with_pages(app: App, version: str) -> App:
    """`app` with pages kept and ETags; `version` names what the pages are made of (package, toolkit, settings)."""
    kept = _Kept()

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _METHODS or header(scope, b"cookie"):
            await app(scope, receive, send)
            return
        key = _key(scope, version)
        tag = b'"%s"' % hashlib.sha256(key).hexdigest()[:32].encode()
        if tag in (header(scope, b"if-none-match") or b"").split(b", "):
            await _answer(send, 304, ((b"etag", tag),), b"")
        elif page := kept.get(key):
            await _answer(send, 200, page.headers, page.body)
        else:
            # A list, since Datasette hands on copies of the scope.
            scope = {**scope, _UNFINISHED: []}
            await app(scope, receive, _Recorder(send, kept, (key, tag), scope[_UNFINISHED]))

    return wrapped


def unfinished(scope: Message) -> None:
    """Note that the answer to the request of `scope` lacks something that took too long."""
    scope.get(_UNFINISHED, []).append(True)


def _key(scope: Message, version: str) -> bytes:
    # Some answers name the host in their links, so that no visitor may get another one's host.
    host = header(scope, b"host") or b""
    path = scope.get("raw_path") or scope["path"].encode()
    return b"\0".join(
        (
            version.encode(),
            scope["method"].encode(),
            scope.get("scheme", "").encode(),
            host,
            path,
            scope["query_string"],
        )
    )


async def _answer(send: Send, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})


class _Recorder:
    """Passes an answer on with its tag, and keeps it if it is a whole, small, good one."""

    def __init__(self, send: Send, kept: _Kept, names: tuple[bytes, bytes], unfinished: list[bool]) -> None:
        self._send, self._kept, self._unfinished = send, kept, unfinished
        self._key, self._tag = names
        self._headers: tuple[tuple[bytes, bytes], ...] | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = self._tagged(message)
        elif self._headers is not None:
            self._body += message.get("body", b"")
            if len(self._body) > LARGEST:
                self._headers, self._body = None, b""
            elif not message.get("more_body", False):
                self._kept.put(self._key, _Page(self._headers, self._body))
        await self._send(message)

    def _tagged(self, message: Message) -> Message:
        headers = tuple(message.get("headers", ()))
        plain = message["status"] == 200 and not any(name.lower() == b"set-cookie" for name, _ in headers)  # noqa: PLR2004
        if not plain:
            return message
        if self._unfinished:
            kept = tuple((name, value) for name, value in headers if name.lower() != b"cache-control")
            return {**message, "headers": [*kept, (b"cache-control", b"no-store")]}
        rest = tuple((name, value) for name, value in headers if name.lower() != b"etag")
        # Without a word from Datasette, a browser asks each time whether the page is still the same.
        stated = header(message, b"cache-control") is not None
        asks = () if stated else ((b"cache-control", b"no-cache"),)
        self._headers = (*rest, (b"etag", self._tag), *asks)
        return {**message, "headers": list(self._headers)}
