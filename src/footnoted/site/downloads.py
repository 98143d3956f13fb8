"""The files of the package to download, each with its size and checksum; nothing else in its folder is given out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from footnoted.schema import DESCRIPTOR
from footnoted.site.package import Package

__all__ = ["Download", "downloads", "in_words", "media_type", "structured_data"]

_CHECKSUMS = "SHA256SUMS"
# What a release has beside what its descriptor lists.
_OF_RELEASE = ("CHANGES.md", "changes.parquet", "CITATION.cff", "croissant.json", "csvw.json", f"{_CHECKSUMS}.sig")
_MEDIA_TYPES = MappingProxyType(
    {
        ".csv": "text/csv; charset=utf-8",
        ".db": "application/vnd.sqlite3",
        ".json": "application/json",
        ".md": "text/markdown; charset=utf-8",
        ".parquet": "application/vnd.apache.parquet",
        ".zip": "application/zip",
    }
)
_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_KILO = 1000
_SMALL = 10


@dataclass(frozen=True, slots=True)
class Download:
    """A file by its path in the package; `sha256` is None for what only its own checksum file names."""

    path: str
    bytes: int
    sha256: str | None
    table: str | None = None

    @property
    def size(self) -> str:
        """The size for people."""
        return in_words(self.bytes)

    @property
    def format(self) -> str:
        """What kind of file it is: its ending, without the point."""
        return PurePosixPath(self.path).suffix.removeprefix(".") or "text"


def downloads(package: Package) -> dict[str, Download]:
    """Path -> file: those that the descriptor lists, the descriptor itself, the checksums and the archive of all."""
    listed = {file.path: Download(file.path, file.bytes, file.sha256, file.table) for file in package.files}
    more = {path: Download(path, (package.folder / path).stat().st_size, None) for path in _beside(package)}
    return listed | more


def _beside(package: Package) -> Iterator[str]:
    name, version = package.descriptor.get("name", "dataset"), package.descriptor.get("version")
    archives = [f"{file}.zip{ending}" for file in (name, f"{name}-{version}") for ending in ("", ".sha256")]
    for path in (DESCRIPTOR, _CHECKSUMS, *archives, *_OF_RELEASE):
        if (package.folder / path).is_file():
            yield path


def media_type(path: str) -> str:
    """The media type of a file of the package."""
    return _MEDIA_TYPES.get(PurePosixPath(path).suffix, "text/plain; charset=utf-8")


def in_words(size: int) -> str:
    """A number of bytes in the unit that leaves one to three digits before the point."""
    value, unit = float(size), 0
    while value >= _KILO and unit < len(_UNITS) - 1:
        value, unit = value / _KILO, unit + 1
    return f"{value:.0f} {_UNITS[unit]}" if value >= _SMALL or unit == 0 else f"{value:.1f} {_UNITS[unit]}"


def structured_data(package: Package, home: str, files: str, period: tuple[str, str] | None) -> str:
    """The dataset in the terms of schema.org (https://schema.org/Dataset), as JSON that can stand in a page.

    `home` is the address of the site, `files` that of its downloads, `period` when its sources were published.
    """
    descriptor = package.descriptor
    licence: dict[str, Any] = next(iter(descriptor.get("licenses", ())), {})
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": package.title,
        "description": descriptor.get("description"),
        "version": descriptor.get("version"),
        "dateCreated": package.created,
        "temporalCoverage": "/".join(period) if period else None,
        "license": licence.get("path") or licence.get("name"),
        "keywords": list(descriptor.get("keywords", ())) or None,
        "url": home,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": PurePosixPath(file.path).name,
                "encodingFormat": media_type(file.path).partition(";")[0],
                "contentUrl": f"{files}/{file.path}",
                "contentSize": f"{file.bytes} B",
                **({"sha256": file.sha256} if file.sha256 else {}),
            }
            for file in downloads(package).values()
        ],
    }
    text = json.dumps({key: value for key, value in found.items() if value is not None}, ensure_ascii=False)
    # A title with `</script>` in it would end the element that the text stands in.
    return text.replace("<", "\\u003c")
