"""Asks a language server for TOML what it completes in a claims file: the columns of the schema, or it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, Self

HEAD = '#:schema ../schemas/claims.schema.json\n[source]\nid = "new"\n\n'


class Server:
    """A language server that speaks over its standard streams (Language Server Protocol 3.17)."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - the command of this program's caller
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    @property
    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("the server has no streams")
        return self._process.stdin, self._process.stdout

    def tell(self, method: str, **params: Any) -> None:  # noqa: ANN401 - whatever the protocol has
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - whatever the protocol has
        """Send a request and wait for its answer; what the server asks meanwhile is answered with nothing."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._answered()
            if "method" not in message and message.get("id") == self._number:
                return message.get("result")

    def wait_for(self, method: str) -> None:
        """Wait for a notification of the server."""
        while self._answered().get("method") != method:
            pass

    def _answered(self) -> dict[str, Any]:
        """The server's next message, answered if it asks something."""
        message = self._read()
        if "method" in message and "id" in message:
            items = message["params"].get("items") if isinstance(message.get("params"), dict) else None
            self._send({"id": message["id"], "result": None if items is None else [None for _ in items]})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._streams[0].write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._streams[0].flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while header := self._streams[1].readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise OSError("the server has ended")
        message: dict[str, Any] = json.loads(self._streams[1].read(length))
        return message


def completed(server: Server, dataset: Path, name: str, text: str) -> set[str]:
    """What the server offers at the end of `text`, a claims file of `dataset` that is not on the disk."""
    uri = (dataset / "seeds" / name).as_uri()
    document = {"uri": uri, "languageId": "toml", "version": 1, "text": text}
    server.tell("textDocument/didOpen", textDocument=document)
    # The server works on several messages at once: before its findings have come it may not know the document yet.
    server.wait_for("textDocument/publishDiagnostics")
    lines = text.split("\n")
    place = {"line": len(lines) - 1, "character": len(lines[-1])}
    found = server.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
    items = found["items"] if isinstance(found, dict) else found or []
    return {item["label"] for item in items}


def main(program: str, dataset: Path) -> int:
    """Check the keys of a claim and the tables of a file."""
    folder = dataset.resolve()
    with Server([program, "lsp", "--offline"]) as server:
        server.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        server.tell("initialized")
        keys = completed(server, folder, "keys.toml", HEAD + '[[stakes]]\nid = "a-b-1"\n')
    missing = {"holder_id", "company_id", "share_percent", "within", "attribution"} - keys
    print(f"completion: {len(keys)} keys of a claim offered, missing {sorted(missing) or 'none'}")  # noqa: T201
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
