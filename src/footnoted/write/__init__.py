"""Tables to a package: one format a module, deterministic bytes, put in place whole."""

from footnoted.write.canonical import canonical_table, logical_hash
from footnoted.write.folder import recover
from footnoted.write.package import write_package

__all__ = ["canonical_table", "logical_hash", "recover", "write_package"]
