"""Addresses of the plugin's own: search, downloads, footnotes for programs, a guide for language models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from datasette.utils.asgi import AsgiFileDownload, NotFound, Response

from footnoted.site.downloads import downloads, media_type
from footnoted.site.find import find
from footnoted.site.machine import evidence_of_result, evidence_of_row, evidence_of_source, guide
from footnoted.site.retired import retired
from footnoted.site.serving import Served, served

__all__ = ["ROUTES"]

_ASK = "say which: table and row, source, query, or sql"


async def _search(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    question = request.args.get("q") or ""
    found = await find(_served(datasette).site, question)
    page = {"question": question, "found": found}
    return Response.html(await datasette.render_template("footnoted/search.html", page, request=request))


async def _search_json(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    found = await find(_served(datasette).site, request.args.get("q") or "")
    rows = [
        {
            "table": row.table,
            "id": row.key,
            "title": row.title,
            "texts": [{"kind": kind, "text": text.striptags()} for kind, text in row.texts],
        }
        for row in found
    ]
    return _json({"rows": rows})


async def _download(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    package = _served(datasette).package
    path = request.url_vars["path"]
    if path not in downloads(package):
        raise NotFound("The package has no such file")
    return AsgiFileDownload(package.folder / path, filename=PurePosixPath(path).name, content_type=media_type(path))


async def _evidence(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    found = _served(datasette)
    arguments = {name: request.args[name] for name in request.args}
    if "sql" in arguments or "query" in arguments:
        return await _of_sql(datasette, found, arguments)
    if "table" in arguments and "row" in arguments:
        answer = await evidence_of_row(found.site, arguments["table"], arguments["row"], arguments.get("column"))
    elif "source" in arguments:
        answer = await evidence_of_source(found.site, arguments["source"])
    else:
        return _json({"error": _ASK}, 400)
    return _json(answer) if answer is not None else await _of_no_row(found, request, arguments)


async def _of_no_row(found: Served, request: Any, arguments: Mapping[str, str]) -> Any:  # noqa: ANN401 - the same
    table = found.package.tables.get(arguments.get("table", "sources"))
    key = arguments.get("row") or arguments.get("source", "")
    gone = await retired(found.site, table, key) if table is not None else None
    if gone is None:
        return _json({"error": "there is no such row"}, 404)
    if gone.successor is None:
        return _json({"error": f"{key} is retired: {gone.reason}"}, 410)
    named = "row" if "row" in arguments else "source"
    return Response.redirect(f"{request.path}?{urlencode({**arguments, named: gone.successor})}", status=301)


async def _of_sql(datasette: Any, found: Served, arguments: Mapping[str, str]) -> Any:  # noqa: ANN401 - the same
    # Asked through Datasette itself: its permissions and limits hold here too.
    database = datasette.urls.database(found.package.name)
    path = f"{database}/{tilde_encode(arguments['query'])}.json" if "query" in arguments else f"{database}.json"
    asked = {name: value for name, value in arguments.items() if name != "query"} | {"_shape": "array"}
    answer = await datasette.client.get(path, params=asked, follow_redirects=True)
    rows = answer.json() if answer.headers["content-type"].startswith("application/json") else None
    if not isinstance(rows, list):
        reason = rows.get("error") if isinstance(rows, dict) else None
        return _json({"error": str(reason or "the query failed")}, max(answer.status_code, 400))
    return _json(await evidence_of_result(found.site, rows))


async def _llms(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette has no types
    home = datasette.absolute_url(request, datasette.urls.instance())
    return Response.text(guide(_served(datasette).package, home))


def _served(datasette: Any) -> Served:  # noqa: ANN401 - Datasette has no types
    found = served(datasette)
    if found is None:
        raise NotFound("There is no page at this address")
    return found


def _json(answer: Mapping[str, Any], status: int = 200) -> Any:  # noqa: ANN401 - Datasette has no types
    body = json.dumps(answer, ensure_ascii=False)
    return Response(body, status=status, content_type="application/json; charset=utf-8")


ROUTES = (
    (r"^/-/search$", _search),
    (r"^/-/search\.json$", _search_json),
    (r"^/-/download/(?P<path>[^?]+)$", _download),
    (r"^/-/evidence\.json$", _evidence),
    (r"^/llms\.txt$", _llms),
)
