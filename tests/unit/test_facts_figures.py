"""Which people a figure counts, and what is said to have happened to them."""

from __future__ import annotations

import pytest

from tests.unit.reading import facts, totals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunman kills nine", {"killed": 9}),
        ("Blast kills 12 people and wounds 30", {"killed": 12, "injured": 30}),
        ("Attackers killed 3 and injured 5", {"killed": 3, "injured": 5}),
        ("Crash kills two, injures five", {"killed": 2, "injured": 5}),
        ("Bus crash leaves 14 dead", {"killed": 14}),
        ("The crash left 12 dead and dozens wounded", {"killed": 12, "injured": 24}),
        ("Two dead, five hurt, three missing", {"killed": 2, "injured": 5, "missing": 3}),
        ("Four people died and two others were injured", {"killed": 4, "injured": 2}),
        ("One person was killed and another wounded", {"killed": 1, "injured": 1}),
        ("Three men were stabbed to death", {"killed": 3}),
        ("Eight policemen were gunned down", {"killed": 8}),
        ("Police shoot dead three suspects", {"killed": 3}),
        ("A gunman shot dead three people", {"killed": 3}),
        ("Twelve of the 30 people on board died", {"killed": 12}),
        ("The plane was carrying 30 people, 12 of whom died", {"killed": 12}),
        ("Three men aged between 20 and 30 were stabbed", {"injured": 3}),
        ("Two climbers fell to their deaths", {"killed": 2}),
        ("Five skiers' bodies found", {"killed": 5}),
        ("Three children were among the dead", {"killed": 3}),
        ("Seven bodies pulled from collapsed mine", {"killed": 7}),
        ("The remains of 12 people were found", {"killed": 12}),
        ("Resulting in eleven civilian deaths", {"killed": 11}),
        ("The deaths of two men are being investigated", {"killed": 2}),
        ("Floods claim 12 lives", {"killed": 12}),
        ("Fire claims lives of five children", {"killed": 5}),
        ("The storm cost 12 people their lives", {"killed": 12}),
        ("Nine people lost their lives in the fire", {"killed": 9}),
        ("Thirty succumb to heat", {"killed": 30}),
        ("Prison executes 12 inmates", {"killed": 12}),
        ("Twelve prisoners were executed", {"killed": 12}),
        ("All 132 aboard dead", {"killed": 132}),
        ("Six miners, including two brothers, were killed", {"killed": 6}),
        ("A guide, while travelling home, was shot and later died", {"killed": 1}),
        ("Two elderly sisters were killed", {"killed": 2}),
        ("Five guards and several others were wounded", {"injured": 5}),
        ("Twelve wounded soldiers were flown home", {"injured": 12}),
        ("Two nurses sustained minor head injuries", {"injured": 2}),
        ("Two drivers were abducted on Monday and later killed", {"captured": 2, "killed": 2}),
        (
            "THREE PERSONS WERE KILLED AND TWO OTHERS WERE WOUNDED TODAY",
            {"killed": 3, "injured": 2},
        ),
        ("Twelve people and 40 cattle were killed", {"killed": 12}),
        ("Police arrested 500 people and 20 were hurt", {"injured": 20}),
    ],
)
def test_counts_are_bound_to_what_happened_to_the_people(
    text: str, expected: dict[str, int]
) -> None:
    assert totals(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 people were killed or wounded", {"casualties": 100}),
        ("More than 100 killed, wounded in blast", {"casualties": 100}),
        ("Blast kills or injures 100", {"casualties": 100}),
        ("The blast caused 100 casualties", {"casualties": 100}),
        ("Army loses 12 soldiers in ambush", {"casualties": 12}),
        ("Twelve soldiers were lost in the battle", {"casualties": 12}),
        ("Losses of 1,200 soldiers were reported", {"casualties": 1200}),
        ("The army lost 45 soldiers killed in the ambush", {"killed": 45}),
        ("Avalanche kills three and leaves 11 missing", {"killed": 3, "missing": 11}),
        ("20 people remain unaccounted for", {"missing": 20}),
        ("Search for 12 missing fishermen", {"missing": 12}),
        ("Thirty miners were trapped; 12 have been found dead", {"killed": 12}),
        ("Gunmen abducted 40 schoolchildren", {"captured": 40}),
        ("Rebels took 12 nurses hostage", {"captured": 12}),
        ("Hamas still holds 48 hostages", {"captured": 48}),
        ("12 prisoners of war were taken", {"captured": 12}),
        ("Militia took 300 soldiers prisoner", {"captured": 300}),
        ("Fighting displaced 30,000 people", {"displaced": 30_000}),
        ("The number of displaced people has reached 50,000", {"displaced": 50_000}),
        ("30,000 people have been forced from their homes", {"displaced": 30_000}),
        ("Camp shelters 30,000 internally displaced people", {"displaced": 30_000}),
        ("Quake leaves 30,000 homeless", {"displaced": 30_000}),
        ("8,000 troops massed at the border", {"troops": 8000}),
    ],
)
def test_kinds_are_told_apart(text: str, expected: dict[str, int]) -> None:
    assert totals(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested 12 men",
        "Police detained 40 protesters",
        "Forty miners trapped underground",
        "20,000 residents were evacuated from their homes",
        "Three hostages freed",
        "Gunmen free 30 abducted schoolgirls",
        "Rebels captured 3 villages",
        "Traps captured an estimated 12,000 insect specimens",
    ],
)
def test_arrested_trapped_evacuated_and_freed_are_no_figures(text: str) -> None:
    assert totals(text) == {}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Policewoman killed in ambush", 1),
        ("A farmer was shot dead near the river", 1),
        ("Palestinian teen shot and killed in West Bank", 1),
        ("Off-duty police officer shot dead in Haiti", 1),
        ("Elderly woman stabbed to death at home", 1),
        ("Missing hiker found dead in Tasmania", 1),
        ("17-year-old girl killed in sword attack", 1),
        ("Girl, 6, dies after falling into lake", 1),
        ("In Kabul, a nurse was killed", 1),
        ("Honeymooning couple killed in crash", 2),
    ],
)
def test_an_unnumbered_victim_counts_one(text: str, killed: int) -> None:
    assert totals(text) == {"killed": killed}


@pytest.mark.parametrize(
    "text",
    [
        "The army chief dies at 71",
        "Army chief killed in helicopter crash",
        "Maria Lopez, 61, was killed",
        "Ana Ruiz, a nurse, was killed in the blast",
        "Actress dies at 36",
        "Singer Ana Ruiz dies aged 70",
        "Soldiers were killed in an ambush",
        "Civilians killed in air strike",
        "The singer is buried, with no cause of death given",
    ],
)
def test_named_and_definite_people_and_plurals_give_no_figure(text: str) -> None:
    assert totals(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Senate kills two bills",
        "Budget would kill 12 programs",
        "Phone update kills two features",
        "Carmaker to cut 4,000 jobs, killing three projects",
        "Wolves kill 40 sheep",
        "Dozens of sheep killed by wolves",
        "Twelve elephants were found dead",
        "Fire destroys 12 homes, kills 3 dogs",
        "United beat City 3-1 to kill off the title race",
        "Team lost 3 games",
        "Murray beaten in three sets",
        "Champion beaten 6-2, 6-2 in final",
        "The pitcher of 26 major league seasons has died",
        "Deaths fell 14 percent, from 81,313 a year before",
        "He told a federal judge that he shot Mr. Moss",
        "Russia lost 12 planes and 30 tanks",
        "AK-47 and M16 rifles were seized",
        "Robinson fired only one shot",
        "Lifeguard saves drowning boy",
        "Owner of burned warehouse fined",
        "Charger comes with 5 dead batteries",
        "An actress in a campaign that was captured on film",
        "Girl, 9, reads to pensioners",
        "She was injured in 2012",
        "Man gets 20 years for killing",
        "",
    ],
)
def test_what_is_no_toll_gives_no_total(text: str) -> None:
    assert totals(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers say\u00a0at least 31 people were killed \u2014 and 12 hurt \u2014 near the port.",
        "\ufeffEight \u201cothers\u201d were injured.",
        "\U0001f1fa\U0001f1e6 \U0001f4a5 Strike kills 12\u202f000 people",
        "Cafe\u0301 blast: 3 killed\u200b, 5 wounded",
        "\ud800 three men killed \udfff",
        "T\u0130KS\u0130M: 12 PEOPLE KILLED",
        "\u00abNine\u00bb people\r\n\r\nwere killed. Nine people were\r\nkilled.",
    ],
)
def test_quotes_are_where_their_offsets_say(text: str) -> None:
    found = facts("Port fire: 31 dead", summary=text, content=text)
    assert {one.field for one in found.figures} == {"title", "summary", "content"}
    texts = {"title": "Port fire: 31 dead", "summary": text, "content": text}
    for one in found.figures:
        assert texts[one.field][one.start : one.end] == one.quote
