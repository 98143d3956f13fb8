"""What is known of each language, from one data file a language, and texts divided by it into segments."""

from footnoted.languages.files import available
from footnoted.languages.segments import Clause, Document, document

__all__ = ["Clause", "Document", "available", "document"]
