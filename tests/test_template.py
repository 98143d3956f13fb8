"""What `init` lays out for contributions: workflows that need no trust, forms, hooks, and a page for newcomers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from footnoted.cli import main

ROOT = Path(__file__).parents[1]
OURS = sorted((ROOT / ".github").rglob("*.yml"))


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new dataset."""
    folder = tmp_path_factory.mktemp("new") / "lights"
    assert main(["init", str(folder)]) == 0
    return folder


def document(path: Path) -> dict[str, Any]:
    """A YAML file; its key `on` is read as YAML 1.1 has it, True."""
    said: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return said


@pytest.mark.parametrize("name", ["dataset", "comment"])
def test_a_workflow_starts_without_any_permission(lights: Path, name: str) -> None:
    """Each job takes what it needs; only the one that comments may write, and nothing but comments."""
    said = document(lights / f".github/workflows/{name}.yml")
    assert said["permissions"] == {}
    granted = [job["permissions"] for job in said["jobs"].values()]
    expected = {"dataset": {"contents": "read"}, "comment": {"actions": "read", "pull-requests": "write"}}
    assert granted == [expected[name]]


def test_no_workflow_runs_a_strangers_code_with_rights(lights: Path) -> None:
    """Nothing starts on pull_request_target; what comments checks nothing out; what is used is pinned by commit."""
    for path in (*OURS, *sorted((lights / ".github").rglob("*.yml"))):
        text = path.read_text("utf-8")
        assert "pull_request_target" not in text, path
        for used in re.findall(r"^(?!#).*uses: (\S+)", text, re.MULTILINE):
            assert used.startswith("./") or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), f"{path}: {used}"
    assert "uses:" not in (lights / ".github/workflows/comment.yml").read_text("utf-8")


def test_no_workflow_puts_words_of_a_stranger_into_a_command(lights: Path) -> None:
    """Expressions stand in `env` and `with`, never in the words of a shell."""
    for path in (*OURS, *sorted((lights / ".github").rglob("*.yml"))):
        said = document(path)
        jobs = said.get("jobs", {"action": said.get("runs", {})})
        for step in (step for job in jobs.values() for step in job.get("steps", ())):
            assert "${{" not in step.get("run", ""), f"{path}: {step['name']}"


def test_a_report_is_data_to_the_comment(lights: Path, tmp_path: Path) -> None:
    """The workflow's own program turns a hostile report into indented lines: no Markdown, HTML, mention or escape."""
    (step,) = document(lights / ".github/workflows/comment.yml")["jobs"]["comment"]["steps"]
    program = textwrap.dedent(step["run"].partition("<<'PYTHON'\n")[2].partition("\nPYTHON")[0])
    (tmp_path / "report").mkdir()
    hostile = (
        "fine\n```\n<script>alert(1)</script>\n@everyone [x](javascript:alert(1))\n\x1b[31m\u202e\n" + "x\n" * 90_000
    )
    (tmp_path / "report/validation.txt").write_text(hostile, "utf-8")
    (tmp_path / "report/changes.txt").symlink_to("/etc/hostname")
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    lines = done.stdout.split("\n")
    assert lines[:3] == ["**Validation**", "", "    fine"]
    assert all(line.startswith("    ") or not line for line in lines[1:])
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert len(done.stdout) < 200_000
    assert "Changes" not in done.stdout


def test_forms_ask_for_what_a_claim_needs(lights: Path) -> None:
    """Each form has a name, and fields with labels; nobody is asked to paste a whole article."""
    for path in sorted((lights / ".github/ISSUE_TEMPLATE").glob("*.yml")):
        said = document(path)
        assert {"name", "description", "body"} <= said.keys()
        assert all(field["attributes"].get("label") for field in said["body"])


@pytest.fixture
def repository(lights: Path, tmp_path: Path) -> Path:
    """A dataset in a repository of git whose last commit breaks a claim, with the toolkit where workflows look."""
    folder = tmp_path / "work"
    shutil.copytree(lights, folder)
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    for passage in ('share_percent = "more than 80%"', 'share_percent = "80%"'):
        claims = folder / "seeds/skerrin-panels.toml"
        claims.write_text(claims.read_text("utf-8").replace('share_percent = "more than 80%"', passage), "utf-8")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-q", "-m", passage], check=True)
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/footnoted").symlink_to(Path(sys.executable).with_name("footnoted"))
    (folder / "report").mkdir()
    return folder


def run_step(folder: Path, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the workflow as GitHub does."""
    steps = document(folder / ".github/workflows/dataset.yml")["jobs"]["check"]["steps"]
    (script,) = (step["run"] for step in steps if step.get("name", "").startswith(name))
    known = {"PATH": os.environ["PATH"], "HOME": str(folder), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=known | environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("base", ["HEAD~1", ""])
def test_a_change_is_checked_against_its_base(repository: Path, base: str) -> None:
    """The step fails on what the change says, with a base as without one, and keeps the report for the comment."""
    done = run_step(repository, "Every value has its footnote", BASE=base)
    assert done.returncode == 1, done.stderr
    assert "title=passage-cut" in done.stdout
    assert "[passage-cut]" in (repository / "report/validation.txt").read_text("utf-8")
    assert "passage-cut" in (repository / "summary.md").read_text("utf-8")


def test_problems_that_were_there_before_are_not_the_contributors(repository: Path) -> None:
    """Against the broken commit nothing changed, and the step passes; the build still tells it."""
    assert run_step(repository, "Every value has its footnote", BASE="HEAD").returncode == 0
    assert run_step(repository, "Build the package").returncode == 1


def test_a_fall_of_quality_fails_the_change(repository: Path) -> None:
    """The summary has what the change does, and that it was refused; the report for the comment has it too."""
    claims, descriptor = repository / "seeds/skerrin-panels.toml", repository / "datapackage.json"
    subprocess.run(["git", "-C", str(repository), "checkout", "-q", "HEAD~1"], check=True)
    claims.write_text(claims.read_text("utf-8").replace('share_percent = "more than 80%"', ""), "utf-8")
    limits = '"footnoted": {"limits": {"quality": {"supplies.share_percent.filled": {"fall": 0.1}}},'
    descriptor.write_text(descriptor.read_text("utf-8").replace('"footnoted": {', limits), "utf-8")
    done = run_step(repository, "Show what the change does", BASE="HEAD")
    assert done.returncode == 1, done.stderr
    assert "**refused**: `supplies.share_percent.filled fell from" in (repository / "summary.md").read_text("utf-8")
    assert "[quality-range]" in (repository / "report/changes.txt").read_text("utf-8")


def test_gitlab_hands_over_what_validate_writes(lights: Path) -> None:
    """The reports that the job declares have the names that the toolkit writes in GitLab CI."""
    reports = document(lights / ".gitlab-ci.yml")["dataset"]["artifacts"]["reports"]
    assert reports == {"codequality": "gl-code-quality-report.json", "junit": "footnoted-junit.xml"}


def test_the_commands_of_all_files_exist(lights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each `footnoted ...` in workflows, hooks and CONTRIBUTING.md is a command with such options."""
    files = [*(lights / ".github").rglob("*.yml"), lights / ".gitlab-ci.yml", lights / ".pre-commit-config.yaml"]
    text = "\n".join(path.read_text("utf-8") for path in (*files, lights / "CONTRIBUTING.md"))
    called = set(re.findall(r"footnoted\"? (fmt|validate|build|diff|explain|[a-z]+)((?: --[a-z]+)*)", text))
    assert ("fmt", " --check") in called
    for command, options in called:
        assert main([command, "--help"]) == 0, command
        told = capsys.readouterr().out
        assert [option for option in options.split() if option not in told] == []


def test_a_newcomers_page_names_the_dataset(lights: Path) -> None:
    """CONTRIBUTING.md is the dataset's own."""
    assert (lights / "CONTRIBUTING.md").read_text("utf-8").startswith("# Contribute to Lights\n")
