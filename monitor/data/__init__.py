"""Tables that ship with the package; SOURCES.md says where each comes from and its licence."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rules.facts.gazetteer import Gazetteer


@cache
def load_gazetteer() -> Gazetteer:
    """Return the built-in countries, read once from ``gazetteer.tsv``."""
    text = files(__name__).joinpath("gazetteer.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return Gazetteer.build((code, kind, aliases.split("|")) for code, kind, aliases in rows)
