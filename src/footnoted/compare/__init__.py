"""What changed between two editions of a dataset, cell by cell, with the footnotes of each."""

from footnoted.compare.changes import KINDS, Change, Changes, compare
from footnoted.compare.edition import Edition, EditionTable, edition_of, package_edition
from footnoted.compare.quality import Held, held

__all__ = [
    "KINDS",
    "Change",
    "Changes",
    "Edition",
    "EditionTable",
    "Held",
    "compare",
    "edition_of",
    "held",
    "package_edition",
]
