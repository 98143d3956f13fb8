"""The one exception base: what stops a command, with the fields to say why and what to do."""

from __future__ import annotations

__all__ = ["DatasetError", "FootnotedError", "LanguageError", "OutputError"]


class FootnotedError(Exception):
    """A programmer's or an environment's error; a user's data gives `Problem`s instead.

    `message` says what is wrong, `hint` (optional) what to do about it.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class DatasetError(FootnotedError):
    """No dataset can be read at the given place."""


class LanguageError(FootnotedError):
    """A language is asked for that has no data file."""


class OutputError(FootnotedError):
    """The package cannot be written: disk full, folder read-only, another build at work."""
