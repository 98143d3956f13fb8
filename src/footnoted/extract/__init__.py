"""Article -> draft claims: the extractor proposes, people review, the build proves."""

from footnoted.extract.coverage import uncited
from footnoted.extract.draft import DRAFTED_BY, Draft, Drafted, Extractor, draft
from footnoted.extract.guess import guess_language
from footnoted.extract.identify import slug
from footnoted.extract.language_free import language_free

__all__ = ["DRAFTED_BY", "Draft", "Drafted", "Extractor", "draft", "guess_language", "language_free", "slug", "uncited"]
