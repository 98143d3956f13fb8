"""The documentation run as a reader would: its commands, files, changes, programs and queries, page by page.

A fenced block of a page is one of these, by its language and by the comment before it:

- `console`: lines that begin with `$ ` are commands of a shell, the others what they print. A line `...` stands for
  any lines. `~` is the folder in which the page begins, and any port of 127.0.0.1 counts as 8001.
- after `<!-- file: PATH -->`: a file that the reader writes.
- after `<!-- change: PATH -->`: a diff that the reader makes by hand: each run of lines with `-` stands in the file
  once and is replaced by the lines with `+` that follow.
- after `<!-- in: PATH -->`: an excerpt of a file that is there.
- `python`, `sql`: a program, or a query of build/dataset.db; a block after `<!-- output -->` is what it prints.
- after `<!-- not run: REASON -->`: nothing that can be run here.

Any other block is an error, so that nothing in a page goes untested unseen. A page with `<!-- after: PAGE -->` goes on
where another page, named relative to docs/, ends. One with `<!-- dataset: FOLDER -->` begins in a copy of a dataset of
this repository, in which the scripts of the repository are there too.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[1]
OTHERS = {"generator", "reference", "readers.md"}
"""Parts of docs/ with tests of their own."""
PAGES = [
    "CONTRIBUTING.md",
    *sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "docs").rglob("*.md")
        if path.relative_to(ROOT / "docs").parts[0] not in OTHERS
    ),
]
INSTALLED = {"docs/index.md"}
"""Pages read with the command as it is installed; for the others it has imported the toolkit before they call it."""
SECONDS = 60
"""What a command may take on a slow machine."""

_FENCE = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"<!-- (file|change|in|output|not run):? ?(.*?) -->\n+\Z")
_AFTER = re.compile(r"<!-- after: (.*?) -->")
_DATASET = re.compile(r"<!-- dataset: (.*?) -->")
_SERVES = re.compile(r"footnoted (--dataset \S+ )?serve$")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the mark before it with what the mark names, its text and its line in the page."""

    language: str
    mark: str
    names: str
    text: str
    line: int


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for fence in _FENCE.finditer(page):
        mark = _MARK.search(page, 0, fence.start())
        kind, names = (mark[1], mark[2]) if mark else ("", "")
        yield Block(fence[1], kind, names, fence[2], page.count("\n", 0, fence.start()) + 1)


class Reader:
    """Somebody who follows a page in an empty folder, called `~`, and looks whether things are as it says.

    Commands are looked for in the folders `commands` first, then where the toolkit is installed.
    """

    def __init__(self, home: Path, *commands: Path) -> None:
        self.home = home
        self.here = home
        self.code = 0
        self.printed = ""
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "FOOTNOTED", "GIT")) and name not in {"CI", "DISPLAY", "WAYLAND_DISPLAY"}
        } | {
            "PATH": os.pathsep.join(map(str, [*commands, Path(sys.executable).parent, os.environ["PATH"]])),
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "80",
        }

    def copy(self, dataset: Path) -> None:
        """Begin in a copy of a dataset; its scripts call the toolkit that is installed here."""
        self.here = self.home / "dataset"
        self.here.mkdir()
        shutil.copy(dataset / "datapackage.json", self.here)
        for name in ("schemas", "seeds"):
            shutil.copytree(dataset / name, self.here / name)
        for name in ("scripts", ".venv/bin"):
            (self.here / name).mkdir(parents=True)
        scripts = {f"scripts/{name}": f"footnoted {name}" for name in ("build", "extract", "serve", "validate")}
        for path, command in {**scripts, ".venv/bin/footnoted": "footnoted"}.items():
            (self.here / path).write_text(f'#!/bin/sh\nexec {command} "$@"\n', "utf-8")
            (self.here / path).chmod(0o755)

    def follow(self, block: Block) -> None:
        """Do what one block says."""
        match block.mark, block.language:
            case ("not run", _):
                assert block.names, "say why this is not run"
            case ("file", _):
                (self.here / block.names).parent.mkdir(parents=True, exist_ok=True)
                (self.here / block.names).write_text(block.text, "utf-8")
            case ("change", "diff"):
                self.change(self.here / block.names, block.text)
            case ("in", _):
                assert block.text in (self.here / block.names).read_text("utf-8"), f"{block.names} has no such lines"
            case ("output", _):
                assert self.shown(self.printed) == block.text
            case (_, "console"):
                self.type(block.text)
            case (_, "python"):
                self.printed = self.run([sys.executable, "-c", block.text])
                assert self.code == 0, self.printed
            case (_, "sql"):
                self.printed = self.query(block.text)
            case _:
                pytest.fail(f"line {block.line}: nothing says what this block is")

    def shown(self, output: str) -> str:
        """What was printed as a page shows it."""
        return _ADDRESS.sub("http://127.0.0.1:8001/", output.replace(str(self.home), "~"))

    def change(self, path: Path, diff: str) -> None:
        """Replace lines of a file."""
        text = path.read_text("utf-8")
        for old, new in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", diff, re.MULTILINE):
            before = re.sub(r"^-", "", old, flags=re.MULTILINE)
            assert text.count(before) == 1, f"{before!r} does not stand in {path.name} once"
            text = text.replace(before, re.sub(r"^\+", "", new, flags=re.MULTILINE))
        path.write_text(text, "utf-8")

    def type(self, console: str) -> None:
        """Type the commands of a console block and compare what they print."""
        for part in re.split(r"^(?=\$ )", console, flags=re.MULTILINE)[1:]:
            command, _, expected = part.removeprefix("$ ").partition("\n")
            if _SERVES.match(command):
                printed = self.serve(command)
            else:
                printed = self.run(
                    ["bash", "-c", f'(exit {self.code}); {command}\ncode=$?; pwd >"$HOME/.here"; exit $code']
                )
                self.here = Path((self.home / ".here").read_text("utf-8").removesuffix("\n"))
                (self.home / ".here").unlink()
            assert same(self.shown(printed), expected), f"$ {command}\n{self.shown(printed)}"

    def run(self, command: list[str]) -> str:
        """Run a command to its end and return all that it prints."""
        outcome = subprocess.run(
            command,
            cwd=self.here,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        self.code = outcome.returncode
        return outcome.stdout

    def serve(self, command: str) -> str:
        """Start the site on a free port, look at its first page, stop it by Control-C, and return what it prints."""
        arguments = ["bash", "-c", f"exec {command} --port 0"]
        with subprocess.Popen(
            arguments, cwd=self.here, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as server:
            try:
                assert server.stdout is not None
                assert select.select([server.stdout], [], [], SECONDS)[0], "no address was printed in time"
                line = server.stdout.readline()
                address = _ADDRESS.search(line)
                assert address, line + server.stdout.read()
                with urlopen(address.group(), timeout=SECONDS) as answer:  # noqa: S310 - our own, on loopback
                    assert f"<h1>{line.partition(':')[0]}</h1>" in answer.read().decode("utf-8")
                server.send_signal(signal.SIGINT)
                rest = server.stdout.read()
                self.code = server.wait(SECONDS)
            finally:
                server.kill()
        return line + rest

    def query(self, sql: str) -> str:
        """The rows that a query of the built database gives, a line each."""
        with closing(sqlite3.connect(self.here / "build/dataset.db")) as connection:
            cursor = connection.execute(sql)
            lines = [[column[0] for column in cursor.description], *cursor.fetchall()]
        return "".join(" | ".join("" if cell is None else str(cell) for cell in line) + "\n" for line in lines)


def same(printed: str, expected: str) -> bool:
    """Whether this was printed; a line `...` stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(f"{line}\n") for line in expected.removesuffix("\n").split("\n")
    )
    return re.fullmatch(pattern if expected else "", printed) is not None


@pytest.mark.parametrize("name", PAGES)
def test_page_says_what_happens(root: Path, tmp_path: Path, warm: Path, name: str) -> None:
    """Every command, file, change, program and query of the page does what the page says."""
    reader = Reader(tmp_path, *([] if name in INSTALLED else [warm]))
    page = (root / name).read_text("utf-8")
    earlier, dataset = _AFTER.search(page), _DATASET.search(page)
    if dataset:
        reader.copy(root / dataset[1])
    for text in [(root / "docs" / earlier[1]).read_text("utf-8"), page] if earlier else [page]:
        for block in blocks(text):
            reader.follow(block)


@pytest.mark.parametrize("name", PAGES)
def test_page_names_the_files_that_it_has_written(root: Path, name: str) -> None:
    """A reader sees which file a block is, not only the test: the words before the block name it."""
    page = (root / name).read_text("utf-8")
    lines = page.split("\n")
    for block in blocks(page):
        if block.mark in {"file", "change", "in"}:
            # What is to be written is named right before; an excerpt, anywhere above.
            before = "\n".join(lines[0 if block.mark == "in" else max(0, block.line - 8) : block.line - 2])
            assert f"`{block.names}`" in before, f"line {block.line}: {block.names} is not named before the block"
