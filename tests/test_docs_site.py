"""The documentation site: it builds without a warning and needs no other host."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built; a link that leads nowhere or a page that no menu has fails the build."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    outcome = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    assert "not included in the" not in outcome.stderr
    return folder


def test_every_page_is_built(root: Path, site: Path) -> None:
    """Each Markdown file below docs/ is a page, but for those that the generator fills."""
    written = {path.relative_to(root / "docs").with_suffix("") for path in (root / "docs").rglob("*.md")}
    built = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}
    assert {path for path in written if path.parts[0] != "generator"} <= built
    assert [path for path in built if path.parts[0] == "generator"] == []


def test_pages_load_nothing_from_other_hosts(site: Path) -> None:
    """Scripts, styles, fonts and pictures come with the site; only links for people lead elsewhere."""
    loads = re.compile(r"""(?:<script[^>]+src|<link[^>]+href|<img[^>]+src)=["']?((?:https?:)?//[^"' >]+)""")
    imports = re.compile(r"""(?:url\(|@import )["']?((?:https?:)?//[^"')]+)""")
    found = [address for page in site.rglob("*.html") for address in loads.findall(page.read_text("utf-8"))]
    found += [address for style in site.rglob("*.css") for address in imports.findall(style.read_text("utf-8"))]
    assert found == []
