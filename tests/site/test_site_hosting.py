"""`footnoted publish`: a folder that a server can be started from, on its own."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from footnoted.cli import main
from footnoted.errors import OutputError
from footnoted.site import Package, publish

DATASETTE = Path(sys.executable).with_name("datasette")
_SECONDS = 60


@pytest.fixture(scope="module")
def published(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, moved after it was made."""
    folder: Path = tmp_path_factory.mktemp("published")
    publish(package, folder / "site")
    return (folder / "site").rename(folder / "moved here")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _page(address: str) -> str:
    for _ in range(_SECONDS * 10):
        try:
            with urllib.request.urlopen(address, timeout=_SECONDS) as response:  # noqa: S310 - our own server
                return str(response.read().decode())
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {address}")


def test_start_command_serves_the_folder_wherever_it_lies(published: Path) -> None:
    """Datasette itself, with the toolkit beside it, shows the pages of the plugin."""
    port = _free_port()
    environment = {"DATASETTE": str(DATASETTE), "PORT": str(port), "PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    # Other plugins of the environment that the tests run in take longer to import than the site itself.
    environment["DATASETTE_LOAD_PLUGINS"] = "footnoted"
    with subprocess.Popen(["sh", published / "start.sh"], env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            assert "Ferries &lt;of&gt; the sound" in _page(f"http://127.0.0.1:{port}/")
            assert "Which crossing is the longest?" in _page(f"http://127.0.0.1:{port}/dataset/longest")
            crossings = json.loads(_page(f"http://127.0.0.1:{port}/dataset/crossings.json?_shape=array"))
        finally:
            process.send_signal(signal.SIGINT)
    assert [row["id"] for row in crossings] == ["alder-1", "alder-2", "holm-1"]


def test_no_file_names_a_folder_of_this_machine(published: Path, package: Package) -> None:
    """What is copied elsewhere tells nothing of where it was made."""
    texts = [path.read_text("utf-8") for path in published.iterdir() if path.is_file()]
    # Datasette 1.0 has one more.
    assert len(texts) in {8, 9}
    assert not [text for text in texts if str(package.folder.parent) in text]


def test_the_unit_limits_the_server(published: Path) -> None:
    """Memory, and what it may reach."""
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign] # systemd's keys have capitals
    unit.read(published / "footnoted-site.service")
    service = unit["Service"]
    assert (service["MemoryMax"], service["NoNewPrivileges"], service["ProtectSystem"]) == ("768M", "yes", "strict")
    assert service["ExecStart"] == "/bin/sh /srv/ferries/start.sh"


def test_requirements_are_exact(published: Path) -> None:
    """The server runs what the folder was made with."""
    lines = (published / "requirements.txt").read_text("utf-8").splitlines()
    assert [re.fullmatch(r"(\w+)==[0-9.a]+", line).group(1) for line in lines] == ["footnoted", "datasette"]  # type: ignore[union-attr]


def test_publishing_again_replaces_the_folder(package: Package, tmp_path: Path) -> None:
    """What was there before is gone."""
    publish(package, tmp_path / "site")
    (tmp_path / "site/old.txt").write_text("old")
    publish(package, tmp_path / "site")
    assert not (tmp_path / "site/old.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_folder_of_somebody_elses_is_left_alone(package: Package, tmp_path: Path) -> None:
    """Only an empty folder, or one that was published before, is written to."""
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="holds something else"):
        publish(package, tmp_path)
    with pytest.raises(OutputError, match="lies in the package itself"):
        publish(package, package.folder / "site")
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_the_command_says_what_is_there(ferries: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the files, and how to try them."""
    shutil.copytree(ferries / "build", tmp_path / "copy")
    assert main(["--dataset", str(tmp_path / "copy"), "publish", str(tmp_path / "site")]) == 0
    said = capsys.readouterr().out
    assert re.search(r"package/ and Containerfile, README\.md, (datasette\.json, )?footnoted-site\.service", said)
    assert f"Try it: sh {tmp_path / 'site' / 'start.sh'}" in said
