"""A package as a Datasette application, ready to answer requests; nothing listens yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from footnoted.errors import DatasetError
from footnoted.site.facets import facets
from footnoted.site.metadata import inspect_data, metadata
from footnoted.site.package import Package
from footnoted.site.preview import PREVIEW, Text, in_memory

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["SETTINGS", "application", "configuration"]

SETTINGS: Mapping[str, bool | int] = MappingProxyType(
    {
        # Suggesting facets runs a query for each column of each page; the schemas say which facets make sense.
        "suggest_facets": False,
        # The file is open data, and the page shows its size.
        "allow_download": True,
        # Rows of a result: a page of this length is one that a browser still shows; CSV streams all.
        "max_returned_rows": 1000,
        "default_page_size": 50,
        # Milliseconds: long enough for a join over a million rows, short enough that no page hangs.
        "sql_time_limit_ms": 2000,
        "facet_time_limit_ms": 500,
        # Characters: a passage shows whole, an article does not fill the page.
        "truncate_cells_html": 600,
        # Seconds: after a new build and start, a reload shows the new build.
        "default_cache_ttl": 0,
    }
)


@contextmanager
def application(package: Package, texts: tuple[Text, ...] = ()) -> Iterator[Datasette]:
    """The site of `package`, its SQLite file immutable; closes every connection afterwards.

    `texts`, if any, are shown in a second database, `preview`, in memory.

    Raises:
        DatasetError: Datasette cannot open a file at such a path.
    """
    if found := [character for character in "?#%" if character in str(package.database)]:
        message = f"Datasette cannot open {package.database}: its path has {' and '.join(found)} in it"
        raise DatasetError(message, "move the package to another folder")
    # Imported here: Datasette, started by its own command, imports the plugin, and so this package, before it is ready.
    from datasette.app import Datasette  # noqa: PLC0415
    from datasette.database import Database  # noqa: PLC0415

    with ExitStack() as stack:
        described = metadata(package, facets(package), preview=bool(texts))
        config = configuration(described)
        site = Datasette(
            [],
            immutables=[str(package.database)],
            inspect_data=inspect_data(package),
            metadata=described,
            settings=dict(SETTINGS),
            **({"config": config} if config else {}),
        )
        stack.callback(_close, site)
        if texts:
            memory = stack.enter_context(in_memory(texts))
            site.add_database(Database(site, memory_name=memory), name=PREVIEW)
        yield site


def configuration(described: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the metadata that this Datasette takes from its configuration instead.

    Those are the questions since Datasette 1.0; no earlier one has a configuration.
    """
    if version("datasette").startswith("0."):
        return {}
    databases = described["databases"].items()
    return {"databases": {name: {"queries": each["queries"]} for name, each in databases if "queries" in each}}


def _close(site: Datasette) -> None:
    site.executor.shutdown()
    for database in site.databases.values():
        database.close()
