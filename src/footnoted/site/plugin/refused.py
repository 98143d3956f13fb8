"""The answer to a mistake in an address: Datasette's own page of an error, with a status that says whose it is."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import BadRequest

__all__ = ["refused"]


async def refused(datasette: Any, request: Any, told: str) -> Any:  # noqa: ANN401 - Datasette has no types
    """A response that tells it, in the format that was asked for."""
    # Imported here: Datasette, started by its own command, imports the plugin before it is ready.
    from datasette.handle_exception import handle_exception  # noqa: PLC0415

    return await handle_exception(datasette, request, BadRequest(told))()
