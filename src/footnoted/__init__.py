"""Datasets in which every cell has a footnote."""

__version__ = "0.1.0"
