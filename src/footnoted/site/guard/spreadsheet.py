"""CSV for spreadsheets, at `?_spreadsheet=1`: no cell that a spreadsheet would run as a formula.

A cell that begins with one of `= + - @`, a tabulator or a carriage return gets an apostrophe before it, unless it is a
number (https://owasp.org/www-community/attacks/CSV_Injection). Plain CSV stays as it is: it is the data.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import getincrementaldecoder

from footnoted.site.guard.asgi import App, Message, Receive, Send, asked, header

__all__ = ["ASKED", "SafeCells", "with_safe_csv"]

ASKED = "_spreadsheet"
"""The name in the query that asks for it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class SafeCells:
    """Makes cells safe in a CSV text that comes in pieces; holds no more than the last record."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")().decode
        self._rest = ""

    def feed(self, piece: bytes, *, last: bool) -> bytes:
        """What is ready of the text after `piece`."""
        text = self._rest + self._decode(piece, last)
        end = len(text) if last else _whole_records(text)
        self._rest = text[end:]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        for row in csv.reader(io.StringIO(text[:end], newline=""), strict=True):
            writer.writerow([_safe(cell) for cell in row])
        return out.getvalue().encode()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _whole_records(text: str) -> int:
    """The offset behind the last line break that stands in no quoted cell."""
    end, open_quotes = 0, 0
    for match in re.finditer(r'"|\n', text):
        if match.group() == '"':
            open_quotes ^= 1
        elif not open_quotes:
            end = match.end()
    return end


def with_safe_csv(app: App) -> App:
    """`app`, its CSV made safe where the query asks for it."""

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and scope["method"] == "GET" and asked(scope, ASKED)
        await app(scope, receive, _Rewriter(send) if wanted else send)

    return wrapped


class _Rewriter:
    """Passes an answer on; the body, if it is CSV, with safe cells."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._cells: SafeCells | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = header(message, b"content-type") or b""
            # Datasette shows CSV as plain text unless it is downloaded.
            if message["status"] == 200 and kind.startswith((b"text/csv", b"text/plain")):  # noqa: PLR2004
                self._cells = SafeCells()
                kept = [pair for pair in message["headers"] if pair[0].lower() != b"content-length"]
                message = {**message, "headers": kept}
        elif self._cells is not None:
            body = self._cells.feed(message.get("body", b""), last=not message.get("more_body", False))
            message = {**message, "body": body}
        await self._send(message)
