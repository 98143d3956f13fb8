"""The site on the internet: what an attacker's requests get, and what every answer carries."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any
from urllib.parse import quote

import pytest
from datasette.database import QueryInterrupted

from footnoted.site import Package, application
from footnoted.site.guard.spreadsheet import SafeCells
from footnoted.site.guard.sql import guard_connection

Ask = Callable[..., Any]

WIDE = """with recursive n(i) as (select 1 union all select i + 1 from n limit 1999)
select replace(printf('%900c', 'x'), ' ', 'twenty-two characters!') from n"""


@pytest.fixture(scope="module")
def ask(package: Package) -> Iterator[Ask]:
    """Ask the site for a path, with headers, and get the whole response."""
    with application(package) as site:

        def answer(path: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - httpx's
            # Datasette 1.0 has another address for SQL, and leads there.
            follows = path.startswith("/dataset")
            return asyncio.run(site.client.get(path, headers=dict(headers or {}), follow_redirects=follows))

        yield answer


def sql(statement: str) -> str:
    """The address of an answer to any SQL."""
    return f"/dataset.json?_shape=array&sql={quote(statement)}"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("select hex(zeroblob(1000000000))", "not authorized"),
        ("select randomblob(1000000)", "not authorized"),
        ("select load_extension('x')", "not authorized"),
        ("select replace(hex(printf('%990c', 'a')), '2', printf('%990c', 'a'))", "too big"),
        ("select length(printf('%.*c', 900000000, 'x'))", "too big"),
        ("select format('%%%-5d|%900000000d', 1, 2)", "too big"),
        ("select trim('word', (select group_concat(passage) || printf('%990c', 'x') from evidence))", "too big"),
        (WIDE, "more than 16 MB"),
        ("with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n", "too long"),
        ("attach database 'x.db' as x", "must be a SELECT"),
        ("select * from pragma_hard_heap_limit(0)", "disallowed PRAGMA"),
        (f"select {'(' * 300}1{')' * 300}", "parser stack overflow|Expression tree is too large"),
    ],
)
def test_a_costly_statement_is_refused(ask: Ask, statement: str, told: str) -> None:
    """It gets an answer that says why, and neither memory nor a file."""
    response = ask(sql(statement))
    assert response.status_code == 400
    assert any(part in response.text for part in told.split("|"))


def test_functions_that_could_cost_much_are_there_for_small_texts(ask: Ask) -> None:
    """They give what SQLite's own give, of any type."""
    statement = "select printf('%.2f', 3.14159) as a, format('%5d%%|%-*s|', 7, 4, 'x') as b, trim('xxaxx', 'x') as c"
    more = (
        "rtrim('a--', '-') as d, ltrim(null, 'x') as e, trim(' a ') as f, trim(1001, 1) as g, printf('5 %% 2024') as h"
    )
    assert ask(sql(f"{statement}, {more}")).json() == [
        {"a": "3.14", "b": "    7%|x   |", "c": "a", "d": "a", "e": None, "f": "a", "g": "00", "h": "5 % 2024"}
    ]


def test_searches_in_long_texts_are_limited() -> None:
    """Where a source is as long as a source may be, a text is not looked for in another one of its size."""
    with closing(sqlite3.connect(":memory:")) as connection:
        guard_connection(connection, 1 << 20)
        connection.row_factory = None
        texts = {"text": "a" * 200_000, "part": "a" * 100_000 + "b", "word": "aab"}
        answer = "select instr(:text, 'aaa'), replace('a b', ' ', :word), instr(:word, :text)"
        assert connection.execute(answer, texts).fetchone() == (1, "aaabb", 0)
        for costly in ("instr(:text, :part)", "replace(:text, :part, 'c')", "replace(:text, 'a', :part)"):
            with pytest.raises(sqlite3.DataError, match="too big"):
                connection.execute(f"select {costly}", texts)


def test_no_answer_tells_where_the_file_lies(ask: Ask, package: Package) -> None:
    """Neither SQL nor Datasette's own pages name a folder of this machine."""
    folder = str(package.folder)
    assert ask(sql("select * from pragma_database_list()")).json() == []
    for path in ("/-/databases.json", "/-/metadata.json", "/-/plugins.json", "/-/versions.json", "/dataset", "/"):
        assert folder not in ask(path).text


@pytest.mark.parametrize("path", ["/-/databases", "/-/databases.json", "/-/threads", "/-/allow-debug", "/-/logout"])
def test_pages_for_owners_are_closed(ask: Ask, path: str) -> None:
    """There is nobody to log in."""
    assert ask(path).status_code == 404


@pytest.mark.parametrize("path", ["/dataset/crossings?_sort=", "/dataset.json?sql=select+", "/"])
def test_an_endless_address_is_refused(ask: Ask, path: str) -> None:
    """It would come back in the headers of the answer, longer than a proxy takes."""
    answer = ask(path + "a" * 20_000)
    assert (answer.status_code, answer.text) == (414, "This address is too long.\n")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("crossings?_timelimit=soon", "cannot be understood"),
        ("crossings?_through=boats", "cannot be understood"),
        ("crossings?_through=%7B%22table%22:1%7D", "cannot be understood"),
        ("disputed?_next=two", "cannot be understood"),
        ("crossings?_sort=remark", "Cannot sort table by remark"),
        ("crossings.json?_timelimit=soon", "cannot be understood"),
    ],
)
def test_a_mistake_in_an_address_is_no_failure_of_the_server(
    ask: Ask, capsys: pytest.CaptureFixture[str], asked: str, told: str
) -> None:
    """The answer says what is wrong, and the log stays as it was."""
    answer = ask(f"/dataset/{asked}")
    assert (answer.status_code, told in answer.text) == (400, True)
    assert "Traceback" not in capsys.readouterr().err


def test_a_statement_that_grows_while_it_is_read_is_refused(ask: Ask) -> None:
    """Each part names the one before it twice: SQLite reads the first one a thousand million times."""
    parts = [f", c{n + 1}(x) as (select a.x from c{n} a, c{n} b)" for n in range(30)]  # noqa: S608 - an attack
    answer = ask(sql("".join(["with c0(x) as (select 1)", *parts, " select x from c30"])))
    assert (answer.status_code, answer.json()["error"]) == (400, "The query needs more memory than a query may have.")


def test_a_failure_of_ours_is_not_the_visitors(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error within the plugin is one of the server."""

    def fail(*_arguments: object, **_more: object) -> None:
        raise ValueError("our own")

    monkeypatch.setattr("footnoted.site.plugin.variables.body", fail)
    assert ask("/dataset/crossings?_size=3").status_code == 500


@pytest.mark.parametrize(
    "path",
    [
        "/-/static/../../../../etc/passwd",
        "/-/static/%2e%2e/%2e%2e/app.py",
        "/-/static-plugins/footnoted/..%2f..%2f__init__.py",
        "/dataset/../../etc/passwd",
    ],
)
def test_no_path_leads_out(ask: Ask, path: str) -> None:
    """Traversal finds nothing."""
    assert ask(path).status_code == 404


def test_a_redirect_stays_on_the_site(ask: Ask) -> None:
    """An address that begins with two slashes would be another host's."""
    assert ask("//evil.example/").headers.get("location") == "/evil.example"


def test_no_header_can_be_written_from_an_address(ask: Ask) -> None:
    """A line break in an address stays in its place."""
    assert "set-cookie" not in ask("/dataset/crossings?_next=%0d%0aSet-Cookie:%20x=1").headers


@pytest.mark.parametrize("path", ["/", "/dataset/crossings", "/nothing/here", "/robots.txt", "/-/databases"])
def test_every_answer_carries_the_headers(ask: Ask, path: str) -> None:
    """Found or not: no frames, no guessing of types, nothing from another host."""
    headers = ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http:" not in policy
    assert "unsafe" not in policy.partition("script-src")[2]


def test_a_page_is_not_sent_twice(ask: Ask) -> None:
    """A browser that has the page is told so; another page has another tag."""
    first = ask("/dataset/crossings")
    tag = first.headers["etag"]
    again = ask("/dataset/crossings", {"if-none-match": tag})
    assert (again.status_code, again.text) == (304, "")
    assert ask("/dataset/crossings").text == first.text
    assert ask("/dataset/boats", {"if-none-match": tag}).status_code == 200


def test_a_kept_page_names_no_other_visitors_host(ask: Ask) -> None:
    """The address of the next page is made from the visitor's own host."""
    path = "/dataset/crossings.json?_size=1"
    assert "evil.example" in ask(path, {"host": "evil.example"}).json()["next_url"]
    assert "evil.example" not in ask(path).json()["next_url"]


def test_an_error_is_not_kept(ask: Ask) -> None:
    """It has no tag."""
    assert "etag" not in ask("/nothing/here").headers


def test_a_page_that_lacks_something_is_not_kept(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the time for a count ran out, the next visitor may have more luck; a page that is whole has a tag."""
    page, data = "/dataset/crossings?season=summer&_size=2", "/dataset/crossings.json?runs=1&_facet=season"

    async def slow(*_arguments: object, **_options: object) -> None:
        raise QueryInterrupted(None, "", None)

    with monkeypatch.context() as patched:
        patched.setattr("datasette.app.Datasette.execute", slow)
        for answer, told in ((ask(page), "too many rows to count by it in time"), (ask(data), "facet_results")):
            assert told in answer.text
            assert ("etag" in answer.headers, answer.headers["cache-control"]) == (False, "no-store")
    assert "too many rows" not in ask(page).text
    assert all("etag" in ask(path).headers for path in (page, data))


def test_crawlers_are_told_what_has_no_end(ask: Ask) -> None:
    """Filters and SQL are not for them."""
    assert ask("/robots.txt").text.startswith("User-agent: *\nDisallow: /*?\n")


def test_csv_for_spreadsheets_runs_nothing(ask: Ask) -> None:
    """A cell that would be a formula has an apostrophe before it, a number has none; plain CSV is the data."""
    address = f"/dataset.csv?sql={quote('select ' + chr(39) + '=1+1' + chr(39) + ' as a, -5 as b')}"
    assert ask(address).text == "a,b\r\n=1+1,-5\r\n"
    assert ask(f"{address}&_spreadsheet=1").text == "a,b\r\n'=1+1,-5\r\n"


def test_cells_are_made_safe_wherever_the_text_is_cut() -> None:
    """Cells with quotation marks, commas and line breaks, in pieces of any length."""
    text = 'a,b\r\n"=cmd(""x"", 1)",-2.5\r\n"two\r\nlines","@é"\r\n+49,"\tx"\r\n'.encode()
    wanted = 'a,b\r\n"\'=cmd(""x"", 1)",-2.5\r\n"two\r\nlines",\'@é\r\n+49,\'\tx\r\n'.encode()
    for length in (1, 2, 3, 7, len(text)):
        cells = SafeCells()
        pieces = [text[at : at + length] for at in range(0, len(text), length)]
        out = [cells.feed(piece, last=number == len(pieces) - 1) for number, piece in enumerate(pieces)]
        assert b"".join(out) == wanted
