"""The page of a source: what was taken from it, marked and listed, and only as much text as may be shown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

Get = Callable[[str], str]


def words(page: str) -> str:
    """What the page says, tags and runs of white space aside."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_all_that_was_taken_is_listed_by_row(get: Get) -> None:
    """The rows that rest on a source stand in a list, each value with its passage and with its standing."""
    taken = words(get("/dataset/sources/gazette").partition('id="page-taken"')[2])
    assert "Crossings Gull crosses 61.5 km from Port Alder" in taken
    assert "Length_Km : 61.5 km" in taken
    assert "Season : winter “denies” 3 overruled".replace("“", "").replace("”", "") in taken


def test_the_list_leads_to_rows_and_the_marks_to_the_list(get_preview: Get) -> None:
    """From a mark one gets to what was taken there, and from there to the cell."""
    page = get_preview("/dataset/sources/gazette")
    assert 'href="#taken-1"' in page
    assert '<li id="taken-1"><a href="/dataset/crossings/alder-1#length_km">' in page


def test_the_page_can_be_narrowed_to_a_table(get_preview: Get) -> None:
    """Each table with something from the source is a filter, and one that has nothing of it leaves all."""
    assert 'href="?table=crossings"' in get_preview("/dataset/sources/gazette")
    assert get_preview("/dataset/sources/gazette?table=crossings").count("<mark") == 3
    assert get_preview("/dataset/sources/gazette?table=boats").count("<mark") == 0


def test_reviews_are_counted(get: Get) -> None:
    """The page says how much of what was taken a person has compared with the text."""
    assert "3 footnotes, none reviewed" in words(get("/dataset/sources/gazette"))


def test_a_text_that_may_not_be_republished_stays_hidden(get: Get, get_preview: Get) -> None:
    """The page shows passages alone; the preview the whole text."""
    assert "harbour master" not in get("/dataset/sources/gazette")
    assert "harbour master" in get_preview("/dataset/sources/gazette")
