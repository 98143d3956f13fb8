"""Addresses of ids that are no longer used: they lead on to the row in their place, or say why there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from footnoted.site import application, read_package

Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def ask(ferries_without_alder_7: Path) -> Iterator[Ask]:
    """Ask the site for a path, and get the answer itself, wherever it leads."""
    with application(read_package(ferries_without_alder_7 / "build")) as site:
        yield lambda path: asyncio.run(site.client.get(path))


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/dataset/crossings/alder-9", "/dataset/crossings/alder-1"),
        ("/dataset/crossings/alder-9.json", "/dataset/crossings/alder-1.json"),
        ("/dataset/crossings/alder-9?from=a%26b", "/dataset/crossings/alder-1?from=a%26b"),
        ("/-/evidence.json?table=crossings&row=alder-9", "/-/evidence.json?table=crossings&row=alder-1"),
    ],
)
def test_a_retired_id_leads_to_the_row_in_its_place(ask: Ask, path: str, leads: str) -> None:
    """For good, in the same format, with the same question behind it."""
    answer = ask(path)
    assert (answer.status_code, answer.headers["location"]) == (301, leads)


def test_an_id_retired_twice_leads_to_the_end(ask: Ask) -> None:
    """A chain of redirects is one step."""
    assert ask("/dataset/crossings/alder-8").headers["location"] == "/dataset/crossings/alder-1"


def test_an_id_without_successor_says_why(ask: Ask) -> None:
    """It is gone: with the reason, and with what had been said, each with its words and source."""
    answer = ask("/dataset/crossings/alder-7")
    assert answer.status_code == 410
    assert "<h1>No longer in the table</h1>" in answer.text
    assert "No source supports it any more. No row stands in its place" in answer.text
    assert '<q class="passage" dir="auto">The Gull</q>' in answer.text
    assert 'href="/dataset/sources/gazette"' in answer.text


@pytest.mark.parametrize("path", ["/dataset/crossings/alder-7.json", "/-/evidence.json?table=crossings&row=alder-7"])
def test_programs_are_told_that_an_id_is_gone(ask: Ask, path: str) -> None:
    """The same for whoever asks for JSON."""
    answer = ask(path)
    assert answer.status_code == 410
    assert answer.json()["error"] == "alder-7 is retired: no source supports it any more"


@pytest.mark.parametrize(
    "path",
    [
        "/dataset/crossings/alder-10",
        "/dataset/boats/alder-9",
        "/dataset/crossings/alder-9,1",
        "/other/crossings/alder-9",
        "/-/evidence.json?table=boats&row=alder-9",
    ],
)
def test_what_never_was_an_id_is_not_found(ask: Ask, path: str) -> None:
    """Another table's retired id means nothing here."""
    # Datasette 1.0 has another answer where a key has too many parts.
    assert ask(path).status_code in {400, 404}


def test_a_row_names_the_ids_that_lead_to_it(ask: Ask) -> None:
    """Whoever followed an old link sees why it led here."""
    assert "Earlier id: <code>alder-9</code> (The same)" in ask("/dataset/crossings/alder-1").text
    assert "Earlier id" not in ask("/dataset/crossings/alder-2").text


def test_a_footnote_of_an_id_that_is_gone_leads_to_no_cell(ask: Ask) -> None:
    """What a withdrawn source said keeps its page, named by its words; there is no cell to lead to."""
    page = ask("/dataset/evidence/0000000000000004").text
    assert "<h1>The Gull</h1>" in page
    assert "Says <a" not in page
