"""Other extractors: what they propose about an article goes through the same gate as what a person writes."""

from footnoted.extract.plugs.admit import Admitted, Refused, admit
from footnoted.extract.plugs.draft import draft_with
from footnoted.extract.plugs.plug import (
    GROUP,
    Article,
    Installed,
    Plug,
    PlugError,
    Proposals,
    load_plug,
    plug_names,
    plug_version,
)

__all__ = [
    "GROUP",
    "Admitted",
    "Article",
    "Installed",
    "Plug",
    "PlugError",
    "Proposals",
    "Refused",
    "admit",
    "draft_with",
    "load_plug",
    "plug_names",
    "plug_version",
]
