"""Reviews: recorded claim by claim in the terminal, bound to what was reviewed, taken back by any later edit."""

from __future__ import annotations

import io
import tomllib
from collections import Counter
from pathlib import Path

import click
import pytest

from footnoted.cli import main
from footnoted.cli.claim_block import ClaimBlock
from footnoted.validate.dataset import check_dataset


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new dataset with six claims that nobody has reviewed, which is the current folder."""
    folder = tmp_path / "lights"
    assert main(["init", str(folder)]) == 0
    capsys.readouterr()
    monkeypatch.chdir(folder)
    return folder


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> int:
    """Review with these answers, one a line; what is not answered ends the review."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
    return main(["review", "--by", "Ada Byron"])


def claims(folder: Path) -> str:
    """The claims file."""
    return (folder / "seeds/skerrin-panels.toml").read_text("utf-8")


def reviewed(folder: Path) -> Counter[tuple[str, str | None]]:
    """How many footnotes each reviewer of each table has."""
    evidence = check_dataset(folder).tables["evidence"].to_pylist()
    return Counter((row["table_name"], row["reviewed_by"]) for row in evidence)


def test_a_claim_is_shown_with_its_passages(
    lights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Value, how it was come by, and the words in brackets in their sentence; nothing is written for a skip."""
    before = claims(lights)
    assert answer(monkeypatch, "s") == 0
    shown = capsys.readouterr().out
    assert "lighthouses/skerrin-point (seeds/skerrin-panels.toml:" in shown
    assert "name = Skerrin Point (stated)" in shown
    assert "[Skerrin Point]" in shown
    assert "Reviewed: 1 skipped." in shown
    assert claims(lights) == before


def test_accepting_records_who_when_and_what(lights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim has the name, the day and the hash of what it said; the footnotes have the name."""
    answer(monkeypatch, "a", "q")
    review = tomllib.loads(claims(lights))["lighthouses"][0]["reviewed_by"]
    assert review["name"] == "Ada Byron"
    assert len(review["on"]) == len("2026-11-28")
    assert len(review["claim"]) == 16
    found = reviewed(lights)
    assert found["lighthouses", "Ada Byron"] > 0
    assert found["supplies", "Ada Byron"] == 0
    assert check_dataset(lights).problems == ()
    assert main(["fmt", "--check"]) == 0


def test_what_is_reviewed_is_not_asked_again(
    lights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second round begins with the next claim."""
    answer(monkeypatch, *"aaaaaaaaaa")
    capsys.readouterr()
    answer(monkeypatch, "a")
    assert capsys.readouterr().out == "Reviewed: nothing.\n"
    assert {name for _, name in reviewed(lights)} == {"Ada Byron"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('share_percent = "more than 80%"', ""),
        ('kind = "wind turbine"', 'kind = { value = "wind", passage = "wind turbine" }'),
        ('id = "old-mole-light-1"', 'id = "old-mole-light-1"\nnote = "the newest one"'),
    ],
)
def test_a_later_edit_takes_the_review_back(lights: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """Whatever key of a claim changes, its review counts no more, and a warning says so; the others stay."""
    answer(monkeypatch, *"aaaaaaaaaa")
    text = claims(lights)
    assert text.count(old) == 1
    (lights / "seeds/skerrin-panels.toml").write_text(text.replace(old, new), "utf-8")
    found = [(p.code, p.level) for p in check_dataset(lights).problems]
    assert found == [("review-outdated", "warning")]
    names = Counter(row["reviewed_by"] for row in check_dataset(lights).tables["evidence"].to_pylist())
    assert names[None] > 0
    assert names["Ada Byron"] > names[None]


def test_order_and_comments_take_no_review_back(lights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A review is of what a claim says, not of how it is written."""
    answer(monkeypatch, *"aaaaaaaaaa")
    text = (
        claims(lights)
        .replace('kind = "wind turbine"\n', "")
        .replace('share_percent = "more than 80%"', "share_percent = 'more than 80%' # much\nkind = \"wind turbine\"")
    )
    (lights / "seeds/skerrin-panels.toml").write_text(text, "utf-8")
    assert check_dataset(lights).problems == ()


def test_rejecting_takes_the_claim_out(lights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim is gone, and every other line is as it was."""
    answer(monkeypatch, "s", "s", "s", "s", "s", "r")
    assert 'id = "old-mole-light-1"' not in claims(lights) or "supplies" in claims(lights)
    before, after = 6, sum(len(rows) for name, rows in tomllib.loads(claims(lights)).items() if name != "source")
    assert after == before - 1


def test_editing_is_told_from_accepting(lights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft that its reviewer rewrote says so; one that was accepted does not."""
    text = claims(lights).replace('kind = "wind turbine"', 'kind = "wind turbine"\ndrafted_by = "a machine"')
    (lights / "seeds/skerrin-panels.toml").write_text(text, "utf-8")
    monkeypatch.setattr(
        click, "edit", lambda text, **_: text.replace('share_percent = "more than 80%"\n', ""), raising=True
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("e\n"))
    assert main(["review", "--drafts", "--by", "Ada Byron"]) == 0
    (claim,) = (c for c in tomllib.loads(claims(lights))["supplies"] if "drafted_by" in c)
    assert claim["drafted_by"] == "a machine, edited"
    assert "share_percent" not in claim
    assert claim["reviewed_by"]["name"] == "Ada Byron"
    assert check_dataset(lights).problems == ()


def test_an_edit_with_errors_is_not_kept(
    lights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is as it was, and the reviewer is asked again."""
    before = claims(lights)
    monkeypatch.setattr(click, "edit", lambda text, **_: text.replace("Skerrin Point", "Nowhere Point"), raising=True)
    answer(monkeypatch, "e", "s")
    assert "The edit has errors, and was not kept." in capsys.readouterr().out
    assert claims(lights) == before


def test_the_list_tells_drafts_edits_and_reviews_apart(
    lights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many claims of each file are in which state."""
    answer(monkeypatch, "a", "q")
    text = claims(lights).replace('kind = "wind turbine"', 'kind = "wind turbine"\ndrafted_by = "a machine, edited"')
    (lights / "seeds/skerrin-panels.toml").write_text(text, "utf-8")
    capsys.readouterr()
    assert main(["review", "--list"]) == 0
    assert capsys.readouterr().out == (
        "seeds/skerrin-panels.toml: 1 edited, not reviewed, 4 written, not reviewed, 1 written, reviewed\n"
    )


def test_a_block_is_the_claim_alone() -> None:
    """Its lines can be replaced or taken out without touching the others."""
    text = '[source]\nid = "x"\n\n[[a]]\nid = "one"\n\n# about two\n[[a]]\nid = "two"\n'
    block = ClaimBlock.of(text, "a", 0)
    assert block.text == '[[a]]\nid = "one"\n'
    assert block.replaced("[[a]]\nid = 'new'\n") == text.replace('"one"', "'new'")
    assert block.removed() == '[source]\nid = "x"\n\n# about two\n[[a]]\nid = "two"\n'


def test_a_name_alone_is_no_review(lights: Path) -> None:
    """It is told, and counts as nothing."""
    text = claims(lights).replace('kind = "wind turbine"', 'kind = "wind turbine"\nreviewed_by = "Ada Byron"')
    (lights / "seeds/skerrin-panels.toml").write_text(text, "utf-8")
    checked = check_dataset(lights)
    assert [(p.code, p.level) for p in checked.problems] == [("review-unbound", "warning")]
    assert {row["reviewed_by"] for row in checked.tables["evidence"].to_pylist()} == {None}


def test_packed_claims_are_counted_and_not_shown(
    lights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A part takes no review: how many claims wait in parts is told, with the command that brings them out."""
    assert main(["pack", "--out", "seeds"]) == 0
    for path in lights.glob("seeds/skerrin-panels.t*"):
        path.unlink()
    capsys.readouterr()
    assert answer(monkeypatch, "a") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Reviewed: nothing."
    assert told[1].startswith("Not reviewed, and packed: 6 claims.")
    assert told[2:] == ["  footnoted unpack seeds/claims-00000.parquet --out seeds"]
    assert main(told[2].split()[1:]) == 0
    (lights / "seeds/claims-00000.parquet").unlink()
    capsys.readouterr()
    assert main(["review", "--list"]) == 0
    assert capsys.readouterr().out == "seeds/skerrin-panels.toml: 6 written, not reviewed\n"
