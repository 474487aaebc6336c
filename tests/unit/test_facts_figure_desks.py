"""Figures as wires, local papers and ministries head them, event by event, with texts of our own.

Each line is a text and its figures, as :func:`tests.unit.reading.told` writes them.
"""

from __future__ import annotations

import pytest

from tests.unit.reading import told

CASES = """
# headlines: war
Kharkiv: five killed, 22 wounded as glide bombs hit market | killed 5, injured 22
Overnight barrage on Odesa leaves 3 dead, 17 hurt | killed 3, injured 17
Shelling of Nikopol kills pensioner, wounds two | killed 1, injured 2
Drone hits minibus in Kherson region; two dead | killed 2
Two dead, one missing after strike on Zaporizhzhia plant | killed 2, missing 1
At least six slain in raid on Plateau village | killed 6
Bandits kill 11, abduct scores in Zamfara | killed 11, captured 40-
Gunmen abduct 24 schoolgirls from Kebbi dormitory | captured 24
Jihadists ambush convoy, 27 Nigerien soldiers killed | killed 27
M23 advance: over 70 bodies in Goma streets | killed 70
Pakistan forces kill nine militants in Waziristan raids | killed 9
Nine terrorists killed in Bannu operation, ISPR says | killed 9
Houthi missile kills two seafarers aboard bulk carrier | killed 2
Israeli air raids kill 41 in Gaza since dawn | killed 41
41 Palestinians killed in Gaza since dawn, medics say | killed 41
Six aid seekers shot dead near distribution point | killed 6
Sniper fire kills a nurse in El Fasher | killed 1
RSF drone strike on mosque kills more than 70 worshippers | killed 70
Suicide blast rips through checkpoint, killing eight police officers | killed 8
Car bomb outside Mogadishu hotel kills nine, injures 20 | killed 9, injured 20
Landmine kills four children gathering firewood | killed 4
IED blast kills Army jawan, injures three others | killed 1, injured 3
Five jawans martyred in Kathua ambush | killed 5
Two CRPF personnel injured in Sukma IED blast | injured 2
14 Naxals gunned down in Bijapur encounter | killed 14
Eight Maoists killed in Chhattisgarh gunfight | killed 8
Peshmerga fighter killed, two wounded in PKK clash | killed 1, injured 2
Turkish strike kills three YPG members | killed 3
U.S. service member dies in noncombat incident in Kuwait | killed 1
Second wave of strikes kills rescuers, toll at 9 | killed 9
# quakes, floods
Magnitude 7.1 quake kills 126 in Tibet | killed 126
Tremor injures 34, topples chimneys in Izmir | injured 34
Afghan quake toll crosses 1,400; 3,000 injured | killed 1400, injured 3000
Afghan earthquake death toll soars past 2,200 | killed 2200
Vanuatu quake: 14 confirmed dead, 200 hurt | killed 14, injured 200
Flash floods sweep away 12 picnickers in Swat; nine bodies recovered | killed 9
Cloudburst in Kishtwar: 46 dead, over 200 missing | killed 46, missing 200
Spain floods: toll now 205 as search goes on | killed 205
Cyclone leaves 83 dead and a million homeless | killed 83, displaced 1000000
Typhoon kills 26, displaces 400,000 in Luzon | killed 26, displaced 400000
Landslide flattens village, at least 300 feared buried | nothing
Mudslide kills family of six in Minas Gerais | killed 6
Lightning kills 18 across Bihar in 24 hours | killed 18 day
Avalanche kills two ski tourers in Tyrol | killed 2
Heatwave kills 57 in Rajasthan, hospitals swamped | killed 57
Wildfire kills two firefighters in Galicia | killed 2
Texas flood death toll passes 120 with 170 unaccounted for | killed 120, missing 170
# crashes etc.
Bus falls into gorge in Himachal, 15 killed | killed 15
15 killed as bus falls into gorge in Himachal | killed 15
Four die in head-on collision on A9 | killed 4
Three teenagers killed in crash near Bendigo | killed 3
Biker killed in collision with lorry | killed 1
Boat carrying 90 migrants sinks off Mauritania; 49 dead, 17 rescued | killed 49
Migrant boat capsizes off Yemen, 68 Ethiopians dead and 74 missing | killed 68, missing 74
Ferry overturns on Lake Kivu, 78 drown | killed 78
Ferry sinks off Bali with 65 aboard; 38 missing, five dead | missing 38, killed 5
Helicopter crash kills mountain rescue crew of four | killed 4
Jeju Air crash: all but two of 181 aboard killed | killed 179
Air India crash: 241 on board dead, one survivor | killed 241
Light aircraft crash kills pilot and his passenger | killed 2
Train derails in Odisha, at least 280 dead, 900 injured | killed 280, injured 900
Funicular derailment in Lisbon kills 16, injures 21 | killed 16, injured 21
Crane collapse kills 32 on Thai train | killed 32
Nightclub inferno kills 59 in North Macedonia | killed 59
59 killed and 155 injured in nightclub inferno | killed 59, injured 155
Hong Kong tower blaze: 44 dead, 279 unaccounted for | killed 44, missing 279
Stampede at Kumbh kills 30 pilgrims, 60 hurt | killed 30, injured 60
Eleven crushed to death outside Bengaluru stadium | killed 11
Mine collapse kills 70 in Congo's South Kivu | killed 70
Gas leak at chemical plant kills two workers, sickens 20 | killed 2
Bridge collapse in Gujarat leaves 20 dead | killed 20
# shootings
Two students killed, 17 injured in Minneapolis church shooting | killed 2, injured 17
Ten people fatally shot at Örebro adult education centre | killed 10
Gunman shoots four dead in Manhattan office tower, kills self | killed 5
Knifeman stabs three to death in Southport | killed 3
Three stabbed at Hamburg station, one critical | injured 3
17 stabbed in Hamburg station attack | injured 17
Car rams crowd in Munich, 36 hurt | injured 36
Driver ploughs into crowd, killing 11 at Vancouver festival | killed 11
# epidemics
Cholera kills 40 in Khartoum in two days | killed 40
Marburg outbreak in Rwanda: 15th death confirmed | nothing
Measles outbreak: third death reported in US | nothing
Dengue claims 13 more lives in Bangladesh | killed 13
Mpox has killed over 1,000 people in Africa this year | killed 1000
Covid: UK records 212 more deaths in a day | killed 212 day
India adds 3,200 Covid deaths in 24 hours | killed 3200 day
# aid workers, kidnappings, prisoners
Two MSF staff killed as ambulance comes under fire | killed 2
Five Red Crescent medics killed in Gaza, bodies found in grave | killed 5
Four aid workers seized in South Sudan | captured 4
Gunmen seize priest from rectory in Kaduna | captured 1
Kidnappers free 76 pupils after ransom | nothing
Russia and Ukraine swap 300 prisoners each | nothing
Two North Korean soldiers captured alive in Kursk, Kyiv says | captured 2
Ukraine says it has taken 320 Russian prisoners of war | captured 320
Around 600 soldiers were taken prisoner | captured 600
Hamas still holds 48 hostages | captured 48
Pirates take 10 crew hostage off Gabon | captured 10
Ten crew members abducted off Gabon | captured 10
# displacement
Fighting uproots 130,000 in north Mozambique within days | displaced 130000
Some 33,000 flee M23 advance | nothing
Over 400,000 forced from homes by Goma fighting | displaced 400000
Floods render 2,000 families homeless | nothing
Nearly 1 million displaced by Pakistan floods | displaced 1000000
"""


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_figures_in_the_wording_of_many_desks(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
