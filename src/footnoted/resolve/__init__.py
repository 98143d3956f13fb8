"""Claims of all sources -> rows and ranked evidence: pure functions."""

from footnoted.resolve.model import Evidence, Rank, Resolved
from footnoted.resolve.resolve import resolve
from footnoted.resolve.tables import evidence_id, to_tables

__all__ = ["Evidence", "Rank", "Resolved", "evidence_id", "resolve", "to_tables"]
