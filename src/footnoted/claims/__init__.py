"""Claims files -> anchored claims, or problems with line and column."""

from footnoted.claims.decisions import Decisions, Preferred, Redirect, accept
from footnoted.claims.entities import Alias, Names
from footnoted.claims.lens import Desk, Lens, Readers
from footnoted.claims.load import Loaded, load_claims
from footnoted.claims.memory import Memory, is_large, remembered
from footnoted.claims.model import Attribution, Cell, Claim, Method, Origin, Source, Value
from footnoted.claims.part import is_of_one_source, load_part
from footnoted.claims.review import content_hash
from footnoted.claims.seeds import DECISIONS, SEEDS, Progress, unseen

__all__ = [
    "DECISIONS",
    "SEEDS",
    "Alias",
    "Attribution",
    "Cell",
    "Claim",
    "Decisions",
    "Desk",
    "Lens",
    "Loaded",
    "Memory",
    "Method",
    "Names",
    "Origin",
    "Preferred",
    "Progress",
    "Readers",
    "Redirect",
    "Source",
    "Value",
    "accept",
    "content_hash",
    "is_large",
    "is_of_one_source",
    "load_claims",
    "load_part",
    "remembered",
    "unseen",
]
