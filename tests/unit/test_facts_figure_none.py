"""What sounds like casualties and is none, or is past, with texts of our own.

Each line is a text and its figures, as :func:`tests.unit.reading.told` writes them.
"""

from __future__ import annotations

import pytest

from tests.unit.reading import told

CASES = """
# nothing: sport
Kane hits 4 as Bayern kill off Leipzig | nothing
Australia lose five wickets before lunch | nothing
Australia lost 3 for 12 in a dramatic collapse | nothing
Lakers lose 2 starters as Knicks win 112-98 | nothing
England captain out injured for 6 weeks | nothing
Five injured players return to training | injured 5
Rangers beaten 3-1 at home | nothing
Team beat 12 rivals to the title | nothing
Sudden death: shootout settles final after 120 minutes | nothing
Striker shoots wide with 10 minutes left | nothing
United shot themselves in the foot again, losing 2-0 | nothing
Woods shot a 68 in the second round | nothing
Golfer shoots 63 to lead by two | nothing
The Killers play 12 UK dates | nothing
Dead heat: two horses share the prize | nothing
Bulls captured 6 titles in the 1990s | nothing
She captured three gold medals | nothing
Warriors execute in crunch time, win 8 straight | nothing
He has killed 30 dragons in the game | nothing
Suns edge Nuggets as Booker drops 40 | nothing
Saints suffered 4 straight losses | nothing
Padres' losses reached 90 for the season | nothing
Saracens' loss of three forwards hurts | nothing
Two missing from squad for Sunday's derby | nothing
Three players missing for Celtic as striker returns | nothing
Boxer stopped in round 3 | nothing
Bengals injury report: 6 players miss practice | nothing
# business
Bank to cut 3,000 jobs | nothing
Regulators kill $12 billion merger | nothing
Senate kills bill to raise wage by 51 votes | nothing
The firm suffered losses of 30 million euros | nothing
Losses reached 1,200 million at the airline | nothing
Tesla lost 12 executives this year | nothing
Startup burned 40 million in a year | nothing
Shares fell 12 points, killing the rally | nothing
The strike cost 300 million pounds | nothing
Power cuts hurt 12 businesses | nothing
Inflation hurt 4 in 10 households | nothing
The dead tree edition lost 20,000 readers | nothing
Google kills 3 more apps | nothing
Executives executed a plan to shed 4,000 staff | nothing
Microsoft hurt by 2 outages | nothing
# animals
Wolves kill 14 sheep on Alpine pasture | nothing
Fourteen sheep killed by wolves | nothing
30 horses die in stable fire | nothing
Three dogs found dead in van | nothing
More than 200 pilot whales perish on beach | nothing
Bird flu: 1.2 million turkeys slaughtered | nothing
Farmer shot 12 foxes | nothing
Elephant killed, two calves injured by train | nothing
Poachers kill 6 rhinos | nothing
Two pandas die in zoo | nothing
Thousands of fish found dead in river | nothing
Shark kills surfer | killed 1
Bear attack leaves hiker dead | killed 1
# weapons, roads, units, ages, dates
Police seize 30 AK-47 rifles | nothing
3rd Brigade says position captured | nothing
The 47th Brigade lost 12 tanks | nothing
M23 rebels captured two towns | nothing
Army captures 3 villages in Donetsk | nothing
Russia says it captured two settlements | nothing
US shoots down 12 drones | nothing
Ukraine shot down 70 of 88 drones overnight | nothing
Air defence destroyed 14 missiles | nothing
A 9mm pistol and 40 rounds were found | nothing
Route 66 closed after crash, none hurt | injured none
Boeing 737 with dead engine lands safely | nothing
7 October attacks remembered | nothing
9/11 families gather | nothing
Parliament voted 312 to 45 to abolish the death penalty | nothing
House voted 215-214 on bill | nothing
Room 12 was on fire but empty | nothing
Death row inmate 24 years on wins appeal | nothing
Death Cab for Cutie tour 20 cities | nothing
Top 10 deadliest earthquakes of all time | nothing
5 ways to avoid being killed by heat | nothing
12 dead zones found in the Baltic Sea | nothing
13 Reasons Why star dies | nothing
Dead Sea level drops 3 metres | nothing
The Walking Dead season 11 premieres | nothing
Murder on the Orient Express cast of 12 | nothing
Kill Bill Vol. 2 streams | nothing
Dead by Daylight adds 2 killers | nothing
Call of Duty: 20 kills in one round | nothing
# anniversaries, trials, past killings
Norway marks 14 years since Breivik killed 77 people | killed 77 past
Man who killed three in 2011 gets parole | killed 3 past
Christchurch gunman who murdered 51 appeals sentence | killed 51 past
Trial opens over 2015 Paris attacks that killed 130 | killed 130 past
Former officer jailed for killing two teenagers in 2008 | killed 2 past
He was convicted of murdering eight patients | killed 8 past
Nurse guilty of murdering seven babies | killed 7 past
A man accused of killing four students will stand trial | killed 4 past
Memorial unveiled for 96 Hillsborough victims | nothing
Aberfan: 59 years since slip killed 144 | killed 144 past
The 2004 tsunami killed about 230,000 people | killed 230000 past
In 1988, 270 people died when a bomb exploded on Pan Am 103 | killed 270 past
Survivors recall bombing that killed 21 in 1974 | killed 21 past
Last year 1,200 people drowned on the route | killed 1200 past
# hypotheticals, demands
Militants threaten to execute 10 captives unless paid | nothing
Study: air pollution could cause 4 million deaths | nothing
Sea walls would save 3,000 lives | nothing
Drill simulates quake with 500 casualties | nothing
Hamas demands release of 200 prisoners | nothing
Trump says 1,000 Americans could be killed if talks fail | nothing
War would displace 2 million, aid group warns | nothing
A nuclear blast could kill 500,000 | nothing
Teen planned to kill 20 classmates, court hears | nothing
Plot to kidnap 5 officials thwarted | nothing
Police prevent attack that might have killed hundreds | nothing
What if 10,000 people died? | nothing
Model predicts 80,000 deaths by spring | nothing
Iran may execute 3 protesters, rights group says | nothing
Three face execution in Iran | nothing
Two sentenced to death over attack | nothing
Five on death row | nothing
"""


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_what_is_no_figure_of_now(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
