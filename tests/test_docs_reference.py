"""The reference: generated pages are as the toolkit is now, written ones leave nothing out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from footnoted.cli import COMMANDS
from footnoted.schema.check import RESERVED, ROLES, TYPES
from footnoted.validate.table.constraints import CONSTRAINTS
from footnoted.validate.table.rules import RULES
from footnoted.validate.table.rules.checksum import ALGORITHMS

PARSERS = ("property_of", "objects_of", "_names", "_names_lists", "_number", "get")
"""The functions by which the loader reads a property, named in the second argument, or in the first of a `get`."""


def properties(module: Path) -> set[str]:
    """The properties of descriptors, schemas and vocabularies that a module of the loader reads."""
    found = set()
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in PARSERS:
            place = 0 if isinstance(node.func, ast.Attribute) else 1
            named = node.args[place] if len(node.args) > place else None
            if isinstance(named, ast.Constant) and isinstance(named.value, str):
                found.add(named.value)
    return found


@pytest.fixture
def schemas_page(root: Path) -> str:
    """The page of the schema properties."""
    return (root / "docs/reference/schemas.md").read_text("utf-8")


def test_generated_pages_are_as_the_toolkit_is(root: Path) -> None:
    """No generated page differs from what the toolkit gives now; if one does, scripts/docs makes it again."""
    command = [sys.executable, "-m", "generator", "--check"]
    outcome = subprocess.run(command, cwd=root / "docs", capture_output=True, text=True, check=False)
    assert (outcome.stdout, outcome.stderr, outcome.returncode) == ("", "", 0)


def test_every_page_is_compared(root: Path) -> None:
    """Each page of the reference is generated, but for that of the schemas, which people write."""
    pages = {path.relative_to(root).as_posix() for path in (root / "docs/reference").rglob("*.md")}
    written = {page for page in pages if "Made by scripts/docs" not in (root / page).read_text("utf-8")}
    assert written == {"docs/reference/schemas.md"}


@pytest.mark.parametrize(("module", "one"), [("display", "headlines"), ("load", "name"), ("parse", "name")])
def test_every_property_that_is_read_is_described(root: Path, schemas_page: str, module: str, one: str) -> None:
    """Each property that the loader reads has its place in the page of the schemas."""
    read = properties(root / f"src/footnoted/schema/{module}.py")
    assert one in read
    assert [name for name in sorted(read) if f"`{name}`" not in schemas_page and f"`{name}:" not in schemas_page] == []


def test_loader_is_read_right(root: Path) -> None:
    """The properties are found in the loader's own code: a few of each kind are known to be there."""
    read = properties(root / "src/footnoted/schema/parse.py")
    known = {"fields", "foreignKeys", "uniqueKeys", "groups", "minimum", "reader", "filledBy", "reference", "cues"}
    assert known <= read


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(sorted(ROLES), id="roles"),
        pytest.param(sorted(TYPES), id="types"),
        pytest.param(sorted(RESERVED - {"id"}), id="reserved"),
        pytest.param(sorted(CONSTRAINTS), id="constraints"),
        pytest.param(sorted(ALGORITHMS), id="algorithms"),
    ],
)
def test_every_word_of_the_schemas_is_described(schemas_page: str, names: list[str]) -> None:
    """Roles, types, reserved names, constraints and algorithms are all named."""
    assert [name for name in names if f"`{name}`" not in schemas_page] == []


def test_every_rule_is_described_with_its_arguments(schemas_page: str) -> None:
    """Each written rule has a line that names the arguments it takes, and no more."""
    lines = dict(re.findall(r"^\| `(\w+)` \| ([^|]*) \|", schemas_page.partition("## Rules")[2], re.MULTILINE))
    described = {name: set(re.findall(r"`(\w+)`", lines.get(name, ""))) for name in RULES}
    assert described == {name: set(rule.takes) for name, rule in RULES.items()}


def test_claims_of_the_reference_stand_in_the_new_dataset(root: Path) -> None:
    """The claims file shown in the reference is a part of that which `footnoted init` makes."""
    page = (root / "docs/reference/claims-file.md").read_text("utf-8")
    shown = page.partition("```toml\n")[2].partition("```")[0].splitlines()
    made = (root / "src/footnoted/template/lighthouses/seeds/skerrin-panels.toml").read_text("utf-8").splitlines()
    assert [line for line in shown if line not in made] == []


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_a_page(root: Path, name: str) -> None:
    """Each command has a how-to page of its name, which shows it at work."""
    page = (root / "docs/how-to" / f"{name}.md").read_text("utf-8")
    assert re.search(rf"^\$ .*footnoted {name}\b", page, re.MULTILINE)
