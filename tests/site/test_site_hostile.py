"""Texts that would break a page: markup, writing both ways, emoji, passages across one another, a long text."""

from __future__ import annotations

import asyncio
import html
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from footnoted.site import Package, application, read_package
from footnoted.site.preview import Text

MARKUP = "</div><script>alert(1)</script><img src=x onerror=alert(2)>"
BIDI = "\u202eevil\u202c \u2067שלום\u2069 mixed"
EMOJI = "👩‍👩‍👧‍👦🇪🇸e\u0301"

Show = Callable[[str, list[tuple[int, int]]], str]


@pytest.fixture
def show(package: Package, tmp_path: Path) -> Show:
    """The page of a row whose first footnotes have their passages at places of a text, on a preview of it."""

    def page(text: str, places: list[tuple[int, int]]) -> str:
        folder = tmp_path / "copy"
        shutil.copytree(package.folder, folder)
        with closing(sqlite3.connect(folder / "dataset.db")) as database:
            ids = [row[0] for row in database.execute("SELECT id FROM evidence ORDER BY id")]
            for id_, (start, end) in zip(ids, places, strict=False):
                database.execute(
                    "UPDATE evidence SET span_start = ?, span_end = ?, passage = ? WHERE id = ?",
                    (start, end, text[start:end], id_),
                )
            database.execute(
                "DELETE FROM evidence WHERE id NOT IN (SELECT id FROM evidence ORDER BY id LIMIT ?)", (len(places),)
            )
            database.commit()
        descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
        for resource in descriptor["resources"]:
            if resource["path"] == "dataset.db":
                resource["bytes"] = (folder / "dataset.db").stat().st_size
        (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
        with application(read_package(folder), (Text("gazette", None, text),)) as site:
            response = asyncio.run(site.client.get("/dataset/crossings/alder-1"))
            assert response.status_code == 200
            return str(response.text)

    return page


def text_of(page: str) -> str:
    """The article of a page as a reader has it: without the numbers that lead back."""
    inner = page.partition('class="text"')[2].partition(">")[2].partition("</div>")[0]
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<sup>.*?</sup>", "", inner)))


def marks(page: str) -> list[str]:
    """The words of each mark."""
    return [html.unescape(words) for words in re.findall(r"<mark[^>]*>([^<]*)</mark>", page)]


@pytest.mark.parametrize("hostile", [MARKUP, BIDI, EMOJI], ids=["markup", "bidi", "emoji"])
def test_hostile_passages_are_text(show: Show, hostile: str) -> None:
    """The page shows the text letter by letter, marks exactly the passage, and runs nothing."""
    text = f"Before {hostile} after, 61.5 km."
    start = len("Before ")
    page = show(text, [(start, start + len(hostile))])
    assert text_of(page) == text
    assert marks(page) == [hostile]
    assert "<script>alert" not in page
    assert "<img" not in page


def test_overlapping_and_nested_passages_keep_every_letter(show: Show) -> None:
    """Passages in and across one another are each marked whole, and the text stays as it is."""
    text = "one two three four five"
    page = show(text, [(4, 18), (8, 13), (14, 23)])
    assert text_of(page) == text
    assert marks(page) == ["two ", "three", " ", "four", " five"]
    assert re.findall(r'<mark class="(m\d)', page) == ["m1", "m2", "m1", "m2", "m1"]
    assert [f'id="fn-{number}"' in page for number in (1, 2, 3)] == [True, True, True]


def test_passages_end_where_characters_do(show: Show) -> None:
    """Behind an emoji, which a browser counts twice, a passage still starts at its first letter."""
    text = f"{EMOJI * 50} from May on"
    start = len(text) - len("from May on")
    assert marks(show(text, [(start, len(text))])) == ["from May on"]


def test_an_article_of_a_mebibyte_is_shown_whole(show: Show) -> None:
    """The longest text that a dataset may have is on the page, marked in its middle."""
    text = ("The Gull sails. " * 65_536)[: 1 << 20]
    page = show(text, [(500_004, 500_008)])
    assert text_of(page) == text
    assert marks(page) == [text[500_004:500_008]]


def test_quotations_are_isolated(show: Show) -> None:
    """A passage that turns the direction of writing turns nothing around it: each has a direction of its own."""
    page = show(f"{BIDI} end", [(0, len(BIDI))])
    assert f'<q class="passage" dir="auto">{BIDI}</q>' in page
