"""Items join the story of their event, and look-alike events stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.data.words import load_background
from rules.facts.model import Facts, Figure
from rules.stories import Features, Grouper, Join, Start, features
from rules.stories.decision import BAR, MOST_TRUST, trust_in_size
from rules.text.document import Document

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

FERRY = (
    ("Ferry with 140 aboard capsizes off Kalindo island", "Rescue boats searched the Strait of Moravi on Sunday after the ferry Halcyon Star overturned in heavy swell."),
    ("Dozens missing after Halcyon Star sinks near Kalindo", "The ferry was carrying about 140 passengers across the Moravi strait when it overturned, the coast guard said."),
    ("Kalindo ferry disaster: coast guard hunts for survivors", "Survivors of the Halcyon Star said the ferry tilted in minutes. Some 140 people had been on board in the Moravi strait."),
)  # fmt: skip
QUAKE = (
    "Strong earthquake topples homes in Bergama valley",
    "Villagers in the Bergama valley dug through rubble after a magnitude 6.1 earthquake.",
)
OTHER_FERRY = (
    "Ferry runs aground near Port Ellesby, passengers safe",
    "All 62 passengers walked off the Ellesby ferry after it hit a sandbank in thick fog.",
)


def look(title: str, summary: str = "") -> Features:
    return features(Document(title=title, summary=summary))


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def run(grouper: Grouper, items: Sequence[tuple[Features, datetime | None]]) -> list[str]:
    """Place and add items in turn; return the story of each."""
    stories = []
    for seen, moment in items:
        verdict = grouper.place(seen, moment)
        story = verdict.story if isinstance(verdict, Join) else f"s{len(grouper)}"
        grouper.add(story, seen, moment)
        stories.append(story)
    return stories


def test_one_event_in_three_wordings_is_one_story() -> None:
    stories = run(Grouper(), [(look(*text), at(i)) for i, text in enumerate(FERRY)])
    assert stories == ["s0", "s0", "s0"]


def test_other_events_start_stories_with_a_reason() -> None:
    grouper = Grouper(background=load_background())
    run(grouper, [(look(*text), at(0)) for text in FERRY])
    for text in (QUAKE, OTHER_FERRY):
        verdict = grouper.place(look(*text), at(1))
        assert isinstance(verdict, Start)
        assert verdict.reason


def test_wire_copy_joins_at_once() -> None:
    grouper = Grouper()
    grouper.add("first", look(*FERRY[0]), at(0))
    title, text = FERRY[0]
    verdict = grouper.place(look(f"{title} - The Harbour Post", text), at(40))
    assert isinstance(verdict, Join)
    assert verdict.reason.startswith("the same text")


def test_same_bulletin_with_another_number_is_no_copy() -> None:
    text = (
        "A magnitude {} earthquake was recorded today by the seismic office of the region, it said"
    )
    grouper = Grouper()
    grouper.add("first", look(text.format("4.1")), at(0))
    verdict = grouper.place(look(text.format("5.7")), at(1))
    assert not verdict.reason.startswith("the same text")


def test_place_changes_nothing() -> None:
    grouper = Grouper()
    grouper.add("first", look(*FERRY[0]), at(0))
    assert grouper.place(look(*FERRY[1]), at(1)) == grouper.place(look(*FERRY[1]), at(1))
    assert len(grouper) == 1


def test_story_is_forgotten_when_the_window_has_passed() -> None:
    grouper = Grouper(window=3600.0)
    grouper.add("first", look(*FERRY[0]), at(0))
    assert isinstance(grouper.place(look(*FERRY[0]), at(2)), Start)
    run(grouper, [(look(*QUAKE), at(2)), (look(*OTHER_FERRY), at(2)), (look("Budget"), at(2))])
    assert len(grouper) == 3


def test_one_item_dated_far_ahead_does_not_clear_the_memory() -> None:
    grouper = Grouper()
    stories = run(
        grouper,
        [(look(*FERRY[0]), at(0)), (look(*QUAKE), at(24 * 365)), (look(*FERRY[1]), at(1))],
    )
    assert stories[2] == stories[0]


def test_items_without_time_take_the_order_of_arrival() -> None:
    stories = run(Grouper(), [(look(*text), None) for text in (*FERRY, QUAKE)])
    assert stories == ["s0", "s0", "s0", "s3"]


def test_time_that_goes_back_is_no_obstacle() -> None:
    items = [(look(*text), at(-200.0 * i)) for i, text in enumerate((FERRY[0], QUAKE, OTHER_FERRY))]
    assert len(set(run(Grouper(), items))) == 3


def test_replay_after_a_restart_gives_the_same_answers() -> None:
    texts = (*FERRY, QUAKE, OTHER_FERRY, *FERRY)
    items = [(look(*text), at(11.0 * i)) for i, text in enumerate(texts)]
    grouper = Grouper(window=40 * 3600.0)
    stories = run(grouper, items)
    again = Grouper(window=40 * 3600.0)
    for story, (seen, moment) in list(zip(stories, items, strict=True))[3:]:
        again.add(story, Features.load(seen.dump()), moment)
    probe = look(*FERRY[2])
    assert again.place(probe, at(80)) == grouper.place(probe, at(80))


@pytest.mark.parametrize(
    ("first", "second", "other"),
    [
        ("Паром затонул у берегов острова Калиндо", "У острова Калиндо затонул паром, ищут людей", "Парламент принял закон о бюджете"),
        ("カリンド島沖でフェリーが転覆、捜索続く", "フェリー転覆、カリンド島沖で捜索", "国会で予算案が可決された"),
    ],
)  # fmt: skip
def test_any_language_is_grouped_by_its_words(first: str, second: str, other: str) -> None:
    stories = run(Grouper(), [(look(text), at(0)) for text in (first, second, other)])
    assert stories[0] == stories[1] != stories[2]


def test_features_survive_storage() -> None:
    seen = look(*FERRY[0])
    assert Features.load(seen.dump()) == seen


def test_features_see_names_numbers_and_pairs() -> None:
    seen = look(
        "Ferry sinks", "Three crew of the Halcyon Star and 1,400 sheep, said Moravi in 2026."
    )
    assert set(seen.names) >= {"halcyo", "star", "moravi"}
    assert seen.numbers == ("3", "1400")
    assert seen.capitals == ("ferry",)
    again = look("The Halcyon Star sinks", "Nobody was hurt.")
    assert len(seen.pair_set() & again.pair_set()) == 2  # the halcyon, halcyon star
    assert again.capitals == ()  # Title Case: a capital says nothing
    assert look("Halcyon Star sinks off Kalindo in a storm").capitals == (
        "halcyo",
        "star",
        "kalind",
    )


def test_facts_add_counts_that_words_spell_out() -> None:
    total = Figure("killed", 24, None, "dozens", "title", 0, 6)
    seen = features(Document(title="Dozens dead"), Facts(totals={"killed": total}))
    assert seen.numbers == ("24",)


def test_broken_features_are_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        Features.load("{")


def test_empty_item_starts_a_story_of_its_own() -> None:
    grouper = Grouper()
    grouper.add("first", look(""), at(0))
    assert isinstance(grouper.place(look(""), at(0)), Start)


def test_background_counts_are_stems_of_many_items() -> None:
    background = load_background()
    assert background.items > 1000
    assert background.counts["say"] > 100
    assert all(count <= background.items for count in background.counts.values())


@pytest.mark.parametrize(
    ("pattern", "one", "other"),
    [
        ("Fire in apartment block in {} kills {}|A fire broke out in a seven-storey apartment block "
         "in {} on Monday afternoon and killed {} people.", ("Halden Quay", 12), ("Sundmoor", 17)),
        ("Car bomb at {} market kills {}|A car bomb exploded at a market in the town of {} on "
         "Monday, killing {} people and wounding dozens.", ("Dorvan", 23), ("Tesk", 19)),
        ("Gunman at school in {} kills {}|A gunman opened fire at a secondary school in {} on "
         "Tuesday and killed {} people.", ("Ashford", 11), ("Brenton", 13)),
    ],
)  # fmt: skip
def test_two_events_told_after_one_pattern_stay_apart(
    pattern: str, one: tuple[str, int], other: tuple[str, int]
) -> None:
    first, second = (pattern.format(*event, *event).split("|") for event in (one, other))
    grouper = Grouper(background=load_background())
    assert run(grouper, [(look(*first), at(0)), (look(*second), at(0.2))]) == ["s0", "s1"]


def test_between_stories_that_people_told_apart_the_nearest_member_decides() -> None:
    grouper = Grouper(background=load_background())
    for text in FERRY[:2]:
        grouper.add("ferry", look(*text), at(0))
    grouper.add("split", look(*FERRY[2]), at(0))
    again = look("Coast guard hunts for survivors of Kalindo ferry disaster", FERRY[2][1])
    one = grouper.place(look(*FERRY[2]), at(1), apart=lambda *_: True)
    other = grouper.place(again, at(1), apart=lambda *_: True)
    assert isinstance(one, Join)
    assert isinstance(other, Join)
    assert one.story == other.story == "split"
    back = grouper.place(look(*FERRY[0]), at(1), apart=lambda *_: True)
    assert isinstance(back, Join)
    assert back.story == "ferry"


def test_a_bare_headline_goes_to_the_larger_of_two_stories_that_it_fits() -> None:
    """Else an early split of one event would draw half of all later headlines each way."""
    grouper = Grouper(background=load_background())
    for number in range(8):
        grouper.add("large", look(f"Halcyon Star ferry: {number} more found off Kalindo"), at(0))
    grouper.add("small", look("Kalindo mourns the Halcyon Star"), at(0))
    headline = look("Kalindo mourns victims of the Halcyon Star ferry")
    scores = {one.story: one.score for one in grouper.fits(headline, at(1))}
    assert scores["small"] > scores["large"] > BAR
    verdict = grouper.place(headline, at(1))
    assert isinstance(verdict, Join)
    assert verdict.story == "large"


def test_a_text_with_a_summary_goes_where_its_words_say() -> None:
    assert trust_in_size(8) > trust_in_size(12) == 1.0
    assert trust_in_size(60) < 0.05
    assert trust_in_size(0) == trust_in_size(1) == MOST_TRUST


def test_size_carries_no_join() -> None:
    grouper = Grouper(background=load_background())
    for _ in range(60):
        grouper.add("large", look(*FERRY[0]), at(0))
    assert isinstance(grouper.place(look("Harvest fair opens in Ellesby"), at(1)), Start)
