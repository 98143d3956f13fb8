"""The log of the server: a page that is not there is no news.

Datasette prints every exception, with all local variables of all frames, wherever the package rich happens to be
installed: what visitors asked for floods the log, a tenth of a second each time, and whoever does not read the log
stops the server. Errors of the server itself it also prints without rich, and those stay.
"""

from __future__ import annotations

__all__ = ["print_no_locals"]


def print_no_locals() -> None:
    """Let Datasette do as it does without rich."""
    # Imported here: Datasette, started by its own command, imports the plugin before it is ready.
    import datasette.handle_exception as printing  # noqa: PLC0415

    if getattr(printing, "rich", None) is not None:
        printing.rich = None
