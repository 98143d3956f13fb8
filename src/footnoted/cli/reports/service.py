"""The service that a check runs in, and how that service wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Service", "service_of"]


@dataclass(frozen=True, slots=True)
class Service:
    """The folder that paths start from, the format of what is printed, and the reports that are written to files."""

    workspace: Path
    form: str = "text"
    reports: tuple[tuple[str, Path], ...] = ()


def service_of(environment: Mapping[str, str]) -> Service:
    """The service that the variables of a process tell of: GitHub Actions, GitLab CI, or none.

    GitLab shows what a job declares as its reports, by these names; a person reads the log.
    """
    if environment.get("GITHUB_ACTIONS") == "true":
        summary = environment.get("GITHUB_STEP_SUMMARY")
        workspace = Path(environment.get("GITHUB_WORKSPACE") or Path.cwd())
        return Service(workspace, "github", (("markdown", Path(summary)),) if summary else ())
    if environment.get("GITLAB_CI") == "true":
        workspace = Path(environment.get("CI_PROJECT_DIR") or Path.cwd())
        files = {"gitlab": "gl-code-quality-report.json", "junit": "footnoted-junit.xml"}
        return Service(workspace, "text", tuple((form, workspace / name) for form, name in files.items()))
    return Service(Path.cwd())
