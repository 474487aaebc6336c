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
Highway 1 reopened after body found | killed 1
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
# business, sport, culture
Sunderland beaten at home for first time since 3 December | nothing
Chelsea lost 3 players to red cards | nothing
Spurs missing 9 players for trip to Leeds | nothing
Pacers missing two starters | nothing
The comedian killed it for 90 minutes | nothing
Viking chiefs lose 2 coaches | nothing
A strike by 1,200 nurses hit hospitals | nothing
Train strike hits 3 million passengers | nothing
Shot putter wins gold with 22 metres | nothing
Film shot in 12 countries | nothing
Photographer shot 300 portraits of nurses | nothing
The series was shot in 21 days | nothing
A drone shot 40 minutes of video of soldiers | nothing
Ten drones shot down | nothing
Execution of the 10-year plan lags | nothing
Bank executed 12 trades | nothing
The Senate killed two measures on Tuesday | nothing
Murder mystery with 12 suspects opens | nothing
Deadpool kills 3 more villains | nothing
Chef died aged 81 | nothing
Actor John Doe dies aged 79 | nothing
Former president, 94, dies in sleep | nothing
Grammy-winning singer dead at 66 | nothing
The battery dies after 3 hours | nothing
Phone dead after 5 drops | nothing
Lost luggage: 26 million bags missing | nothing
Two paintings missing from museum | nothing
30 pages are missing from the report | nothing
Six missiles missing from depot | nothing
Boy finds missing dog after 12 days | nothing
Lost 12 kilos in a month | nothing
Labour lost 600 seats | nothing
Tories lost 12 councils and 674 councillors | nothing
Ruling party lost 14 MPs in one year | nothing
Delta lost 300 bags | nothing
Poland's PM survives vote | nothing
1,000 dead trees felled | nothing
Captured carbon: 12 plants open | nothing
Photos captured 40 protesters | nothing
CCTV captured two men fleeing | nothing
Pokémon player captures 150 creatures | nothing
Camera captures three bears in garden | nothing
The photographer captured 12 workers at rest | nothing
Navy captures three drug boats | nothing
She injured her knee 3 weeks ago | nothing
Hurt feelings: 5 tips | nothing
Fog hurts visibility on 3 roads | nothing
Drought hurts 200 farms | nothing
Tariffs hurt 12,000 businesses, killing growth | nothing
Kidnapped (1886) returns to cinemas | nothing
Hostage film tops box office with $12m | nothing
Five hostages star in play about captivity | nothing
Homeless shelter opens with 40 beds | nothing
Wounded Knee marks 150 years | nothing
Dead & Company sell 40,000 tickets | nothing
Stabbing pain: 4 causes | nothing
Killer whales sink 3 yachts | nothing
Killer robot debate: 30 states call for ban | nothing
Zero-day exploit kills 4,000 servers | nothing
Server crash kills 3 sites | nothing
Antibiotic kills 99 per cent of germs | nothing
Frost kills 12 hectares of vines | nothing
New drug kills two cancers in mice | nothing
Body of 12 experts advises minister | nothing
Student body of 4,000 votes | nothing
A body of water 12 km long | nothing
Executive body has 15 members | nothing
Bodies of water cover 70 per cent | nothing
The Death of Stalin gets 4 stars | nothing
Death of a Salesman runs 12 weeks | nothing
The toll road costs 12 pounds | nothing
Toll charges rise to 8 euros | nothing
Bridge toll rises to $9 | nothing
Highway tolls up 5 per cent | nothing
The mental toll of 12 years in office | nothing
Long voyages have taken a mental toll on some 5,000 sailors | nothing
Injuries take toll on 3 teams | nothing
Aid for 300,000 displaced | displaced 300000
Vaccines have saved 150 million lives over 50 years | nothing
Lifeguards rescue 12 swimmers | nothing
Coastguard rescues 40 migrants | nothing
Firefighters rescue 3 from blaze | nothing
Passengers evacuated: 140 safe | nothing
Police arrest 14 over kidnapping ring | nothing
12 arrested over murder | nothing
Two charged with murder of man | nothing
Three detained after shooting in Malmö | nothing
Police shoot tyres of getaway car after 12-mile chase | nothing
Five police officers face inquiry over shooting | nothing
Four officers suspended after death in custody | nothing
Three doctors sued over death | nothing
Prison holds 300 murderers | nothing
12 serial killers you never heard of | nothing
Ministers survive 12 no-confidence votes | nothing
Survivors of 2 shootings meet | nothing
# past and maybe
A decade ago a crush killed 2,400 pilgrims near Mecca | killed 2400 past
The building collapse of 2013 killed 1,134 garment workers | killed 1134 past
In January 2020 Iran shot down a Ukrainian airliner, killing 176 people | killed 176 past
The city remembers the 58 victims of the 2017 Las Vegas massacre | nothing
Man convicted over 2005 bombings that killed 202 | killed 202 past
A gang leader jailed for ordering 12 murders | killed 12 past
Woman who poisoned three relatives appeals conviction | injured 3 past
Four years ago an explosion left 218 dead in Beirut | killed 218 past
The previous attack, in March, killed 14 | killed 14 past
Heatwave could claim 2,000 lives, experts warn | nothing
A collapse would put 5,000 lives at risk | nothing
Thousands of lives at risk from aid cuts | nothing
Aid cuts could lead to 14 million deaths by 2030 | nothing
USAID cuts may cause 14 million deaths, study finds | nothing
Famine threatens 600,000 people | nothing
The group said it would free 10 captives | nothing
Rebels vow to kill 10 soldiers for each civilian | nothing
Suspect wanted to kill 30 people | nothing
Suspect had planned to kill up to 30 people | nothing
Bomb intended to kill dozens fails to go off | nothing
Without a deal 2,000 more will die, says Trump | nothing
10,000 could die in next pandemic wave | nothing
"""


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_what_is_no_figure_of_now(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
