"""A corpus drafted: parts of texts in, parts of claims out, restartable, on one machine or on a cluster."""

from footnoted.extract.corpus.core import Drafter, Settings, draft_batch
from footnoted.extract.corpus.jobs import Job, Plan, plan
from footnoted.extract.corpus.work import Done, make_part

__all__ = ["Done", "Drafter", "Job", "Plan", "Settings", "draft_batch", "make_part", "plan"]
