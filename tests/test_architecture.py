"""The shape of the repository: floors, sizes, who may print, what a tracked file may hold, the lock file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
MODULES = sorted(SOURCE.rglob("*.py"))

FLOORS = {
    "errors": 0,
    "problem": 0,
    "rules": 0,
    "language_files": 0,
    "text": 1,
    "parallel": 1,
    "languages": 1,
    "readers": 2,
    "schema": 2,
    "claims": 3,
    "resolve": 4,
    "validate": 5,
    "extract": 5,
    "write": 6,
    "site": 6,
    "compare": 7,
    "cli": 8,
    "__main__": 9,
}
SIDEWAYS = {("languages", "text"), ("validate", "extract")}
"""Imports within a floor: a clause of a language is a span of a text, and what is drafted is checked with the rest."""

DEVELOPERS_ONLY = {
    "src/footnoted/languages/cldr.py": {"babel"},
    "src/footnoted/languages/territories.py": {"babel", "pycountry"},
}
"""Programs that make committed data, and the libraries of the dev extra that they may use."""

OPTIONAL = {
    "src/footnoted/extract/plugs/language_model.py": {"llm"},
    "src/footnoted/extract/corpus/engines/dask_engine.py": {"distributed"},
    "src/footnoted/extract/corpus/engines/spark_engine.py": {"pyspark"},
}
"""Modules that are imported only by who installed the extra of that library."""

LONGEST_MODULE = 300
"""Lines."""

OUTPUT_CALLS = {"print", "exit", "quit", "sys.exit", "os._exit", "click.echo", "click.secho"}
OUTPUT_NAMES = {"sys.stdout", "sys.stderr", "SystemExit"}

# Put together from parts, so that this file does not break its own rule.
REGISTRY_HOST = re.compile(r"\b(pypi|pythonhosted|npmjs|debian|crates|anaconda|golang)" + r"\.(org|com|io)\b")
MACHINE_PATH = re.compile(r"(?<![\w.}])/" + r"(tmp|work|root|home/\w+|Users/\w+)(?![\w-])")


def dotted(path: Path) -> str:
    """`src/footnoted/write/csv.py` -> `footnoted.write.csv`."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


NAMES = {dotted(path) for path in MODULES}


def imports(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    """Every import of one of our modules in `path`, as the statement and the module's dotted name."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names if alias.name.split(".")[0] == "footnoted")
        elif isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == "footnoted"):
            base = absolute(path, node)
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                yield node, submodule if submodule in NAMES else base


def absolute(path: Path, node: ast.ImportFrom) -> str:
    """The dotted name of the module that a `from` import names, relative ones resolved."""
    if not node.level:
        return node.module or ""
    package = dotted(path).split(".") if path.name == "__init__.py" else dotted(path).split(".")[:-1]
    parts = package[: len(package) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def part(name: str) -> str:
    """`footnoted.write.csv` -> `write`; the package itself -> the empty string."""
    return name.partition(".")[2].partition(".")[0]


def goes_down(importer: str, imported: str) -> bool:
    """Whether an import from one part to another keeps to the floors; the package's root stands above them all."""
    if importer in ("", imported) or (importer, imported) in SIDEWAYS:
        return True
    return imported != "" and FLOORS[importer] > FLOORS[imported]


def located(path: Path, node: ast.stmt | ast.expr) -> str:
    """A place as `src/footnoted/text.py:12`."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_module_stands_on_a_floor() -> None:
    """Each module and package below `footnoted` has a floor in the order of the design."""
    assert {part(name) for name in NAMES} - {""} <= FLOORS.keys()


def test_imports_go_downwards_only() -> None:
    """No module imports from its own floor (its package aside) or from a floor above."""
    wrong = [
        f"{located(path, node)}: {part(dotted(path))} imports {part(name) or 'the root'}"
        for path in MODULES
        for node, name in imports(path)
        if not goes_down(part(dotted(path)), part(name)) and not is_version(node)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("cli", "write", True),
        ("write", "cli", False),
        ("validate", "extract", True),
        ("extract", "validate", False),
        ("extract", "extract", True),
        ("languages", "text", True),
        ("text", "languages", False),
        ("claims", "", False),
        ("", "claims", True),
    ],
)
def test_floors_allow_one_direction(importer: str, imported: str, allowed: bool) -> None:
    """A part may import lower parts and itself; the package's root may import all and be imported by none."""
    assert goes_down(importer, imported) is allowed


def is_version(node: ast.stmt) -> bool:
    """Whether a statement takes nothing but the version, the one name of the root that any floor may use."""
    return isinstance(node, ast.ImportFrom) and [alias.name for alias in node.names] == ["__version__"]


def test_modules_import_each_other_in_no_circle() -> None:
    """Inside a package, too, imports have one direction."""
    graph = {
        dotted(path): {name for _, name in imports(path) if name != dotted(path) and not is_parent(name, path)}
        for path in MODULES
        if part(dotted(path))
    }
    TopologicalSorter(graph).prepare()


def is_parent(name: str, path: Path) -> bool:
    """Whether `name` is the package that the module at `path` is in."""
    return dotted(path).startswith(f"{name}.")


def test_imports_of_our_own_stand_at_the_top() -> None:
    """Neither a function nor a condition holds an import of our own: that would hide a circle.

    `footnoted.validate` is a front door like the root, and imports a package's checks when it is called.
    """
    wrong = [
        located(path, node)
        for path in MODULES
        if part(dotted(path)) and dotted(path) != "footnoted.validate"
        for node, _ in imports(path)
        if node.col_offset > 0
    ]
    assert wrong == []


def test_modules_are_imported_by_name_in_two_places_only() -> None:
    """`import_module` would get round the floors; only the package's root and the list of commands load lazily."""
    users = {dotted(path) for path in MODULES if "import_module" in path.read_text("utf-8")}
    assert users <= {"footnoted", "footnoted.cli"}


def foreign_imports(path: Path) -> set[str]:
    """The top-level packages that a module imports from outside the standard library and our own."""
    named = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            named |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            named.add((node.module or "").split(".")[0])
    return named - sys.stdlib_module_names - {"footnoted"}


def test_toolkit_needs_only_what_it_requires() -> None:
    """Each imported library comes with a runtime requirement of pyproject.toml: dev tools are for developers."""
    provided = {canonicalize_name(Requirement(line).name).replace("-", "_") for line in PROJECT["dependencies"]}
    wrong = {str(path.relative_to(ROOT)): foreign_imports(path) - provided for path in MODULES}
    assert {path: names for path, names in wrong.items() if names} == DEVELOPERS_ONLY | OPTIONAL


def test_only_commands_print_or_exit() -> None:
    """Below the command line nothing writes to the terminal or ends the process."""
    wrong = [
        f"{located(path, node)}: {ast.unparse(node)}"
        for path in MODULES
        if part(dotted(path)) not in {"cli", "__main__"}
        for node in ast.walk(ast.parse(path.read_bytes()))
        if (isinstance(node, ast.Call) and ast.unparse(node.func) in OUTPUT_CALLS)
        or (isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in OUTPUT_NAMES)
    ]
    assert wrong == []


def test_no_module_is_long() -> None:
    """A module has one idea, and that fits in 300 lines."""
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def tracked_files() -> list[Path]:
    """The files that git tracks or would track here."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [REGISTRY_HOST, MACHINE_PATH], ids=["registry-host", "machine-path"])
def test_no_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    """A tracked file holds neither a package registry's address nor a path of one machine."""
    wrong = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        wrong += [f"{path.relative_to(ROOT)}: {found.group()}" for found in pattern.finditer(text)]
    assert wrong == []


@pytest.mark.parametrize("text", ["/" + "tmp", "in /" + "work/main", '"/' + 'root/.cache"', "/" + "home/ada/data"])
def test_machine_paths_are_recognised(text: str) -> None:
    """The rule about machine paths finds them bare, in prose and in quotes."""
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["$root/scripts", "../work/x", "https://example.org/work/", "{root}/tmp/x", "/temp/"])
def test_other_paths_are_no_machine_paths(text: str) -> None:
    """The rule about machine paths leaves relative paths and addresses alone."""
    assert not MACHINE_PATH.search(text)


LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def locked() -> dict[str, Version]:
    """Each package of the lock file and its version."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK, re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in pins}


def required() -> list[Requirement]:
    """Every requirement of pyproject.toml, the extras' too."""
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(line) for line in (*PROJECT["dependencies"], *(line for extra in extras for line in extra))]


@pytest.mark.parametrize("requirement", required(), ids=str)
def test_lock_meets_each_requirement(requirement: Requirement) -> None:
    """The lock file has a version of each required package, inside the required range."""
    version = locked()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version, prereleases=True)


def test_requirements_are_ranges() -> None:
    """A runtime requirement says from which version on the toolkit works."""
    assert [line for line in PROJECT["dependencies"] if ">=" not in line] == []


def test_lock_has_hashes_and_no_addresses() -> None:
    """Every locked package is pinned by version and sha256, and comes from wherever pip is told to look."""
    entries = re.split(r"\n(?=\S)", "\n".join(line for line in LOCK.splitlines() if not line.lstrip().startswith("#")))
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK
