"""How sure and how current a figure is, at which rate, and whose people were counted."""

from __future__ import annotations

import pytest

from tests.unit.reading import facts, of_kind, only, totals


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("45 sailors feared dead after ferry sinks", "feared"),
        ("At least 45 migrants presumed dead", "feared"),
        ("Twelve people may have been killed", "feared"),
        ("As many as 200 may be dead", "feared"),
        ("More than 200 believed dead", "feared"),
        ("Fears that 200 people have died", "feared"),
        ("Death toll could top 200", "feared"),
        ("Death toll expected to top 200", "feared"),
        ("Amid fears of a wider war, a strike killed 12 people", "reported"),
        ("The 2019 bombing that killed 51 worshippers", "past"),
        ("A raid last year killed 14 people", "past"),
        ("In 2015 attackers killed 130 people in Lyon", "past"),
        ("The disaster recalls the 2019 sinking that killed 51", "past"),
        ("Rescuers remember the 2014 landslide in which 43 people died", "past"),
        ("It was the worst attack since 2008, when gunmen killed 166 people", "past"),
        ("Ten years after the crash that killed 96 people", "past"),
        ("The anniversary of the bombing that killed 168 people", "past"),
        ("Three people drowned more than a year ago", "past"),
        ("Four years after the invasion, a strike killed 12 people", "reported"),
        ("The 2026 flood killed 12 people", "reported"),
        ("The ministry denied that 30 soldiers were killed", "denied"),
        ("The army denied killing 12 civilians", "denied"),
        ("Hamas dismissed reports that 12 of its fighters were killed", "denied"),
        ("It is not true that 12 people died", "denied"),
        ("14 people were killed on Monday", "reported"),
    ],
)
def test_status_says_how_sure_and_how_current_a_figure_is(text: str, status: str) -> None:
    assert of_kind(text, "killed").status == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No one was hurt in the fire", "injured"),
        ("Nobody died in the crash", "killed"),
        ("No passengers were killed", "killed"),
        ("None of the crew were hurt", "injured"),
        ("There were no casualties", "casualties"),
        ("There were no immediate reports of casualties", "casualties"),
        ("The strike caused no deaths", "killed"),
        ("The quake struck without causing injuries", "injured"),
        ("Zero deaths were recorded", "killed"),
    ],
)
def test_nobody_harmed_is_a_denied_zero_and_left_out_of_totals(text: str, kind: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.low, figure.high, figure.status) == (kind, 0, 0, "denied")
    assert totals(text) == {}


def test_one_kind_is_denied_and_another_told_in_one_sentence() -> None:
    assert totals("No one was killed, but 12 people were injured") == {"injured": 12}
    assert totals("Two people were killed but no one was injured") == {"killed": 2}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels threaten to kill 20 hostages",
        "Police foil plot to kill 30 commuters",
        "If the dam broke it would kill 5,000 people",
        "If the dam fails, 5,000 people could be killed",
        "A tsunami would kill 10,000 people, study says",
        "The plan would displace 5,000 people",
        "The group demanded the release of 30 hostages",
        "The vaccine could prevent 300,000 deaths a year",
        "Seat belts have saved 50,000 lives",
    ],
)
def test_demands_threats_and_what_might_be_are_no_figures(text: str) -> None:
    assert facts(text).totals == {}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Protesters demand justice after police killed 12 people", 12),
        ("The failed coup attempt killed 12 people", 12),
        ("Attack that killed 16 is a crime, minister says", 16),
    ],
)
def test_a_demand_or_an_attempt_nearby_does_not_undo_deaths(text: str, killed: int) -> None:
    assert totals(text) == {"killed": killed}


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("About 900 soldiers are killed every day", "day"),
        ("Daily deaths from the virus reached 300", "day"),
        ("Russia suffers 1,200 casualties a day in Ukraine", "day"),
        ("The army loses 40 soldiers a day on the eastern front", "day"),
        ("Heat kills 300 people a week", "week"),
        ("30 people were killed per month", "month"),
        ("Smoking kills 8 million people annually", "year"),
        ("Twelve people were killed over the past 24 hours", "day"),
        ("Twelve people were killed in the past week", "week"),
        ("Over the past month 400 civilians were killed", "month"),
        ("Twelve people were killed a day after the truce", None),
        ("Twelve people were killed over the past three days", None),
        ("400 civilians were killed in April", None),
    ],
)
def test_rates_are_told_from_counts(text: str, per: str | None) -> None:
    assert only(text).per == per


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        ("Two French soldiers were wounded by a mine", "injured", "FR"),
        ("Three soldiers from Kenya were killed", "killed", "KE"),
        ("Gunmen killed 12 Chinese nationals in Pakistan", "killed", "CN"),
        ("Gunmen killed 12 people in Pakistan", "killed", None),
        ("Two Turks and a Greek were killed", "killed", None),
        ("A Palestinian was shot dead near Nablus", "killed", "PS"),
        ("Nine US troops were wounded in Iraq", "injured", "US"),
        ("Israeli fire kills 5 Palestinians", "killed", "PS"),
        ("Russian casualties: 1,100 soldiers killed or wounded each day", "casualties", "RU"),
        ("Russia's casualties reached 1,200 a day", "casualties", "RU"),
        ("Russia has suffered 1,200 casualties per day", "casualties", "RU"),
        ("Russian forces suffered an average of 1,200 casualties per day", "casualties", "RU"),
        ("Ukraine lost 300 soldiers", "casualties", "UA"),
        ("2,000 troops from Kenya arrive in Haiti", "troops", "KE"),
        ("US to withdraw 2,000 troops from Syria", "troops", None),
        ("The withdrawal of 1,500 troops from Niger was completed", "troops", None),
        ("Twelve migrants from Syria and Iraq drowned off Cyprus", "killed", None),
        ("Drones killed 2 people at home as Ukrainian civilian casualties surge", "killed", None),
    ],
)
def test_a_figure_carries_the_country_whose_people_were_counted(
    text: str, kind: str, side: str | None
) -> None:
    assert of_kind(text, kind).side == side
