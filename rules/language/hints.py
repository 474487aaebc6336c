"""What to write instead: how each form of condition looks, and the words people use for ours."""

from __future__ import annotations

from typing import Final

PHRASE: Final = "phrase: {text: US, case: true, fields: [title]}"
NEAR: Final = "near: {all: [A, B], words: 8}"
COUNT: Final = "count: {among: [A, B], at_least: 2}"
FIGURE: Final = "figure: {kind: killed, at_least: 100}"
DEPLOYMENT: Final = "deployment: {forces: foreign, place: RU}"

INSIDE: Final = {
    **dict.fromkeys(("text", "case", "stem", "fields"), PHRASE),
    **dict.fromkeys(("words", "ordered"), NEAR),
    "among": COUNT,
    **dict.fromkeys(("kind", "at_least", "below", "side", "per", "status"), FIGURE),
    **dict.fromkeys(("forces", "place"), DEPLOYMENT),
}
"""Options that are no conditions themselves, and a form that they stand inside."""

MEANT: Final = {
    "or": "any", "either": "any", "and": "all", "not": "none", "but_not": "none",
    "except": "none", "exclude": "none", "without": "none", "regexp": "regex", "word": "phrase",
    "keyword": "phrase", "keywords": "any", "country": "entity", "domain": "source",
    "site": "source", "dead": "killed", "deaths": "killed", "died": "killed",
    "fatalities": "killed", "wounded": "injured", "hurt": "injured", "injuries": "injured",
    "victims": "casualties", "losses": "casualties", "hostages": "captured",
    "abducted": "captured", "kidnapped": "captured", "refugees": "displaced",
    "soldiers": "troops", "daily": "day", "weekly": "week", "monthly": "month",
    "yearly": "year", "urgent": "critical", "medium": "normal", "info": "low",
    "where": "place", "min": "at_least", "max": "below", "more_than": "at_least",
    "distance": "words", "within": "words", "minimum": "at_least", "name": "id",
    "condition": "when", "conditions": "when", "match": "when", "query": "when", "filter": "when",
    "if": "when", "priority": "severity", "level": "severity", "headline": "title",
    "body": "content", "description": "summary", "text": "title", "link": "url",
    "confirmed": "reported", "channels": "notify", "channel": "notify", "throttle": "update_gap",
    "cooldown": "update_gap", "expected": "expect", "result": "expect", "lang": "language",
    "category": "tag", "feed": "source", "raises": "rises", "increases": "rises",
    "decreases": "falls", "drops": "falls", "any": "all", "of": "among", "list": "among",
}  # fmt: skip
"""What people write who do not know our word for it."""
