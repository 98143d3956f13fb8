"""Random and mutated articles through the extractor: `python benchmarks/fuzz_extract.py 1000`.

Articles of the newsroom are cut, joined across languages, shuffled by sentence, strewn with the remains of HTML, with
words from right to left and of other scripts, with tables, lists and noise. Whatever comes of it, drafting must not
fail, and the draft must validate as a person's file does: written as a claims file beside its text and loaded, it
raises no problem and gives the same cells, each in the words it was read from.
"""

from __future__ import annotations

import hashlib
import random
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import ROOT

from footnoted.claims import Cell, load_claims
from footnoted.claims.format import claims_text
from footnoted.extract import Draft, Extractor, draft
from footnoted.parallel import Crew
from footnoted.schema import Dataset, load_dataset
from footnoted.text import SourceText

__all__ = ["articles", "check", "extractor", "texts"]

SEED = 20261128
TAGS = ("es", "es-MX", "de", "de-CH", "en", "en-IN")
LONGEST = 4000

REMAINS = (
    *("<p>", "</p>\n", '<a href="/x?a=1&amp;b=2">', "</a>", "&nbsp;", "&quot;", "<br/>\n", "<!-- ad -->", "]]>"),
    *(
        "\u202e",
        "\u200f",
        "\u200b",
        "سهم ",
        "مليون 5 ",
        "שלום ",
        "株式会社 ",
        "5億円 ",
        "млрд рублей ",
        "ΑΕ ",
        "Ⅻ",
        "𝐀𝐥𝐝𝐞𝐫 ",
    ),
    *("\n• ", "\n- ", "\n1. ", " | ", "\t", "\n|---|---|\n", "\n\n\n", "…", "—", "1.2.3.", "5 €", "$", "%"),
    *('"', "“", "”", "„", "«", "»", "‘", "’", "'", "(", ")", "[", "]", "\x01", "\u2028", "\ufeff", "ﬁ", "İ", "ß"),
)


def main(count: int) -> int:
    """Check `count` texts and return 1 where one fails, with the text."""
    ready = extractor()
    drafted = 0
    for number, (tag, text) in enumerate(texts(count, SEED)):
        problem, rows = check(tag, text, ready)
        drafted += rows
        if problem:
            print(f"text {number} ({tag}): {problem}\n{text!r}")
            return 1
    print(f"{count:,} texts, {drafted:,} rows drafted, no failure")
    return 0


def extractor() -> Extractor:
    """What drafts for this repository's own dataset."""
    dataset = load_dataset(ROOT)
    if not isinstance(dataset, Dataset):
        raise SystemExit(f"{ROOT} cannot be read")
    return Extractor(dataset)


def articles() -> list[str]:
    """The newsroom's articles."""
    return [path.read_text("utf-8") for path in sorted((ROOT / "examples" / "newsroom" / "seeds").glob("*.txt"))]


def texts(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Pairs of a language and a text that a source may have: composed, lines ended by LF alone, not empty."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    known = articles()
    for _ in range(count):
        text = _cut(chance, chance.choice(known))
        for _ in range(chance.randrange(3)):
            text = _joined(chance, text, _cut(chance, chance.choice(known)))
        for _ in range(chance.randrange(12)):
            text = _strewn(chance, text)
        text = unicodedata.normalize("NFC", text[:LONGEST]).replace("\r", "\n")
        yield chance.choice(TAGS), text if text.strip() else "a"


def _cut(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(1, 1500)]


def _joined(chance: random.Random, one: str, other: str) -> str:
    if chance.random() < 0.5:  # noqa: PLR2004 - half are joined whole
        return one + chance.choice(("", " ", "\n", "\n\n")) + other
    sentences = [*one.split(". "), *other.split(". ")]
    chance.shuffle(sentences)
    return ". ".join(sentences)


def _strewn(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    if chance.random() < 0.2:  # noqa: PLR2004 - some letters are lost
        return text[:at] + text[at + chance.randrange(9) :]
    return text[:at] + chance.choice(REMAINS) * chance.choice((1, 1, 1, 2, 30)) + text[at:]


def check(tag: str, text: str, ready: Extractor) -> tuple[str, int]:
    """What is wrong with the draft of a text, or the empty string; and how many rows it has."""
    made = draft("a", SourceText("a.txt", text, hashlib.sha256(text.encode()).hexdigest()), tag, ready)
    outside = [cell for row in made.rows for cell in row.cells if not 0 <= cell.span.start < cell.span.end <= len(text)]
    if outside:
        return f"{outside[0]} is not in the text", len(made.rows)
    return _read_back(made, text, ready.dataset), len(made.rows)


def _read_back(made: Draft, text: str, dataset: Dataset) -> str:
    """What is wrong with the draft as a claims file of its own dataset."""
    with TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        seeds.joinpath("a.txt").write_bytes(text.encode())
        seeds.joinpath("a.toml").write_text(claims_text(made.data(), dataset), "utf-8")
        loaded = load_claims(replace(dataset, root=Path(folder)), Crew())
    if loaded.problems:
        return str(loaded.problems[0])
    read = [(claim.table, _values(claim.cells)) for claim in loaded.claims]
    ours = [(row.table, _values(row.cells)) for row in made.rows]
    return "" if sorted(map(repr, read)) == sorted(map(repr, ours)) else "read back, it says something else"


def _values(cells: Iterable[Cell]) -> Mapping[str, object]:
    return {cell.column: (cell.value, cell.span, cell.method) for cell in cells}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
