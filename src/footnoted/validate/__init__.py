"""Checks: tables against their schemas, footnotes against their texts, a whole dataset.

Nothing is imported here: who validates a package (`validate.resource`) waits for nothing that only a dataset needs
(`validate.dataset`).
"""
