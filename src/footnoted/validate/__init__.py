"""Checks: tables against their schemas, footnotes against their texts, a whole dataset."""

from footnoted.validate.dataset import Checked, check_dataset

__all__ = ["Checked", "check_dataset"]
