"""A second dataset on another subject: two papers that disagree about birds, with the toolkit as it is."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from footnoted.cli import main
from footnoted.schema import Dataset, load_dataset

DATA = Path(__file__).parent / "data/birds"
TEMPLATE = "src/footnoted/template/toolkit/schemas"


@pytest.fixture
def birds(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dataset of birds with the toolkit's own tables, which is the current folder."""
    folder = tmp_path / "birds"
    shutil.copytree(root / TEMPLATE, folder / "schemas")
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    monkeypatch.chdir(folder)
    assert main(["schema"]) == 0
    return folder


def built(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What `query` gives in the database that a new build of the dataset in `folder` makes."""
    assert main(["--dataset", str(folder), "build"]) == 0
    connection = sqlite3.connect(folder / "build/dataset.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


COLONIES = (
    "select id, species_id, country, trend, occupied_percent, occupied_qualifier, season from colonies order by id"
)
DISPUTED = "select column_name, shown_value, shown_source_id, other_value, other_source_id from disputed"
TERN = ("tern-pier-1", "tern", None, None, None, None, None)


def test_it_has_no_problems(birds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables, readers, groups and two languages of another subject are checked without a problem."""
    capsys.readouterr()
    assert main(["--dataset", str(birds), "validate"]) == 0
    assert capsys.readouterr().out == "no problems\n"


def test_the_later_paper_is_shown(birds: Path) -> None:
    """The row joins both papers; its figure, hedge and season are taken together from the later one."""
    assert built(birds, COLONIES) == [
        TERN,
        ("white-stork-lemmer-1", "white-stork", "NL", "shrinking", 30.0, "less_than", "2023"),
    ]


def test_what_the_earlier_paper_says_is_disputed(birds: Path) -> None:
    """Every value that differs stands in the view of disputes beside the one that is shown."""
    assert built(birds, DISPUTED) == [
        ("occupied_percent", "30", "moor-bote", "40", "marsh-courier"),
        ("occupied_qualifier", "less_than", "moor-bote", "about", "marsh-courier"),
        ("trend", "shrinking", "moor-bote", "growing", "marsh-courier"),
    ]


def test_where_the_papers_agree_both_are_footnotes(birds: Path) -> None:
    """The same country in two languages is one value with two footnotes."""
    ranks = "select source_id, passage, rank from evidence where column_name in ('country', 'season') order by 1, 2"
    assert built(birds, ranks) == [
        ("marsh-courier", "2023", "agrees"),
        ("marsh-courier", "the Netherlands", "agrees"),
        ("moor-bote", "2023", "used"),
        ("moor-bote", "Niederlanden", "used"),
    ]


def test_names_in_two_languages_mean_one_row(birds: Path) -> None:
    """A bird has one row, shown by its authored name, with a footnote for each way it is written."""
    assert built(birds, "select * from species order by id") == [("tern", "Tern"), ("white-stork", "White stork")]
    names = "select row_id, passage from evidence where table_name = 'species' order by 1, 2"
    assert built(birds, names) == [("tern", "terns"), ("white-stork", "Weißstorch"), ("white-stork", "white stork")]
    aliases = "select species_id, alias, language from species_names order by 1, 2"
    assert built(birds, aliases) == [
        ("tern", "Tern", None),
        ("tern", "terns", None),
        ("white-stork", "Weißstorch", "de"),
        ("white-stork", "White stork", None),
        ("white-stork", "white stork", None),
    ]


def test_a_quotation_fills_columns_of_other_names(birds: Path) -> None:
    """Readers fill the columns that the schema names, and the source of a row is filled by the toolkit."""
    remarks = built(birds, "select id, source_id, words, tongue, whole, speaker from remarks")
    words = "We have never had so many birds here"
    assert remarks == [("aiko-brandt-1", "marsh-courier", words, "en", 1, "Aiko Brandt")]


def test_a_decision_goes_before_the_rule(birds: Path) -> None:
    """A written decision takes a group from the source that it names, and only that group."""
    (birds / "seeds/decisions.toml").write_text(
        '[[preferred]]\nrow = "colonies/white-stork-lemmer-1"\ncolumn = "trend"\nsource = "marsh-courier"\n'
        'reason = "The warden counts the birds; the other paper does not say who did."\n',
        "utf-8",
    )
    assert built(birds, COLONIES)[1] == (
        "white-stork-lemmer-1",
        "white-stork",
        "NL",
        "growing",
        30.0,
        "less_than",
        "2023",
    )
    assert built(birds, DISPUTED)[2] == ("trend", "growing", "marsh-courier", "shrinking", "moor-bote")


def test_a_retracted_paper_counts_no_longer(birds: Path) -> None:
    """What only a retracted paper says leaves the tables, its ids are redirected, its words stay as evidence."""
    path = birds / "seeds/marsh-courier.toml"
    path.write_text(
        path.read_text("utf-8").replace('language = "en"', 'language = "en"\nstatus = "retracted"'), "utf-8"
    )
    assert built(birds, COLONIES) == [
        ("white-stork-lemmer-1", "white-stork", "NL", "shrinking", 30.0, "less_than", "2023")
    ]
    assert built(birds, DISPUTED) == []
    redirects = "select table_name, old_id, new_id from redirects order by 1, 2"
    assert built(birds, redirects) == [
        ("colonies", "tern-pier-1", None),
        ("remarks", "aiko-brandt-1", None),
        ("species", "tern", None),
    ]
    assert built(birds, "select distinct rank from evidence where source_id = 'marsh-courier'") == [("retracted",)]


def test_it_needs_no_extractor(birds: Path) -> None:
    """The descriptor names no extractor, and the published package is a dataset like any other."""
    built(birds, COLONIES)
    descriptor = json.loads((birds / "build/datapackage.json").read_text("utf-8"))
    assert "extractor" not in descriptor
    assert [resource["name"] for resource in descriptor["resources"] if resource.get("type") == "table"] == [
        "species",
        "colonies",
        "remarks",
        "sources",
        "species_names",
        "evidence",
        "texts",
        "redirects",
    ]


def test_no_module_names_a_table_of_this_dataset(root: Path) -> None:
    """Neither a table that claims fill nor a column that refers to one occurs in the toolkit's code.

    The extractor is left out: it drafts claims for the tables that a dataset's pack is made for, and nothing else of
    the toolkit imports it.
    """
    own = load_dataset(root)
    assert isinstance(own, Dataset)
    references = {
        key.columns[0] for table in own.tables.values() for key in table.foreign_keys if key.table in own.facts
    }
    names = re.compile(rf"\b(?:{'|'.join(sorted({*own.facts, *references}))})\b")
    assert len(own.facts) == 6
    found = {}
    for path in sorted((root / "src").rglob("*.py")):
        if "extract" in path.parts[len(root.parts) :]:
            continue
        if words := names.findall(code(path)):
            found[str(path.relative_to(root))] = words
    assert found == {}


def code(path: Path) -> str:
    """The code of a module without comments and docstrings."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body[0] = ast.Pass()
    return ast.unparse(tree)
