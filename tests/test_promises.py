"""The nine promises of the design, each held by a test on a built package, and where its details are held.

The package is read here with the standard library alone, as somebody would who has nothing of the toolkit.
"""

from __future__ import annotations

import csv
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pyarrow.parquet as pq
import pytest

from footnoted.cli import main
from footnoted.languages import document
from footnoted.readers import in_place, percent
from footnoted.text import Span

if TYPE_CHECKING:
    from conftest import Seeds

NAMES = """
[[companies]]
id = "alder"
name = "Alder Capital"

[[companies]]
id = "oak"
name = "Oak"
"""
FIRST = """\
Alder Capital has a stake of about 14% in Oak, a company valued at 61.5 billion dollars. Ça alors!
The fund, people close to it say, plans to sell its stake. "We stay", said Ada Lind of Oak, "for now."
"""
FIRST_CLAIMS = """
[[stakes]]
id = "alder-oak-1"
within = "Alder Capital has a stake of about 14% in Oak"
holder_id = "Alder Capital"
company_id = "Oak"
interest = "stake"
status = "has a stake"
share_percent = "about 14%"

[[stakes]]
id = "alder-oak-2"
attribution = { kind = "anonymous", passage = "people close to it" }
holder_id = { passage = "The fund", antecedent = "Alder Capital has" }
company_id = { passage = "its stake", antecedent = "14% in Oak" }
interest = { passage = "stake", within = "its stake" }
status = "plans to sell its stake"
change = { value = "exit", passage = "sell its stake" }

[[valuations]]
id = "oak-1"
within = "Oak, a company valued at 61.5 billion dollars"
company_id = "Oak"
amount = "61.5 billion dollars"

[[quotes]]
id = "ada-lind-1"
text = '"We stay"'
speaker_kind = { value = "named", passage = "Ada Lind" }
speaker_name = "Ada Lind"
"""
SECOND = "In Oak, Alder Capital holds 15% of the shares."
SECOND_CLAIMS = """
[[stakes]]
about = "alder-oak-1"
holder_id = "Alder Capital"
interest = "shares"
share_percent = "15%"
"""
DOLLARS = 'republish = true\nassume.dollar = { currency = "USD", note = "The text is about Ohio." }'

Cell = tuple[str, str, str, object]


def _fill(seeds: Seeds) -> None:
    seeds.write("companies.toml", NAMES)
    seeds.source("first", FIRST, FIRST_CLAIMS, more=DOLLARS)
    seeds.source("second", SECOND, SECOND_CLAIMS, more='republish = true\npublished_on = "2024-03"')


@pytest.fixture(scope="module")
def dataset(new_seeds: Callable[[], Seeds]) -> Seeds:
    """Two sources that disagree, with inference, an assumption, an anonymous plan and a judged term; built."""
    seeds = new_seeds()
    _fill(seeds)
    assert main(["--dataset", str(seeds.dataset), "build"]) == 0
    return seeds


@pytest.fixture(scope="module")
def database(dataset: Seeds) -> Iterator[sqlite3.Connection]:
    """The built SQLite file."""
    uri = f"file:{dataset.dataset / 'build' / 'dataset.db'}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


FACTS = ("companies", "investments", "stakes", "facilities", "valuations", "quotes")


def _rows(database: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return database.execute(f'select * from "{table}"').fetchall()  # noqa: S608 - the test's own names


def _cells(database: sqlite3.Connection) -> Iterator[Cell]:
    """Every cell of a fact table that is not empty, the primary key and `quotes.source_id` aside."""
    for table in FACTS:
        for row in _rows(database, table):
            for column in row.keys():  # noqa: SIM118 - a row is iterated by its values
                if row[column] is not None and column != "id" and (table, column) != ("quotes", "source_id"):
                    yield table, row["id"], column, row[column]


def _as_csv(value: object, table: str, column: str) -> str:
    if (table, column) in {("quotes", "complete"), ("companies", "investors_vote")}:
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_promise_1_every_cell_has_a_footnote(dataset: Seeds, database: sqlite3.Connection) -> None:
    """Each cell has used evidence whose words stand in the text, and no evidence points at nothing.

    Details: tests/test_footnotes.py changes, drops and misplaces footnotes one by one.
    """
    texts = {slug: (dataset.folder / f"{slug}.txt").read_text("utf-8") for slug in ("first", "second")}
    evidence = _rows(database, "evidence")
    used = {}
    for row in evidence:
        assert texts[row["source_id"]][row["span_start"] : row["span_end"]] == row["passage"]
        if row["rank"] == "used":
            used[row["table_name"], row["row_id"], row["column_name"]] = row["value"]
    cells = {(t, r, c): _as_csv(value, t, c) for t, r, c, value in _cells(database)}
    assert cells == used
    assert len(cells) > 20
    rows = {(t, row["id"]) for t in FACTS for row in _rows(database, t)}
    assert {(row["table_name"], row["row_id"]) for row in evidence} <= rows


@pytest.mark.parametrize(
    ("passage", "whole"),
    [
        ("4%", "about 14%"),
        ("14%", "about 14%"),
        ("1.5 billion dollars", "61.5 billion dollars"),
        ("61.5 billion", "61.5 billion dollars"),
    ],
)
def test_promise_2_a_passage_that_cuts_a_reading_short_is_refused(seeds: Seeds, passage: str, whole: str) -> None:
    """With the whole reading as hint.

    Details: tests/test_bad_input.py, under "Readings"; tests/test_claims_read.py.
    """
    _fill(seeds)
    claims = FIRST_CLAIMS.replace(f'= "{whole}"', f'= "{passage}"')
    assert claims != FIRST_CLAIMS
    seeds.source("first", FIRST, claims, more=DOLLARS)
    [problem] = seeds.check().problems
    assert (problem.code, problem.hint) == ("passage-cut", f"the whole reading is '{whole}'")


def test_promise_2_values_are_read_again_and_judgements_counted(
    dataset: Seeds, database: sqlite3.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each percentage is what its passage reads in its place; what no cue decides is judged, and the build tells.

    Details: tests/test_footnotes.py changes values in table and footnote alike.
    """
    for slug, text in (("first", FIRST), ("second", SECOND)):
        query = "select * from evidence where source_id = ? and column_name = 'share_percent'"
        for row in database.execute(query, [slug]):
            [reading] = in_place(percent(document(text, "en")), Span(row["span_start"], row["span_end"]))
            assert f"{reading.values['value']}" == row["value"]
    judged = database.execute("select column_name from evidence where method = 'judged' order by 1").fetchall()
    assert [row[0] for row in judged] == ["speaker_kind"]
    assert main(["--dataset", str(dataset.dataset), "build"]) == 0
    assert ", 1 judged." in capsys.readouterr().out


def test_promise_3_inference_is_shown_and_bound(database: sqlite3.Connection) -> None:
    """By an antecedent that reads as the value, or by an assumption in the note, and never by both.

    Details: tests/test_claims_read.py; tests/test_footnotes.py, "inference is bound".
    """
    query = "select column_name, passage, antecedent, value, note from evidence where method = 'inferred' order by 1"
    assert [tuple(row) for row in database.execute(query)] == [
        ("company_id", "its stake", "14% in Oak", "oak", None),
        ("currency", "61.5 billion dollars", None, "USD", "The text is about Ohio."),
        ("holder_id", "The fund", "Alder Capital has", "alder", None),
    ]
    [(more,)] = database.execute("select count(*) from evidence where method <> 'inferred' and antecedent is not null")
    assert more == 0


def test_promise_3_what_nothing_settles_is_refused(seeds: Seeds) -> None:
    """A bare dollar without assumption, and an antecedent that reads another company."""
    _fill(seeds)
    claims = FIRST_CLAIMS.replace('antecedent = "14% in Oak"', 'antecedent = "Alder Capital has", value = "oak"')
    seeds.source("first", FIRST, claims, more="republish = true")
    assert sorted(code for code, *_ in seeds.problems()) == ["inferred-unbound", "value-contradicts"]


def test_promise_4_null_means_that_the_sources_do_not_say(dataset: Seeds, database: sqlite3.Connection) -> None:
    """What a text lacks is empty in every format; no default, no code for unknown, no date of today.

    Details: tests/test_seed_facts.py holds what the first article must leave empty.
    """
    [first, second] = database.execute("select * from sources order by id").fetchall()
    empty = ("title", "publisher", "author", "url", "retrieved_on", "license", "replaces_id", "note")
    assert [first[name] for name in (*empty, "published_on")] == [None] * 9
    assert second["published_on"] == "2024-03"
    with (dataset.dataset / "build/csv/sources.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] + row["published_on"] for row in csv.DictReader(file)] == ["", "2024-03"]
    [stake] = database.execute("select * from stakes where id = 'alder-oak-2'").fetchall()
    assert [stake[name] for name in ("share_percent", "share_qualifier", "as_of", "standing")] == [None] * 4
    everything = {str(value).casefold() for _, _, _, value in _cells(database)}
    assert not everything & {"unknown", "n/a", "none", "null", "nan", "-", "", "1970-01-01", "0"}


def _csv_rows(folder: Path, table: str) -> list[dict[str, str | None]]:
    with (folder / f"csv/{table}.csv").open(encoding="utf-8", newline="") as file:
        return [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]


def test_promise_5_the_formats_agree(dataset: Seeds, database: sqlite3.Connection) -> None:
    """CSV, Parquet and SQLite hold the same cells, accents, nulls, numbers and truth values.

    Details: tests/write/test_write_readback.py makes each format differ in turn.
    """
    folder = dataset.dataset / "build"
    tables = [path.stem for path in sorted((folder / "csv").iterdir())]
    assert set(FACTS) < set(tables)
    for table in tables:
        parquet = pq.read_table(folder / f"parquet/{table}.parquet").to_pylist()
        sqlite = [dict(row) for row in _rows(database, table)]
        texts = _csv_rows(folder, table)
        assert len(parquet) == len(sqlite) == len(texts)
        for one, other, text in zip(parquet, sqlite, texts, strict=True):
            assert {k: int(v) if isinstance(v, bool) else v for k, v in one.items()} == other
            assert {k: v if v is None else _plain(v) for k, v in one.items()} == text
    assert "Ça alors!" in _csv_rows(folder, "texts")[0]["text"]  # type: ignore[operator]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_promise_6_the_same_inputs_give_the_same_bytes(seeds: Seeds) -> None:
    """Whatever the seed of hashes, the clock's zone, the language of the system, the folder and its order.

    Details: tests/write/test_write_package.py; scripts/test builds twice and compares the checksums.
    """
    _fill(seeds)
    sums = []
    for seed, zone, language in (("0", "UTC", "C.UTF-8"), ("4711", "Pacific/Kiritimati", "de_DE.UTF-8")):
        out = seeds.dataset.parent / f"out-{seed}"
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        command = [sys.executable, "-c", "import sys; from footnoted.cli import main; sys.exit(main())"]
        arguments = ["--dataset", str(seeds.dataset), "build", "--out", str(out)]
        subprocess.run([*command, *arguments], env=environment, cwd=out.parent, check=True, capture_output=True)
        sums.append((out / "SHA256SUMS").read_text() + next(out.glob("*.zip.sha256")).read_text())
        for path in sorted(seeds.folder.iterdir()):
            path.rename(path.with_suffix(".moved"))
            path.with_suffix(".moved").rename(path)
            os.utime(path, (1, 1))
    assert sums[0] == sums[1]
    assert sums[0].count("\n") > 25


def test_promise_7_all_or_nothing(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """A failed build leaves the last good one, and its report names every problem with place, code and hint.

    Details: tests/test_bad_input.py; tests/write/test_write_folder.py and test_write_package.py kill builds.
    """
    _fill(seeds)
    arguments = ["--dataset", str(seeds.dataset), "build"]
    assert main(arguments) == 0
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (seeds.dataset / "build").rglob("*") if p.is_file()}
    claims = FIRST_CLAIMS.replace('"about 14%"', '"14%"').replace('"Ada Lind"', '"Ada Lynd"')
    seeds.source("first", FIRST, claims, more=DOLLARS)
    capsys.readouterr()
    assert main(arguments) == 1
    report = capsys.readouterr().err.splitlines()
    found = [line.split(": ")[0] + " " + line.rsplit("[", 1)[1] for line in report if line.endswith("]")]
    assert found == [
        "seeds/first.toml:16:17 passage-cut]",
        "seeds/first.toml:36:45 passage-absent]",
        "seeds/first.toml:37:16 passage-absent]",
    ]
    assert sum(line.startswith("    hint: ") for line in report) == 3
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (seeds.dataset / "build").rglob("*") if p.is_file()}
    assert after == before
    assert {p.name for p in seeds.dataset.iterdir()} == {"build", "schemas", "seeds", "datapackage.json"}


def test_promise_8_contributions_are_data(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Validating runs no code of a dataset and opens no connection.

    Details: links and pipes in tests/test_bad_input.py and test_schema_load.py; hostile files in test_claims_file.py,
    test_claims_anchor.py and test_validate_resource_hostile.py.
    """
    _fill(seeds)
    bomb = "raise SystemExit('code of the dataset was run')\n"
    names = (
        "footnoted_plugin",
        "frictionless_plugin",
        "sitecustomize",
        "conftest",
        "setup",
        "tomli",
        "tomllib",
        "pyarrow",
    )
    for name in names:
        for folder in (seeds.dataset, seeds.folder, seeds.dataset / "schemas"):
            (folder / f"{name}.py").write_text(bomb)
    descriptor = json.loads((seeds.dataset / "datapackage.json").read_text())
    descriptor |= {"$schema": "http://localhost:1/profile.json", "extractor": "footnoted_plugin"}
    descriptor["resources"][0] |= {"profile": "http://localhost:1/p.json", "dialect": "http://localhost:1/d.json"}
    (seeds.dataset / "datapackage.json").write_text(json.dumps(descriptor))
    schema = json.loads((seeds.dataset / "schemas/stakes.json").read_text())
    schema |= {"$ref": "http://localhost:1/a.json", "$schema": "http://localhost:1/b.json"}
    (seeds.dataset / "schemas/stakes.json").write_text(json.dumps(schema))

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.chdir(seeds.dataset)
    assert main(["validate"]) == 0
    assert "code of the dataset" not in capsys.readouterr().out


HOSTILE = {
    "passages without end": '[[companies]]\nid = "a"\nname = "x"\n'
    + '[[companies]]\nid = "a"\nname = "nowhere to be found"\n' * 2000,
    "claims without end": '[[companies]]\nid = "a"\n' * 40_000,
    "keys without end": "[[companies]]\n" + "".join(f"k{i} = 1\n" for i in range(60_000)),
    "one id": '[[stakes]]\nid = "a-1"\ninterest = "stake"\n' * 1500,
    "dots": "a." * 400_000 + "b = 1\n",
    "brackets": "a = " + "[" * 900_000 + "\n",
    "quotes": "a = " + "'" * 900_000 + "\n",
}
"""Claims files of at most 1 MiB that are made to take long."""


@pytest.mark.parametrize("words", [6000, 90])
def test_promise_8_a_name_as_long_as_an_article_is_refused(seeds: Seeds, words: int) -> None:
    """A name is looked for at every word: of a text of one word, that would take quadratic time."""
    text = "a " * 20_000 + "b"
    seeds.source("one", text, f'[[companies]]\nid = "x"\nname = "{"a " * words}b"\n', more="republish = true")
    assert [code for code, *_ in seeds.problems()] == (["value-type"] if words > 100 else [])
    seeds.write("companies.toml", f'[[companies]]\nid = "x"\naliases = ["{"a " * words}c"]\n')
    assert [code for code, *_ in seeds.problems()] == (["claims-shape", "value-type"] if words > 100 else [])


@pytest.mark.parametrize("name", HOSTILE)
def test_promise_8_time_and_memory_stay_within_bounds(seeds: Seeds, name: str) -> None:
    """A file within the limits of size is checked to its end: a check that backtracked would never get there."""
    text = "x " + "Alder Capital has a stake of 14% in Oak. " * 20_000
    assert len(text) < 1 << 20
    seeds.source("hostile", text, HOSTILE[name], more="republish = true")
    assert (seeds.folder / "hostile.toml").stat().st_size < 1 << 20
    assert seeds.problems()


def test_promise_9_two_sources_may_disagree(database: sqlite3.Connection) -> None:
    """Both claims stay in `evidence`; the row shows the later one, its group whole; `disputed` lists the cell.

    Details: tests/test_resolve.py takes the written order step by step.
    """
    query = "select source_id, rank, value from evidence where row_id = 'alder-oak-1' and column_name = ? order by 1"

    def said(column: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in database.execute(query, [column])]

    assert said("share_percent") == [("first", "differs", "14"), ("second", "used", "15")]
    assert said("share_qualifier") == [("first", "differs", "about"), ("second", "used", "stated")]
    assert said("interest") == [("first", "agrees", "shareholding"), ("second", "used", "shareholding")]
    [row] = database.execute("select share_percent, share_qualifier from stakes where id = 'alder-oak-1'")
    assert tuple(row) == (15.0, "stated")
    disputed = {(r["row_id"], r["column_name"]) for r in database.execute("select * from disputed")}
    assert disputed == {("alder-oak-1", "share_percent"), ("alder-oak-1", "share_qualifier")}
    anonymous = {(r["row_id"], r["column_name"]) for r in database.execute("select * from anonymous_only")}
    assert ("alder-oak-2", "change") in anonymous
    assert not any(row == "alder-oak-1" for row, _ in anonymous)
