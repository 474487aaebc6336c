"""The background word counts: how common a word is before the archive can tell."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rules.stories.rarity import Background


@cache
def load_background() -> Background:
    """Return the shipped table (words.tsv: a stem and in how many items it stood)."""
    lines = files(__package__).joinpath("words.tsv").read_text(encoding="utf-8").splitlines()
    items = 0
    counts: dict[str, float] = {}
    for line in lines:
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            items = int(value) if key.strip() == "items" else items
            continue
        word, _, count = line.partition("\t")
        counts[word] = float(count)
    return Background(counts, items)
