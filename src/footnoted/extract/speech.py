"""A quotation with what stands around it, and what is said of who speaks it."""

from __future__ import annotations

from dataclasses import dataclass

from footnoted.extract.lexicon import Lexicon
from footnoted.extract.memory import Meant
from footnoted.extract.people import Person
from footnoted.extract.referents import Around
from footnoted.readers import Reading
from footnoted.text import Span

__all__ = ["Place", "Said"]

_FAR = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation and its speaker: `kind` named, anonymous or organisation; `span` the words that tell who speaks."""

    quotation: Reading
    kind: str
    span: Span
    person: Person | None = None
    company: Meant | None = None
    role: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation, the stretch between its neighbours, and who spoke before."""

    around: Around
    quotation: Reading
    free: Span
    own: Lexicon
    last: Said | None

    @property
    def text(self) -> str:
        """The article."""
        return self.around.document.text

    @property
    def after(self) -> Span:
        """What follows in the same sentence, up to the next quotation."""
        end = self.quotation.span.end
        if self.text[end - 2 : end - 1] in {".", "!", "?"} and not self._goes_on(end):
            return Span(end, end)
        sentence = self.around.document.sentence_at(end) or self.around.document.sentence_at(max(0, end - 1))
        return Span(end, max(end, min(self.free.end, sentence.end if sentence else end, end + _FAR)))

    @property
    def before(self) -> Span:
        """What precedes in the same sentence, from the quotation before on."""
        start = self.quotation.span.start
        sentence = self.around.document.sentence_at(start)
        return Span(max(self.free.start, sentence.start if sentence else start, start - _FAR), start)

    def _goes_on(self, end: int) -> bool:
        following = self.text[end : end + 2].strip()
        return following[:1] in {",", "–", "—"} or following[:1].islower()
