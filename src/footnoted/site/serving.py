"""The site that a Datasette serves: found from its settings, read once, asked through Datasette's own connections.

The settings name the database alone (`{"database": "dataset"}`): its package is what lies in the folder of its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary, ref

from footnoted.site.descriptor import read_package
from footnoted.site.footnotes import Ask
from footnoted.site.links import plugin_settings
from footnoted.site.package import Package
from footnoted.site.pictures import SlowQueryError
from footnoted.site.preview import PREVIEW
from footnoted.site.rows import Site

__all__ = ["PLUGIN", "Served", "configuration", "served"]

PLUGIN = "footnoted"
"""The plugin's name in Datasette's configuration: that of the distribution."""


class Served:
    """A site and what the plugin works out for it once: `settings` say where keys lead (`footnoted.site.links`)."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.settings: Mapping[str, Any] = MappingProxyType(plugin_settings(site.package))
        self.cache: dict[str, Any] = {}

    @property
    def package(self) -> Package:
        """The package that is served."""
        return self.site.package


# Datasette works its configuration out anew at each question, and a page asks once for each cell.
_configured: WeakKeyDictionary[Any, Mapping[str, Any]] = WeakKeyDictionary()
_served: WeakKeyDictionary[Any, Served | None] = WeakKeyDictionary()


def served(datasette: Any) -> Served | None:  # noqa: ANN401 - Datasette has no types
    """The site of ours that `datasette` serves, or None where it serves something else."""
    if datasette not in _served:
        database = configuration(datasette).get("database")
        _served[datasette] = _read(datasette, database) if database else None
    return _served[datasette]


def configuration(datasette: Any) -> Mapping[str, Any]:  # noqa: ANN401 - Datasette has no types
    """What `datasette` is told of a site of ours; nothing where it serves something else.

    Unlike `served`, it can be asked before all databases are there.
    """
    if datasette not in _configured:
        _configured[datasette] = datasette.plugin_config(PLUGIN) or {}
    return _configured[datasette]


def _read(datasette: Any, database: str) -> Served:  # noqa: ANN401 - Datasette has no types
    package = read_package(Path(datasette.get_database(database).path).parent)
    preview = _asker(datasette, PREVIEW) if PREVIEW in datasette.databases else None
    return Served(Site(package, _asker(datasette, database), preview))


def _asker(datasette: Any, database: str) -> Ask:  # noqa: ANN401 - Datasette has no types
    # A database knows its Datasette: held here, it would keep that, the key of this very value, alive for ever.
    reference = ref(datasette)
    # Imported here: Datasette, started by its own command, imports the plugin before it is ready.
    from datasette.database import QueryInterrupted  # noqa: PLC0415

    async def ask(sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        site = reference()
        if site is None:
            raise RuntimeError("the site is closed")
        opened = site.get_database(database)
        try:
            results = await opened.execute(sql, dict(parameters), log_sql_errors=False)
        except QueryInterrupted:
            raise SlowQueryError("the query ran out of its time") from None
        return [dict(row) for row in results.rows]

    return ask
