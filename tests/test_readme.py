"""What README.md shows of the first dataset is what its commands print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from footnoted.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CLAIMS = Path("seeds", "amazon-anthropic.toml")


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A copy of the first dataset."""
    for name in ("schemas", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    return tmp_path


def blocks(command: str) -> list[str]:
    """What stands below `command` in the blocks of the console that show it."""
    shown = [block.split("```")[0] for block in README.split("```console\n")[1:]]
    return [block.removeprefix(f"$ {command}\n") for block in shown if block.startswith(f"$ {command}\n")]


def test_the_claim_that_it_shows_stands_in_the_dataset() -> None:
    """The example of a claim is copied, not written anew."""
    (claim,) = [block.split("```")[0] for block in README.split("```toml\n")[1:]]
    assert claim in (ROOT / CLAIMS).read_text("utf-8")


def test_the_report_of_a_passage_cut_short(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line of the claim, cut as the text says, gets that very report."""
    claims = dataset / CLAIMS
    whole, cut = 'share_percent = "aproximadamente el 14%"', 'share_percent = "el 14%"'
    claims.write_text(claims.read_text("utf-8").replace(whole, cut), "utf-8")
    assert main(["--dataset", str(dataset), "validate", "--format", "text"]) == 1
    assert blocks("scripts/validate") == ["".join(capsys.readouterr())]


def test_the_footnote_that_it_explains(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The value, its passage and the words around it."""
    assert main(["--dataset", str(dataset), "explain", "stakes/google-anthropic-1/share_percent"]) == 0
    assert blocks(".venv/bin/footnoted explain stakes/google-anthropic-1/share_percent") == [capsys.readouterr().out]
