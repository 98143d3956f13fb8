"""Datasets as authored: what does not fit together is a problem with its file, whatever a schema holds."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footnoted.errors import DatasetError
from footnoted.problem import Problem
from footnoted.schema import Dataset, load_dataset
from footnoted.validate.dataset import check_dataset

if TYPE_CHECKING:
    from conftest import Seeds

Change = Callable[[dict[str, Any]], object]


def _broken(seeds: Seeds, path: str, change: Change) -> list[tuple[str, str, str]]:
    file = seeds.dataset / path
    raw = json.loads(file.read_text())
    change(raw)
    file.write_text(json.dumps(raw))
    found = load_dataset(seeds.dataset)
    assert not isinstance(found, Dataset)
    return [(problem.code, problem.path, problem.message) for problem in found]


def _field(raw: dict[str, Any], name: str) -> dict[str, Any]:
    return next(field for field in raw["fields"] if field["name"] == name)


def test_this_repository_is_a_dataset(root: Path) -> None:
    """Its eleven tables, and the rows of one of them known by their names."""
    dataset = load_dataset(root)
    assert isinstance(dataset, Dataset)
    assert set(dataset.facts) == {"companies", "investments", "stakes", "facilities", "valuations", "quotes"}
    assert {name: table.name for name, table in dataset.entities.items()} == {"companies": "aliases"}


def test_a_folder_without_a_descriptor_is_no_dataset(tmp_path: Path) -> None:
    """The command was called in the wrong place: that is no problem of the data."""
    with pytest.raises(DatasetError) as caught:
        load_dataset(tmp_path)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (lambda d: d.pop("name"), "descriptor-shape", "`name` is missing"),
        (lambda d: d.update(name="../up"), "descriptor-shape", "`name` is '../up': it may have"),
        (lambda d: d.update(resources={}), "descriptor-shape", "`resources` is {}, not a list"),
        (lambda d: d.update(resources=["a"]), "descriptor-shape", "`resources` is not a list of objects"),
        (lambda d: d.update(footnoted=[]), "descriptor-shape", "`footnoted` is [], not an object"),
        (lambda d: d["footnoted"].update(limits={"revealedShare": 50}), "descriptor-shape", "`revealedShare` is 50"),
        (lambda d: d["footnoted"]["queries"][0].pop("sql"), "descriptor-shape", "`sql` is missing"),
        (lambda d: d["resources"][0].update(name="../x"), "descriptor-shape", "resource '../x': the name"),
        (lambda d: d["resources"][0].update(name=["x"]), "descriptor-shape", "`name` is ['x'], not a text"),
        (lambda d: d["resources"][0].update(schema="../a.json"), "descriptor-shape", "is not a file in the dataset"),
        (lambda d: d["resources"][0].update(schema="http://a/b"), "descriptor-shape", "is not a file in the dataset"),
        (lambda d: d["resources"][0].update(schema={"fields": []}), "descriptor-shape", "not a text"),
        (lambda d: d["resources"].append(d["resources"][0]), "descriptor-shape", "two resources have the same name"),
    ],
)
def test_a_descriptor_that_describes_no_dataset_is_one_problem(
    seeds: Seeds, change: Change, code: str, message: str
) -> None:
    """Names become files and SQL names, and schemas are read: none may lead elsewhere."""
    [found] = _broken(seeds, "datapackage.json", change)
    assert found[:2] == (code, "datapackage.json")
    assert message in found[2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s.pop("fields"), "`fields` is missing"),
        (lambda s: s.update(fields=[1]), "`fields` is not a list of objects"),
        (lambda s: _field(s, "status").update(type=["string"]), "field `status`: `type` is ['string'], not a text"),
        (lambda s: _field(s, "status").update(type="geopoint"), "type 'geopoint' is none of"),
        (lambda s: _field(s, "status").update(name="within"), "the name is a key of every claim"),
        (lambda s: _field(s, "status").update(name="change"), "two fields have the same name"),
        (lambda s: _field(s, "status").update(reader="ballot"), "`reader` is none of"),
        (lambda s: _field(s, "status").update(part="colour"), "reader choice has no part 'colour'"),
        (lambda s: _field(s, "status").pop("vocabulary"), "reader choice needs a `vocabulary`"),
        (lambda s: _field(s, "status").update(vocabulary="ballots"), "there is no vocabulary 'ballots'"),
        (lambda s: _field(s, "status").update(filledBy="hand"), "the toolkit fills only a foreign key to `sources`"),
        (lambda s: _field(s, "as_of").update(constraints={"pattern": "(a(?=b))"}), "cannot be run in linear time"),
        (lambda s: _field(s, "as_of").update(constraints={"required": 1}), "`required` is 1, not true or false"),
        (lambda s: s["foreignKeys"].pop(), "reader name needs a foreign key"),
        (lambda s: s["foreignKeys"][0]["reference"].update(resource="firms"), "refers to no table of this dataset"),
        (lambda s: s["foreignKeys"][0]["reference"].update(resource="quotes"), "needs a `label` in quotes"),
        (lambda s: s["foreignKeys"][0]["reference"].update(fields=["nr"]), "refers to no field of companies: nr"),
        (lambda s: s["foreignKeys"][0].pop("reference"), "`reference` is missing"),
        (lambda s: s.update(groups=[["status", "colour"]]), "a group names no field of this table: colour"),
        (lambda s: s.update(groups=[["status"], ["status"]]), "a field is in two groups: status"),
        (lambda s: s.update(groups=["status"]), "`groups` does not list names of fields"),
        (lambda s: s.update(primaryKey="holder_id"), "must be `id`"),
        (lambda s: s.update(label="title"), "`label` names no field that claims fill: title"),
        (lambda s: s.update(role="main"), "there is no role 'main'"),
        (lambda s: s.update(rules=["differ"]), "`rules` is not a list of objects"),
        (lambda s: s.update(aliasesOf="companies"), "no other table does"),
    ],
)
def test_a_schema_that_does_not_fit_says_which_field_and_why(seeds: Seeds, change: Change, message: str) -> None:
    """The message names the field and the property, the problem the file."""
    found = _broken(seeds, "schemas/stakes.json", change)
    assert {(code, path) for code, path, _ in found} == {("schema-shape", "schemas/stakes.json")}
    assert any(message in said for _, _, said in found)


def test_the_tables_that_the_toolkit_fills_have_its_fields(seeds: Seeds) -> None:
    """Without its column a footnote's place could not be kept."""

    def change(schema: dict[str, Any]) -> None:
        _field(schema, "span_start")["type"] = "string"

    [(code, path, message)] = _broken(seeds, "schemas/evidence.json", change)
    assert (code, path) == ("schema-shape", "schemas/evidence.json")
    assert message == "a table of the role 'evidence' has a field `span_start` of type integer"


def test_each_of_the_toolkits_tables_is_there(seeds: Seeds) -> None:
    """A dataset without redirects would forget which ids it retired."""
    drop = lambda d: d.update(resources=[r for r in d["resources"] if r["name"] != "redirects"])  # noqa: E731
    assert [(code, path) for code, path, _ in _broken(seeds, "datapackage.json", drop)] == [
        ("schema-role", "datapackage.json")
    ]


@pytest.mark.parametrize(
    ("path", "content", "code", "line"),
    [
        ("datapackage.json", "{", "descriptor-syntax", 1),
        ("datapackage.json", "[]", "descriptor-shape", None),
        ("datapackage.json", "[" * 100_000, "descriptor-syntax", None),
        ("schemas/stakes.json", '{\n"fields": [}', "schema-syntax", 2),
        ("schemas/stakes.json", "[]", "schema-shape", None),
        ("schemas/stakes.json", '{"fields": []}' + " " * (1 << 20), "schema-syntax", None),
        ("schemas/vocabularies/interest.toml", "title = ", "schema-syntax", 1),
        ("schemas/vocabularies/interest.toml", 'title = "Interest"', "schema-shape", None),
    ],
)
def test_a_file_that_does_not_parse_is_one_problem(
    seeds: Seeds, path: str, content: str, code: str, line: int | None
) -> None:
    """Too deep, too long or not JSON: the file is named, and no parser gives up in public."""
    (seeds.dataset / path).write_text(content)
    found = load_dataset(seeds.dataset)
    assert not isinstance(found, Dataset)
    assert [(p.code, p.path, p.line) for p in found] == [(code, path, line)]


def test_a_schema_that_is_not_utf_8_is_one_problem(seeds: Seeds) -> None:
    """Bytes of another encoding are refused, not guessed."""
    (seeds.dataset / "schemas/stakes.json").write_bytes(b'{"title": "\xe9"}')
    found = load_dataset(seeds.dataset)
    assert isinstance(found, tuple)
    assert [(p.code, p.path) for p in found] == [("schema-syntax", "schemas/stakes.json")]


def test_no_schema_is_read_through_a_link(seeds: Seeds, tmp_path: Path) -> None:
    """A link to a file of the machine, or a folder that is one, is not followed (DESIGN, promise 8)."""
    shutil.move(seeds.dataset / "schemas/stakes.json", tmp_path / "outside.json")
    (seeds.dataset / "schemas/stakes.json").symlink_to(tmp_path / "outside.json")
    found = load_dataset(seeds.dataset)
    assert isinstance(found, tuple)
    assert [(p.code, p.path) for p in found] == [("schema-missing", "schemas/stakes.json")]
    shutil.move(seeds.dataset / "schemas", tmp_path / "outside")
    (seeds.dataset / "schemas").symlink_to(tmp_path / "outside")
    found = load_dataset(seeds.dataset)
    assert isinstance(found, tuple)
    assert {p.code for p in found} == {"schema-missing"}
    shutil.move(seeds.dataset / "datapackage.json", tmp_path / "outside.json")
    (seeds.dataset / "datapackage.json").symlink_to(tmp_path / "outside.json")
    found = load_dataset(seeds.dataset)
    assert isinstance(found, tuple)
    assert [(p.code, p.path) for p in found] == [("descriptor-missing", "datapackage.json")]


def _places(value: object, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield keys
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _places(each, (*keys, key))


def _replaced(value: object, keys: tuple[str | int, ...], new: object) -> object:
    if not keys:
        return new
    changed: Any = copy.copy(value)
    changed[keys[0]] = _replaced(changed[keys[0]], keys[1:], new)
    return changed


ODD = st.sampled_from([None, True, 0, -1, 1.5, "", "id", "\n", "[", "stakes", [], [None], [[]], ["id"], {}, {"a": []}])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), odd=ODD)
@pytest.mark.parametrize("path", ["datapackage.json", "schemas/stakes.json", "schemas/evidence.json"])
def test_whatever_stands_in_a_schema_the_answer_is_problems(
    seeds: Seeds, path: str, data: st.DataObject, odd: object
) -> None:
    """Any value at any place gives a dataset or problems, never a crash: contributions are data."""
    file = seeds.dataset / path
    original = file.read_text()
    raw = json.loads(original)
    keys = data.draw(st.sampled_from(sorted(_places(raw), key=str)))
    file.write_text(json.dumps(_replaced(raw, keys, odd)))
    try:
        checked = check_dataset(seeds.dataset)
    finally:
        file.write_text(original)
    assert all(isinstance(problem, Problem) for problem in checked.problems)


def test_a_table_without_a_primary_key_is_refused(seeds: Seeds) -> None:
    """Rows in no order would be written in another one each time."""
    file = seeds.dataset / "schemas/evidence.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"primaryKey": []}))
    assert "the primary key is empty, and orders no rows" in {p.message for p in check_dataset(seeds.dataset).problems}
