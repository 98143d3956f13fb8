"""Each rule's case, run: what is called wrong gives the rule's code and no other, what is called right gives none."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from footnoted.cli import main
from footnoted.compare import package_edition
from footnoted.compare.release import Plan, release
from footnoted.compare.versions import Version
from footnoted.parallel import Crew
from footnoted.problem import Problem
from footnoted.rules import Example, Rule, rules
from footnoted.schema.parse import parse_table
from footnoted.validate.dataset import check_dataset
from footnoted.validate.footnotes import check_footnotes
from footnoted.validate.resource import Limits, validate_package
from footnoted.validate.table import check_tables
from footnoted.validate.tabled import UNCITED
from footnoted.write import write_package
from footnoted.write.readback import _read_csv, read_back

CASES = [pytest.param(rule, rule.example, id=rule.code) for rule in rules().values() if rule.example]
CLAIMS, TEXT = "seeds/example.toml", "seeds/example.txt"
ODD = ("absent", "folder", "link", "hidden", "executable", "submodule")
"""Forms of which the case tells in words."""
SMALL = Limits(descriptor_bytes=1000, file_bytes=1000)
"""Limits at which a file of a few kilobytes is too large."""


@pytest.fixture(scope="module")
def lights(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset that `footnoted init lights` makes, with two more tables: one with money, one with quotations."""
    folder = tmp_path_factory.mktemp("base") / "lights"
    assert main(["init", str(folder)]) == 0
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for schema in sorted((root / "tests/data/rule-examples/schemas").glob("*.json")):
        shutil.copy(schema, folder / "schemas")
        resource = dict(descriptor["resources"][0]) | {"name": schema.stem, "schema": f"schemas/{schema.name}"}
        descriptor["resources"].append(resource | {"path": f"build/csv/{schema.stem}.csv"})
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, "utf-8")
    assert main(["--dataset", str(folder), "schema"]) == 0
    assert main(["--dataset", str(folder), "build"]) == 0
    return folder


def test_every_rule_has_a_case() -> None:
    """Every rule is shown by a small case; but no file is known that ends a check, and tables are no words."""
    assert [rule.code for rule in rules().values() if rule.example is None] == [
        "file-unchecked",
        "part-unreadable",
        "text-undrafted",
    ]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_wrong_case_breaks_the_rule_alone(rule: Rule, example: Example, lights: Path, tmp_path: Path) -> None:
    """What the case calls wrong gives the rule's code, and no other problem."""
    found = run(rule, example, lights, tmp_path, wrong=True)
    assert {problem.code for problem in found} == {rule.code}, found


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_right_case_has_no_problem(rule: Rule, example: Example, lights: Path, tmp_path: Path) -> None:
    """What the case calls right gives no problem at all, not even a warning."""
    assert run(rule, example, lights, tmp_path, wrong=False) == []


def run(rule: Rule, example: Example, lights: Path, folder: Path, *, wrong: bool) -> list[Problem]:
    """The problems of the small dataset or package in which the example's file is wrong, or right."""
    # Packages of strangers have no written rules: those are the toolkit's own.
    if rule.topic == "table" and '"rules"' in "".join((*example.given.values(), example.bad)):
        return run_table(example, wrong=wrong)
    if rule.topic in {"table", "package"}:
        return run_package(example, folder, wrong=wrong)
    dataset = folder / "lights"
    shutil.copytree(lights, dataset)
    if rule.topic == "release":
        return run_release(dataset, example, wrong=wrong)
    lay_out(dataset, example, wrong=wrong)
    if example.path.startswith("build/"):
        return run_built(dataset, example.path)
    checked = check_dataset(dataset, hints=rule.code == UNCITED)
    if checked.problems or rule.topic != "write":
        # The article that the dataset comes with says more than its tables tell.
        return [problem for problem in checked.problems if problem.code != UNCITED or problem.path == TEXT]
    assert checked.dataset is not None
    return list(write_package(checked.dataset, checked.tables, dataset / "build"))


def run_release(dataset: Path, example: Example, *, wrong: bool) -> list[Problem]:
    """The problems of a release 0.2.0 after the one that was built as 0.1.0."""
    descriptor = dataset / "datapackage.json"
    descriptor.write_text(descriptor.read_text("utf-8").replace('"version": "0.1.0"', '"version": "0.2.0"'), "utf-8")
    lay_out(dataset, example, wrong=wrong)
    plan = Plan(dataset, Version(0, 2, 0), "2026-11-28", package_edition(dataset / "build"))
    return list(release(plan, dataset / "releases", lambda *_: iter(())).problems)


def lay_out(dataset: Path, example: Example, *, wrong: bool) -> None:
    """Write the files of an example into a copy of the dataset."""
    for path, words in example.given.items():
        (dataset / path).write_text(with_header(dataset, words) if path == CLAIMS else words, "utf-8")
    if example.given and example.path.startswith("build/"):
        assert main(["--dataset", str(dataset), "build"]) == 0
    # What is there from the start is right, where the case tells of it in words.
    if wrong or example.form not in ODD or not (dataset / example.path).exists():
        put(dataset / example.path, example, wrong=wrong)
    claims = dataset / CLAIMS
    if example.path == CLAIMS and claims.is_file():
        claims.write_text(with_header(dataset, claims.read_text("utf-8")), "utf-8")
    elif example.path != CLAIMS and (dataset / TEXT).exists() and not claims.exists():
        claims.write_text(with_header(dataset, ""), "utf-8")


def put(path: Path, example: Example, *, wrong: bool) -> None:
    """Write the file that an example is about."""
    content, form = (example.bad, example.form) if wrong else (example.good, None)
    if example.replaces is not None:
        before = path.read_text("utf-8")
        assert before.count(example.replaces) == 1, f"{example.replaces!r} stands in {path.name} not once"
        content = before.replace(example.replaces, content)
    if path.is_dir() and form == "absent":
        shutil.rmtree(path)
    elif form == "hidden":
        path.rename(path.with_name(f".{path.name}"))
    elif form == "executable":
        path.chmod(0o755)
    elif form == "submodule":
        (path / ".git").write_text("gitdir: ../.git/modules/seeds\n", "utf-8")
    elif form in ODD:
        path.unlink(missing_ok=True)
        make_odd(path, form)
    elif form == "parquet":
        table = pa.table({"name": ["Skerrin Point"]}).replace_schema_metadata({"datapackage:tableSchema": content})
        pq.write_table(table, path)
    elif path.suffix == ".parquet" and form is None:
        pq.write_table(pa.table({"name": ["Skerrin Point"]}), path)
    else:
        words = content * (1 << 20) if form == "repeated" else content
        path.write_bytes(words.encode(form if form == "latin-1" else "utf-8"))


def make_odd(path: Path, form: str) -> None:
    """Put a link or a folder where a file should be."""
    if form == "link":
        path.symlink_to(path.with_name("elsewhere"))
        path.with_name("elsewhere").write_text("{}", "utf-8")
    elif form == "folder":
        path.mkdir()


def with_header(dataset: Path, claims: str) -> str:
    """Claims with the keys of [source] that the example leaves out."""
    own = claims.partition("[[")[0]
    named = re.search(r'^text = "(.*)"$', own, re.MULTILINE)
    text = dataset / "seeds" / (named[1] if named else Path(TEXT).name)
    data = text.read_bytes() if text.is_file() else b""
    keys = {
        "id": '"example"',
        "text": f'"{text.name}"',
        "sha256": f'"{hashlib.sha256(data).hexdigest()}"',
        "language": '"en"',
        "republish": "true",
        "license": '"CC0-1.0"',
    }
    header = "".join(f"{key} = {value}\n" for key, value in keys.items() if f"\n{key} = " not in f"\n{own}")
    if "[source]\n" in claims:
        return claims.replace("[source]\n", f"[source]\n{header}", 1)
    return f"[source]\n{header}\n{claims}"


def run_package(example: Example, folder: Path, *, wrong: bool) -> list[Problem]:
    """The problems of a package of one table, whose descriptor names the example's schema if it has one."""
    resource = {"name": "lights", "type": "table", "path": "lights.csv"}
    if "schema.json" in (*example.given, example.path):
        resource["schema"] = "schema.json"
    (folder / "datapackage.json").write_text(json.dumps({"name": "lights", "resources": [resource]}), "utf-8")
    (folder / "lights.csv").write_text("name\nSkerrin Point\n", "utf-8")
    lay_out(folder, example, wrong=wrong)
    return list(validate_package(folder, SMALL if example.form == "repeated" else Limits()).problems)


def run_table(example: Example, *, wrong: bool) -> list[Problem]:
    """The problems of a table by a schema with written rules."""
    files = {**example.given, example.path: example.bad if wrong else example.good}
    table = parse_table("lights", "schema.json", json.loads(files["schema.json"]), {})
    options = pa_csv.ConvertOptions(
        column_types={field.name: field.type for field in table.arrow_schema()}, strings_can_be_null=True
    )
    tables = {}
    if not (wrong and example.form == "absent"):
        tables["lights"] = pa_csv.read_csv(pa.BufferReader(files["lights.csv"].encode()), convert_options=options)
    return [Problem(f.code, "lights.csv", f.message, f.row) for f in check_tables(tables, {"lights": table})]


def run_built(dataset: Path, path: str) -> list[Problem]:
    """What the proofs of a build say of a package in which a table was changed after it was written."""
    checked = check_dataset(dataset)
    assert checked.dataset is not None
    assert checked.loaded is not None
    name = Path(path).stem
    changed = pa.concat_tables(_read_csv(checked.dataset.tables[name], dataset / path))
    problems = check_footnotes(checked.dataset, {**checked.tables, name: changed}, checked.loaded, Crew())
    return problems or list(read_back(checked.dataset, checked.tables, dataset / "build"))


def test_case_is_shown_below_the_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    """`footnoted explain CODE` shows what the case is about, what is wrong and what is right, each with its file."""
    assert main(["explain", "passage-ambiguous"]) == 0
    shown = capsys.readouterr().out.partition("\n\nseeds/example.txt:\n")[2]
    assert shown == (
        "    Skerrin Point shines again. It shines all night.\n"
        "\n"
        "Wrong, in seeds/example.toml:\n"
        "    [[lighthouses]]\n"
        '    id = "skerrin-point"\n'
        '    status = "shines"\n'
        "\n"
        "Right:\n"
        "    [[lighthouses]]\n"
        '    id = "skerrin-point"\n'
        '    within = "It shines all night."\n'
        '    status = "shines"\n'
    )


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("source-empty", "    (empty)\n"),
        ("source-not-nfc", "    The cafe\\u0301 at Gull Rock"),
        ("source-newline", "    Nor has the mole.\\u000d\n"),
        ("source-encoding", "Wrong, in seeds/example.txt (latin-1):\n"),
    ],
)
def test_what_nobody_sees_is_shown(code: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Characters without a shape of their own are shown by their numbers, and an empty file is called so."""
    assert main(["explain", code]) == 0
    assert shown in capsys.readouterr().out
