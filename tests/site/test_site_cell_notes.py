"""Footnotes of tables and results: marks, words on demand, and which SQL keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from footnoted.site import Package
from footnoted.site.cell_notes import rows_named

Get = Callable[[str], str]

LENGTH = '<a class="value-link" href="/dataset/crossings/alder-1#length_km">61.5</a>'


def test_values_of_a_table_lead_to_their_words(get: Get) -> None:
    """A value is a link to its footnote, and the passage is there for whoever points at it or comes by keyboard."""
    page = get("/dataset/crossings")
    assert LENGTH in page
    assert re.search(r'<span class="tip" role="note"><q class="passage" dir="auto">61.5 km</q></span>', page)


def test_disputed_cells_are_marked_with_the_other_value(get: Get) -> None:
    """Where sources differ the cell says so in words, and has the other value and its passage."""
    page = get("/dataset/crossings")
    assert '<span class="unseen">sources differ</span>' in page
    assert 'elsewhere: winter <q class="passage" dir="auto">denies</q>' in page


@pytest.mark.parametrize(
    ("columns", "row", "named"),
    [
        (["crossings_id", "length_km"], {"crossings_id": "alder-1"}, [("crossings", "alder-1")]),
        (["id", "length_km"], {"id": "alder-1"}, [("crossings", "alder-1")]),
        (["table_name", "row_id"], {"table_name": "boats", "row_id": "gull"}, [("boats", "gull")]),
        (["id"], {"id": "alder-1"}, []),
        (["id", "name"], {"id": "alder"}, []),
        (["id", "length_km", "total"], {"id": "alder-1"}, []),
        (["table_name", "row_id"], {"table_name": "sources", "row_id": "gazette"}, []),
        (["crossings_id"], {"crossings_id": None}, []),
        (["crossings_id"], {"crossings_id": 7}, []),
    ],
)
def test_a_result_tells_which_rows_it_is_about(
    package: Package, columns: list[str], row: dict[str, object], named: list[tuple[str, str]]
) -> None:
    """By `<table>_id`, by `table_name` and `row_id`, or by an `id` among columns of one table alone; else not."""
    assert rows_named(package, columns, row, None) == named


def test_results_of_sql_keep_their_footnotes(get: Get) -> None:
    """A cell of a result leads to its words where its row is known and its value is the one that was read."""
    assert LENGTH in get("/dataset?sql=select+id+as+crossings_id,+length_km+from+crossings")
    assert LENGTH in get("/dataset?sql=select+id,+length_km+from+crossings")


def test_computed_values_have_no_footnotes(get: Get) -> None:
    """What only looks like a cell, because SQL calls it so, is none."""
    page = get("/dataset?sql=select+id+as+crossings_id,+length_km+*+2+as+length_km+from+crossings")
    assert "123" in page
    assert "value-link" not in page


def test_evidence_of_a_row(get: Get) -> None:
    """A row comes as JSON with the footnotes of each cell and their sources."""
    found = json.loads(get("/-/evidence.json?table=crossings&row=alder-1"))
    assert found["title"] == "Gull crosses 61.5\N{NO-BREAK SPACE}km from Port Alder"
    assert found["row"]["length_km"] == 61.5
    assert sorted(found["footnotes"]) == ["length_km", "season"]
    assert [(n["passage"], n["span_start"], n["rank"]) for n in found["footnotes"]["length_km"]] == [
        ("61.5 km", 40, "used")
    ]
    assert [note["rank"] for note in found["footnotes"]["season"]] == ["used", "differs"]
    assert found["sources"]["gazette"]["url"] == "https://example.org/gazette"
    one = json.loads(get("/-/evidence.json?table=crossings&row=alder-1&column=season"))
    assert list(one["footnotes"]) == ["season"]


def test_evidence_of_a_source(get: Get) -> None:
    """A source comes with all that was taken from it, in the order of its text."""
    found = json.loads(get("/-/evidence.json?source=gazette"))
    assert [note["passage"] for note in found["footnotes"]] == ["61.5 km", "from May on", "denies"]
    assert found["source"]["id"] == "gazette"


@pytest.mark.parametrize("asked", ["sql=select+id+as+crossings_id,length_km+from+crossings", "query=longest"])
def test_evidence_of_a_result(get: Get, asked: str) -> None:
    """Rows of SQL, or of a question of the dataset, come with the footnotes of their cells."""
    found = json.loads(get(f"/-/evidence.json?{asked}"))
    place = next(n for n, row in enumerate(found["rows"]) if row[0] == "alder-1")
    assert found["columns"][0] == "crossings_id"
    assert [note["passage"] for note in found["footnotes"][place]["length_km"]] == ["61.5 km"]


def test_questions_without_an_answer_say_so(status: Callable[[str], tuple[int, str]]) -> None:
    """What is not there is 404, what cannot be asked 400, each with a reason."""
    assert status("/-/evidence.json?table=crossings&row=none")[0] == 404
    assert status("/-/evidence.json?table=sqlite_master&row=none")[0] == 404
    assert status("/-/evidence.json?source=none")[0] == 404
    assert status("/-/evidence.json?query=none")[0] == 404
    assert status("/-/evidence.json") == (400, '{"error": "say which: table and row, source, query, or sql"}')
    code, reason = status("/-/evidence.json?sql=select+from")
    assert code == 400
    assert "syntax error" in reason
