"""Readers: rules that read a passage in its place and return values with the words they were read from."""

from footnoted.readers.kinds import money, percent, power, quantities
from footnoted.readers.reading import Reader, Reading, Value, describe, in_place

__all__ = [
    "Reader",
    "Reading",
    "Value",
    "describe",
    "in_place",
    "money",
    "percent",
    "power",
    "quantities",
]
