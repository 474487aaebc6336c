"""Numbers of people as news writes them, with their wording."""

from __future__ import annotations

import pytest

from tests.unit.reading import only, totals


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("31 people were killed in the landslide", 31, 31, None),
        ("At least 31 people were killed", 31, 31, "at least"),
        ("More than 31 miners died underground", 31, 31, "more than"),
        ("About 31 villagers were killed", 31, 31, "about"),
        ("Around 31 people have died in the floods", 31, 31, "around"),
        ("Up to 31 sailors were killed", 31, 31, "up to"),
        ("As many as 400 people were killed", 400, 400, "as many as"),
        ("No fewer than 31 people were killed", 31, 31, "no fewer than"),
        ("Nearly 31,000 people killed", 31_000, 31_000, "nearly"),
        ("Toll nears 300", 300, 300, "nears"),
        ("A minimum of 20 people were killed", 20, 20, "a minimum of"),
        ("Almost 400 killed in riots", 400, 400, "almost"),
        ("An estimated 400 people drowned", 400, 400, "an estimated"),
        ("Well over 100 people were killed", 100, 100, "well over"),
        ("31 or more people were killed", 31, 31, "or more"),
        ("Death toll tops 31", 31, 31, "tops"),
        ("Toll from ferry sinking passes 300", 300, 300, "passes"),
        ("10 to 12 hikers were killed", 10, 12, None),
        ("10-12 hikers were killed", 10, 12, None),
        ("10\u201312 hikers were killed", 10, 12, None),
        ("Ten or twelve hikers were killed", 10, 12, None),
        ("Between 10 and 12 hikers were killed", 10, 12, None),
        ("Between three and five soldiers were killed", 3, 5, None),
        ("Dozens killed in ferry fire", 24, None, None),
        ("Dozens of people were killed", 24, None, None),
        ("Several dozen people were killed", 24, None, None),
        ("Scores killed in ferry fire", 40, None, None),
        ("Hundreds of pilgrims killed in stampede", 200, None, None),
        ("Several hundred people were killed", 200, None, None),
        ("Thousands killed in earthquake", 2000, None, None),
        ("Tens of thousands killed in famine", 20_000, None, None),
        ("Hundreds of thousands killed in famine", 200_000, None, None),
        ("Millions of people died in the famine", 2_000_000, None, None),
        ("The flu killed 1.2 million people", 1_200_000, 1_200_000, None),
        ("1.5m people died of the disease", 1_500_000, 1_500_000, None),
        ("Twelve hundred people were killed", 1200, 1200, None),
        ("Three thousand five hundred people were killed", 3500, 3500, None),
        ("Two dozen people were killed", 24, 24, None),
        ("A dozen people were killed", 12, 12, None),
        ("The famine killed half a million people", 500_000, 500_000, None),
        ("A quarter of a million people were killed", 250_000, 250_000, None),
        ("One and a half million people died", 1_500_000, 1_500_000, None),
        ("Quake kills 10\u00a0000 people", 10_000, 10_000, None),
        ("Quake kills 10\u202f000 people", 10_000, 10_000, None),
        ("Quake kills 10 000 people", 10_000, 10_000, None),
        ("Quake kills 1,200 people", 1200, 1200, None),
        ("Twenty-five passengers were killed", 25, 25, None),
        ("Thirty one passengers were killed", 31, 31, None),
        ("A hundred and five passengers were killed", 105, 105, None),
        ("Death toll climbs from 95 to 158", 158, 158, None),
        ("Death toll jumps to 158 from 95", 158, 158, None),
        ("Death toll revised from 31 to 29", 29, 29, None),
        ("Death toll from the quake rises to 95", 95, 95, None),
        ("The number of dead rose to 44 overnight", 44, 44, None),
        ("Heatwave deaths reach 1,300", 1300, 1300, None),
    ],
)
def test_numbers_are_read_as_news_writes_them(
    text: str, low: int, high: int | None, qualifier: str | None
) -> None:
    figure = only(text)
    assert figure.kind == "killed"
    assert (figure.low, figure.high, figure.qualifier) == (low, high, qualifier)


def test_full_stops_group_thousands_where_the_language_says_so() -> None:
    assert only("Quake kills 1.200 people", "de").low == 1200


@pytest.mark.parametrize(
    "text",
    [
        "One in five patients died",
        "The risk of dying is 3 in 1,000",
        "Mortality was 3 per 1,000",
        "30% of patients died",
        "One of the biggest murder trials begins",
        "Erin Moss appeals 3 murder convictions",
        "Four dead trees removed from park",
        "911 dispatch reveals singer was found dead",
        "Two jets were shot down",
        "An F-16 crashed on 12 May 2025",
        "Several people were killed",
        "A few soldiers were wounded",
        "Many villagers were killed in the raid",
        "One death every 30 minutes, says charity",
    ],
)
def test_ratios_names_and_words_without_a_number_count_nobody(text: str) -> None:
    assert totals(text) == {}
