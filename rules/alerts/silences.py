"""Whether a person wants to hear of an alert: silences by rule, story and label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from rules.alerts.memory import Change


class Mute(Protocol):
    """A silence; what is None or empty fits everything."""

    @property
    def id(self) -> int: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def story_id(self) -> int | None: ...
    @property
    def labels(self) -> Mapping[str, str]: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def until_new_fact(self) -> bool: ...
    @property
    def why(self) -> str: ...


M = TypeVar("M", bound=Mute)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An alert that is about to be told; ``new_fact``: it says what nobody was told before."""

    rule: str
    story_id: int
    labels: Mapping[str, str]
    new_fact: bool


def says_a_new_fact(told_before: bool, changes: Iterable[Change]) -> bool:
    """Say whether an alert of a rule is news to who knows what the rule told of the story.

    That one more outlet carries it is none.
    """
    return not told_before or any(change.what != "origins" for change in changes)


def silencing(silences: Iterable[M], alert: Candidate, now: datetime) -> M | None:
    """Return the first silence that holds back ``alert``, or None: it may be told."""
    return next((one for one in silences if fits(one, alert, now) and not _over(one, alert)), None)


def ended_by(silences: Iterable[M], alert: Candidate, now: datetime) -> tuple[M, ...]:
    """Return the silences that lasted until such an alert."""
    return tuple(one for one in silences if fits(one, alert, now) and _over(one, alert))


def fits(silence: Mute, alert: Candidate, now: datetime) -> bool:
    """Say whether everything that ``silence`` names is of the alert, and its time is not up."""
    if silence.until is not None and silence.until <= now:
        return False
    if silence.rule not in (None, alert.rule) or silence.story_id not in (None, alert.story_id):
        return False
    return all(alert.labels.get(name) == value for name, value in silence.labels.items())


def _over(silence: Mute, alert: Candidate) -> bool:
    return silence.until_new_fact and alert.new_fact


def reason(silence: Mute) -> str:
    """Return why an alert was not told, in words."""
    why = f": {silence.why}" if silence.why else ""
    return f"silenced by silence {silence.id}{why}"
