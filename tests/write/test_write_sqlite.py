"""The SQLite file: its tables, keys, indexes, search and views."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from footnoted.errors import OutputError
from footnoted.schema import Dataset, ForeignKey
from footnoted.write.ddl import create_table, creation_order
from footnoted.write.sqlite import check_sqlite, write_sqlite


@pytest.fixture(scope="module")
def path(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset about birds as a SQLite file."""
    path = tmp_path_factory.mktemp("sqlite") / "dataset.db"
    write_sqlite(birds, tables, path)
    return path


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


def names(database: sqlite3.Connection, kind: str) -> list[str]:
    """The names of all tables, indexes or views that were declared."""
    query = "SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL ORDER BY name"
    return [
        name for (name,) in database.execute(query, (kind,)) if "_fts_" not in name and not name.startswith("search_")
    ]


def test_table_is_strict_with_named_keys(database: sqlite3.Connection) -> None:
    """A table has its types, what is required, the terms of vocabularies, and foreign keys by name and column."""
    (sql,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'birds'").fetchone()
    assert sql == (
        'CREATE TABLE "birds" (\n'
        '  "id" TEXT NOT NULL,\n'
        '  "name" TEXT NOT NULL,\n'
        '  "parent_id" TEXT,\n'
        "  \"habitat\" TEXT CHECK (\"habitat\" IN ('wood', 'shore')),\n"
        '  "migrates" INTEGER CHECK ("migrates" IN (0, 1)),\n'
        '  "wingspan_cm" REAL,\n'
        '  "population" INTEGER,\n'
        '  "measured_on" TEXT,\n'
        '  PRIMARY KEY ("id"),\n'
        '  CONSTRAINT "fk_birds_parent_id" FOREIGN KEY ("parent_id") REFERENCES "birds" ("id")\n'
        ") STRICT"
    )


def test_every_table_is_strict(database: sqlite3.Connection) -> None:
    """SQLite itself refuses a text in an integer column, in every table; footnotes take the shorter form."""
    listed = database.execute("PRAGMA main.table_list").fetchall()
    own = {row[1]: (row[4], row[5]) for row in listed if row[2] == "table" and not row[1].startswith("sqlite_")}
    assert own == {
        "bird_names": (0, 1),
        "birds": (0, 1),
        "evidence": (1, 1),
        "redirects": (0, 1),
        "songs": (0, 1),
        "sources": (0, 1),
        "texts": (0, 1),
    }


def test_cells_are_stored_by_type(database: sqlite3.Connection) -> None:
    """Numbers are numbers, booleans 0 and 1, dates ISO 8601 text, and an unknown is NULL."""
    columns = "migrates, wingspan_cm, population, measured_on, parent_id"
    row = database.execute(f"SELECT {columns} FROM birds WHERE id = 'gull'").fetchone()  # noqa: S608 - literals
    assert row == (1, 61.5, 9007199254740993, "2024-02-29", None)


def test_every_foreign_key_has_an_index(database: sqlite3.Connection) -> None:
    """Whoever follows a reference backwards does not read the whole table."""
    for table in ("birds", "songs", "bird_names", "texts", "evidence"):
        keys = {row[3] for row in database.execute(f"PRAGMA foreign_key_list({table})")}
        indexes = [row[1] for row in database.execute(f"PRAGMA index_list({table})")]
        first = {database.execute(f"PRAGMA index_info({index})").fetchone()[2] for index in indexes}
        assert keys <= first
        assert keys


def test_indexes_serve_filters_and_footnotes(database: sqlite3.Connection) -> None:
    """Beside the keys, terms, booleans and figures are indexed, and the footnotes of a cell."""
    assert names(database, "index") == [
        "ix_birds_habitat",
        "ix_birds_measured_on",
        "ix_birds_migrates",
        "ix_birds_parent_id",
        "ix_birds_population",
        "ix_birds_wingspan_cm",
        "ix_evidence_anonymous",
        "ix_evidence_differs",
        "ix_evidence_source_id",
        "ix_evidence_table_name_row_id_column_name",
        "ix_songs_bird_id",
    ]


def test_footnotes_of_a_row(database: sqlite3.Connection) -> None:
    """Each fact table has a view of its rows with their passages; a row without footnotes stays in it."""
    assert names(database, "view") == ["anonymous_only", "birds_footnotes", "disputed", "quality", "songs_footnotes"]
    query = """
        SELECT id, wingspan_cm, footnote_column_name, footnote_passage, footnote_source_id, footnote_rank
        FROM birds_footnotes WHERE id <> 'gull' OR footnote_column_name = 'wingspan_cm' ORDER BY id, footnote_id"""
    assert database.execute(query).fetchall() == [
        ("gull", 61.5, "wingspan_cm", "61,5 cm", "shore-walks", "used"),
        ("gull", 61.5, "wingspan_cm", "60 cm", "field-notes", "differs"),
        ("herring-gull", 0.1, None, None, None, None),
        ("jay", 1e21, "habitat", "wood", "field-notes", "used"),
        ("jay", 1e21, "habitat", "wood", "shore-walks", "agrees"),
    ]


def test_footnotes_view_has_every_column(database: sqlite3.Connection) -> None:
    """All columns of the row come first, then those of the footnote under names of their own."""
    columns = [row[1] for row in database.execute("PRAGMA table_info(songs_footnotes)")]
    assert columns == [
        "id",
        "bird_id",
        "text",
        "footnote_id",
        "footnote_column_name",
        "footnote_value",
        "footnote_source_id",
        "footnote_span_start",
        "footnote_span_end",
        "footnote_passage",
        "footnote_attribution",
        "footnote_attributed_to",
        "footnote_rank",
    ]


def test_disputed_cells(database: sqlite3.Connection) -> None:
    """Where two sources differ, both values, passages and sources stand side by side."""
    cursor = database.execute("SELECT * FROM disputed")
    assert [dict(zip([column[0] for column in cursor.description], row, strict=True)) for row in cursor] == [
        {
            "table_name": "birds",
            "row_id": "gull",
            "column_name": "wingspan_cm",
            "shown_value": "61.5",
            "other_value": "60",
            "shown_passage": "61,5 cm",
            "other_passage": "60 cm",
            "shown_source_id": "shore-walks",
            "other_source_id": "field-notes",
        }
    ]


def test_cells_that_only_the_unnamed_vouch_for(database: sqlite3.Connection) -> None:
    """A cell is listed once if all that is used or agrees is anonymous, and not if one source says it itself."""
    assert database.execute("SELECT * FROM anonymous_only").fetchall() == [
        ("birds", "gull", "habitat", "shore", "a neighbour", "shore", "field-notes")
    ]


@pytest.mark.parametrize(
    ("view", "first"),
    [
        ("disputed", "SCAN other USING INDEX ix_evidence_differs"),
        ("anonymous_only", "SCAN said USING INDEX ix_evidence_anonymous"),
        ("birds_footnotes", "SCAN r"),
    ],
)
def test_views_do_not_read_all_footnotes(database: sqlite3.Connection, view: str, first: str) -> None:
    """A view starts from the few rows it is about, in its own order, and looks the footnotes of a cell up."""
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view}")]  # noqa: S608 - literals
    assert plan[0] == first
    assert [step for step in plan[1:] if step.startswith("SCAN")] == []


def test_search_finds_names_quotations_and_passages(database: sqlite3.Connection) -> None:
    """One table searches all, without regard to accents and capitals; an alias leads to what it names."""

    def found(words: str) -> list[tuple[str, ...]]:
        query = "SELECT kind, table_name, row_id, text FROM search WHERE search MATCH ? ORDER BY kind, row_id"
        return database.execute(query, (words,)).fetchall()

    assert found("MOWE") == [("name", "birds", "herring-gull", "Möwe, große")]
    assert found("gaviota") == [("name", "birds", "gull", "Gaviota")]
    assert found("laughs") == [("quotation", "songs", "gull-1", 'It cries "kee-ow",\nthen laughs')]
    assert found("gull") == [("name", "birds", "gull", "Gull"), ("passage", "birds", "gull", "gull")]


def test_tables_with_names_have_a_search_of_their_own(database: sqlite3.Connection) -> None:
    """Datasette finds the index of a table by its name and content."""
    query = "SELECT id FROM birds WHERE rowid IN (SELECT rowid FROM birds_fts WHERE birds_fts MATCH 'jay')"
    assert database.execute(query).fetchall() == [("jay",)]
    (sql,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'birds_fts'").fetchone()
    assert 'content="birds"' in sql


def test_search_indexes_are_whole(path: Path, tmp_path: Path) -> None:
    """The full-text indexes agree with the tables that they index."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy)) as database:
        for index in ("search", "birds_fts", "songs_fts", "bird_names_fts", "sources_fts"):
            database.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - literals


def test_equal_tables_give_equal_bytes(
    birds: Dataset, tables: Mapping[str, pa.Table], path: Path, tmp_path: Path
) -> None:
    """A second write, from tables in other pieces, gives the same file."""
    pieces = {name: pa.concat_tables([table.slice(0, 1), table.slice(1)]) for name, table in tables.items()}
    write_sqlite(birds, pieces, tmp_path / "again.db")
    assert (tmp_path / "again.db").read_bytes() == path.read_bytes()


def test_only_the_finished_file_is_left(path: Path) -> None:
    """Neither a working copy nor a journal stands beside the file."""
    assert [file.name for file in path.parent.iterdir()] == ["dataset.db"]


def test_sqlite_checks_are_passed(path: Path) -> None:
    """A sound file passes SQLite's own checks."""
    check_sqlite(path)


def test_a_reference_to_nothing_is_raised(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """A row that refers to no row does not get out."""
    songs = pa.table({"id": ["owl-1"], "bird_id": ["owl"], "text": ["hoo"]})
    write_sqlite(birds, {**tables, "songs": songs}, tmp_path / "dataset.db")
    with pytest.raises(OutputError, match="foreign_key_check finds: songs, 1, birds"):
        check_sqlite(tmp_path / "dataset.db")


def test_a_term_of_no_vocabulary_is_raised(birds: Dataset, tables: Mapping[str, pa.Table], tmp_path: Path) -> None:
    """A row that breaks a constraint of its table does not get in, and no file is left."""
    columns = {"id": ["x"], "kind": ["rumour"], "title": pa.nulls(1, pa.string())}
    with pytest.raises(OutputError, match="CHECK constraint failed: kind"):
        write_sqlite(birds, {**tables, "sources": pa.table(columns)}, tmp_path / "dataset.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_raised(path: Path, tmp_path: Path) -> None:
    """A page that SQLite cannot make sense of does not get out."""
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at + 3 : at + 5] = b"\xff\xff"
    (tmp_path / "dataset.db").write_bytes(data)
    with pytest.raises(OutputError, match="integrity_check finds"):
        check_sqlite(tmp_path / "dataset.db")


def test_a_name_that_the_toolkit_needs_is_refused(birds: Dataset, tmp_path: Path) -> None:
    """A dataset's own table called like a view of the toolkit is an error with a hint, before anything is written."""
    clash = replace(birds, tables={**birds.tables, "Disputed": replace(birds.tables["songs"], name="Disputed")})
    with pytest.raises(OutputError, match="disputed"):
        write_sqlite(clash, {}, tmp_path / "dataset.db")
    assert list(tmp_path.iterdir()) == []


def test_referred_tables_come_first(birds: Dataset) -> None:
    """A table is created after those that it refers to; one that refers to itself is no obstacle."""
    order = [table.name for table in creation_order(birds)]
    assert order == ["birds", "songs", "bird_names", "sources", "texts", "evidence", "redirects"]


def test_tables_that_refer_to_each_other_are_ordered_too(birds: Dataset) -> None:
    """A circle of references is entered somewhere and ends."""
    circle = replace(birds.tables["birds"], foreign_keys=(ForeignKey(("name",), "songs", ("id",)),))
    order = [table.name for table in creation_order(replace(birds, tables={**birds.tables, "birds": circle}))]
    assert sorted(order) == sorted(birds.tables)
    assert order.index("birds") < order.index("songs")


def test_a_referred_column_is_unique(birds: Dataset) -> None:
    """SQLite accepts a reference only to a key: a column that another table refers to becomes one."""
    songs = replace(birds.tables["songs"], foreign_keys=(ForeignKey(("bird_id",), "birds", ("name",)),))
    changed = replace(birds, tables={**birds.tables, "songs": songs})
    assert '\n  UNIQUE ("name"),\n' in create_table(changed, birds.tables["birds"])


def test_names_are_quoted(birds: Dataset) -> None:
    """A table or term with a quotation mark stays a name and a text."""
    odd = replace(
        birds.tables["redirects"], name='a"b', columns=(replace(birds.tables["birds"].columns[0], enum=("o'k",)),)
    )
    sql = create_table(birds, replace(odd, primary_key=("id",)))
    assert sql == (
        'CREATE TABLE "a""b" (\n  "id" TEXT NOT NULL CHECK ("id" IN (\'o\'\'k\')),\n  PRIMARY KEY ("id")\n) STRICT'
    )
