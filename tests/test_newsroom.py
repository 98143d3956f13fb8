"""The invented newsroom is a dataset of its own: it builds, and its disputes, correction and retraction can be seen."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from footnoted.cli import main
from footnoted.validate.dataset import Checked, check_dataset

ROOT = Path(__file__).resolve().parents[1]
NEWSROOM = ROOT / "examples" / "newsroom"
SEEDS = NEWSROOM / "seeds"
CLAIMS_SCHEMA = "claims.schema.json"
COPY = "rm -r examples/newsroom/schemas && cp -r schemas examples/newsroom/"
COPY_AND_SCHEMA = f"{COPY} && .venv/bin/footnoted --dataset examples/newsroom schema"
# How many articles each language has at least.
ARTICLES = {"es": 17, "de": 17, "en": 17}
# The halves, as PLAN.md lists them: the rule was fixed before the first article.
DEVELOPMENT = {
    *("es-01", "es-02", "es-03", "es-09", "es-10", "es-14", "es-18", "es-22", "es-24", "es-25"),
    *("de-01", "de-02", "de-04", "de-05", "de-07", "de-08", "de-09", "de-15", "de-17", "de-23"),
    *("en-01", "en-03", "en-06", "en-07", "en-08", "en-11", "en-15"),
    *("en-17", "en-18", "en-20", "en-21", "en-23", "en-24"),
}
TESTING = {
    *("es-04", "es-05", "es-06", "es-07", "es-08", "es-11", "es-12", "es-13", "es-15"),
    *("es-16", "es-17", "es-19", "es-20", "es-21", "es-23"),
    *("de-03", "de-06", "de-10", "de-11", "de-12", "de-13", "de-14"),
    *("de-16", "de-18", "de-19", "de-20", "de-21", "de-22", "de-24", "de-25"),
    *("en-02", "en-04", "en-05", "en-09", "en-10", "en-12", "en-13", "en-14"),
    *("en-16", "en-19", "en-22", "en-25"),
}
SLUGS = sorted(path.stem for path in SEEDS.glob("*.txt"))


@pytest.fixture(scope="module")
def checked() -> Checked:
    """The newsroom, checked."""
    return check_dataset(NEWSROOM)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The database of a build of the newsroom."""
    out = tmp_path_factory.mktemp("newsroom") / "build"
    assert main(["--dataset", str(NEWSROOM), "build", "--out", str(out)]) == 0
    connection = sqlite3.connect(out / "dataset.db")
    yield connection
    connection.close()


def source(slug: str) -> dict[str, Any]:
    """The table [source] of a claims file."""
    found: dict[str, Any] = tomllib.loads((SEEDS / f"{slug}.toml").read_text("utf-8"))["source"]
    return found


def ranked(database: sqlite3.Connection, row: str, column: str) -> list[tuple[object, ...]]:
    """Value, source, rank and attribution of each footnote of one cell; `row` is table/id."""
    query = (
        "select value, source_id, rank, attribution from evidence "
        "where table_name || '/' || row_id = ? and column_name = ? order by source_id"
    )
    return database.execute(query, (row, column)).fetchall()


def test_it_has_no_problem(checked: Checked) -> None:
    """The newsroom passes all checks, without a warning."""
    assert checked.problems == ()


def test_claims_files_are_in_canonical_form() -> None:
    """`footnoted fmt` would change nothing."""
    assert main(["--dataset", str(NEWSROOM), "fmt", "--check"]) == 0


def test_each_language_has_its_articles() -> None:
    """Every text has claims, and no language has fewer articles than planned."""
    for language, planned in ARTICLES.items():
        assert sum(slug.startswith(f"{language}-") for slug in SLUGS) >= planned
    assert [slug for slug in SLUGS if not (SEEDS / f"{slug}.toml").is_file()] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_source_may_be_published_and_is_described(slug: str) -> None:
    """Each article is public domain, may be shown in full, and has title, publisher, author and date; no address."""
    said = source(slug)
    assert (said["id"], said["text"], said["license"], said["republish"]) == (slug, f"{slug}.txt", "CC0-1.0", True)
    assert all(said[key] for key in ("title", "publisher", "author"))
    assert len(said["published_on"]) == len("2025-01-31")
    assert "url" not in said


@pytest.mark.parametrize("slug", SLUGS)
def test_article_has_the_length_of_an_article(slug: str) -> None:
    """Each text has 900 to 4,000 characters."""
    assert 900 <= len((SEEDS / f"{slug}.txt").read_text("utf-8")) <= 4000


@pytest.mark.parametrize("slug", sorted(DEVELOPMENT | TESTING))
def test_split_follows_the_rule(slug: str) -> None:
    """The last hexadecimal digit of the source id's SHA-256 puts an article into its half: 0 to 7 is development."""
    last = hashlib.sha256(slug.encode()).hexdigest()[-1]
    assert (last in "01234567") == (slug in DEVELOPMENT)


def test_halves_hold_every_article_once() -> None:
    """No article is in both halves, and none is in neither."""
    assert DEVELOPMENT.isdisjoint(TESTING)
    assert set(SLUGS) <= DEVELOPMENT | TESTING


def test_plan_lists_the_halves() -> None:
    """PLAN.md lists the same articles for each half."""
    plan = (NEWSROOM / "PLAN.md").read_text("utf-8").splitlines()
    for language in ARTICLES:
        (line,) = [line for line in plan if line.startswith(f"| {language} | ") and line.count("|") == 4]
        listed = [set(cell.split()) for cell in line.split("|")[2:4]]
        for half, numbers in zip((DEVELOPMENT, TESTING), listed, strict=True):
            assert {slug[3:] for slug in half if slug.startswith(language)} == numbers


def test_schemas_are_those_of_the_root() -> None:
    """The copied schemas and vocabularies are the root's, byte for byte; made again by the command of the message."""
    mine, roots = _files(NEWSROOM / "schemas"), _files(ROOT / "schemas")
    different = sorted(name for name in mine.keys() | roots.keys() if mine.get(name) != roots.get(name))
    assert set(different) <= {CLAIMS_SCHEMA}, f"{different} differ; run: {COPY_AND_SCHEMA}"


def test_schema_of_claims_differs_by_its_title_only() -> None:
    """The schema of the claims files names its dataset, and is else the root's."""
    mine, roots = (json.loads((folder / "schemas" / CLAIMS_SCHEMA).read_text("utf-8")) for folder in (NEWSROOM, ROOT))
    assert mine.pop("title") == "Claims about one source of An invented newsroom, with footnotes"
    assert roots.pop("title")
    assert mine == roots, f"run: {COPY_AND_SCHEMA}"


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_dataset_has_a_name_and_licence_of_its_own(root: Path) -> None:
    """The newsroom is not the root's dataset, but it has the same tables."""
    mine, roots = (json.loads((folder / "datapackage.json").read_text("utf-8")) for folder in (NEWSROOM, root))
    assert (mine["name"], mine["licenses"][0]["name"]) == ("newsroom", "CC0-1.0")
    assert mine["name"] != roots["name"]
    assert mine["resources"] == roots["resources"]


def test_every_text_is_published(database: sqlite3.Connection) -> None:
    """The package holds the full text of every article."""
    assert [row[0] for row in database.execute("select source_id from texts order by source_id")] == SLUGS


def test_a_price_that_three_articles_tell_differently(database: sqlite3.Connection) -> None:
    """The latest article's price of the wind farm is shown; that of the buyer and of unnamed people stay beside it."""
    assert ranked(database, "investments/wendlohe-galerna-norte-1", "amount") == [
        ("640000000", "de-01", "differs", "named"),
        ("630000000", "en-01", "used", "source"),
        ("600000000", "es-01", "differs", "anonymous"),
    ]


def test_an_anonymous_report_is_confirmed(database: sqlite3.Connection) -> None:
    """What unnamed people knew of 40 percent gives way to the share that both companies announce."""
    assert ranked(database, "stakes/wendlohe-galerna-norte-1", "share_percent") == [
        ("45", "de-01", "agrees", "named"),
        ("45", "en-01", "used", "source"),
        ("40", "es-01", "differs", "anonymous"),
    ]


def test_a_corrected_article_is_replaced(database: sqlite3.Connection) -> None:
    """The corrected report stays as a source, the corrected text replaces it, and its figure no longer counts."""
    query = "select id, status, replaces_id from sources where id in ('en-02', 'en-03') order by id"
    assert database.execute(query).fetchall() == [("en-02", "corrected", None), ("en-03", "active", "en-02")]
    shown = {found[1]: (found[0], found[2]) for found in ranked(database, "valuations/zellwarte-1", "amount")}
    assert shown["en-02"] == ("210000000", "differs")
    assert shown["en-03"] == ("180000000", "used")


def test_a_retracted_article_no_longer_counts(database: sqlite3.Connection) -> None:
    """A stake that only the withdrawn article knew of leaves the tables, and its id is redirected to nothing."""
    assert database.execute("select id from sources where status = 'retracted'").fetchall() == [("es-04",)]
    assert database.execute("select id from stakes where id = 'kaldmark-tocorpa-1'").fetchall() == []
    query = "select old_id, new_id from redirects where table_name = 'stakes' order by old_id"
    assert database.execute(query).fetchall() == [
        ("kaldmark-salinera-churqui-1", None),
        ("kaldmark-tocorpa-1", None),
        ("maplecrest-resources-tocorpa-2", None),
    ]
    ranks = database.execute("select distinct rank from evidence where source_id = 'es-04'").fetchall()
    assert ranks == [("retracted",)]


def test_a_denied_purchase_outlives_the_article_that_invented_it(database: sqlite3.Connection) -> None:
    """The purchase stays as a denied one, without the sum that was made up."""
    query = "select status, amount from investments where id = 'kaldmark-tocorpa-1'"
    assert database.execute(query).fetchall() == [("denied", None)]
    assert ranked(database, "investments/kaldmark-tocorpa-1", "amount") == [
        ("1100000000", "es-04", "retracted", "anonymous")
    ]


def test_a_rumour_is_denied_and_comes_to_an_end(database: sqlite3.Connection) -> None:
    """One row tells the whole story of the bid: weighed, denied, given up."""
    assert [found[:3] for found in ranked(database, "investments/penhallow-aarfeld-1", "status")] == [
        ("denied", "de-04", "differs"),
        ("considered", "en-05", "differs"),
        ("cancelled", "es-05", "used"),
    ]


def test_a_written_decision_goes_before_the_later_article(database: sqlite3.Connection) -> None:
    """The buyer's own report of the price is shown although later articles give another."""
    assert [found[:3] for found in ranked(database, "investments/xoltepec-quaymoor-1", "amount")] == [
        ("200000000", "de-05", "differs"),
        ("215000000", "en-06", "differs"),
        ("212500000", "es-06", "used"),
    ]


def test_bare_currencies_rest_on_assumptions(database: sqlite3.Connection) -> None:
    """Pesos and dollars that their article leaves open are the assumed ones, and are marked as inferred."""
    query = (
        "select row_id, value, method from evidence where table_name = 'investments' and column_name = 'currency' "
        "and row_id in ('alcaravan-torres-quindio-1', 'banca-mezquital-xoltepec-1') order by row_id"
    )
    assert database.execute(query).fetchall() == [
        ("alcaravan-torres-quindio-1", "COP", "inferred"),
        ("banca-mezquital-xoltepec-1", "MXN", "inferred"),
    ]
