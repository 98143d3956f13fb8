"""Stretches of a text without the white space at their ends."""

from __future__ import annotations

from footnoted.text import Span

__all__ = ["stripped"]


def stripped(text: str, span: Span) -> Span:
    """`span` without the white space at its ends; empty, at its start, where it holds nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else Span(span.start, span.start)
