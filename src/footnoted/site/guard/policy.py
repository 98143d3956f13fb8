"""The headers of every answer: no guessing of types, no frames, and no script or style from anywhere else.

Sources: https://www.w3.org/TR/CSP3/ and https://owasp.org/www-project-secure-headers/.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from footnoted.site.guard.asgi import App, Message, Receive, Send

__all__ = ["content_security_policy", "with_headers"]

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_TEMPLATED = ("{{", "{%")
# Datasette writes this one anew for each table page.
_WRITTEN = ("DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;")

_DIRECTIVES = (
    "default-src 'none'",
    "img-src 'self' data:",
    # Datasette's own pages carry styles in attributes; a style can load nothing under this policy.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


@cache
def content_security_policy() -> str:
    """The policy: of inline scripts only those run that Datasette's own templates carry, known by their hashes."""
    hashes = sorted({f"'sha256-{_sha256(script)}'" for script in _inline_scripts()})
    return "; ".join((*_DIRECTIVES, " ".join(("script-src", "'self'", *hashes))))


def _inline_scripts() -> Iterator[str]:
    yield from _WRITTEN
    for template in files("datasette").joinpath("templates").iterdir():
        if template.name.endswith(".html"):
            for script in _SCRIPT.findall(template.read_text("utf-8")):
                if not any(mark in script for mark in _TEMPLATED):
                    yield script


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def with_headers(app: App) -> App:
    """`app`, each of its HTTP responses with the headers added."""
    added = (
        (b"content-security-policy", content_security_policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    )

    names = {name for name, _ in added}

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        await app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    return wrapped
