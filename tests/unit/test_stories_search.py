"""What grouping leaves out to be cheap changes no answer: searches cut short, sums carried on."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from rules.stories import Background, Features, features
from rules.stories.index import FOUND, VISITS, WORDS, Index
from rules.stories.likeness import Anchor, overlap, weigh
from rules.stories.rarity import Rarity
from rules.text.document import Document


def texts(seed: int, count: int) -> list[Features]:
    """Return texts of words of which a few are common and most are rare, as in a language."""
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        words = [f"w{int(draw.paretovariate(0.6)) % 5000:04d}x".upper() for _ in range(40)]
        words = [word.translate(str.maketrans("0123456789", "abcdefghij")) for word in words]
        found.append(features(Document(title=" ".join(words[:8]), summary=" ".join(words))))
    return found


def in_full(items: list[Features], sought: Features, rarity: Rarity) -> list[int]:
    """Return what a search finds that scores every item it may visit, and sorts them all."""
    weights = weigh(sought, rarity).words
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for word in item.words:
            postings[word].append(number)
    top = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
    scores: defaultdict[int, float] = defaultdict(float)
    visits = VISITS
    for word in sorted(top, key=lambda word: len(postings[word])):
        for number in postings[word][-visits:]:
            scores[number] += weights[word] ** 2
        visits -= len(postings[word])
        if visits <= 0:
            break
    return sorted(scores, key=lambda number: (scores[number], number), reverse=True)[:FOUND]


@pytest.mark.parametrize("seed", range(4))
def test_a_search_cut_short_finds_what_a_full_one_finds(seed: int) -> None:
    *items, one, two, three = texts(seed, 1500)
    index, rarity = Index(), Rarity(Background())
    for number, item in enumerate(items):
        index.add(number, item.words)
        rarity.add(item.words)
    for sought in (items[7], items[-1], one, two, three):
        assert index.nearest(weigh(sought, rarity)) == in_full(items, sought, rarity)


def test_first_members_taken_one_by_one_are_as_those_taken_together() -> None:
    *members, sought = texts(9, 12)
    rarity = Rarity(Background())
    for item in members:
        rarity.add(item.words)
    carried_on = Anchor(members[:1], rarity)
    for item in members[1:]:
        carried_on.add(item)
    at_once, weighed = Anchor(members, rarity), weigh(sought, rarity)
    assert carried_on.likeness(weighed) == at_once.likeness(weighed) > 0
    assert carried_on.coverage(weighed) == at_once.coverage(weighed)
    assert carried_on.strangeness(weighed) == at_once.strangeness(weighed)


def test_pairs_are_counted_and_shared_alike_before_and_after_storage() -> None:
    one, other = texts(5, 2)
    stored = Features.load(one.dump())
    assert stored.pair_count() == len(stored.pair_set()) == len(one.pair_set()) > 0
    weighed = weigh(one, Rarity(Background()))
    assert overlap(weighed, stored) == 1.0
    assert overlap(weighed, other) < 0.5
