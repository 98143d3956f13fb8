"""This repository's own dataset on its site: every question answers what the first article says."""

from __future__ import annotations

import asyncio
import html
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from footnoted.cli import main
from footnoted.site import application, read_package

Get = Callable[[str], str]

ANSWERS: Mapping[str, str] = tomllib.loads((Path(__file__).parents[1] / "data" / "answers.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def get(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """Build the dataset, and ask its site for a page, which must be there."""
    built = tmp_path_factory.mktemp("own") / "build"
    assert main(["--dataset", str(root), "build", "--out", str(built)]) == 0
    with application(read_package(built)) as site:

        def page(path: str) -> str:
            response = asyncio.run(site.client.get(path, follow_redirects=True))
            assert response.status_code == 200, path
            return str(response.text)

        yield page


def words(fragment: str) -> str:
    """What a piece of a page says, tags aside."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", fragment)).split())


def rows(page: str) -> list[list[str]]:
    """The cells of the page's table of rows, each as its words."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    # What a footnote adds to a cell is tested by itself.
    body = re.sub(r'<span class="tip" role="note">.*?</span></span>|<span class="sign.*?</span></span>|¹', "", body)
    return [[words(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in body.split("</tr>")[:-1]]


def cells(answer: str) -> list[list[str]]:
    """A hand-written answer as rows of cells."""
    return [[cell.strip() for cell in line.split("|")] for line in answer.strip().splitlines()]


@pytest.mark.parametrize("question", ANSWERS)
def test_question_answers_what_the_article_says(get: Get, question: str) -> None:
    """Each question gives the rows that a reader finds in the article, figures and words alike."""
    assert rows(get(f"/dataset/{question}")) == cells(ANSWERS[question])


def test_what_was_inferred_names_its_antecedent_or_assumption(get: Get) -> None:
    """Every inferred value stands beside the words that mean it, or the assumption that decides."""
    found = rows(get("/dataset/read-between-the-lines"))
    assert ["Stakes", "google-anthropic-1", "Company", "anthropic", "la empresa", "Anthropic utiliza", ""] in [
        row[:7] for row in found
    ]
    assert [row for row in found if not (row[5] or row[6])] == []
    assert {row[3] for row in found if row[6]} == {"USD"}


def test_nobody_has_reviewed_the_first_article(get: Get) -> None:
    """The last question counts every footnote as unreviewed, table by table."""
    found = rows(get("/dataset/not-yet-reviewed"))
    total = int(words(get("/dataset/evidence").partition('<span class="count">')[2].partition("</span>")[0]).split()[0])
    assert sum(int(row[1]) for row in found) == total
    assert {row[0] for row in found} == {"Companies", "Facilities", "Investments", "Quotes", "Stakes", "Valuations"}


def test_home_lists_every_question(get: Get, root: Path) -> None:
    """Each question of the descriptor stands on the home page, and every one of them is tried here."""
    queries = json.loads((root / "datapackage.json").read_text("utf-8"))["footnoted"]["queries"]
    home = get("/")
    assert [
        q["name"] for q in queries if f'<a href="/dataset/{q["name"]}">{html.escape(q["title"])}</a>' not in home
    ] == []
    tried = {question.partition("?")[0] for question in ANSWERS} | {"read-between-the-lines", "not-yet-reviewed"}
    assert {query["name"] for query in queries} == tried


def test_home_counts_rows_and_names_the_licence(get: Get) -> None:
    """The home page counts the rows of the first article and links the licence of the tables."""
    home = get("/")
    for counted in ("Companies 7 rows", "Investments 5 rows", "Stakes 3 rows", "Facilities 1 row", "Quotes 2 rows"):
        assert counted in words(home)
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in home


def test_stakes_page_shows_names_units_and_terms(get: Get) -> None:
    """The page of stakes names the companies, says that shares are in percent, and defines its terms."""
    page = get("/dataset/stakes")
    assert '<a href="/dataset/companies/google" title="google">Google</a>' in page
    assert "Unit: percent." in page
    assert "voting_rights: Votes in the company's general meeting" in html.unescape(page)
    assert [row[:3] for row in rows(page)][2] == ["google-anthropic-1", "Google", "Anthropic"]
    assert "Amazon 2 Google 1" in words(page)


def test_every_table_view_and_row_page_opens(get: Get) -> None:
    """No table, view or first row of the dataset is an error page."""
    page = get("/dataset")
    paths = re.findall(r'href="(/dataset/[a-z_-]+)"', page)
    assert len(paths) >= 11 + 8 + 11
    for path in paths:
        opened = get(path)
        for row in re.findall(rf'type-pk"><a href="({path}/[^"]+)"', opened)[:1]:
            assert get(row)
