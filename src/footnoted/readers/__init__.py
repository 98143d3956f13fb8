"""Readers: rules that read a passage in its place and return values with the words they were read from."""

from footnoted.readers.choices import choices
from footnoted.readers.in_place import covered, in_place
from footnoted.readers.kinds import dates, money, percent, power, quantities, sums
from footnoted.readers.names import names
from footnoted.readers.places import places
from footnoted.readers.quotations import quotations
from footnoted.readers.reading import Reader, Reading, Value, describe

__all__ = [
    "Reader",
    "Reading",
    "Value",
    "choices",
    "covered",
    "dates",
    "describe",
    "in_place",
    "money",
    "names",
    "percent",
    "places",
    "power",
    "quantities",
    "quotations",
    "sums",
]
