"""What is left of a tree when values are taken out, and where it was written."""

from __future__ import annotations

import random

from monitor.config.holes import Holes
from monitor.config.problems import Where

TREE = {
    "routes": [{"to": ["a", "b", "c"]}, {"to": ["d"]}, "x", {"to": ["e", {"f": "g"}]}],
    "health": {"to": ["h", "i"]},
    "log": "info",
}


def places(value: object, where: Where = ()) -> dict[Where, object]:
    """Every path of a tree with what stands there."""
    found: dict[Where, object] = {where: value}
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= places(inner, (*where, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            found |= places(inner, (*where, at))
    return found


def test_what_is_left_has_the_places_it_was_written_at() -> None:
    written = places(TREE)
    leaves = {where: value for where, value in written.items() if isinstance(value, str)}
    chance = random.Random(7)
    for _ in range(200):
        holes = Holes(TREE)
        gone: set[Where] = set()
        for _ in range(3):
            some = chance.sample(sorted(set(written) - {()}, key=str), 2)
            gone.update(some)
            holes.take_out(some)
        left = {w: v for w, v in places(holes.left()).items() if isinstance(v, str)}
        expected = {
            where: value
            for where, value in leaves.items()
            if not any(where[: len(one)] == one for one in gone)
        }
        assert {holes.written(where): value for where, value in left.items()} == expected


def test_a_path_that_leads_nowhere_takes_out_its_deepest_part_and_ends() -> None:
    holes = Holes(TREE)
    assert holes.take_out([("health", "to", 1, "is-a[word]")])
    assert holes.left()["health"] == {"to": ["h"]}
    assert not holes.take_out([("health", "to", 1)])
    assert not holes.take_out([("nothing", "here")])
    assert holes.touch("health")
    assert not holes.touch("routes")
    assert TREE["health"] == {"to": ["h", "i"]}
