"""The page of a row: a sentence, each value with the words that say it, what refers to it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from footnoted.site.called import language_name

Get = Callable[[str], str]


def words(page: str) -> str:
    """What the page says, tags and runs of white space aside."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\N{NO-BREAK SPACE}", " ").split())


def cell(page: str, column: str) -> str:
    """The words of a cell, from its anchor to the next."""
    return words(page.partition(f'id="{column}"')[2].partition('<div class="cell')[0])


def test_a_row_is_named_by_the_first_headline_that_fits(get: Get) -> None:
    """Names, figures and terms stand in the sentence; without one that fits the id names the row."""
    assert "<h1>Gull crosses 61.5\N{NO-BREAK SPACE}km from Port Alder</h1>" in get("/dataset/crossings/alder-1")
    assert "<h1>Something sails from Holm &amp; Sons in summer</h1>" in get("/dataset/crossings/holm-1")
    assert "<h1>alder-2</h1>" in get("/dataset/crossings/alder-2")


def test_each_value_has_its_passage_and_a_link_of_its_own(get: Get) -> None:
    """A cell shows the words it was read from, how they were read, and where they stand on the page."""
    page = get("/dataset/crossings/alder-1")
    length = cell(page, "length_km")
    assert "61.5 km" in length
    assert "the words themselves" in length
    assert '<div class="cell" id="length_km">' in page
    assert 'href="#fn-1"' in page.partition('id="length_km"')[2].partition("</dd>")[0]
    assert 'id="fn-1"' in page
    assert 'href="#length_km" aria-label="Passage 1: Length_Km"' in page


def test_a_truth_value_is_a_word_alone(get: Get) -> None:
    """The database stores it as a figure, and nobody reads that."""
    assert "yes" in cell(get("/dataset/crossings/alder-1"), "runs")
    assert "exactly" not in cell(get("/dataset/crossings/alder-1"), "runs")


def test_only_rows_with_footnotes_offer_them(get: Get) -> None:
    """A footnote has a page, but no footnotes of its own."""
    assert "with its footnotes as JSON" in get("/dataset/crossings/alder-1")
    assert "with its footnotes as JSON" not in get("/dataset/evidence/0000000000000001")


def test_a_place_is_shown_by_its_name_with_its_code(get: Get) -> None:
    """Nobody knows all codes of ISO 3166: what the place reader fills is shown by name, with the code at hand."""
    assert cell(get("/dataset/harbours/alder"), "shore").partition(" Tables:")[0].endswith("Scotland code GB-SCT")
    assert '<data value="GB-SCT" title="GB-SCT">Scotland</data>' in get("/dataset/harbours")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("es", "Spanish"),
        ("es-MX", "Spanish (Mexico)"),
        ("es-419", "Spanish"),
        ("zh-Hant-TW", "Chinese (Taiwan)"),
        ("qu", "qu"),
    ],
)
def test_a_language_is_shown_by_its_name(tag: str, name: str) -> None:
    """With the country behind it where the tag has one; a language without a word here keeps its code."""
    assert language_name(tag) == name


def test_a_footnote_leads_to_the_cell_that_it_speaks_of(get: Get) -> None:
    """Its page is named by its words, says in words what they tell, and leads to the row and the cell."""
    page = get("/dataset/evidence/0000000000000003")
    assert "<h1>denies</h1>" in page
    assert "Says Season: winter of Gull crosses 61.5 km from Port Alder" in words(page)
    assert '<a href="/dataset/crossings/alder-1#season">' in page
    assert "The sources do not say" not in page


def test_a_key_leads_to_its_row_by_name(get: Get) -> None:
    """A foreign key shows the name of the row that it refers to."""
    assert '<a href="/dataset/boats/gull">Gull</a>' in get("/dataset/crossings/alder-1")


def test_an_overruled_value_stands_beside_the_shown_one(get: Get) -> None:
    """What another source says is there with its words and with who says it, and the cell is marked."""
    page = get("/dataset/crossings/alder-1")
    assert re.search("sources differ.*overruled: winter.*denies.*harbour", cell(page, "season"))
    assert 'class="cell disputed" id="season"' in page


def test_what_no_source_says_is_told(get: Get) -> None:
    """Empty cells are named at the end, and keep their anchors."""
    page = get("/dataset/crossings/alder-1")
    assert "The sources do not say: Passengers , Remark ." in words(page)
    assert '<span id="passengers">' in page


def test_a_text_that_may_not_be_republished_is_shown_in_excerpts(get: Get, get_preview: Get) -> None:
    """The page has the passages alone; on the preview it has the whole text, markup in it shown as it is written."""
    page = get("/dataset/crossings/alder-1")
    assert "from Port Alder" not in words(page.partition('class="panel"')[2])
    assert "The text may not be republished" in page
    preview = get_preview("/dataset/crossings/alder-1")
    assert "The text may not be republished" not in preview
    text = preview.partition('class="text"')[2].partition("</div>")[0]
    assert "from Port Alder to Holm, <span" in text
    assert "&lt;b&gt;this&lt;/b&gt;" in text
    assert "<b>" not in text


def test_marks_hold_the_exact_words(get_preview: Get) -> None:
    """What is marked in the text is the passage, and nothing else."""
    text = get_preview("/dataset/crossings/alder-1").partition('class="text"')[2].partition("</div>")[0]
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", text) == ["61.5 km", "from May on", "denies"]


def test_a_row_shows_what_refers_to_it(get: Get) -> None:
    """The page of a harbour has the crossings under their name from the other side, each with words that say it."""
    page = get("/dataset/harbours/alder")
    assert "What sails from it 2" in words(page)
    assert '<a href="/dataset/crossings/alder-1">Gull crosses' in page
    assert '<a href="/dataset/crossings/alder-1#length_km">61.5 km</a>' in page


def test_a_row_shows_its_neighbourhood(get: Get) -> None:
    """Arrows to and from a row are a picture whose boxes lead on."""
    page = get("/dataset/harbours/alder")
    picture = page.partition("<svg")[2].partition("</svg>")[0]
    assert "<title>Port Alder is served by Gull</title>" in picture
    assert 'href="/dataset/boats/gull"' in picture
    assert "<svg" not in get("/dataset/crossings/alder-1")
    # Nothing leads to a harbour: the picture has two columns, and no empty one.
    assert 'viewBox="0 0 308 ' in page
    # The crossing in winter is left out of the arrows.
    assert "boat-7" not in picture


def test_pages_run_no_script_of_their_own_text(get: Get) -> None:
    """No page has a script or a style within itself, nor a handler: a strict policy breaks nothing."""
    for path in ("/dataset/crossings/alder-1", "/dataset/harbours/alder", "/dataset/harbour_names/alder,Port~20Alder"):
        page = get(path)
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*ld\+json)", page)
        assert not re.search(r"<[^>]*\son\w+=", page)
        assert "style=" not in page
