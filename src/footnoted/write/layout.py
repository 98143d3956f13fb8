"""Where each file of a package stands in its folder."""

from __future__ import annotations

from footnoted.schema import DESCRIPTOR, Dataset, Table

__all__ = [
    "CHECKSUMS",
    "DATABASE",
    "DICTIONARY",
    "LICENCE",
    "MARKERS",
    "QUALITY",
    "archive_name",
    "csv_path",
    "parquet_path",
]

DATABASE = "dataset.db"
DICTIONARY = "dictionary.md"
QUALITY = "quality.json"
CHECKSUMS = "SHA256SUMS"

# What the licence covers and what it does not, in words: a file of the dataset that goes with its tables.
LICENCE = "LICENSE-DATA.md"

# What tells a package from any other folder: only a folder with all of these is ever replaced.
MARKERS = (DESCRIPTOR, CHECKSUMS)


def csv_path(table: Table) -> str:
    """The CSV file of `table`, relative to the package."""
    return f"csv/{table.name}.csv"


def parquet_path(table: Table) -> str:
    """The Parquet file of `table`, relative to the package."""
    return f"parquet/{table.name}.parquet"


def archive_name(dataset: Dataset) -> str:
    """The ZIP of the whole package, named after the dataset."""
    return f"{dataset.descriptor.get('name', 'dataset')}.zip"
