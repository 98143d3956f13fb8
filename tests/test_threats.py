"""The threats of docs/guide/threats.md, each attacked: what a stranger's contribution may try, and what comes of it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from footnoted.cli import main
from footnoted.validate.dataset import check_dataset

ROOT = Path(__file__).parents[1]
CLAIMS = "seeds/skerrin-panels.toml"


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new dataset, on a machine that has no network."""
    folder = tmp_path / "lights"
    assert main(["init", str(folder)]) == 0
    capsys.readouterr()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a check opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return folder


def codes(folder: Path) -> set[str]:
    """The rules that the dataset breaks."""
    return {problem.code for problem in check_dataset(folder).problems}


def edit(path: Path, old: str, new: str) -> None:
    """Replace words in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def article(folder: Path, text: str, claims: str = "", more: str = "") -> None:
    """Contribute an article, and claims about it."""
    (folder / "seeds/evil.txt").write_text(text, "utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    head = f'[source]\nid = "evil"\ntext = "evil.txt"\nsha256 = "{sha256}"\nlanguage = "en"\n{more}\n'
    (folder / "seeds/evil.toml").write_text(head + claims, "utf-8")


def named(folder: Path, name: str) -> None:
    """Contribute a lighthouse of that name."""
    words = f"{name} is lit, and has been since the first keeper came to the island with two goats and a lamp."
    article(folder, words, f'\n[[lighthouses]]\nid = "evil"\nname = {json.dumps(name)}\n')


def linked(path: Path) -> None:
    """Put a link to somewhere outside in the place of a file."""
    outside = path.parents[2] / f"outside-{path.name}"
    path.rename(outside)
    path.symlink_to(outside)


ATTACKS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a path that leads out": (
        lambda d: edit(d / CLAIMS, 'text = "skerrin-panels.txt"', 'text = "../../etc/passwd"'),
        {"claims-shape"},
    ),
    "a schema outside": (
        lambda d: edit(d / "datapackage.json", '"schemas/supplies.json"', '"../../supplies.json"'),
        {"descriptor-shape"},
    ),
    "a vocabulary outside": (
        lambda d: edit(d / "schemas/supplies.json", '"vocabulary": "supply_kind"', '"vocabulary": "../../etc/passwd"'),
        {"schema-shape"},
    ),
    "a linked text": (lambda d: linked(d / "seeds/skerrin-panels.txt"), {"source-link"}),
    "a linked schema": (lambda d: linked(d / "schemas/supplies.json"), {"schema-missing"}),
    "a linked descriptor": (lambda d: linked(d / "datapackage.json"), {"descriptor-missing"}),
    "a device": (lambda d: os.mkfifo(d / "seeds/pipe.toml"), {"source-not-a-file"}),
    "a hidden file": (lambda d: (d / CLAIMS).rename(d / "seeds/.hidden.toml"), {"file-hidden"}),
    "a program": (lambda d: (d / CLAIMS).chmod(0o755), {"file-executable"}),
    "a submodule": (lambda d: (d / "seeds/.git").write_text("gitdir: ../.git/modules/x\n"), {"file-submodule"}),
    "a huge text": (lambda d: (d / "seeds/skerrin-panels.txt").write_bytes(b"a" * (1 << 21)), {"source-too-large"}),
    "a huge descriptor": (lambda d: (d / "datapackage.json").write_bytes(b"[" * (1 << 21)), {"descriptor-syntax"}),
    "a deep schema": (lambda d: (d / "schemas/supplies.json").write_bytes(b'{"a":' * 99_999), {"schema-syntax"}),
    "deep claims": (lambda d: (d / CLAIMS).write_text("a = " + "[" * 99_999, "utf-8"), {"toml-too-deep"}),
    "a long key": (lambda d: (d / CLAIMS).write_text(".".join("a" * 50_000) + " = 1", "utf-8"), {"toml-too-deep"}),
    "a text that turns lines": (lambda d: named(d, "Amber \u202eexe.Point"), {"text-invisible"}),
    "a name with nothing between": (lambda d: named(d, "Amber\u200bPoint"), {"text-invisible"}),
    "a name in two scripts": (lambda d: named(d, "\u0410mber Point"), {"name-mixed-scripts"}),
    "a formula": (lambda d: named(d, '=HYPERLINK("http://x","y")'), {"cell-formula"}),
    "a formula behind a sign": (lambda d: named(d, "+cmd|'/c calc'!A0"), {"cell-formula"}),
    "an address that runs": (
        lambda d: article(d, "Lit.", more='url = "javascript:alert(1)"'),
        {"claims-shape"},
    ),
    "a text without a licence": (
        lambda d: (named(d, "Amber Point"), edit(d / "seeds/evil.toml", "[source]\n", "[source]\nrepublish = true\n")),
        {"republish-unlicensed"},
    ),
    "a schema from the network": (
        lambda d: edit(d / "datapackage.json", '"schemas/supplies.json"', '"http://127.0.0.1:9/supplies.json"'),
        {"descriptor-shape"},
    ),
    "a reference to the network": (
        lambda d: edit(d / "schemas/claims.schema.json", "{", '{"$ref": "http://127.0.0.1:9/",'),
        {"schema-drift"},
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_one_problem(lights: Path, name: str) -> None:
    """It is told by its rule, nothing else happens, and no connection is opened."""
    attack, expected = ATTACKS[name]
    attack(lights)
    assert codes(lights) == expected


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a|a)*b", "((a*)*)*b", "^(.*,){20}x$"])
def test_a_hostile_pattern_takes_no_time(
    lights: Path, pattern: str, work: Callable[[Callable[[], object]], int]
) -> None:
    """Patterns of a schema are matched in linear time, whatever they are."""
    schema = json.loads((lights / "schemas/lighthouses.json").read_text("utf-8"))
    next(f for f in schema["fields"] if f["name"] == "character")["constraints"] = {"pattern": pattern}
    (lights / "schemas/lighthouses.json").write_text(json.dumps(schema), "utf-8")
    main(["--dataset", str(lights), "schema"])
    long = "a" * 5000 + "!"
    article(
        lights,
        f"Amber Point is {long} lit.",
        f'\n[[lighthouses]]\nid = "evil"\nname = "Amber Point"\ncharacter = "{long}"\n',
    )
    assert work(lambda: check_dataset(lights)) < 40_000_000
    assert "pattern" in codes(lights)


INJECTION = "::error::x ##[add-mask]y </td><script>alert(1)</script> [x](javascript:alert(1)) @everyone \x1b[31m `"


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "markdown", "json", "sarif", "junit", "rdjsonl"])
def test_words_of_a_passage_steer_no_report(
    lights: Path, form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command to a service at the start of a line, no escape code, and in Markdown nothing but code."""
    monkeypatch.chdir(lights)
    article(lights, "Lit.", f"\n[[lighthouses]]\nid = 'evil'\nname = {json.dumps(INJECTION)}\n")
    assert main(["validate", "--format", form]) == 1
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "##[" not in shown
    assert [line for line in shown.split("\n") if line.startswith("::") and not line.startswith("::error file=")] == []
    if form == "markdown":
        outside = re.sub(r"(`+).*?(?<!`)\1(?!`)", "", shown)
        assert "<script>" not in outside
        assert "@everyone" not in outside
        assert "](" not in outside


def test_words_of_a_passage_steer_no_diff(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a change does is shown with the same care."""
    hostile = "Amber <script>alert(1)</script> @everyone `x"
    assert main(["--dataset", str(lights), "build", "--out", str(lights.parent / "before")]) == 0
    named(lights, hostile)
    capsys.readouterr()
    assert main(["--dataset", str(lights), "diff", str(lights.parent / "before"), "--format", "markdown"]) == 0
    outside = re.sub(r"(`+).*?(?<!`)\1(?!`)", "", capsys.readouterr().out)
    assert "<script>" not in outside
    assert "@everyone" not in outside


def test_the_page_of_threats_names_every_attack() -> None:
    """Each rule that an attack breaks stands in the page, and no attack of this file is missing there."""
    page = (ROOT / "docs/guide/threats.md").read_text("utf-8")
    assert {code for _, expected in ATTACKS.values() for code in expected if f"`{code}`" not in page} == set()
