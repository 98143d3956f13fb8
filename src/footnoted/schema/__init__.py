"""Table Schemas and vocabularies: the only place where a column, unit, key, group or reader is defined."""

from footnoted.schema.load import DESCRIPTOR, load_dataset
from footnoted.schema.model import Column, Cue, Dataset, ForeignKey, Role, Table, Term, Vocabulary

__all__ = ["DESCRIPTOR", "Column", "Cue", "Dataset", "ForeignKey", "Role", "Table", "Term", "Vocabulary", "load_dataset"]
