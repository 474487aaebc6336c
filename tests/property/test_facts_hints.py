"""What one look at a sentence says it cannot hold, no expression finds in any part of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.facts import context, past, rates
from rules.facts.cues import Cue

# Each expression that is looked for only where a hint was found, with the hint.
HINTED: dict[str, tuple[Cue, re.Pattern[str]]] = {
    "superlative": (context._ANY_SUPERLATIVE, context._SUPERLATIVE),
    "clause before": (context._ANY_CLAUSE, context._CLAUSE_BEFORE),
    "sum": (context._ANY_SUM, context._BACKGROUND),
    "false": (context._FALSE, context._FALSE_AFTER),
    "every": (context._ANY_EVERY, context._EVERY),
    "named year": (past._ANY_YEAR, past._NAMED_YEAR),
    "in a year": (past._ANY_YEAR, past._IN_YEAR),
    "supposed": (context._SUPPOSES, context._HYPOTHETICAL),
    **{f"rate {at}": row[:2] for at, row in enumerate(rates._RATE)},
    **{f"cue {at}": (cue, cue._any) for at, cue in enumerate(context._HINTS._cues)},
}
AROUND = st.text("aé. ,İK\n", max_size=4)


@pytest.mark.parametrize("name", HINTED)
@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_found_in_a_part_is_hinted_at_by_the_whole(name: str, data: st.DataObject) -> None:
    cue, pattern = HINTED[name]
    part = data.draw(st.from_regex(pattern))
    whole = data.draw(AROUND) + part + data.draw(AROUND)
    assert cue in context._HINTS.of(whole)
