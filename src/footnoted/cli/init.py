"""`footnoted init`: a new dataset that builds at once."""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from footnoted import __version__
from footnoted.cli.reports.escape import printable
from footnoted.errors import FootnotedError
from footnoted.schema import DESCRIPTOR, Dataset, load_dataset
from footnoted.validate.drift import CLAIMS_SCHEMA, claims_schema_text

__all__ = ["command"]

# The toolkit's own tables, which every dataset has, and the tables and texts of the example.
_PARTS = ("toolkit", "lighthouses")
# Hidden files have another name in the toolkit, where they must not act on its own repository.
_HIDDEN = "dot-"


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", metavar="TEXT", help="Title of the dataset, instead of one made from the folder's name.")
def command(folder: Path, title: str | None) -> None:
    """Make a new dataset in the folder DIR: tables, an invented text and its claims, ready to build.

    The folder must be new or empty; a repository (.git) may be in it.

    Example: footnoted init lights && cd lights && footnoted build
    """
    if folder.is_dir() and any(entry.name != ".git" for entry in folder.iterdir()):
        raise FootnotedError(f"{folder} is not empty", "name a new folder; nothing is ever written over")
    name = folder.resolve().name
    title = " ".join((title or name.replace("-", " ").replace("_", " ").capitalize() or "Dataset").split())
    folder.mkdir(parents=True, exist_ok=True)
    template = resources.files("footnoted") / "template"
    for part in _PARTS:
        _lay_out(template / part, folder, {"{version}": __version__, "{title}": title})
    _name(folder / DESCRIPTOR, _slug(name), title)
    _write_claims_schema(folder)
    click.echo(printable(f'Made {folder}, the dataset "{title}". README.md says what to do next; for a start:'))
    for line in (f"cd {shlex.quote(str(folder))}", "footnoted build", "footnoted serve"):
        click.echo(printable(f"    {line}"))


def _lay_out(source: Traversable, target: Path, filled: dict[str, str]) -> None:
    for entry in source.iterdir():
        to = target / entry.name.replace(_HIDDEN, ".", 1)
        if entry.is_dir():
            to.mkdir(exist_ok=True)
            _lay_out(entry, to, filled)
            continue
        data = entry.read_bytes()
        # Texts and claims are copied byte by byte: their checksums and passages depend on it.
        if to.suffix in {".md", ".txt"} and target.name != "seeds":
            text = data.decode("utf-8")
            for mark, words in filled.items():
                text = text.replace(mark, words)
            data = text.encode()
        to.write_bytes(data)


def _slug(name: str) -> str:
    """`name` as Data Package allows it in URLs and file names: small letters, digits, single hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "dataset"


def _name(path: Path, name: str, title: str) -> None:
    descriptor = json.loads(path.read_text("utf-8")) | {"name": name, "title": title}
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _write_claims_schema(folder: Path) -> None:
    dataset = load_dataset(folder)
    if not isinstance(dataset, Dataset):
        raise FootnotedError("the template of a new dataset is broken", "install footnoted again")
    (folder / CLAIMS_SCHEMA).write_text(claims_schema_text(dataset), "utf-8")
