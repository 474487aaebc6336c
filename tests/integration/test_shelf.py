"""The live stories on a real database: restarts, quiet days and unreadable rows change no answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.pipeline.people import merge_stories, split_story
from monitor.pipeline.shelf import Placing, StoryShelf
from rules.stories import features
from rules.text.document import Document
from storage.records import EntryData, FeedSpec
from storage.store import Store, Transaction

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
WINDOW = 24 * 3600.0
FEED = FeedSpec(url="https://a.example/rss")
TOWNS = "Velmora Drunhaven Tarsk Ostrand Kestra Pellin Linden Osby Marnau Brackwater".split()  # noqa: SIM905
EVENTS = (
    "flood drowns the lower market of {}", "warehouse fire in {} burns all night",
    "bus and tram collide in {}", "court in {} frees a former mayor", "dockers of {} go on strike",
)  # fmt: skip
FRAMES = (
    "{}",
    "Live: {}",
    "What we know: {}",
    "{}, officials say",
    "Witnesses tell how {}",
    "{} again",
)
REMARKS = ("Nobody knew more by noon.", "Neighbours came out to look.", "The mayor asked for calm.")

Arrival = tuple[datetime, str, str]


def news(count: int, seed: int = 4) -> list[Arrival]:
    """Return reports of random events, some at the same moment, with a pause longer than a window."""
    draw = random.Random(seed)
    now, made = START, []
    for number in range(count):
        now += timedelta(minutes=draw.choice((0, 3, 40, 200)))
        if number == count // 2:
            now += timedelta(seconds=1.5 * WINDOW)
        event = draw.choice(EVENTS).format(draw.choice(TOWNS))
        remark = draw.choice(REMARKS)
        made.append(
            (
                now,
                draw.choice(FRAMES).format(event),
                f"{event}. {remark}",
            )
        )
    return made


def shelve(
    store: Store, arrivals: Sequence[Arrival], restarts: set[int], people: int | None = None
) -> list[int]:
    """Return each arrival's story, as its place in the order of new stories.

    ``people`` seeds what people merge and split on the way; None: nothing.
    """
    with store.write() as tx:
        tx.feeds.sync([FEED], START)
        feed = tx.feeds.get(FEED.url)
    assert feed is not None
    draw = random.Random(people)
    shelf, stories = StoryShelf(), list[int]()
    for number, (now, title, text) in enumerate(arrivals):
        if number in restarts:
            shelf = StoryShelf()
        seen = features(Document(title=title, summary=text))
        link = f"https://a.example/{number}"
        data = EntryData(f"guid:{number}", str(number), link, title, text)
        with store.write() as tx:
            entry = tx.entries.insert(feed.id, now, False, [data])[0]
            story = shelf.place(tx, Placing(entry, title, seen, WINDOW), now)
        assert story is not None
        stories.append(story)
        if people is not None and number % 7 == 6:
            with store.write() as tx:
                rearrange(tx, draw, stories, now)
    return stories


def rearrange(tx: Transaction, draw: random.Random, stories: Sequence[int], now: datetime) -> None:
    """Merge two of the latest stories, or split one."""
    known = sorted({tx.links.home(story) for story in stories[-30:]})
    one, other = draw.sample(known, 2)
    members = [entry.id for entry in tx.entries.of_story(one)]
    if len(members) > 1 and draw.random() < 0.5:
        split_story(tx, one, members[: len(members) // 2], now, quiet=True)
    else:
        merge_stories(tx, one, other, now)


@pytest.mark.parametrize(("seed", "people"), [(1, None), (2, None), (3, None), (4, 1), (5, 2)])
def test_restarts_at_random_points_change_no_story(
    store: Store, tmp_path: object, seed: int, people: int | None
) -> None:
    arrivals = news(150, seed)
    other = Store.open(f"sqlite:///{tmp_path}/straight.db")
    other.upgrade()
    straight = shelve(other, arrivals, set(), people)
    other.close()
    restarts = set(random.Random(seed).sample(range(150), 30))
    assert shelve(store, arrivals, restarts, people) == straight
    assert 20 < len(set(straight)) < 140


def test_a_clock_that_is_set_back_changes_no_story_with_restarts(
    store: Store, tmp_path: object
) -> None:
    arrivals = news(120, 6)
    moved = [
        (now - timedelta(hours=5 if 40 <= number < 80 else 0), title, text)
        for number, (now, title, text) in enumerate(arrivals)
    ]
    other = Store.open(f"sqlite:///{tmp_path}/straight.db")
    other.upgrade()
    straight = shelve(other, moved, set())
    other.close()
    assert shelve(store, moved, set(range(5, 120, 9))) == straight


@pytest.mark.parametrize("restarts", [(), (1,), (2, 5), (5,), (6,), (1, 2, 3, 4, 5, 6, 7)])
@pytest.mark.parametrize("jump", [timedelta(days=730), timedelta(days=-730)])
def test_a_clock_that_is_wrong_by_years_for_a_while_makes_no_story_forgotten(
    store: Store, restarts: tuple[int, ...], jump: timedelta
) -> None:
    reports = [event.format(town) for town, event in zip(TOWNS, EVENTS, strict=False)]
    first, *others = reports
    told = [first, *others[:3], first, first, others[3], first]
    off = [timedelta(), *[jump] * 4, *[timedelta()] * 3]
    arrivals = [
        (START + timedelta(minutes=10 * number) + wrong, title, f"{title}. {REMARKS[0]}")
        for number, (title, wrong) in enumerate(zip(told, off, strict=True))
    ]
    stories = shelve(store, arrivals, set(restarts))
    # With the wrong time it may have begun anew, once; it is known from then on.
    assert {stories[5], stories[7]} <= {stories[0], stories[4]}


def test_what_is_dated_in_the_far_future_is_forgotten_in_time(store: Store) -> None:
    titles = [event.format(town) for town, event in zip(TOWNS, EVENTS, strict=False)]
    wrong = START + timedelta(days=730)
    hours = (0.1, 0.5, 20, 40)
    arrivals = [(wrong, titles[0], f"{titles[0]}. {REMARKS[0]}")]
    for hour, title in zip(hours, (*titles[1:4], titles[0]), strict=True):
        arrivals.append((START + timedelta(hours=hour), title, f"{title}. {REMARKS[0]}"))
    for restarts in (set[int](), {4}, {2, 3, 4}):
        stories = shelve(store, arrivals, restarts)
        assert stories[0] != stories[4]
        arrivals = [(now + timedelta(days=9), title, text) for now, title, text in arrivals]


def test_after_a_pause_nothing_old_is_joined(store: Store) -> None:
    first, *_ = news(1)
    later = (first[0] + timedelta(seconds=WINDOW + 60), first[1], first[2])
    one, two = shelve(store, [first, later], set())
    assert one != two


def test_a_row_that_cannot_be_read_is_left_out(store: Store) -> None:
    first, *_ = news(1)
    soon = (first[0] + timedelta(minutes=5), first[1], first[2])
    story, _ = shelve(store, [first, soon], set())
    with store.write() as tx:
        tx.stories.add_features(story, 1, soon[0], '[{"old":1},[],[],[],[]]')
        seen = features(Document(title=first[1], summary=first[2]))
        placed = StoryShelf().place(tx, Placing(1, first[1], seen, WINDOW), soon[0])
    assert placed == story
