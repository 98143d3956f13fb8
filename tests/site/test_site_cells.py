"""How single cells are shown: figures, truth values, keys, and whatever a stranger's SQL makes of them."""

from __future__ import annotations

import math
from typing import Any

import pytest

from footnoted.site import Package
from footnoted.site.cells import Cell, shown
from footnoted.site.figures import figure
from footnoted.site.told import told

SETTINGS = {
    "tables": [{"name": "crossings"}, {"name": "harbours"}],
    "links": {"crossings": {"harbour_id": "harbours"}, "*": {"crossings_id": "crossings"}},
    "truths": {"crossings": ["runs"]},
}


def show(table: str | None, column: str, value: Any, **row: object) -> str | None:  # noqa: ANN401 - a cell is anything
    """The HTML of a cell."""
    return shown(SETTINGS, Cell(table, row, column, value), lambda target, key: f"/{target}/{key}")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (14.0, "14"),
        (61.5, "61.5"),
        (2024, "2024"),
        (9999.5, "9999.5"),
        (10000, "10,000"),
        (1200000000, "1,200,000,000"),
        (-1200000.25, "-1,200,000.25"),
        (1e21, "1,000,000,000,000,000,000,000"),
    ],
)
def test_figures_are_exact_and_grouped(value: float, text: str) -> None:
    """A figure has no needless zeros and no exponent, and digits in groups of three from five digits on."""
    assert figure(value) == text


def test_labelled_keys_show_the_label() -> None:
    """A foreign key shows the name of its row and leads there; the key itself is the link's title."""
    label = {"value": "holm", "label": "Holm & <Sons>"}
    assert show("crossings", "harbour_id", label) == (
        '<a href="/harbours/holm" title="holm">Holm &amp; &lt;Sons&gt;</a>'
    )


def test_unlabelled_keys_show_themselves() -> None:
    """A row without a name is shown by its key, not as None."""
    unnamed = {"value": "holm", "label": None}
    assert show("crossings", "harbour_id", unnamed) == '<a href="/harbours/holm" title="holm">holm</a>'


def test_the_row_of_a_footnote_is_linked_at_its_cell() -> None:
    """Where the column stands beside the row, the link leads to that cell of the row's page."""
    assert show("evidence", "row_id", "alder-1", table_name="crossings", column_name="season") == (
        '<a href="/crossings/alder-1#season" title="alder-1">alder-1</a>'
    )


def test_rows_of_any_table_are_linked() -> None:
    """`row_id` beside `table_name` leads to that row, in tables, views and queries."""
    assert show(None, "row_id", "alder-1", table_name="crossings") == (
        '<a href="/crossings/alder-1" title="alder-1">alder-1</a>'
    )


@pytest.mark.parametrize("named", ["elsewhere", None, 7, b"crossings"])
def test_rows_of_unknown_tables_are_not_linked(named: object) -> None:
    """A table that the package does not have leads nowhere."""
    assert show(None, "row_id", "alder-1", table_name=named) is None


def test_queries_link_keys_named_after_their_table() -> None:
    """In the results of a query `<table>_id` leads to the table's row; a bare `id` means nothing there."""
    assert show(None, "crossings_id", "holm-1") == '<a href="/crossings/holm-1" title="holm-1">holm-1</a>'
    assert show(None, "id", "holm-1") is None


@pytest.mark.parametrize("value", [None, {"value": None, "label": None}])
def test_nulls_are_left_to_datasette(value: object) -> None:
    """An empty cell stays empty, also in a column of keys or truth values."""
    assert [show("crossings", column, value) for column in ("harbour_id", "runs", "length_km")] == [None] * 3


@pytest.mark.parametrize(("value", "word"), [(1, "yes"), (0, "no")])
def test_truth_values_are_words(value: int, word: str) -> None:
    """SQLite's 1 and 0 are shown as words, where the column holds truth values."""
    assert show("crossings", "runs", value) == word
    assert show("crossings", "passengers", value) == str(value)


@pytest.mark.parametrize("value", [math.inf, -math.inf, b"\x00", "<b>text</b>", "12000"])
def test_other_values_are_left_to_datasette(value: object) -> None:
    """Texts, bytes and infinities, which SQL can make, are shown by Datasette, which escapes them."""
    assert show(None, "crossings", value) is None
    assert show(None, "crossings_id", value) is None or isinstance(value, str)


def test_a_row_that_names_no_column_is_linked_as_a_whole() -> None:
    """A stranger's SQL may put anything beside it; markup in a column's name stays text."""
    whole = '<a href="/crossings/alder-1" title="alder-1">alder-1</a>'
    assert show(None, "row_id", "alder-1", table_name="crossings", column_name=None) == whole
    hostile = show(None, "row_id", "alder-1", table_name="crossings", column_name='"><b>')
    assert hostile == '<a href="/crossings/alder-1#&#34;&gt;&lt;b&gt;" title="alder-1">alder-1</a>'


def test_what_a_row_tells_of_is_in_words(package: Package) -> None:
    """A footnote's table, column and value are shown as pages call them, with what the database holds at hand."""
    season = {"table_name": "crossings", "column_name": "season"}
    shore = {"table_name": "harbours", "column_name": "shore"}
    assert told(package, Cell("evidence", season, "table_name", "crossings")) == (
        '<data value="crossings" title="crossings">Crossings</data>'
    )
    assert told(package, Cell("evidence", season, "column_name", "season")) == (
        '<data value="season" title="season">Season</data>'
    )
    assert told(package, Cell("disputed", shore, "other_value", "GB-SCT")) == (
        '<data value="GB-SCT" title="GB-SCT">Scotland</data>'
    )


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ({"table_name": "crossings", "column_name": "remark"}, "value", "foggy"),
        ({"table_name": "crossings", "column_name": "gone"}, "column_name", "gone"),
        ({"table_name": "gone", "column_name": "season"}, "value", "summer"),
        ({"value": "summer"}, "value", "summer"),
        ({"table_name": None, "value": 1}, "value", 1),
        ({"table_name": "crossings", "remark": "x"}, "remark", "x"),
    ],
)
def test_what_tells_of_no_cell_stands_as_it_is(package: Package, row: dict[str, Any], column: str, value: Any) -> None:  # noqa: ANN401
    """Free words, tables and columns that are none, and whatever else a stranger's SQL calls a value."""
    assert told(package, Cell(None, row, column, value)) is None
