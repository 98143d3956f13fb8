"""A folder ready for a host: the package, what Datasette is told about it, and what starts and guards the server."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from string import Template

from footnoted import __version__
from footnoted.errors import OutputError
from footnoted.site.application import SETTINGS, configuration
from footnoted.site.facets import facets
from footnoted.site.metadata import inspect_data, metadata
from footnoted.site.package import Package

__all__ = ["MARK", "publish"]

MARK = "start.sh"
"""The file by which a folder that was published before is known."""

_CONFIG = "datasette.json"

# Pages change with the package alone, and its address stays: an hour, then the browser asks whether there is a new one.
_CACHED = 3600


def publish(package: Package, out: Path) -> tuple[Path, ...]:
    """Write to `out` all that a server of `package` needs, and return the files beside the package.

    Args:
        package: a package as built.
        out: a folder that is not there, is empty, or was published before; then it is replaced.

    Raises:
        OutputError: `out` holds something else, or lies in the package itself.
    """
    _refuse(package, out)
    draft = out.with_name(f".{out.name}-draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(package.folder, draft / "package")
    described = metadata(package, facets(package))
    _write_json(draft / "metadata.json", described)
    _write_json(draft / "inspect.json", inspect_data(package))
    config = configuration(described)
    if config:
        _write_json(draft / _CONFIG, config)
    words = _words(package, _CONFIG if config else None)
    for source in sorted(files(__package__).joinpath("files").iterdir(), key=lambda file: file.name):
        (draft / source.name).write_text(Template(source.read_text("utf-8")).substitute(words), "utf-8")
    (draft / MARK).chmod(0o755)
    shutil.rmtree(out, ignore_errors=True)
    draft.rename(out)
    return tuple(sorted(path for path in out.iterdir() if path.is_file()))


def _refuse(package: Package, out: Path) -> None:
    if out.resolve().is_relative_to(package.folder.resolve()):
        raise OutputError(f"{out} lies in the package itself", "choose a folder beside it")
    if out.exists() and not (out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))):
        raise OutputError(f"{out} holds something else", "choose a folder that is empty, or not there yet")


def _words(package: Package, config: str | None) -> dict[str, str]:
    name = str(package.descriptor.get("name") or package.name)
    settings = {**SETTINGS, "default_cache_ttl": _CACHED}
    # A title is a stranger's text: in a file of lines it stays on its line.
    title = " ".join(package.title.replace("%", "%%").split())
    return {
        "name": name,
        "zone": name.replace("-", "_"),
        "title": title,
        "database": package.database.name,
        "footnoted": __version__,
        "datasette": version("datasette"),
        "config": f"  --config {config} \\\n" if config else "",
        "settings": "".join(f"  --setting {key} {_setting(value)} \\\n" for key, value in settings.items()),
    }


def _setting(value: bool | int) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
