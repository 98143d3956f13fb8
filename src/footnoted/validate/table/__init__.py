"""Vectorised Table Schema v2 checks over Arrow tables, and the written rules of a dataset."""

from footnoted.validate.table.check import DEFAULT_LIMIT
from footnoted.validate.table.finding import Finding
from footnoted.validate.table.tables import check_tables

__all__ = ["DEFAULT_LIMIT", "Finding", "check_tables"]
