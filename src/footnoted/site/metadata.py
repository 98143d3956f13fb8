"""Datasette's metadata for a package: titles, descriptions, licence, columns, labels, facets, queries.

It is made from the published descriptor when the site starts, not stored in the package: the descriptor stays the one
place that says these things, a copied package serves alone, and a newer toolkit shows an older package better.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from footnoted.site.describe import column_descriptions
from footnoted.site.package import Column, Package, Table
from footnoted.site.preview import PREVIEW, preview_metadata
from footnoted.site.serving import PLUGIN
from footnoted.site.views import views

__all__ = ["inspect_data", "legal", "metadata"]


def metadata(package: Package, facets: Mapping[str, Sequence[str]], *, preview: bool = False) -> dict[str, Any]:
    """The metadata of the site (https://docs.datasette.io/en/stable/metadata.html).

    `facets` has the facets of each table; with `preview`, the database of full texts is described too.
    """
    described = {"title": package.title, **_described(package.descriptor.get("description", ""))}
    databases = {package.name: described | _database(package, facets)}
    terms = legal(package)
    if preview:
        # Every database takes over what the root says of licences, and the package's does not cover the texts.
        for part in (databases[package.name], *databases[package.name]["tables"].values()):
            part.update(terms)
        databases[PREVIEW] = preview_metadata()
    else:
        described |= terms
    settings = {"database": package.name, "edition": _edition(package, preview=preview)}
    return {**described, "databases": databases, "plugins": {PLUGIN: settings}}


def _edition(package: Package, *, preview: bool) -> str:
    """What every page is made of, in one word: the package, the code and files of the site, and whether texts show."""
    digest = hashlib.sha256(f"{package.sha256} {preview} {version('datasette')}".encode())
    site = Path(__file__).parent
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(site)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def legal(package: Package) -> dict[str, str]:
    """Licence, source and version, as Datasette's metadata has them: names, and addresses that may become links."""
    return {**_licence(package.descriptor), **_source(package.descriptor), **_about(package.descriptor)}


def inspect_data(package: Package) -> dict[str, Any]:
    """What `datasette inspect` would write of the SQLite file, from the descriptor: hash, size, rows of each table.

    The tables behind the full-text search are left out, and so out of Datasette's lists.
    """
    return {
        package.name: {
            "hash": package.sha256,
            "size": package.bytes,
            "file": package.database.name,
            "tables": {table.name: {"count": table.rows} for table in package.tables.values()},
        }
    }


def _database(package: Package, facets: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    tables = {table.name: _table(package, table, facets[table.name]) for table in package.tables.values()}
    shown = {name: {"title": v.title, "description": v.description} for name, v in views(package).items()}
    return {
        "tables": tables | shown,
        "queries": {
            query.name: {"title": query.title, **_described(query.description), "sql": query.sql, "hide_sql": True}
            for query in package.queries
        },
    }


def _table(package: Package, table: Table, facets: Sequence[str]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "title": table.title,
        **_described(table.description),
        "columns": column_descriptions(package, table),
        "sortable_columns": [column.name for column in table.columns if _sorts(table, column)],
    }
    if facets:
        described["facets"] = list(facets)
    if label := table.label or (table.primary_key[0] if len(table.primary_key) == 1 else None):
        # Without one, Datasette takes any column called `name` or `title`, empty or not.
        described["label_column"] = label
    return described


def _sorts(table: Table, column: Column) -> bool:
    """Whether an order by `column` says something: keys, names, terms, dates and figures, not stretches of text."""
    if column.name in (*table.primary_key, table.label) or column.references or column.closed:
        return True
    return column.type != "string" or column.reader == "date"


def _described(text: str) -> dict[str, str]:
    return {"description": text} if text else {}


def _licence(descriptor: Mapping[str, Any]) -> dict[str, str]:
    return _named("license", next(iter(descriptor.get("licenses", ())), {}))


def _source(descriptor: Mapping[str, Any]) -> dict[str, str]:
    return _named("source", next(iter(descriptor.get("sources", ())), {}))


def _about(descriptor: Mapping[str, Any]) -> dict[str, str]:
    if "version" not in descriptor:
        return {}
    about = f"{descriptor.get('name', 'dataset')} {descriptor['version']}"
    return _named("about", {"title": about, "path": descriptor.get("homepage", "")})


def _named(key: str, thing: Mapping[str, str]) -> dict[str, str]:
    """`key` and `key_url` of a thing with `title` or `name`, and a `path`, which becomes a link if it is one."""
    name, path = thing.get("title") or thing.get("name"), thing.get("path", "")
    named = {key: name} if name else {}
    # The pages link whatever stands here: a `javascript:` address in a stranger's descriptor would run.
    return named | ({f"{key}_url": path} if path.startswith(("https://", "http://")) else {})
