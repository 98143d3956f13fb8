"""What changed between two editions of a dataset, cell by cell, with the footnotes of each."""

from footnoted.compare.changes import KINDS, Change, Changes, compare
from footnoted.compare.edition import Edition, EditionTable, edition_of, package_edition

__all__ = ["KINDS", "Change", "Changes", "Edition", "EditionTable", "compare", "edition_of", "package_edition"]
