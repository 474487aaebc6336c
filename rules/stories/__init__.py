"""Stories: which items report one event, and what its figures were over time."""

from rules.stories.decision import Join, Start, Weights
from rules.stories.features import Features, features
from rules.stories.grouping import Grouper
from rules.stories.rarity import Background

__all__ = ["Background", "Features", "Grouper", "Join", "Start", "Weights", "features"]
