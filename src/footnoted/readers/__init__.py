"""Readers: rules that read a passage in its place and return values with the words they were read from."""

from footnoted.readers.in_place import covered, in_place
from footnoted.readers.kinds import money, percent, power, quantities
from footnoted.readers.reading import Reader, Reading, Value, describe

__all__ = [
    "Reader",
    "Reading",
    "Value",
    "covered",
    "describe",
    "in_place",
    "money",
    "percent",
    "power",
    "quantities",
]
