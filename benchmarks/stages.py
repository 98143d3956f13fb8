"""Build the dataset in the folder named on the command line and print, as JSON, the time and memory of each stage."""

from __future__ import annotations

import json
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter


def main() -> None:
    """Run the stages of a build one by one, as `footnoted build` does."""
    started = perf_counter()
    stages: dict[str, float] = {}

    def lap(name: str) -> None:
        stages[name] = perf_counter() - started - sum(stages.values())

    from footnoted.claims import load_claims  # noqa: PLC0415 - importing is a stage
    from footnoted.parallel import Crew  # noqa: PLC0415
    from footnoted.resolve import resolve, to_tables  # noqa: PLC0415
    from footnoted.schema import load_dataset  # noqa: PLC0415
    from footnoted.validate.footnotes import check_footnotes  # noqa: PLC0415
    from footnoted.validate.table import check_tables  # noqa: PLC0415
    from footnoted.write import write_package  # noqa: PLC0415

    lap("import")
    root = Path(sys.argv[1])
    with Crew() as crew, ThreadPoolExecutor(1) as thread:
        dataset = load_dataset(root)
        loaded = load_claims(dataset, crew)
        lap("claims: read, find, read values")
        resolved = resolve(dataset, loaded)
        lap("resolve")
        tables = to_tables(dataset, loaded, resolved)
        lap("tables")
        findings = [*check_tables(tables, dataset.tables), *loaded.problems, *resolved.problems]
        lap("check tables")
        proof = thread.submit(check_footnotes, dataset, tables, loaded, crew)
        findings += write_package(dataset, tables, root / "build", lambda: not proof.result())
        findings += proof.result()
    lap("prove footnotes, write and read back")
    if findings:
        sys.exit(f"the synthetic dataset has problems, first: {findings[0]}")
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"total": sum(stages.values()), "memory": max(used) / 1024, "stages": stages}))


if __name__ == "__main__":
    main()
