"""The first page and what leads on from it: pictures, search, downloads, words for machines."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from footnoted.site import Package
from footnoted.site.find import match_expression

Get = Callable[[str], str]


def words(page: str) -> str:
    """What the page says, tags and runs of white space aside."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_pictures_are_drawn_and_told_as_tables(get: Get) -> None:
    """Arrows are a picture whose boxes lead to rows, with the same in a table; bars are a table with lines in it."""
    page = get("/")
    picture = page.partition('<svg class="graph"')[2].partition("</svg>")[0]
    assert 'href="/dataset/boats/gull"' in picture
    assert "<title>Port Alder is served by Gull</title>" in picture
    table = words(page.partition("The same as a table")[2].partition("</table>")[0])
    assert "Port Alder is served by Gull 1" in table
    bars = page.partition('<table class="bars">')[2].partition("</table>")[0]
    assert '<a href="/dataset/crossings/alder-2">alder-2</a>' in bars
    assert "2200\N{NO-BREAK SPACE}km" in bars
    assert '<rect width="2.8" height="8"/>' in bars


def test_edition_is_told(get: Get) -> None:
    """Version and day of the package, and when its sources were published, stand on the home page and in citations."""
    page = words(get("/"))
    assert "Version 1.2.0 of 2026-03-01 · Sources published on 2026-02" in page
    assert "Ferries <of> the sound, version 1.2.0 of 2026-03-01. http://localhost/" in page


@pytest.mark.parametrize("created", [None, "yesterday", 5, "2026-02-31T00:00:00Z"])
def test_an_edition_without_a_day_has_none(package: Package, created: object) -> None:
    """Nothing is made up where the descriptor tells no date."""
    assert replace(package, descriptor={**package.descriptor, "created": created}).created is None


def test_questions_fold_their_sql(get: Get) -> None:
    """A question stands in words, its SQL behind them."""
    card = get("/").partition('href="/dataset/longest"')[2].partition("</li>")[0]
    assert "<details" in card.partition("select id as crossings_id")[0]


def test_downloads_have_sizes_and_checksums(get: Get, package: Package) -> None:
    """Each file of the package can be fetched, is the file of the package, and stands with its checksum."""
    page = get("/")
    paths = re.findall(r'href="/-/download/([^"]+)" download', page)
    assert {"parquet/crossings.parquet", "csv/crossings.csv", "dataset.db", "ferries.zip", "SHA256SUMS"} <= set(paths)
    for path in ("csv/crossings.csv", "dictionary.md"):
        data = (package.folder / path).read_bytes()
        assert f"{hashlib.sha256(data).hexdigest()}  {path}" in page
        assert get(f"/-/download/{path}").encode() == data


def test_csv_is_offered_for_spreadsheets_too(get: Get) -> None:
    """Beside each CSV file stands one in which no cell runs as a formula; it has the same rows."""
    page = get("/")
    assert page.count(">for spreadsheets</a>") == page.count('.csv" download') == 8
    assert 'href="/-/download/csv/crossings.csv?_spreadsheet=1"' in page
    plain, safe = (get(f"/-/download/csv/crossings.csv{ending}") for ending in ("", "?_spreadsheet=1"))
    assert list(csv.reader(plain.splitlines())) == list(csv.reader(safe.splitlines()))


@pytest.mark.parametrize(
    "path", ["../conftest.py", "..%2f..%2fdatapackage.json", "seeds/gazette.txt", "csv", "/etc/passwd", "csv/%00.csv"]
)
def test_nothing_else_can_be_downloaded(status: Callable[[str], tuple[int, str]], path: str) -> None:
    """No path leads out of the list of files."""
    assert status(f"/-/download/{path}")[0] == 404


def test_lines_to_copy_name_this_site(get: Get) -> None:
    """The lines for pandas, Polars, DuckDB and R fetch a table of this very site."""
    page = html.unescape(get("/"))
    assert 'pd.read_parquet("http://localhost/-/download/parquet/crossings.parquet")' in page
    assert 'pl.read_parquet("http://localhost/-/download/parquet/crossings.parquet")' in page
    assert "SELECT * FROM 'http://localhost/-/download/parquet/crossings.parquet';" in page
    assert 'crossings <- read.csv("http://localhost/-/download/csv/crossings.csv"' in page


def test_structured_data_describes_the_dataset(get: Get) -> None:
    """The page holds schema.org's Dataset, and no title can end its element."""
    page = get("/")
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert "<" not in text
    found = json.loads(text)
    assert found["@type"] == "Dataset"
    assert found["name"] == "Ferries <of> the sound"
    assert found["version"] == "1.2.0"
    assert (found["dateCreated"], found["temporalCoverage"]) == ("2026-03-01", "2026-02/2026-02")
    assert found["license"] == "https://example.org/licence"
    files = {file["contentUrl"]: file for file in found["distribution"]}
    parquet = files["http://localhost/-/download/parquet/crossings.parquet"]
    assert parquet["encodingFormat"] == "application/vnd.apache.parquet"
    assert len(parquet["sha256"]) == 64


def test_guide_for_language_models(get: Get) -> None:
    """`llms.txt` names the tables with their columns and how to ask for footnotes."""
    text = get("/llms.txt")
    assert text.startswith("# Ferries <of> the sound\n\n> Who sails where & when.\n")
    assert "http://localhost/-/evidence.json?table=TABLE&row=ID" in text
    assert "Columns: id, harbour_id, boat_id, season, runs, length_km" in text


def test_search_finds_names_passages_and_quotations(get: Get) -> None:
    """A search leads to rows, those that are called so first, with the words marked."""
    page = get("/-/search?q=may")
    assert '<a href="/dataset/crossings/alder-1">Gull crosses' in page
    assert "from <mark>May</mark> on" in page
    assert '<a href="/dataset/harbours/alder">Port Alder</a>' in get("/-/search?q=port+ald")
    assert "Nothing has all of these words" in get("/-/search?q=lighthouse")


@pytest.mark.parametrize("question", ['"', "a AND", "*", "NEAR(", "text:x", "'; drop", "\u202e", "(" * 500, "a" * 4000])
def test_search_takes_any_words(get: Get, question: str) -> None:
    """What a visitor types is words, never a language of queries."""
    assert get("/-/search.json?q=" + html.escape(question).replace("&", "%26").replace(" ", "+"))


def test_search_shows_words_as_they_are_typed(get: Get) -> None:
    """Markup in a search is text."""
    assert "<b>x" not in get("/-/search?q=%3Cb%3Ex")
    assert "&lt;b&gt;x" in get("/-/search?q=%3Cb%3Ex")


def test_words_are_quoted_for_the_index() -> None:
    """Each word stands in quotation marks, the last as a beginning."""
    assert match_expression('say "so" now') == '"say" """so""" "now"*'
    assert match_expression("  ") == ""
