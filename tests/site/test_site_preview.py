"""The full texts on the local preview: shown from memory, never under the package's licence, never in the package."""

from __future__ import annotations

import html
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from footnoted.cli import main
from footnoted.errors import DatasetError
from footnoted.site import Package, full_texts, read_package
from footnoted.site.preview import in_memory

Get = Callable[[str], str]

DENIAL = "The harbour master denies <b>this</b>."


def test_preview_shows_the_full_text(get_preview: Get) -> None:
    """The page of a text has all its words, markup in them shown as it is written."""
    page = get_preview("/preview/texts/gazette")
    assert html.escape(DENIAL) in page
    assert "<b>this</b>" not in page


def test_preview_can_be_searched(get_preview: Get) -> None:
    """The texts have a search box."""
    assert 'name="_search"' in get_preview("/preview/texts")
    assert "harbour master" in get_preview("/preview/texts?_search=denies")
    assert "0 records" in get_preview("/preview/texts?_search=lighthouse")


def test_home_names_the_preview(get_preview: Get, get: Get) -> None:
    """The home page leads to the texts, and only where they are shown."""
    assert '<a href="/preview/texts">Full texts, on this machine only</a>' in get_preview("/")
    assert "Full texts, on this machine only" not in get("/")


@pytest.mark.parametrize("path", ["/preview", "/preview/texts", "/preview/texts/gazette"])
def test_licence_does_not_cover_the_texts(get_preview: Get, path: str) -> None:
    """No page of the texts names the licence of the tables; those of the tables do."""
    assert "Open licence" not in get_preview(path)
    assert "Open licence" in get_preview("/dataset/crossings")


def test_package_stays_without_texts(package: Package, get_preview: Get) -> None:
    """Neither the served SQLite file nor any other file of the package holds the text."""
    assert "0 records" in get_preview("/dataset/texts")
    assert not [path for path in package.folder.rglob("*") if path.is_file() and DENIAL.encode() in path.read_bytes()]


def test_a_text_in_a_part_is_shown_like_one_in_a_file(tmp_path: Path) -> None:
    """Where `footnoted pack` has put the sources into a part, the preview has the same texts, and no file of them."""
    dataset = tmp_path / "lights"
    assert main(["init", str(dataset)]) == 0
    text = (dataset / "seeds/skerrin-panels.txt").read_text("utf-8")
    assert main(["--dataset", str(dataset), "pack", "--out", str(dataset / "seeds")]) == 0
    for path in dataset.glob("seeds/skerrin-panels.t*"):
        path.unlink()
    assert main(["--dataset", str(dataset), "build"]) == 0
    shown = full_texts(read_package(dataset / "build"), dataset)
    assert [(each.source_id, each.text) for each in shown] == [("skerrin-panels", text)]


def test_changed_text_is_refused(package: Package, tmp_path: Path) -> None:
    """A text that was edited after the build is not shown beside the package: its places would be wrong."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/gazette.txt").write_text("The Gull stays in Port Alder.\n", "utf-8")
    with pytest.raises(DatasetError) as caught:
        full_texts(package, tmp_path)
    assert caught.value.message == "seeds/gazette.txt is not the text that the package was built from"
    assert caught.value.hint == "build again: footnoted build"


def test_missing_text_is_named(package: Package, tmp_path: Path) -> None:
    """A copied package has no texts beside it: the error says so and how to go on."""
    with pytest.raises(DatasetError) as caught:
        full_texts(package, tmp_path)
    assert caught.value.message == "seeds/gazette.txt cannot be previewed: there is no such file"
    assert caught.value.hint == "serve the package without --preview"


def test_memory_is_gone_afterwards(package: Package, ferries: Path) -> None:
    """Two previews do not share their texts, and nothing of one is left when it ends."""
    with in_memory(full_texts(package, ferries)) as name, in_memory(()) as other:
        assert name != other
        with closing(sqlite3.connect(f"file:{name}?mode=memory&cache=shared", uri=True)) as connection:
            assert connection.execute("SELECT source_id, title FROM texts").fetchall() == [("gazette", None)]
    with closing(sqlite3.connect(f"file:{name}?mode=memory&cache=shared", uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchall() == [(0,)]
