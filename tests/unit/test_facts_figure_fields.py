"""Every field of a figure: bounds, wording of the qualifier, rate, side and status."""

from __future__ import annotations

import pytest

from tests.unit.reading import facts

CASES = [
    (
        "At least 31 Kenyan soldiers were killed in Somalia",
        [("killed", 31, 31, "at least", None, "KE", "reported")],
    ),
    (
        "More than 40 Ukrainian civilians were wounded",
        [("injured", 40, 40, "more than", None, "UA", "reported")],
    ),
    (
        "Up to 300 Russian soldiers may have been killed",
        [("killed", 300, 300, "up to", None, "RU", "feared")],
    ),
    (
        "Nearly 2,000 migrants died in the Mediterranean last year",
        [("killed", 2000, 2000, "nearly", None, None, "past")],
    ),
    (
        "About 12,000 people are feared dead in Derna",
        [("killed", 12000, 12000, "about", None, None, "feared")],
    ),
    (
        "Israel denies that 12 of its soldiers were captured",
        [("captured", 12, 12, None, None, "IL", "denied")],
    ),
    (
        "The UN says 1.5 million Sudanese have been displaced this year",
        [("displaced", 1500000, 1500000, None, None, "SD", "reported")],
    ),
    ("Some 400 Syrian refugees drowned", [("killed", 400, 400, "some", None, "SY", "reported")]),
    ("Ten to 12 French tourists were injured", [("injured", 10, 12, None, None, "FR", "reported")]),
    (
        "Between 50 and 60 Nigerian students are missing",
        [("missing", 50, 60, None, None, "NG", "reported")],
    ),
    ("Dozens of Afghans were killed", [("killed", 24, None, None, None, "AF", "reported")]),
    (
        "Hundreds of thousands of Palestinians have been displaced",
        [("displaced", 200000, None, None, None, "PS", "reported")],
    ),
    ("Fewer than 20 people were hurt", [("injured", 20, 20, "fewer than", None, None, "reported")]),
    ("Death toll tops 31 in Nepal", [("killed", 31, 31, "tops", None, None, "reported")]),
    ("The toll exceeded 500", [("killed", 500, 500, "exceeded", None, None, "reported")]),
    (
        "An estimated 7,000 people were killed in the 1999 storm",
        [("killed", 7000, 7000, "an estimated", None, None, "past")],
    ),
    ("Two Britons and three Germans were killed", [("killed", 5, 5, None, None, None, "reported")]),
    (
        "Ukraine lost 600 soldiers a day in June",
        [("casualties", 600, 600, None, "day", "UA", "reported")],
    ),
    (
        "Twelve Turkish soldiers were taken prisoner",
        [("captured", 12, 12, None, None, "TR", "reported")],
    ),
    (
        "Over the past week 90 people were killed",
        [("killed", 90, 90, None, "week", None, "reported")],
    ),
    (
        "Seventeen people die every month on this road",
        [("killed", 17, 17, None, "month", None, "reported")],
    ),
    (
        "In the past three weeks 90 people were killed",
        [("killed", 90, 90, None, None, None, "reported")],
    ),
    (
        "Pakistan said 11 of its soldiers were killed",
        [("killed", 11, 11, None, None, "PK", "reported")],
    ),
    (
        "Germany mourns 12 of its citizens killed in crash",
        [("killed", 12, 12, None, None, "DE", "reported")],
    ),
    (
        "4,000 North Korean troops have been killed or wounded",
        [("casualties", 4000, 4000, None, None, "KP", "reported")],
    ),
    ("Iran executed 12 Afghans", [("killed", 12, 12, None, None, "AF", "reported")]),
    ("Exactly 100 people died", [("killed", 100, 100, "exactly", None, None, "reported")]),
    (
        "Roughly 250 people were abducted",
        [("captured", 250, 250, "roughly", None, None, "reported")],
    ),
    ("Almost 90 villagers were slain", [("killed", 90, 90, "almost", None, None, "reported")]),
    ("100 or more people were killed", [("killed", 100, 100, "or more", None, None, "reported")]),
    (
        "No fewer than 14 Malian soldiers died",
        [("killed", 14, 14, "no fewer than", None, "ML", "reported")],
    ),
    (
        "Israeli strikes killed 40 people in Lebanon",
        [("killed", 40, 40, None, None, None, "reported")],
    ),
    (
        "Russian missiles killed 12 in Ukraine's Dnipro",
        [("killed", 12, 12, None, None, None, "reported")],
    ),
    ("Colombia: 12 soldiers killed by ELN", [("killed", 12, 12, None, None, None, "reported")]),
    (
        "Twenty-three US service members were injured",
        [("injured", 23, 23, None, None, "US", "reported")],
    ),
    ("UK troops wounded: 12", [("injured", 12, 12, None, None, "GB", "reported")]),
    ("As many as 40 may have drowned", [("killed", 40, 40, "as many as", None, None, "feared")]),
    (
        "Police denied reports that four protesters had been killed",
        [("killed", 4, 4, None, None, None, "denied")],
    ),
    ("There were no deaths", [("killed", 0, 0, None, None, None, "denied")]),
    ("It may have killed 200 people", [("killed", 200, 200, None, None, None, "feared")]),
    (
        "The 2004 tsunami killed some 230,000 people",
        [("killed", 230000, 230000, "some", None, None, "past")],
    ),
    ("A decade ago 12 miners died here", [("killed", 12, 12, None, None, None, "past")]),
    (
        "Spain: 30 Moroccan workers hurt in bus crash",
        [("injured", 30, 30, None, None, "MA", "reported")],
    ),
    (
        "The Philippines said two of its fishermen had drowned",
        [("killed", 2, 2, None, None, "PH", "reported")],
    ),
    (
        "Three Chinese nationals kidnapped in Ghana",
        [("captured", 3, 3, None, None, "CN", "reported")],
    ),
    ("The death toll climbs from 95 to 158", [("killed", 158, 158, None, None, None, "reported")]),
    ("A child and two women were killed", [("killed", 3, 3, None, None, None, "reported")]),
    (
        "Half a million people were displaced",
        [("displaced", 500000, 500000, None, None, None, "reported")],
    ),
    ("Twelve hundred people were injured", [("injured", 1200, 1200, None, None, None, "reported")]),
]


@pytest.mark.parametrize(("text", "figures"), CASES)
def test_a_figure_carries_all_that_is_said_of_it(
    text: str, figures: list[tuple[str, int, int | None, str | None, str | None, str | None, str]]
) -> None:
    found = facts(text).figures
    fields = [
        (one.kind, one.low, one.high, one.qualifier, one.per, one.side, one.status) for one in found
    ]
    assert fields == figures
    assert all(one.quote == text[one.start : one.end] for one in found)
