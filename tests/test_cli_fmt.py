"""`footnoted fmt`: files are put into canonical form or listed, and never harmed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from footnoted.claims.parts import part_groups, part_rows, write_part
from footnoted.cli import main

UNTIDY = '[[supplies]]\nkind = "solar panels"\nid = "bay-1"\n[source]\nid = "bay" # the bay\n'
TIDY = '[source]\nid = "bay"  # the bay\n\n[[supplies]]\nid = "bay-1"\nkind = "solar panels"\n'


@pytest.fixture
def lights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new dataset with an untidy claims file, which is the current folder."""
    folder = tmp_path / "lights"
    assert main(["init", str(folder)]) == 0
    capsys.readouterr()
    (folder / "seeds/bay.toml").write_text(UNTIDY, "utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_all_claims_files_are_rewritten(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without arguments every file of seeds/ that needs it is rewritten and named; the exit code is 0."""
    assert main(["fmt"]) == 0
    assert capsys.readouterr().out == "formatted seeds/bay.toml\n"
    assert (lights / "seeds/bay.toml").read_text("utf-8") == TIDY


def test_second_run_has_nothing_to_do(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is in canonical form is not even written again."""
    main(["fmt"])
    before = (lights / "seeds/bay.toml").stat()
    capsys.readouterr()
    assert main(["fmt"]) == 0
    assert capsys.readouterr() == ("", "All files are in canonical form.\n")
    assert (lights / "seeds/bay.toml").stat() == before


def test_check_lists_and_changes_nothing(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --check the files that differ are listed, one a line; the exit code is 1."""
    assert main(["fmt", "--check"]) == 1
    assert capsys.readouterr().out == "seeds/bay.toml\n"
    assert (lights / "seeds/bay.toml").read_text("utf-8") == UNTIDY


def test_check_of_tidy_files_is_well(lights: Path) -> None:
    """With --check and nothing to list the exit code is 0."""
    assert main(["fmt", "--check", str(lights / "seeds/skerrin-panels.toml")]) == 0


def test_named_files_and_folders(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what is named is touched, also outside seeds/."""
    (lights / "drafts").mkdir()
    (lights / "drafts/cape.toml").write_text(UNTIDY, "utf-8")
    assert main(["fmt", "drafts"]) == 0
    assert capsys.readouterr().out == f"formatted {Path('drafts/cape.toml')}\n"
    assert (lights / "drafts/cape.toml").read_text("utf-8") == TIDY
    assert (lights / "seeds/bay.toml").read_text("utf-8") == UNTIDY


def test_a_name_of_nothing_is_wrong_usage(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is not there ends with 2 and changes nothing."""
    assert main(["fmt", "seeds/bay.toml", "seeds/by.toml"]) == 2
    assert "there is no seeds/by.toml" in capsys.readouterr().err
    assert (lights / "seeds/bay.toml").read_text("utf-8") == UNTIDY


@pytest.mark.parametrize(
    "data",
    [
        UNTIDY.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + UNTIDY.encode(),
        UNTIDY.rstrip("\n").encode(),
        UNTIDY.replace("\n", "  \n").encode(),
    ],
    ids=["crlf", "byte-order-mark", "no-final-newline", "blanks-at-the-end"],
)
def test_traces_of_editors_are_removed(lights: Path, data: bytes) -> None:
    """Line ends, marks and blanks that an editor left change nothing in the data and are put right."""
    (lights / "seeds/bay.toml").write_bytes(data)
    assert main(["fmt"]) == 0
    assert (lights / "seeds/bay.toml").read_bytes() == TIDY.encode()


@pytest.mark.parametrize(
    ("data", "place", "code"),
    [
        (b'[source]\nid = "bay', "seeds/bay.toml:2:10", "toml-syntax"),
        (b'[source]\nid = "a"\nid = "b"\n', "seeds/bay.toml:3:9", "toml-repeated-key"),
        (b'\xef\xbb\xbf[source]\r\nid = "caf\xe9"\r\n', "seeds/bay.toml:1:1", "source-bom"),
        (b'[source]\nid = "a\rb"\n', "seeds/bay.toml:2:8", "toml-syntax"),
        (b" \n", "seeds/bay.toml", "source-empty"),
    ],
    ids=["unterminated", "repeated-key", "encoding", "lone-cr", "empty"],
)
def test_broken_files_are_reported_and_left_alone(
    lights: Path, capsys: pytest.CaptureFixture[str], data: bytes, place: str, code: str
) -> None:
    """A file that does not parse is a problem with its place; its bytes stay, and the others are formatted."""
    (lights / "seeds/bay.toml").write_bytes(data)
    (lights / "seeds/cape.toml").write_text(UNTIDY, "utf-8")
    assert main(["fmt"]) == 1
    captured = capsys.readouterr()
    report = captured.err.splitlines()[0]
    assert report.startswith(f"{place}: error: ")
    assert report.endswith(f" [{code}]")
    assert captured.out == "formatted seeds/cape.toml\n"
    assert (lights / "seeds/bay.toml").read_bytes() == data


def test_links_are_not_followed(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A symbolic link is reported, and what it leads to stays as it was."""
    outside = lights.parent / "outside.toml"
    outside.write_text(UNTIDY, "utf-8")
    (lights / "seeds/bay.toml").unlink()
    (lights / "seeds/bay.toml").symlink_to(outside)
    assert main(["fmt"]) == 1
    assert "[source-link]" in capsys.readouterr().err
    assert outside.read_text("utf-8") == UNTIDY


def test_permissions_stay(lights: Path) -> None:
    """The rewritten file has the mode of the old one, and nothing is left beside it."""
    (lights / "seeds/bay.toml").chmod(0o640)
    assert main(["fmt"]) == 0
    assert (lights / "seeds/bay.toml").stat().st_mode & 0o777 == 0o640
    names = {path.name for path in (lights / "seeds").iterdir()}
    assert names == {"bay.toml", "skerrin-panels.toml", "skerrin-panels.txt"}


def test_a_full_disk_leaves_the_old_file(
    lights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the new text cannot be written whole, the old file stays and the command ends with 2."""

    def fail(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    monkeypatch.setattr(Path, "replace", fail)
    assert main(["fmt"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert (lights / "seeds/bay.toml").read_text("utf-8") == UNTIDY
    assert not list((lights / "seeds").glob(".bay*"))


def test_broken_schemas_are_reported(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without schemas there is no order: their problems are told, and no file is touched."""
    (lights / "schemas/supplies.json").write_text("{", "utf-8")
    assert main(["fmt"]) == 1
    assert "[schema-syntax]" in capsys.readouterr().err
    assert (lights / "seeds/bay.toml").read_text("utf-8") == UNTIDY


def packed(folder: Path) -> str:
    """The path of a part in `folder` that takes the place of its only source."""
    (folder / "seeds/bay.toml").unlink()
    assert main(["pack", "--out", "seeds"]) == 0
    for path in folder.glob("seeds/skerrin-panels.t*"):
        path.unlink()
    return "seeds/claims-00000.parquet"


@pytest.mark.parametrize("named", [False, True])
def test_parts_are_left_alone_and_named(lights: Path, capsys: pytest.CaptureFixture[str], named: bool) -> None:
    """A part has no files to write: it stays as it is, which is told with what writes its claims."""
    part = packed(lights)
    before = (lights / part).read_bytes()
    capsys.readouterr()
    assert main(["fmt", "--check", *([part] if named else [])]) == 0
    told = f"{part} is left alone: `footnoted unpack` writes its claims in canonical form\n"
    assert capsys.readouterr() == ("", f"{told}All files are in canonical form.\n")
    assert (lights / part).read_bytes() == before


def test_nothing_in_a_part_is_corrected(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A claim that could be put right for certain stays as it is where a part holds it."""
    part = packed(lights)
    (group,) = part_groups(lights, part)
    rows = [dict(row) for row in part_rows(lights, group)]
    for claim in rows[0]["claims"]:
        claim["said"] = claim["said"].replace('"about 60%"', '"60%"')
    write_part(lights / part, rows)
    before = (lights / part).read_bytes()
    assert main(["validate"]) == 1
    assert "[passage-cut]" in capsys.readouterr().out
    assert main(["fmt", "--fix"]) == 0
    assert "fixed" not in capsys.readouterr().out
    assert (lights / part).read_bytes() == before
