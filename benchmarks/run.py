"""Run benchmarks, all or those named, and print a table for each; exit 1 where a limit is missed.

A benchmark is a file `bench_<name>.py` in this folder: its docstring's first line is the title, and its
`run() -> list[Row]` measures our row first, then the peers, all in the same run.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib import import_module
from pathlib import Path

from table import table

NAMES = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def title(name: str) -> str:
    """Return what a benchmark measures."""
    return (import_module(f"bench_{name}").__doc__ or name).splitlines()[0]


def measure(name: str) -> bool:
    """Run one benchmark, print its table and return whether all of its limits are held."""
    print(f"\n{name}: {title(name)}", flush=True)
    rows = import_module(f"bench_{name}").run()
    print(table(rows), flush=True)
    return all(row.held for row in rows)


def main() -> int:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Time the toolkit beside its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(NAMES)} (all of them by default)")
    parser.add_argument("--list", action="store_true", help="list the benchmarks and stop")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}")
    if arguments.list:
        print("\n".join(f"{name}: {title(name)}" for name in NAMES))
        return 0
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    held = [measure(name) for name in arguments.names or NAMES]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
