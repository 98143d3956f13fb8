"""The reports of changes, a format a module."""
