"""A check in a child process with limits: whatever a file does to a parser, this process lives and says which it was.

The child is forked before any thread is started, sends its findings as JSON, and ends.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from footnoted.errors import FootnotedError
from footnoted.problem import Fix, Place, Problem

__all__ = ["Bounds", "Ended", "confined"]

_BLOCK = 1 << 16
_FAILED = 3


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a check may use: bytes of memory beyond what is in use now, seconds by the clock, bytes of findings."""

    memory: int
    seconds: float
    findings: int = 64 << 20


class Ended(NamedTuple):
    """A check that did not come to its end, and why."""

    why: str


def confined(check: Callable[[], tuple[Problem, ...]], bounds: Bounds) -> tuple[Problem, ...] | Ended:
    """The problems that `check` finds in a child process within `bounds`, or how it ended.

    Raises:
        FootnotedError: the check raised one, or could not read a file.
    """
    if not hasattr(os, "fork"):
        return check()
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run(check, bounds, writing)
    os.close(writing)
    try:
        said = _received(reading, bounds)
    finally:
        os.close(reading)
        _stop(child)
    _, status = os.waitpid(child, 0)
    return said if isinstance(said, Ended) else _told(said, status)


def _run(check: Callable[[], tuple[Problem, ...]], bounds: Bounds, writing: int) -> None:
    """The child's whole life."""
    code = 0
    try:
        _limit(resource.RLIMIT_AS, _in_use() + bounds.memory)
        _limit(resource.RLIMIT_CORE, 0)
        said: dict[str, Any] = {"problems": [asdict(problem) for problem in check()]}
    except MemoryError:
        said = {"ended": "it needs more memory than a check may use"}
    except FootnotedError as error:
        said = {"error": [error.message, error.hint]}
    except OSError as error:
        said = {"error": [str(error), None]}
    except KeyboardInterrupt:
        os._exit(_FAILED)
    except BaseException:  # noqa: BLE001 - nothing may come out of the child but its findings
        traceback.print_exc()
        said = {"ended": f"the toolkit failed: {traceback.format_exc(limit=0).strip().splitlines()[-1]}"}
        code = _FAILED
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(said, ensure_ascii=True).encode())
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        # Whatever happens, the child never goes on with what its parent was doing.
        os._exit(code)


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _in_use() -> int:
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - before anything else is imported
        return int(statm.read().split()[0]) * resource.getpagesize()


def _received(reading: int, bounds: Bounds) -> bytes | Ended:
    parts: list[bytes] = []
    length, end = 0, time.monotonic() + bounds.seconds
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return Ended(f"it took longer than {bounds.seconds:g} seconds")
        block = os.read(reading, _BLOCK)
        if not block:
            return b"".join(parts)
        parts.append(block)
        length += len(block)
        if length > bounds.findings:
            return Ended("it found more than a report can hold")


def _stop(child: int) -> None:
    """End the child, which has said all that it had to say or has overrun its limits."""
    for _ in range(200):
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)


def _told(said: bytes, status: int) -> tuple[Problem, ...] | Ended:
    if os.WIFSIGNALED(status) and not said:
        return Ended(f"it was ended by signal {os.WTERMSIG(status)} ({signal.Signals(os.WTERMSIG(status)).name})")
    if not said:
        return Ended(f"it ended with exit code {os.waitstatus_to_exitcode(status)}")
    found = json.loads(said)
    if "error" in found:
        raise FootnotedError(*found["error"])
    return Ended(found["ended"]) if "ended" in found else tuple(map(_problem, found["problems"]))


def _problem(said: dict[str, Any]) -> Problem:
    fix = said["fix"] and Fix(*said["fix"])
    return Problem(**{**said, "related": tuple(Place(*place) for place in said["related"]), "fix": fix})
