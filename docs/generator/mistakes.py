"""The page of mistakes: what newcomers do to the article of CONTRIBUTING.md, and the report that each gets."""

from __future__ import annotations

import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from footnoted.cli.reports.text import summary, text_report
from footnoted.validate.dataset import check_dataset
from generator.markdown import fence, filled, joined

__all__ = ["mistakes_page"]

_SAID = Path(__file__).with_name("mistakes.toml")
_ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("schemas", "seeds")
_FILE = re.compile(r"<!-- file: (?P<path>\S+) -->\n```\w+\n(?P<text>.*?)```", re.DOTALL)
_CHANGE = re.compile(r"<!-- change: (?P<path>\S+) -->\n```diff\n-(?P<old>.*?)\n\+(?P<new>.*?)\n```", re.DOTALL)


def mistakes_page() -> str:
    """Every mistake with its change and the report of `footnoted validate`."""
    said = tomllib.loads(_SAID.read_text("utf-8"))["mistakes"]
    return filled("mistakes.md", mistakes=joined(block for mistake in said for block in _section(mistake)))


def _section(mistake: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {mistake['title']}"
    yield mistake.get("says", "")
    yield fence("diff", _shown(mistake)) if "old" in mistake else ""
    yield fence("console", f"$ footnoted validate\n{_report(mistake)}")


def _shown(mistake: Mapping[str, Any]) -> str:
    lines = [f"-{line}" for line in mistake["old"].splitlines()] + [f"+{line}" for line in mistake["new"].splitlines()]
    return "\n".join(lines)


def _report(mistake: Mapping[str, Any]) -> str:
    """What is told of the contribution with the mistake in it.

    Raises:
        LookupError: what the mistake changes is not there, so that nothing would be wrong.
    """
    with tempfile.TemporaryDirectory() as folder:
        dataset = Path(folder)
        for part in _PARTS:
            shutil.copytree(_ROOT / part, dataset / part)
        shutil.copy(_ROOT / "datapackage.json", dataset)
        _contribute(dataset)
        _err(dataset, mistake)
        problems = check_dataset(dataset).problems
    return "\n".join([*text_report(problems), summary(problems)])


def _contribute(dataset: Path) -> None:
    """The article and the claims of CONTRIBUTING.md, as they are at its end."""
    page = (_ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for file in _FILE.finditer(page):
        (dataset / file["path"]).write_text(file["text"], "utf-8")
    for change in _CHANGE.finditer(page):
        _replace(dataset / change["path"], change["old"], change["new"])


def _err(dataset: Path, mistake: Mapping[str, Any]) -> None:
    if "old" in mistake:
        _replace(dataset / mistake["file"], mistake["old"], mistake["new"])
    if "line_ends" in mistake:
        path = dataset / mistake["file"]
        path.write_bytes(path.read_bytes().replace(b"\n", mistake["line_ends"].encode()))
    for name in mistake.get("moves", ()):
        (dataset / mistake["to"]).mkdir(exist_ok=True)
        (dataset / name).rename(dataset / mistake["to"] / Path(name).name)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    if text.count(old) != 1:
        raise LookupError(f"{old!r} stands {text.count(old)} times in {path.name}")
    path.write_text(text.replace(old, new), "utf-8")
