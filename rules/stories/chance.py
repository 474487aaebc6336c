"""Whether two texts share so little that it may be chance: one well-known town, one firm.

Likeness goes by squared weights, so that in short texts one rare word in common is most of what
there is: of a raid on a bank in Frankfurt and a drone over Frankfurt's airport.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules.stories.features import Features
from rules.stories.rarity import Rarity

# Words of a lead that its title lacks, at least; a headline alone has not the room to share more.
LEAD: Final = 3
# Reports of one event share this much, in nats, where both have a lead.
ENOUGH: Final = 12.0
# Words that weigh less say nothing of two texts that share them.
SAYING: Final = 2.5


def has_lead(features: Features) -> bool:
    """Say whether a text tells more than its headline."""
    return len(features.words) - len(features.title) >= LEAD


def thinness(shared: Iterable[str], rarity: Rarity) -> float:
    """Return how little it is that two texts with leads share, 0..1; 0 in two languages.

    By the background alone: what a large story made common in the stream is common because of it.
    Texts of one language share plain words, whatever they tell of; those of two languages have
    nothing but names to share.
    """
    told, plain = 0.0, False
    for word in shared:
        weight = rarity.usual(word)
        if weight <= SAYING:
            plain = True
            continue
        told += weight
        if told >= ENOUGH:
            return 0.0
    return 1.0 - told / ENOUGH if plain else 0.0
