"""Makes the generated pages of docs/reference, or with `--check` says which are not as they should be."""

from __future__ import annotations

import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from footnoted.cli import main as footnoted
from footnoted.schema import Dataset, load_dataset
from generator.claims import claims_page
from generator.commands import commands_page
from generator.mistakes import mistakes_page
from generator.readers import readers_page
from generator.rules import rule_pages
from generator.tables import tables_page

_PAGES = Path(__file__).resolve().parents[1] / "reference"


def pages() -> dict[str, str]:
    """Every generated page by its path in docs/reference."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        lights = Path(folder) / "lights"
        footnoted(["init", str(lights)])
        dataset = load_dataset(lights)
    if not isinstance(dataset, Dataset):
        raise TypeError("the dataset that init makes cannot be read")
    return {
        "commands.md": commands_page(),
        "claims-file.md": claims_page(dataset, "lighthouses"),
        "mistakes.md": mistakes_page(),
        "readers.md": readers_page(),
        "tables.md": tables_page(dataset),
        **rule_pages(),
    }


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; the exit code is 1 where one differs."""
    made = pages()
    old = [path for path, text in made.items() if not _is(_PAGES / path, text)]
    for path in old:
        if "--check" in arguments:
            sys.stdout.write(f"docs/reference/{path} is not as the toolkit is now: run scripts/docs\n")
        else:
            (_PAGES / path).parent.mkdir(parents=True, exist_ok=True)
            (_PAGES / path).write_text(made[path], "utf-8")
            sys.stdout.write(f"wrote docs/reference/{path}\n")
    return 1 if old and "--check" in arguments else 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
