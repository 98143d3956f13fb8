"""What is known of each language, from one data file a language, and texts divided by it into segments."""

from footnoted.language_files import available, is_available
from footnoted.languages.lexicon import Language
from footnoted.languages.loader import currency_families, load
from footnoted.languages.segments import Clause, Document, document

__all__ = [
    "Clause",
    "Document",
    "Language",
    "available",
    "currency_families",
    "document",
    "is_available",
    "load",
]
