"""The site for language models: the extra `mcp` adds a server of the Model Context Protocol, with tools of ours."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn

from footnoted.site import Package, application

Call = Callable[..., Any]
_HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
_CLIENT = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


class _Client:
    """As much of a client as the tests need: JSON-RPC over HTTP, within one session."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._headers = dict(_HEADERS)

    def send(self, message: object) -> str:
        """Send a message, and give the body of the answer."""
        request = urllib.request.Request(self._address, json.dumps(message).encode(), self._headers)  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
            self._headers |= {k: v for k, v in answer.headers.items() if k.lower() == "mcp-session-id"}
            return str(answer.read().decode())

    def call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 - JSON
        """The result of a method."""
        body = self.send({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters})
        # The server may answer with JSON, or with a stream of one event.
        text = next((line[6:] for line in body.splitlines() if line.startswith("data: {")), body)
        return json.loads(text)["result"]


@pytest.fixture(scope="module")
def call(package: Package) -> Iterator[Call]:
    """Call a method of the protocol on a real server, as a client would, and get its result."""
    with application(package) as site:
        server = uvicorn.Server(uvicorn.Config(site.app(), port=0, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/-/mcp"

        client = _Client(address)
        client.call("initialize", **_CLIENT)
        client.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        yield client.call
        server.should_exit = True
        thread.join()


def told(result: Any) -> Any:  # noqa: ANN401 - JSON
    """What a tool gave."""
    return json.loads(result["content"][0]["text"])


def test_tools_are_listed(call: Call) -> None:
    """Those of the server ask in SQL, ours give footnotes; none of them writes."""
    assert sorted(tool["name"] for tool in call("tools/list")["tools"]) == [
        "execute_sql",
        "get_database_schema",
        "get_row_with_footnotes",
        "get_source_with_footnotes",
        "list_databases",
        "search",
    ]


def test_a_model_finds_a_value_and_the_words_that_say_it(call: Call) -> None:
    """From words to a row, and from the row to the passage."""
    (row,) = told(call("tools/call", name="search", arguments={"words": "may"}))["rows"]
    assert (row["table"], row["id"]) == ("crossings", "alder-1")
    found = told(call("tools/call", name="get_row_with_footnotes", arguments={"table": "crossings", "id": "alder-1"}))
    assert found["footnotes"]["length_km"][0]["passage"] == "61.5 km"


def test_a_retired_id_names_its_successor(call: Call) -> None:
    """An id of an earlier version is no dead end for a model either."""
    arguments = {"table": "crossings", "id": "alder-9"}
    gone = told(call("tools/call", name="get_row_with_footnotes", arguments=arguments))
    assert gone == {"retired": "alder-9", "reason": "The same.", "see": "alder-1"}


def test_sql_of_a_model_has_the_limits_of_everybodys(call: Call) -> None:
    """The guard holds for the tool too."""
    sql = "select hex(zeroblob(1000000000))"
    refused = call("tools/call", name="execute_sql", arguments={"database": "dataset", "sql": sql})
    assert refused["isError"]
    assert "not authorized" in refused["content"][0]["text"]
