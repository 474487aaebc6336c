"""The texts of one invented news day: written for the tests, by nobody else's hand.

Places, outlets and events are made up. ``Report`` is what one outlet says at one time.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """One entry of one outlet; ``minute`` counts from the start of the day."""

    minute: int
    outlet: str
    title: str
    text: str
    author: str = ""


# One event in twelve wordings.
BUS = (
    Report(0, "post", "Bus plunges off bridge near Marvec, killing 22",
           "At least 22 people were killed when a bus fell from a bridge into the Sorel river near "
           "the town of Marvec early on Monday, police said."),
    Report(10, "herald", "22 dead as coach falls into Sorel river",
           "A coach carrying pilgrims broke through the railing of the bridge at Marvec and fell "
           "into the river; 22 people died, rescuers said."),
    Report(20, "globe", "Marvec bridge disaster claims 22 lives",
           "Twenty-two people lost their lives on Monday after a bus full of pilgrims left the "
           "road on the Sorel bridge outside Marvec."),
    Report(30, "wave", "Pilgrims' bus crashes off bridge into river, at least 22 killed",
           "The driver lost control on the wet bridge at Marvec, the interior ministry said. "
           "At least 22 people were killed and nine injured."),
    Report(40, "courier", "Death toll of 22 in Marvec bus crash, says police chief",
           "The vehicle fell 15 metres into the Sorel. Divers brought up the last bodies at noon."),
    Report(50, "observer", "Mourning in Marvec after bus with pilgrims falls from bridge",
           "Flags fly at half mast after the crash on the Sorel bridge in which 22 people died."),
    Report(60, "tribune", "Bridge railing 'rusted through' before bus fell into Sorel, killing 22",
           "Engineers had warned of the state of the Marvec bridge, where 22 pilgrims died on Monday."),
    Report(70, "echo", "President to visit Marvec where 22 died in bus plunge",
           "The head of state will meet families of the 22 people killed when a bus fell off the "
           "Sorel bridge."),
    Report(80, "chronicle", "'It just flew over the side': witness of Marvec bus crash that killed 22",
           "A fisherman saw the bus go through the railing of the bridge into the Sorel river."),
    Report(90, "standard", "22 pilgrims killed as bus falls off Marvec bridge",
           "The group was on its way home from a shrine when their bus left the Sorel bridge."),
    Report(100, "monitor", "Driver of Marvec bus had worked 16 hours before crash that killed 22 people",
           "Investigators looked at the logs of the bus that fell from the bridge into the Sorel."),
    Report(110, "dispatch", "Sorel river bus accident: 22 victims, nine survivors in hospital",
           "All 22 people who died in the Marvec bridge accident have been named, police said."),
)  # fmt: skip

# Two look-alikes on the same afternoon, in towns that are neighbours.
FIRES = (
    Report(200, "post", "Fire in apartment block in Halden Quay kills 12",
           "Twelve people died when a fire broke out in a seven-storey apartment block in Halden "
           "Quay on Monday afternoon, the fire service said."),
    Report(215, "herald", "Apartment block fire in Sundmoor kills 17",
           "Seventeen people died when a fire broke out in a nine-storey apartment block in "
           "Sundmoor on Monday afternoon, the fire service said."),
    Report(225, "globe", "Halden Quay: 12 dead in blaze at apartment building",
           "A fire in an apartment building in Halden Quay killed 12 people, officials said."),
    Report(235, "wave", "17 killed in Sundmoor apartment fire",
           "Firefighters in Sundmoor found 17 people dead in a burnt-out apartment block."),
)  # fmt: skip

# A toll that rises, is corrected, and rises again; others are late or speak of something else.
QUAKE = (
    Report(300, "post", "Earthquake in Karsk valley kills 31",
           "At least 31 people were killed when an earthquake of magnitude 6.4 struck the Karsk "
           "valley on Monday evening, the governor said."),
    Report(310, "globe", "Strong quake shakes Karsk valley, 31 dead",
           "An earthquake destroyed hundreds of houses in the Karsk valley and killed 31 people."),
    Report(340, "herald", "Karsk earthquake: death toll rises to 47",
           "The number of people killed by the earthquake in the Karsk valley has risen to 47, "
           "civil protection said."),
    Report(350, "wave", "Quake kills 31 in Karsk valley, houses in ruins",
           "An earthquake in the Karsk valley killed 31 people on Monday evening, officials said."),
    Report(360, "courier", "Twelve children among the dead of Karsk earthquake",
           "Twelve children were killed when their dormitory collapsed in the Karsk valley quake."),
    Report(380, "herald", "Karsk earthquake death toll revised down to 45",
           "Civil protection corrected the number of people killed by the earthquake in the Karsk "
           "valley to 45: two people had been counted twice."),
    Report(390, "echo", "Karsk valley quake kills 47, rescuers dig through the night",
           "Rescuers search the ruins in the Karsk valley after the earthquake that killed 47 people."),
    Report(400, "observer", "Why the Karsk valley shakes: a short history",
           "The 1974 earthquake that killed 212 people in the Karsk valley led to stricter rules. "
           "Few houses kept to them, and 45 people were killed on Monday."),
    Report(440, "globe", "Toll of Karsk earthquake climbs to 60",
           "Rescuers in the Karsk valley have found more bodies; 60 people were killed by the "
           "earthquake, the governor said."),
    Report(450, "post", "60 killed in Karsk valley earthquake, governor says",
           "The earthquake in the Karsk valley killed 60 people, the governor said on Tuesday."),
)  # fmt: skip

ANNIVERSARY = Report(
    460, "tribune", "Ten years on, Lindau Bay remembers the ferry that never came home",
    "Bells rang on Tuesday for the 212 people who were killed when the ferry Aurora sank ten years "
    "ago off Lindau Bay.",
)  # fmt: skip

WIRE_TITLE = "Coal mine blast in Tarnovia kills 18 miners"
WIRE_TEXT = (
    "An explosion of gas in the Orlova coal mine in eastern Tarnovia killed 18 miners on Tuesday, "
    "the mine rescue service said. Forty men were underground at the time of the blast."
)


def wire(number: int, minute: int) -> Report:
    """The same agency copy as one of many papers prints it, each crediting it in its own way."""
    outlet = f"local{number}"
    ways = (
        Report(minute, outlet, WIRE_TITLE, f"ORLOVA, Tarnovia (AP) — {WIRE_TEXT}"),
        Report(minute, outlet, WIRE_TITLE, WIRE_TEXT, author="By Anna Novak, Associated Press"),
        Report(minute, outlet, WIRE_TITLE, f"{WIRE_TEXT} Copyright 2026 The Associated Press."),
        Report(minute, outlet, f"{WIRE_TITLE}, rescuers say", WIRE_TEXT, author="AP"),
    )
    return ways[number % len(ways)]


REPRINTS = tuple(wire(number, 500 + number // 10) for number in range(40))
OWN_REPORTS = (
    Report(520, "wave", "18 miners die in Orlova mine explosion",
           "Relatives wait at the gate of the Orlova coal mine, where a gas explosion killed 18 "
           "miners on Tuesday, our reporter saw."),
    Report(530, "echo", "Gas explosion kills 18 in Orlova coal mine",
           "Eighteen miners were killed by an explosion of gas in the Orlova mine. Reuters "
           "reported that the mine had been closed twice this year."),
)  # fmt: skip

# Foreign troops and a daily rate of losses: two rules, one article, and what follows.
ARTICLE = Report(
    0, "national", "8,000 North Korean troops in Russia's Kursk region, US says",
    "Up to 8,000 North Korean troops are in the Russian region of Kursk and could join the "
    "fighting within days, the US secretary of state said. Russia is suffering 1,200 casualties a "
    "day, he added.",
)  # fmt: skip
FOLLOWERS = (
    Report(10, "post", "North Korea has sent 8,000 soldiers to Kursk, says US",
           "Some 8,000 North Korean soldiers are stationed in Russia's Kursk region, Washington says. "
           "It puts Russian losses at 1,200 casualties a day."),
    Report(20, "herald", "US: 8,000 troops from North Korea now in Russian border region of Kursk",
           "The soldiers wear Russian uniforms and may enter combat soon, the secretary of state said."),
    Report(30, "globe", "Kursk: 8,000 North Korean soldiers 'ready to fight within days'",
           "About 8,000 North Korean soldiers are in Russia's Kursk region, US officials said."),
    Report(40, "wave", "Blinken: North Korean force of 8,000 troops deployed in Kursk, Russia",
           "Russia takes 1,200 casualties a day in its war in Ukraine, the US says."),
    Report(50, "courier", "What do 8,000 North Korean troops in Russia's Kursk region mean?",
           "Analysts say the 8,000 soldiers from North Korea in Kursk make up for a week of losses."),
    Report(60, "observer", "Seoul confirms 8,000 North Korean troops in Russia's Kursk region",
           "South Korea's spy agency shares the US view that 8,000 North Korean troops are in Kursk."),
    Report(70, "tribune", "Kremlin silent on 8,000 North Korean soldiers in Russia's Kursk region",
           "A spokesman would not say whether 8,000 North Korean soldiers are in the Kursk region."),
    Report(80, "echo", "Ukraine braces for 8,000 North Korean troops in Russia's Kursk region",
           "Kyiv expects the 8,000 North Korean troops in Kursk to attack soon, a commander said."),
    Report(90, "chronicle", "Russia loses 1,200 soldiers a day, 8,000 North Koreans fill gaps in Kursk",
           "Russia suffers 1,200 casualties a day, US officials say; 8,000 North Korean troops are in Kursk."),
    Report(100, "standard", "8,000 North Korean troops trained in artillery are in Kursk, Russia",
           "The North Korean soldiers learned to fly drones, the US secretary of state said."),
)  # fmt: skip
RISE = Report(
    240, "national", "Russia suffers 1,500 casualties a day as North Korean troops gather in Kursk",
    "Russian losses have risen to 1,500 casualties a day, the US secretary of state said; 8,000 "
    "North Korean troops are still in Russia's Kursk region.",
)  # fmt: skip
