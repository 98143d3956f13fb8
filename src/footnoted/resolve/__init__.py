"""Claims of all sources -> rows and ranked evidence: pure functions."""

from footnoted.resolve.evidence import evidence_id
from footnoted.resolve.model import Evidence, Rank, Resolved
from footnoted.resolve.resolve import resolve
from footnoted.resolve.tables import to_tables

__all__ = ["Evidence", "Rank", "Resolved", "evidence_id", "resolve", "to_tables"]
