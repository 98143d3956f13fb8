"""The pages as visitors see them: words, links and figures of home, database, tables, rows, views and queries."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Callable

import pytest
from datasette.app import Datasette

from footnoted.site import Package, application

Get = Callable[[str], str]


def words(page: str) -> str:
    """What the page says, tags and runs of white space aside."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def rows(page: str) -> list[list[str]]:
    """The cells of the page's table of rows, each as its words."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    # What a footnote adds to a cell is tested by itself.
    body = re.sub(r'<span class="tip" role="note">.*?</span></span>|<span class="sign.*?</span></span>|¹', "", body)
    return [[words(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in body.split("</tr>")[:-1]]


def in_order(text: str, *parts: str) -> bool:
    """Whether `text` has all parts, each after the one before it."""
    return re.search(".*".join(map(re.escape, parts)), text, re.DOTALL) is not None


def test_home_tells_what_this_is(get: Get) -> None:
    """The home page has title, description, licence and version, markup in them shown as it is written."""
    page = get("/")
    assert in_order(words(page), "Ferries <of> the sound", "Who sails where & when.", "Open licence", "Version 1.2.0")
    assert '<a href="https://example.org/licence" rel="license">Open licence</a>' in page
    assert "javascript:" not in page


def test_home_lists_questions_and_tables_in_order(get: Get) -> None:
    """The questions come first, then the tables in the descriptor's order, then downloads, the plumbing last."""
    page = words(get("/")).partition("Questions to start from")[2]
    assert in_order(page, "Which crossing is the longest?", "What sails from a harbour?", "Tables")
    assert in_order(page, "Tables", "Crossings 3 rows", "Harbours 2 rows", "Boats 2 rows", "Sources 1 row", "Download")
    assert in_order(page, "Behind the tables", "Footnotes 3 rows", "Names of harbours 1 row", "All tables and views")


@pytest.mark.parametrize("path", ["/dataset/crossings", "/dataset/longest", "/dataset/evidence", "/dataset"])
def test_home_links_lead_somewhere(get: Get, path: str) -> None:
    """What the home page links is there."""
    assert f'href="{path}"' in get("/")
    assert get(path)


def test_database_page_keeps_the_order_and_hides_plumbing(get: Get) -> None:
    """The tables stand in the descriptor's order with their rows; tables of the full-text search are not listed."""
    page = get("/dataset")
    listed = page.partition('id="page-tables"')[2].partition('id="page-views"')[0]
    names = re.findall(r'<h3><a href="/dataset/(\w+)"', listed)
    assert names == ["crossings", "harbours", "boats", "sources", "texts", "evidence", "redirects", "harbour_names"]
    assert "/dataset/search" not in page
    assert "_fts" not in page
    assert "hidden table" not in page
    assert 'href="/dataset.db"' in page


def test_table_page_has_title_description_and_licence(get: Get) -> None:
    """A table is introduced in words."""
    page = get("/dataset/crossings")
    assert '<h1>Crossings <span class="count">3 rows</span></h1>' in page
    assert in_order(words(page), "Crossings 3 rows", "All crossings.", "Open licence")


def test_column_descriptions_open_on_demand(get: Get) -> None:
    """What the columns mean, with units and terms, is folded away above the rows."""
    page = get("/dataset/crossings")
    folded = words(page.partition("<summary>What the columns mean</summary>")[2].partition("</details>")[0])
    assert "Length_Km length_km Length_Km. About length_km. Unit: km." in folded
    assert "Season season Season. About season. summer: From May to September." in folded
    assert in_order(page, "What the columns mean", "</details>", "<tbody>")


def test_table_cells_are_readable(get: Get) -> None:
    """Keys show the names of their rows, figures their groups of digits, truth values words; markup is text."""
    nothing = ""
    assert rows(get("/dataset/crossings")) == [
        ["alder-1", "Port Alder", "Gull", "summer", "yes", "61.5", "stated", nothing, nothing],
        ["alder-2", "Port Alder", "boat-7", "winter", "no", "2200", "about", nothing, nothing],
        ["holm-1", "Holm & Sons", nothing, "summer", "yes", nothing, nothing, "1,200,000", "<b>bold</b>"],
    ]


def test_figures_have_their_unit_on_a_telephone_too(get: Get) -> None:
    """Where the head of the table is not seen, the unit stands beside the value: in tables, and in results."""
    assert 'data-label="Length_Km (km)"' in get("/dataset/crossings")
    longest = get("/dataset/longest")
    assert 'data-label="Length_Km (km)"' in longest
    assert 'Length_Km <span class="unit">km</span></th>' in longest


def test_foreign_keys_lead_to_their_rows(get: Get) -> None:
    """A foreign key is a link with its row's name, and the row is there."""
    assert '<a href="/dataset/harbours/holm" title="holm">Holm &amp; Sons</a>' in get("/dataset/crossings")
    assert "Holm & Sons" in words(get("/dataset/harbours/holm"))


def test_facets_show_names_and_words(get: Get) -> None:
    """The facets of a table count its rows by the names of keys, by terms and by the words for truth values."""
    page = get("/dataset/crossings")
    facets = re.findall(r'<summary>(\w+) <span class="count">2</span></summary>', page)
    assert sorted(facets) == ["Harbour_Id", "Runs", "Season"]
    shown = words(page)
    assert "Port Alder 2 Holm & Sons 1" in shown
    assert "summer 2 winter 1" in shown
    assert "yes 2 no 1" in shown


def counts(page: str, title: str) -> list[str]:
    """The counts of one facet of a page."""
    facet = page.partition(f"<summary>{title} ")[2].partition("</details>")[0]
    return re.findall(r'</a> <span class="count">(\d+)', facet)


def test_facets_count_the_same_rows_on_each_page(get: Get) -> None:
    """The second page of a table, sorted or not, and of a filter counts what the first one does."""
    for address in ("?_size=1", "?_size=1&_sort=length_km", "?_size=1&_sort_desc=runs"):
        page = get(f"/dataset/crossings{address}")
        (following,) = re.findall(r'<a href="[^"]*(/dataset/crossings[^"]*)" rel="next">', page)
        assert counts(page, "Harbour_Id") == ["2", "1"]
        assert counts(get(html.unescape(following)), "Harbour_Id") == ["2", "1"]
    page = get("/dataset/crossings?_size=1&harbour_id=alder&_where=(length_km>1+or+runs)")
    (following,) = re.findall(r'<a href="[^"]*(/dataset/crossings[^"]*)" rel="next">', page)
    assert counts(page, "Season") == counts(get(html.unescape(following)), "Season") == ["1", "1"]


def test_a_facet_is_counted_once(get: Get) -> None:
    """An address may ask for it as often as it likes, and for no more than a table has."""
    asked = "&".join(
        ["_facet=season"] * 50 + [f"_facet={name}" for name in ("id", "remark", "passengers", "length_km")] * 5
    )
    page = get(f"/dataset/crossings?{asked}")
    assert len(re.findall("<summary>", page)) == len(re.findall("<summary>", get("/dataset/crossings"))) + 4


@pytest.mark.parametrize("asked", ["%7Bseason", "%7B%22season%22:1%7D"])
def test_a_facet_that_names_no_column_is_none(get: Get, asked: str) -> None:
    """The table is shown all the same."""
    assert "alder-1" in get(f"/dataset/crossings?_facet={asked}")


def test_facets_filter(get: Get) -> None:
    """Following a facet leaves its rows; one that is chosen keeps its word."""
    page = get("/dataset/crossings?runs=0")
    assert [row[0] for row in rows(page)] == ["alder-2"]
    assert "no 1 ✕" in words(page)


def test_no_facets_are_suggested(get: Get) -> None:
    """The schemas say which facets make sense; the site does not guess."""
    assert "Suggested facets" not in get("/dataset/crossings")


def test_tables_with_names_can_be_searched(get: Get) -> None:
    """A table of names has a search box that finds them."""
    assert [row[0] for row in rows(get("/dataset/harbours?_search=sons"))] == ["holm"]


def test_view_of_footnotes_leads_back_and_on(get: Get) -> None:
    """A table's view of footnotes has the words, and links to the row, to the footnote and to the source."""
    page = get("/dataset/crossings_footnotes")
    assert "<h1>Crossings with their footnotes" in page
    assert "from May on" in words(page)
    for path in ("/dataset/crossings/alder-1", "/dataset/evidence/0000000000000001", "/dataset/sources/gazette"):
        assert f'href="{path}"' in page
        assert get(path)


def test_disputed_leads_to_row_and_sources(get: Get) -> None:
    """The view of disputed values shows both, with links to the row and to the sources."""
    page = get("/dataset/disputed")
    assert "<h1>Where sources differ" in page
    assert rows(page)[0][:5] == ["Crossings", "alder-1", "Season", "summer", "winter"]
    assert 'href="/dataset/crossings/alder-1#season"' in page
    assert 'href="/dataset/sources/gazette"' in page


def test_footnotes_and_retired_ids_lead_to_rows(get: Get) -> None:
    """A footnote leads to its cell in its row, a retired id to the row that took its place."""
    assert '<a href="/dataset/crossings/alder-1#season" title="alder-1">alder-1</a>' in get("/dataset/evidence")
    assert '<a href="/dataset/crossings/alder-1" title="alder-1">alder-1</a>' in get("/dataset/redirects")


def test_question_shows_answer_and_folds_sql(get: Get) -> None:
    """A question has its title and description, links and figures in its answer, and its SQL out of the way."""
    page = get("/dataset/longest")
    assert in_order(words(page), "Which crossing is the longest?", "By the length that a source gives.", "3 rows")
    assert rows(page) == [["alder-2", "alder", "2200"], ["alder-1", "alder", "61.5"], ["holm-1", "holm", ""]]
    assert '<a href="/dataset/crossings/alder-2" title="alder-2">alder-2</a>' in page
    assert words(page).startswith("Which crossing is the longest?")
    folded = page.partition("<summary>The SQL of this question</summary>")[2].partition("</details>")[0]
    assert "select id as crossings_id" in words(folded)


def test_question_asks_for_a_value(get: Get) -> None:
    """A question with a parameter has a field for it."""
    assert 'name="harbour"' in get("/dataset/from-harbour")
    assert rows(get("/dataset/from-harbour?harbour=alder")) == [["alder-1"], ["alder-2"]]


def test_own_sql_is_answered_within_limits(get: Get) -> None:
    """Anybody may ask in SQL; figures that no column could hold are shown all the same."""
    assert rows(get("/dataset?sql=select+1e999+as+big,+1234567+as+whole,+x'00'+as+crossings_id"))[0][:2] == [
        "inf",
        "1,234,567",
    ]


def test_machines_get_values_as_they_are(get: Get) -> None:
    """JSON has no groups of digits and no links."""
    (row,) = json.loads(get("/dataset/crossings.json?_shape=array&id=holm-1"))
    assert list(row.values()) == ["holm-1", "holm", None, "summer", 1, None, None, 1200000, "<b>bold</b>"]


def test_answers_carry_headers(package: Package) -> None:
    """Every answer forbids guessing its type and framing it."""
    with application(package) as site:
        for path in ("/", "/dataset/crossings.json", "/-/static-plugins/footnoted/site.css", "/no-such-page"):
            headers = asyncio.run(site.client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"


def test_other_sites_are_left_alone() -> None:
    """In a Datasette that serves something else the plugin changes nothing."""

    async def ask() -> tuple[str, str]:
        site = Datasette(memory=True)
        home = await site.client.get("/")
        figures = await site.client.get(
            "/_memory?sql=select+1234567.0+as+n,+'crossings'+as+table_name", follow_redirects=True
        )
        assert "x-frame-options" not in home.headers
        return home.text, figures.text

    home, figures = asyncio.run(ask())
    assert "footnoted" not in home
    assert "_memory" in home
    assert "1234567.0" in figures


def test_a_page_has_one_box_to_search_in(get: Get) -> None:
    """Home and the page of results have a big one in place of the one in the bar."""
    assert [get(path).count('type="search" name="q"') for path in ("/", "/-/search?q=gull", "/dataset/boats/gull")] == [
        1,
        1,
        1,
    ]


def test_a_long_text_gets_a_column_that_can_be_read(get: Get) -> None:
    """Cells of forty characters and more are marked for the style sheet, in tables and in results."""
    query = "/dataset?sql=select+'Gull',+'" + "b" * 40 + "'"
    assert re.findall(r'<td class="([^"]*)"', get(query)) == ["", "long"]
    assert '<td class="type-str long" data-label="Checksum">' in get("/dataset/sources")


def test_a_truth_value_stands_like_a_word(get: Get) -> None:
    """It is aligned as text, not as the figure that SQLite stores."""
    assert '<td class="type-str" data-label="Runs">yes</td>' in get("/dataset/crossings")


def test_columns_without_anything_are_left_out_and_named(get: Get) -> None:
    """What no row of the page has takes no room from what some have; the page says which columns those are."""
    page = get("/dataset/crossings?harbour_id=holm")
    assert re.findall(r'data-label="([^"]*)"', page) == ["Id", "Harbour_Id", "Season", "Runs", "Passengers", "Remark"]
    assert "left out because they are empty in these rows: Boat_Id; Length_Km; Length_Qualifier." in words(page)
    assert "left out" not in words(get("/dataset/crossings"))
