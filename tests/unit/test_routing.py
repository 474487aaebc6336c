"""Which channels an alert goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rules.alerts.routing import Routing, passes
from rules.alerts.routing import route as routing


@dataclass(frozen=True)
class Entry:
    notify: Sequence[str]
    severity: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


ROUTES = (
    Entry(("slack", "mail"), severity=("high", "critical")),
    Entry(("mail", "europe"), labels={"desk": "europe"}),
    Entry(("both",), severity=("high",), labels={"desk": "asia", "team": "a"}),
)


def route(*asked: Any) -> tuple[str, ...]:
    return routing(*asked).channels


def test_a_rules_own_channels_override_routes_and_default() -> None:
    assert route(("own", "own"), "high", {}, ROUTES, ("console",)) == ("own",)


def test_every_route_that_fits_applies_and_each_channel_is_named_once() -> None:
    names = route((), "high", {"desk": "europe"}, ROUTES, ("console",))
    assert names == ("slack", "mail", "europe")


def test_all_conditions_of_a_route_must_hold() -> None:
    assert "both" not in route((), "high", {"desk": "asia"}, ROUTES, ())
    assert "both" in route((), "high", {"desk": "asia", "team": "a", "x": "y"}, ROUTES, ())
    assert route((), "low", {"desk": "asia", "team": "a"}, ROUTES, ("console",)) == ("console",)


def test_default_is_only_for_what_no_route_takes() -> None:
    assert route((), "normal", {}, ROUTES, ("console",)) == ("console",)
    assert route((), "critical", {}, ROUTES, ("console",)) == ("slack", "mail")


def test_a_channels_floor_leaves_out_what_is_below_it_and_nothing_steps_in() -> None:
    floors = {"mail": "high"}
    assert route(("mail", "log"), "normal", {}, (), ("console",), floors) == ("log",)
    assert route(("mail",), "normal", {}, (), ("console",), floors) == ()
    assert route(("mail",), "critical", {}, (), (), floors) == ("mail",)


def test_severities_are_ordered() -> None:
    assert passes("critical", "high")
    assert passes("low", None)
    assert not passes("low", "normal")


def test_a_routing_says_what_named_the_channels_and_what_was_left_out() -> None:
    own = routing(("own", "mail"), "low", {}, ROUTES, ("console",), {"mail": "high"})
    assert own == Routing(("own",), "the rule's notify", ("mail",))
    by_routes = routing((), "high", {"desk": "asia", "team": "a"}, ROUTES, ("console",))
    assert by_routes == Routing(("slack", "mail", "both"), "routes[0], routes[2]")
    assert routing((), "low", {}, ROUTES, ("console",)).by == "default_notify"
    assert routing((), "low", {}, ROUTES, ()) == Routing((), "nothing")
