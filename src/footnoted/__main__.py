"""`python -m footnoted` is the command `footnoted`: for machines whose PATH lacks the folder of scripts."""

from __future__ import annotations

from footnoted.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
