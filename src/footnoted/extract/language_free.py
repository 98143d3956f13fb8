"""What is told alike in every language there is data for: all that can be said of a text in an unknown one."""

from __future__ import annotations

from collections.abc import Iterator

from footnoted import languages, readers
from footnoted.extract.runs import runs
from footnoted.text import Span

__all__ = ["language_free"]

# A text is read once in each language: what begins further on is not looked at.
_READ = 20_000


def language_free(text: str) -> list[Span]:
    """Figures, quotations and company names with a legal form in `text`, in its order: those that all languages share.

    No row rests on them: which company a figure is of, and what it says of it, only the words around them tell.
    """
    begun = text[:_READ]
    told = [frozenset(_told(begun, tag)) for tag in languages.available()]
    return sorted({span for span, *_ in frozenset.intersection(*told)}) if told else []


def _told(text: str, tag: str) -> Iterator[tuple[Span, str, tuple[tuple[str, object], ...]]]:
    """The places in `text` that say something when it is read in one language, and what each says."""
    document = languages.document(text, tag)
    for reading in readers.quantities(document):
        if not reading.ambiguous:
            yield reading.span, reading.reader, (*sorted(reading.values.items()), *sorted(reading.open.items()))
    for reading in readers.quotations(document):
        yield reading.span, reading.reader, ()
    for run in runs(document):
        if run.form:
            yield Span(run.span.start, run.form.end), "name", ()
