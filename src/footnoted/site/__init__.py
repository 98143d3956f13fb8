"""The package as a site: what Datasette needs to know about it, all from the published descriptor."""

from footnoted.site.application import application
from footnoted.site.descriptor import package_folder, read_package
from footnoted.site.hosting import publish
from footnoted.site.package import Package
from footnoted.site.preview import full_texts

__all__ = ["Package", "application", "full_texts", "package_folder", "publish", "read_package"]
