"""Random and mutated texts through the readers of quantities and dates: `python benchmarks/fuzz_readers.py 100000`.

Every reading must lie in its text, sorted and apart from the others, its parts in it and in order, each part without
white space at its ends; and reading the words of a reading by themselves, in the reading's language, must not fail.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from footnoted import readers
from footnoted.languages import available, document
from footnoted.readers import Reading

__all__ = ["check", "examples", "texts"]

SEED = 20240305
SIGNS = "0123456789.,'’ \u00a0\u202f-–%$€£¥/:;()~<>=+#@½²٣\n\t\u200bßİ𝟗"
TAGS = ("es", "es-MX", "de", "de-CH", "en", "en-IN")


def main(count: int) -> int:
    """Check `count` texts and return 1 where one fails, with the text."""
    for number, (language, text) in enumerate(texts(count, SEED)):
        if problem := check(language, text):
            print(f"text {number} ({language}): {problem}\n{text!r}")
            return 1
    print(f"{count:,} texts, no failure")
    return 0


def texts(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Pairs of a language and a text: examples of the data files, cut, joined, shuffled, and plain noise."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    known = examples()
    words = sorted({word for text in known for word in text.split()})
    for _ in range(count):
        kind = chance.random()
        if kind < 0.5:  # noqa: PLR2004 - half of the texts are mutated examples
            text = _mutated(chance, chance.choice(known) + " " + chance.choice(known))
        elif kind < 0.8:  # noqa: PLR2004 - then words in any order
            text = chance.choice(("", " ")).join(chance.choice([*SIGNS, *chance.sample(words, 9)]) for _ in range(30))
        else:
            text = "".join(chance.choice(SIGNS) for _ in range(chance.randrange(60)))
        yield chance.choice(TAGS), text


def examples() -> list[str]:
    """The example sentences of all languages."""
    found = []
    for name in (*available(), "common"):
        data = tomllib.loads(files("footnoted.languages").joinpath(f"{name}.toml").read_text("utf-8"))
        lists = (listed for section in data.values() if isinstance(section, dict) for listed in section.values())
        entries = (entry for listed in lists if isinstance(listed, list) for entry in listed)
        found += [entry["example"] for entry in entries if isinstance(entry, dict) and "example" in entry]
    return found


def _mutated(chance: random.Random, text: str) -> str:
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text) + 1)
        what = chance.random()
        if what < 0.4:  # noqa: PLR2004 - put a sign in
            text = text[:at] + chance.choice(SIGNS) + text[at:]
        elif what < 0.7:  # noqa: PLR2004 - take some letters out
            text = text[:at] + text[at + chance.randrange(4) :]
        else:
            text = text[at:] + text[:at]
    return text


def check(language: str, text: str) -> str:
    """What is wrong with the readings of a text, or the empty string."""
    found = document(text, language)
    for readings in (readers.quantities(found), readers.sums(found), readers.dates(found)):
        end = 0
        for reading in readings:
            if reading.span.start < end:
                return f"{reading} overlaps the one before"
            end = reading.span.end
            if problem := _check_parts(reading, text):
                return f"{reading}: {problem}"
            readers.quantities(document(reading.span.of(text), language))
    return ""


def _check_parts(reading: Reading, text: str) -> str:
    at = reading.span.start
    if not reading.span.start < reading.span.end <= len(text):
        return "the span is not in the text"
    for name, span in reading.parts:
        words = span.of(text)
        if not reading.span.covers(span) or span.start < at or not words or words != words.strip():
            return f"the {name} is not a part of it: {words!r}"
        at = span.end
    ends = (reading.parts[0][1].start, reading.parts[-1][1].end) if reading.parts else ()
    if ends and ends != (reading.span.start, reading.span.end):
        return "the parts do not reach its ends"
    numbers = [span.of(text) for name, span in reading.parts if name == "number"]
    return "" if numbers or reading.reader == "date" else "there is no number in it"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
