"""What people decided, from `seeds/decisions.toml`: preferred claims, retired ids, accepted exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from footnoted.claims.file import ClaimsFile
from footnoted.problem import Problem

__all__ = ["Decisions", "Preferred", "Redirect", "accept"]


@dataclass(frozen=True, slots=True)
class Preferred:
    """The source that a row's column (with its group) is taken from, and why."""

    table: str
    row_id: str
    column: str
    source_id: str
    reason: str
    index: int


@dataclass(frozen=True, slots=True)
class Redirect:
    """An id that is used no more, the id in its place if there is one, and why."""

    table: str
    old_id: str
    new_id: str | None
    reason: str


@dataclass(frozen=True)
class Decisions:
    """All written decisions of a dataset; `file` is None where there are none."""

    file: ClaimsFile | None = None
    preferred: tuple[Preferred, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    accepted: tuple[Mapping[str, str], ...] = field(default=())

    @classmethod
    def of(cls, file: ClaimsFile | None) -> Decisions:
        """The decisions that `file` (of the right shape already) holds."""
        if file is None:
            return cls()
        data = file.data
        preferred = []
        for index, entry in enumerate(data.get("preferred", ())):
            table, _, row_id = entry["row"].partition("/")
            preferred.append(Preferred(table, row_id, entry["column"], entry["source"], entry["reason"], index))
        redirects = (
            Redirect(entry["table"], entry["old_id"], entry.get("new_id"), entry["reason"])
            for entry in data.get("redirects", ())
        )
        return cls(file, tuple(preferred), tuple(redirects), tuple(data.get("accepted", ())))

    def problem(self, index: int, message: str, hint: str | None = None) -> Problem:
        """A problem with the preference number `index`."""
        if self.file is None:
            return Problem("decision-unknown", "seeds/decisions.toml", message, hint=hint)
        return self.file.problem("decision-unknown", message, hint, keys=("preferred", index))


def accept(decisions: Decisions, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """`problems` without the warnings and hints that a written exception accepts; a needless exception is one itself.

    Errors cannot be accepted: they are what the promises forbid.
    """
    wanted = {(entry["code"], entry["path"]): index for index, entry in enumerate(decisions.accepted)}
    used = {(p.code, p.path) for p in problems if p.level != "error"} & wanted.keys()
    kept = (p for p in problems if (p.code, p.path) not in used or p.level == "error")
    return (*kept, *_needless(decisions, [index for key, index in wanted.items() if key not in used]))


def _needless(decisions: Decisions, indexes: list[int]) -> Iterator[Problem]:
    for index in indexes:
        if decisions.file:
            message = "this exception accepts nothing that the run found"
            found = decisions.file.problem("exception-needless", message, "remove it", keys=("accepted", index))
            yield replace(found, level="warning")
