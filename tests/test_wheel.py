"""The built wheel in an empty environment outside the repository: a new dataset is made, built and served."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SECONDS = 60
"""What a step may take on a slow machine; all of them together take a few."""


def add_needed(lines: list[str] | None, extras: frozenset[str], needed: dict[str, frozenset[str]]) -> None:
    """Add to `needed` each distribution, with its extras, that the requirements `lines` lead to."""
    for line in lines or []:
        required = Requirement(line)
        name, wanted = canonicalize_name(required.name), frozenset(required.extras)
        marker = required.marker
        applies = marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras})
        if applies and not (name in needed and wanted <= needed[name]):
            needed[name] = needed.get(name, frozenset()) | wanted
            add_needed(metadata.requires(name), needed[name], needed)


def link_dependencies(site: Path, folder: Path) -> None:
    """Fill `folder` with links to what the toolkit in `site` requires to run, as it is installed here."""
    (toolkit,) = metadata.distributions(name="footnoted", path=[str(site)])
    needed: dict[str, frozenset[str]] = {}
    add_needed(toolkit.requires, frozenset(), needed)
    installed = Path(sysconfig.get_path("purelib"))
    for name in needed:
        parts = {Path(str(file)).parts[0] for file in metadata.files(name) or []} - {"..", "__pycache__"}
        for part in parts:
            if not (folder / part).exists():
                (folder / part).symlink_to(installed / part)


@pytest.fixture(scope="module")
def bin_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment in which the wheel is installed; its dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True, timeout=SECONDS)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv/bin/python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*install, "--disable-pip-version-check", str(wheel)], check=True, timeout=SECONDS)
    (site,) = (folder / "venv/lib").glob("python*/site-packages")
    dependencies = folder / "dependencies"
    dependencies.mkdir()
    link_dependencies(site, dependencies)
    (site / "dependencies.pth").write_text(f"{dependencies}\n", "utf-8")
    return python.parent


def environment() -> dict[str, str]:
    """The environment of a user who has nothing set for Python or for the toolkit."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FOOTNOTED", "VIRTUAL"))
    }


def run(*command: str | Path, cwd: Path) -> str:
    """What a program prints, which must end well."""
    result = subprocess.run(
        command, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def lights(bin_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset that the installed toolkit has made and built, far from the repository."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(bin_folder / "footnoted", "init", "lights", cwd=folder)
    run(bin_folder / "footnoted", "build", cwd=folder / "lights")
    return folder / "lights"


def test_toolkit_comes_from_the_wheel(bin_folder: Path, tmp_path: Path) -> None:
    """The environment imports the installed toolkit, not this checkout, and has no developer's tools."""
    found = run(bin_folder / "python", "-c", "import footnoted; print(footnoted.__file__)", cwd=tmp_path)
    assert Path(found.strip()).is_relative_to(bin_folder.parent / "lib")
    code = "import importlib.util as u; print([n for n in ('pytest', 'babel', 'hatchling') if u.find_spec(n)])"
    assert run(bin_folder / "python", "-c", code, cwd=tmp_path) == "[]\n"


def test_plugin_comes_from_the_wheel(bin_folder: Path, tmp_path: Path) -> None:
    """Datasette finds the plugin once, by the wheel's entry point."""
    code = (
        "from importlib.metadata import entry_points as e;"
        "print([(p.name, p.dist.name) for p in e(group='datasette') if 'footnoted' in p.value])"
    )
    assert run(bin_folder / "python", "-c", code, cwd=tmp_path) == "[('footnoted', 'footnoted')]\n"


def test_new_dataset_is_built(lights: Path, bin_folder: Path) -> None:
    """init, validate, fmt and build work with the data files of the wheel alone."""
    assert run(bin_folder / "footnoted", "validate", cwd=lights) == "no problems\n"
    run(bin_folder / "footnoted", "fmt", "--check", cwd=lights)
    supplies = (lights / "build/csv/supplies.csv").read_text("utf-8")
    assert "skerrin-point-1,skerrin-point,solar,60,,about,2024\n" in supplies


@pytest.fixture
def address(lights: Path, bin_folder: Path) -> Iterator[str]:
    """The address of the dataset's site while it is served; Control-C ends it well."""
    server = subprocess.Popen(
        [bin_folder / "footnoted", "serve", "--port", "0"],
        cwd=lights,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with server:
        try:
            assert server.stdout is not None
            assert select.select([server.stdout], [], [], SECONDS)[0], "no address was printed in time"
            line = server.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found, line + (server.stdout.read() if server.poll() is not None else "")
            yield found.group()
            server.send_signal(signal.SIGINT)
            assert server.wait(SECONDS) == 0
        finally:
            server.kill()


def page(address: str, path: str = "") -> str:
    """The page at `path` of a site."""
    with urlopen(address + path, timeout=SECONDS) as answer:  # noqa: S310 - the address is ours and on loopback
        body: bytes = answer.read()
    return body.decode("utf-8")


def test_new_dataset_is_served(address: str) -> None:
    """Home page, a table with the names behind its ids, and a row are served by the installed plugin."""
    home = page(address)
    assert "<h1>Lights</h1>" in home
    (supplies,) = set(re.findall(r'href="/([^"/]+/supplies)"', home))
    assert ">Skerrin Point</a>" in page(address, supplies)
    assert "skerrin-point-1" in page(address, f"{supplies}/skerrin-point-1")
