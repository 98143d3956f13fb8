"""Data packages that a stranger wrote: read safely, checked whole."""

from footnoted.validate.report import FRICTIONLESS_TYPES, Report
from footnoted.validate.resource.package import validate_package
from footnoted.validate.resource.safe import DEFAULT_LIMITS, Limits

__all__ = ["DEFAULT_LIMITS", "FRICTIONLESS_TYPES", "Limits", "Report", "validate_package"]
