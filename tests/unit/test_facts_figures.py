"""Figures of RULES.md section 3, each rule with sentences of our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.facts.model import Facts, Figure
from rules.text.document import Document


def facts(title: str, *, summary: str = "", content: str = "", language: str = "en") -> Facts:
    time = datetime(2026, 5, 4, tzinfo=UTC)
    document = Document(title=title, summary=summary, content=content, language=language, time=time)
    return extract(document, load_gazetteer())


def totals(text: str) -> dict[str, int]:
    return {kind: figure.low for kind, figure in facts(text).totals.items()}


def only(text: str, language: str = "en") -> Figure:
    found = facts(text, language=language).figures
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("31 people were killed in the landslide", 31, 31, None),
        ("At least 31 people were killed", 31, 31, "at least"),
        ("More than 31 miners died underground", 31, 31, "more than"),
        ("About 31 villagers were killed", 31, 31, "about"),
        ("Up to 31 sailors were killed", 31, 31, "up to"),
        ("Death toll tops 31", 31, 31, "tops"),
        ("10 to 12 hikers were killed", 10, 12, None),
        ("Between 10 and 12 hikers were killed", 10, 12, None),
        ("Dozens killed in ferry fire", 24, None, None),
        ("Scores killed in ferry fire", 40, None, None),
        ("Hundreds of pilgrims killed in stampede", 200, None, None),
        ("Thousands killed in earthquake", 2000, None, None),
        ("Tens of thousands killed in famine", 20_000, None, None),
        ("Hundreds of thousands killed in famine", 200_000, None, None),
        ("The flu killed 1.2 million people", 1_200_000, 1_200_000, None),
        ("Twelve hundred people were killed", 1200, 1200, None),
        ("Two dozen people were killed", 24, 24, None),
        ("The famine killed half a million people", 500_000, 500_000, None),
        ("Quake kills 10\u00a0000 people", 10_000, 10_000, None),
        ("Quake kills 10 000 people", 10_000, 10_000, None),
        ("Quake kills 1,200 people", 1200, 1200, None),
        ("Twenty-five passengers were killed", 25, 25, None),
        ("A hundred and five passengers were killed", 105, 105, None),
        ("Death toll climbs from 95 to 158", 158, 158, None),
        ("Death toll from the quake rises to 95", 95, 95, None),
    ],
)
def test_numbers_are_read_as_news_writes_them(
    text: str, low: int, high: int | None, qualifier: str | None
) -> None:
    figure = only(text)
    assert (figure.kind, figure.low, figure.high, figure.qualifier) == (
        "killed",
        low,
        high,
        qualifier,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunman kills nine", {"killed": 9}),
        ("Blast kills 12 people and wounds 30", {"killed": 12, "injured": 30}),
        ("Attackers killed 3 and injured 5", {"killed": 3, "injured": 5}),
        ("Two women and a child were killed", {"killed": 3}),
        ("Three soldiers and five civilians were killed", {"killed": 8}),
        ("15 killed, 8 of them civilians", {"killed": 15}),
        ("Four people died and two others were injured", {"killed": 4, "injured": 2}),
        ("Bus crash leaves 14 dead", {"killed": 14}),
        ("Seven bodies pulled from collapsed mine", {"killed": 7}),
        ("Floods claim 12 lives", {"killed": 12}),
        ("Nine people lost their lives in the fire", {"killed": 9}),
        ("Six miners, including two brothers, were killed", {"killed": 6}),
        ("Avalanche kills three and leaves 11 missing", {"killed": 3, "missing": 11}),
        ("Gunmen abducted 40 schoolchildren", {"captured": 40}),
        ("Rebels took 12 nurses hostage", {"captured": 12}),
        ("Fighting displaced 30,000 people", {"displaced": 30_000}),
        ("Policewoman killed in ambush", {"killed": 1}),
        ("A farmer was shot dead near the river", {"killed": 1}),
        ("Three men were stabbed to death", {"killed": 3}),
        ("Eight policemen were gunned down", {"killed": 8}),
        ("The crash killed eight members of one family, four girls and four boys", {"killed": 8}),
        ("A mother and her two children were killed", {"killed": 3}),
        (
            "THREE PERSONS WERE KILLED AND TWO OTHERS WERE WOUNDED TODAY",
            {"killed": 3, "injured": 2},
        ),
        ("Two drivers were abducted on Monday and later killed", {"captured": 2, "killed": 2}),
    ],
)
def test_counts_are_bound_to_what_happened_to_the_people(
    text: str, expected: dict[str, int]
) -> None:
    assert totals(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Senate kills two bills",
        "Carmaker to cut 4,000 jobs, killing three projects",
        "Wolves kill 40 sheep",
        "The army chief dies at 71",
        "Maria Lopez, 61, was killed",
        "Several people were killed",
        "Many villagers were killed in the raid",
        "United beat City 3-1 to kill off the title race",
        "Rebels threaten to kill 20 hostages",
        "If the dam broke it would kill 5,000 people",
        "An F-16 crashed on 12 May 2025",
        "Police arrested 12 men",
        "The singer is buried, with no cause of death given",
        "An actress in a campaign that was captured on film",
        "Police foil plot to kill 30 commuters",
        "Girl, 9, reads to pensioners",
        "",
    ],
)
def test_what_is_no_toll_gives_no_total(text: str) -> None:
    assert totals(text) == {}


def test_nobody_hurt_is_a_denied_zero_and_left_out_of_totals() -> None:
    found = facts("No one was hurt in the fire")
    assert [(f.kind, f.low, f.high, f.status) for f in found.figures] == [
        ("injured", 0, 0, "denied")
    ]
    assert found.totals == {}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("45 sailors feared dead after ferry sinks", "feared"),
        ("Death toll could top 200", "feared"),
        ("The 2019 bombing that killed 51 worshippers", "past"),
        ("A raid last year killed 14 people", "past"),
        ("The ministry denied that 30 soldiers were killed", "denied"),
        ("14 people were killed on Monday", "reported"),
    ],
)
def test_status_says_how_sure_and_how_current_a_figure_is(text: str, status: str) -> None:
    assert only(text).status == status


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("About 900 soldiers are killed every day", "day"),
        ("Heat kills 300 people a week", "week"),
        ("Twelve people were killed over the past 24 hours", "day"),
        ("Twelve people were killed a day after the truce", None),
        ("Twelve people were killed over the past three days", None),
    ],
)
def test_rates_are_told_from_counts(text: str, per: str | None) -> None:
    assert only(text).per == per


def test_losses_of_one_side_carry_its_country() -> None:
    figure = only("Two French soldiers were wounded by a mine")
    assert (figure.kind, figure.side) == ("injured", "FR")
    assert only("Russian casualties: 1,100 soldiers killed or wounded each day").side == "RU"


def test_absolutes_beat_rates_and_current_beats_past_in_totals() -> None:
    assert totals("Malaria kills 5 children a day. In all 800 children have been killed") == {
        "killed": 800
    }
    assert totals("Blast kills 6. A similar blast last year killed 40 people.") == {"killed": 6}


def test_full_stops_group_thousands_where_the_language_says_so() -> None:
    assert only("Quake kills 1.200 people", "de").low == 1200


def test_quotes_are_where_their_offsets_say() -> None:
    summary = "Rescuers say\u00a0at least 31 people were killed — and 12 hurt — near the port."
    found = facts("Port fire: 31 dead", summary=summary, content="Eight “others” were injured.")
    texts = {
        "title": "Port fire: 31 dead",
        "summary": summary,
        "content": "Eight “others” were injured.",
    }
    assert len(found.figures) == 4
    for figure in found.figures:
        assert texts[figure.field][figure.start : figure.end] == figure.quote


@pytest.mark.parametrize(
    "text",
    [
        "killed" * 800_000,
        "7 " * 100_000 + "killed",
        "killed and wounded " * 50_000,
        "(" * 50_000 + " 3 men killed",
        "9" * 100_000 + " killed",
        "\ud800 three men killed \udfff",
        "a " * 200_000 + "soldier killed",
    ],
)
def test_hostile_text_is_answered(text: str) -> None:
    assert extract(Document(content=text), load_gazetteer()).totals.keys() <= {
        "killed",
        "casualties",
    }
