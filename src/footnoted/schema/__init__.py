"""Table Schemas and vocabularies: the only place where a column, unit, key, group or reader is defined."""

from footnoted.schema.cells import SIGNIFICANT_DIGITS, cell_text, parse_cell
from footnoted.schema.check import RESERVED
from footnoted.schema.claims_schema import SLUG, claims_schema
from footnoted.schema.curation_schema import LONGEST_NAME, decisions_schema, entities_schema
from footnoted.schema.display import Edge, Headline, Picture, parse_edge, parse_headlines, parse_pictures
from footnoted.schema.load import DESCRIPTOR, SEEDS, load_dataset
from footnoted.schema.model import Column, Cue, Dataset, ForeignKey, Role, Table, Term, Vocabulary

__all__ = [
    "DESCRIPTOR",
    "LONGEST_NAME",
    "RESERVED",
    "SEEDS",
    "SIGNIFICANT_DIGITS",
    "SLUG",
    "Column",
    "Cue",
    "Dataset",
    "Edge",
    "ForeignKey",
    "Headline",
    "Picture",
    "Role",
    "Table",
    "Term",
    "Vocabulary",
    "cell_text",
    "claims_schema",
    "decisions_schema",
    "entities_schema",
    "load_dataset",
    "parse_cell",
    "parse_edge",
    "parse_headlines",
    "parse_pictures",
]
