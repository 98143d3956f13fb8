"""`footnoted serve`: what it prints, what it refuses, and that it answers on loopback until Control-C."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from footnoted.cli import main

FOOTNOTED = Path(sys.executable).with_name("footnoted")
_SECONDS = 60
# Other plugins of the environment that the tests run in take longer to import than the site itself.
ALONE = {"DATASETTE_LOAD_PLUGINS": "footnoted"}


@contextmanager
def serving(command: Sequence[str | Path], dataset: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own process on a free port, and its address; stopped by Control-C where it still runs."""
    with subprocess.Popen(
        [*command, "--port", "0"],
        env=os.environ | {"FOOTNOTED_DATASET": str(dataset), **ALONE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert found is not None, process.communicate(timeout=_SECONDS)
            yield process, found.group()
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(_SECONDS)


def status(address: str) -> int:
    """The status of the answer at an address where no page is."""
    with pytest.raises(urllib.error.HTTPError) as raised:
        page(address)
    raised.value.close()
    return raised.value.code


def page(address: str) -> str:
    """The page at an address."""
    with urllib.request.urlopen(address, timeout=_SECONDS) as response:  # noqa: S310 - our own server
        return str(response.read().decode())


@dataclass(frozen=True)
class Visit:
    """What a visitor got of a server, and what that said by its end."""

    pages: tuple[str, ...]
    missing: tuple[int, ...]
    end: tuple[int, str, str]


@pytest.fixture(scope="module")
def visit(ferries: Path, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """A visit to a server of a package that was copied elsewhere; then Control-C."""
    copy = tmp_path_factory.mktemp("copied") / "copy"
    shutil.copytree(ferries / "build", copy)
    with serving([FOOTNOTED, "serve"], copy) as (process, address):
        pages = tuple(page(address + path) for path in ("", "dataset/crossings"))
        absent = ("nothing/here", "dataset/crossings/none", "dataset/crossings/alder-7")
        missing = tuple(status(address + path) for path in absent)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=_SECONDS)
    return Visit(pages, missing, (process.returncode, output, errors))


def test_server_answers_and_ends_with_control_c(visit: Visit) -> None:
    """The real process serves the package and ends well at Control-C."""
    assert "Port Alder" in visit.pages[1]
    assert visit.end[:2] == (0, "Stopped.\n")


def test_pages_that_are_not_there_are_no_news(visit: Visit) -> None:
    """Whatever visitors look for, the log stays empty: a log that nobody reads never stops the server."""
    assert (visit.missing, visit.end[2]) == ((404, 404, 410), "")


def test_copied_package_serves_alone(visit: Visit) -> None:
    """A package copied elsewhere needs no dataset around it."""
    assert "Ferries &lt;of&gt; the sound" in visit.pages[0]


def test_script_builds_before_it_serves(root: Path, tmp_path: Path) -> None:
    """On a fresh clone `scripts/serve` makes the package first, and serves it."""
    clone = tmp_path / "clone"
    for name in ("schemas", "seeds"):
        shutil.copytree(root / name, clone / name)
    for path in root.glob("*.*"):
        if path.is_file() and path.suffix in {".json", ".md"}:
            shutil.copy(path, clone)
    with serving([root / "scripts" / "serve"], clone) as (_, address):
        assert "Google" in page(f"{address}dataset/stakes")
    assert (clone / "build" / "datapackage.json").is_file()


def test_preview_option_shows_the_texts(ferries: Path) -> None:
    """With --preview the full texts are there; the package on disk is as it was."""
    before = {path: path.stat().st_mtime_ns for path in (ferries / "build").rglob("*")}
    with serving([FOOTNOTED, "serve", "--preview"], ferries) as (_, address):
        assert "The harbour master denies" in page(f"{address}preview/texts/gazette")
    assert {path: path.stat().st_mtime_ns for path in (ferries / "build").rglob("*")} == before


def test_answers_do_not_wait_for_acknowledgements(ferries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asyncio turns Nagle's algorithm off for a connection whose listener is named as TCP, and for no other."""
    protocols: list[int] = []
    monkeypatch.setattr("uvicorn.Server.run", lambda _server, sockets: protocols.extend(s.proto for s in sockets))
    assert main(["--dataset", str(ferries), "serve", "--port", "0", "--no-open"]) == 0
    assert protocols == [socket.IPPROTO_TCP]


def test_missing_build_has_a_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a package the command ends with 2 and names the command that makes one."""
    (tmp_path / "datapackage.json").write_text('{"resources": []}', "utf-8")
    assert main(["--dataset", str(tmp_path), "serve"]) == 2
    assert capsys.readouterr().err == (
        f"Error: there is no package in {tmp_path / 'build'}\nHint: make the package: footnoted build\n"
    )


def test_busy_port_has_a_hint(ferries: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A port that another program listens on is named, with the way to another."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["--dataset", str(ferries), "serve", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"Error: port {port} is in use\nHint: take another one: footnoted serve --port 0\n"
    )


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_impossible_ports_are_wrong_usage(ferries: Path, port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A port that no machine has ends the command with 2."""
    assert main(["--dataset", str(ferries), "serve", "--port", port]) == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "terminal", "screen", "opens"),
    [
        ([], True, "DISPLAY", True),
        ([], True, "WAYLAND_DISPLAY", True),
        ([], True, None, False),
        ([], False, "DISPLAY", False),
        (["--open"], False, None, True),
        (["--no-open"], True, "DISPLAY", False),
    ],
)
def test_browser_is_opened_where_a_person_sees_it(  # noqa: PLR0913, PLR0917 - two fixtures beside the cases
    ferries: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: list[str],
    terminal: bool,
    screen: str | None,
    opens: bool,
) -> None:
    """At a terminal with a screen the site opens in a browser; --open and --no-open decide otherwise."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("uvicorn.Server.run", lambda _server, **_sockets: None)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if screen:
        monkeypatch.setenv(screen, ":0")
    assert main(["--dataset", str(ferries), "serve", "--port", "0", *option]) == 0
    assert [re.sub(r"\d+/$", "", address) for address in opened] == ["http://127.0.0.1:"] * opens
