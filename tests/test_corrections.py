"""Corrections that are certain: which problems have one, `fmt --fix`, and what is never guessed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from footnoted.claims.nearest import meant
from footnoted.cli import main
from footnoted.problem import Fix, mended

if TYPE_CHECKING:
    from conftest import Seeds

DATA = Path(__file__).parent / "data" / "bad-input"
SHARE = 'share_percent = "aproximadamente el 14%"'


def harbour(seeds: Seeds, *edits: tuple[str, str]) -> Path:
    """The harbour dataset with some of its claims rewritten."""
    seeds.write("harbour.txt", (DATA / "harbour.txt").read_text("utf-8"))
    claims = (DATA / "harbour.toml").read_text("utf-8")
    for old, new in edits:
        assert claims.count(old) == 1
        claims = claims.replace(old, new)
    digest = hashlib.sha256((DATA / "harbour.txt").read_bytes()).hexdigest()
    seeds.write("harbour.toml", claims.replace('sha256 = "?"', f'sha256 = "{digest}"'))
    return seeds.folder / "harbour.toml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (SHARE, 'share_percent = "14%"', "passage-cut"),
        (SHARE, 'share_percent = "Aproximadamente  el 14 %"', "passage-absent"),
        (
            'speaker_role = "directora de Alba Robótica"',
            'speaker_role = "directora de Alba Robotica"',
            "passage-absent",
        ),
        (SHARE, 'share_percent = { value = "15", passage = "aproximadamente el 14%" }', "value-contradicts"),
    ],
)
def test_a_certain_correction_is_made(seeds: Seeds, old: str, new: str, code: str) -> None:
    """A reading cut short, a slip in a copied passage and a wrong value give what was meant."""
    harbour(seeds, (old, new))
    (problem,) = seeds.check().problems
    assert problem.code == code
    assert problem.fix is not None
    assert main(["--dataset", str(seeds.dataset), "fmt", "--fix"]) == 0
    assert seeds.problems() == []


def test_a_misspelled_term_is_corrected(seeds: Seeds) -> None:
    """The one term of the vocabulary that is close."""
    path = harbour(seeds, ("[source]", '[source]\nkind = "artcle"'))
    assert main(["--dataset", str(seeds.dataset), "fmt", "--fix"]) == 0
    assert 'kind = "article"' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("passage", "words", "sure"),
    [
        ("alrededor de 8 mil millones", "alrededor de 9 mil millones", False),
        ("alrededor de 8 mil millones", "Alrededor de 8 mil\u00a0millones", True),
        ("la directora", "el director", False),
        ('"We keep every mill,"', "“We keep every mill,”", True),
    ],
)
def test_other_figures_are_other_words(passage: str, words: str, *, sure: bool) -> None:
    """A slip of letters, signs or spaces is certain; another figure never is, nor another word."""
    assert meant(passage, words) is sure


def test_what_does_not_help_is_not_left_in_the_file(seeds: Seeds) -> None:
    """Words that are nowhere alike stay as their author wrote them, and are told."""
    path = harbour(seeds, (SHARE, 'share_percent = "casi la mitad de todo"'))
    main(["--dataset", str(seeds.dataset), "fmt", "--fix"])
    assert '"casi la mitad de todo"' in path.read_text("utf-8")
    assert [code for code, *_ in seeds.problems()] == ["passage-absent"]


def test_only_what_is_named_is_corrected(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """Another file of the dataset is left alone."""
    path = harbour(seeds, (SHARE, 'share_percent = "14%"'))
    (seeds.folder / "other.toml").write_text("", "utf-8")
    main(["--dataset", str(seeds.dataset), "fmt", "--fix", str(seeds.folder / "other.toml")])
    assert '"14%"' in path.read_text("utf-8")
    assert "fixed" not in capsys.readouterr().out


def test_fix_and_check_exclude_each_other(seeds: Seeds, capsys: pytest.CaptureFixture[str]) -> None:
    """A check changes nothing."""
    assert main(["--dataset", str(seeds.dataset), "fmt", "--fix", "--check"]) == 2
    assert "--check must not" in capsys.readouterr().err


def test_mended_makes_the_first_of_two_that_meet() -> None:
    """Corrections count in the text as it was; of overlapping ones the first is made."""
    fixes = [Fix(1, 3, 1, 4, "XX"), Fix(2, 1, 2, 2, "Y"), Fix(2, 1, 2, 3, "never")]
    assert mended("ábc\nde", fixes) == "ábXX\nYe"


def test_reviewdog_suggests_whole_lines(
    seeds: Seeds, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rdjsonl and SARIF carry the correction; text says how to make it."""
    harbour(seeds, (SHARE, 'share_percent = "14%"'))
    monkeypatch.chdir(seeds.dataset)
    main(["validate", "--format", "rdjsonl"])
    suggestion = json.loads(capsys.readouterr().out)["suggestions"]
    assert suggestion == [{"range": {"start": {"line": 26}, "end": {"line": 26}}, "text": SHARE}]
    main(["validate", "--format", "sarif"])
    (fix,) = json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 26, "startColumn": 17, "endLine": 26, "endColumn": 22}
    assert replacement["insertedContent"] == {"text": '"aproximadamente el 14%"'}
    main(["validate"])
    assert "footnoted fmt --fix" in capsys.readouterr().err


def test_gitlab_gets_its_reports_by_itself(
    seeds: Seeds, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In GitLab CI the log has the text, and the files that a job declares hold the same problems."""
    harbour(seeds, (SHARE, 'share_percent = "14%"'))
    monkeypatch.setenv("GITLAB_CI", "true")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    assert main(["--dataset", str(seeds.dataset), "validate"]) == 1
    assert "[passage-cut]" in capsys.readouterr().out
    (told,) = json.loads((tmp_path / "gl-code-quality-report.json").read_text("utf-8"))
    assert (told["check_name"], told["severity"], told["location"]["lines"]) == ("passage-cut", "major", {"begin": 26})
    assert "<failure" in (tmp_path / "footnoted-junit.xml").read_text("utf-8")


def test_a_report_may_be_written_beside_what_is_printed(seeds: Seeds, tmp_path: Path) -> None:
    """`--report sarif=FILE` writes a second report; a format that is none is refused."""
    harbour(seeds)
    assert main(["--dataset", str(seeds.dataset), "validate", "--report", f"sarif={tmp_path}/a.sarif"]) == 0
    assert json.loads((tmp_path / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert main(["--dataset", str(seeds.dataset), "validate", "--report", "paper=a"]) == 2
