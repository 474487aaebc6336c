"""Figures in the wording of agencies and of longer reports, with texts of our own.

Each line is a text and its figures, as :func:`tests.unit.reading.told` writes them.
"""

from __future__ import annotations

import pytest

from tests.unit.reading import told

CASES = """
# reference wording
Russia's losses in Ukraine have reached 1,200 a day, Blinken said | casualties 1200 day
Moscow is taking about 1,200 casualties each day, more than at any other time in the war | casualties 1200 day
Austin: Russian casualties now average 1,200 per day | casualties 1200 day
Russian forces are suffering around 1,200 dead and wounded every day | casualties 1200 day
Russian casualties rise to 1,500 a day, Nato says | casualties 1500 day
Daily Russian casualties have climbed from 1,200 to 1,500 | casualties 1500 day
Russia now loses 1,500 soldiers killed or wounded a day | casualties 1500 day
An average of 1,500 Russian soldiers a day were killed or injured in November | casualties 1500 day
Ukraine's General Staff says Russia lost 1,770 soldiers in the last 24 hours | casualties 1770 day
Russian army loses 1,770 troops in a day | casualties 1770 day
Over the past 24 hours the enemy lost 1,340 personnel, 12 tanks and 30 artillery systems | casualties 1340 day
The General Staff estimates total Russian combat losses at 750,000 | casualties 750000
Russia has lost some 700,000 troops since the invasion began | casualties 700000
Ukraine has lost 43,000 soldiers killed and 370,000 wounded since 2022 | killed 43000, injured 370000
# wires
KYIV (Reuters) - A Russian missile killed at least 12 people, including two children, and wounded 34 in Kryvyi Rih on Friday, officials said. | killed 12, injured 34
At least 23 people, most of them students, died when a bus plunged off a bridge in Peru, police told AFP. | killed 23
A stampede at a temple in India left at least 18 people dead and more than 100 injured, officials said Sunday. | killed 18, injured 100
Israeli strikes across Gaza killed at least 52 Palestinians on Tuesday, health officials said | killed 52
The health ministry in Gaza says 61 people have been killed and 231 injured over the past day | killed 61 day, injured 231 day
Suspected jihadists killed 17 soldiers and wounded 25 others in an ambush in western Niger | killed 17, injured 25
More than 1,000 people have been killed by an earthquake in Myanmar, the junta says, and 2,376 injured | killed 1000, injured 2376
A magnitude-6.3 earthquake has killed at least 20 people and injured more than 500 in northern Afghanistan | killed 20, injured 500
Floods in Texas have left at least 119 people dead and 160 missing | killed 119, missing 160
A gunman opened fire at a Bangkok market, killing five people before taking his own life | killed 5
Four people, including the suspect, are dead after a shooting at a church | killed 4
Three dead including gunman in Ohio shooting | killed 3
Two killed, one critical after crash on M4 | killed 2, injured 1
Man dies after being struck by train | killed 1
Woman killed by falling tree in storm | killed 1
Teenager stabbed to death in east London | killed 1
Boy, 12, drowns in lake | killed 1
A woman in her 30s has died after a car hit a tree | killed 1
A 45-year-old man and a 12-year-old girl were pronounced dead at the scene | killed 2
Both drivers were taken to hospital | injured 2
Six people were hurt, one seriously | injured 6
Ten wounded, two of them critically, in grenade attack | injured 10
Eleven dead, 20 wounded in attack on Peshawar mosque | killed 11, injured 20
31 killed and 169 injured in Islamabad mosque bombing | killed 31, injured 169
Blast at fireworks factory kills 8, hurts 15 | killed 8, injured 15
Roof collapse kills 6 pupils | killed 6
Landslide buries village; 40 feared dead | killed 40 feared
100+ dead in ferry disaster | killed 100
Death toll tops 100 as rescuers find more bodies | killed 100
Hong Kong fire death toll climbs to 128 with 200 still missing | killed 128, missing 200
Death toll from Sudan landslide passes 1,000 | killed 1000
Officials lowered the death toll from 47 to 45 after some bodies were counted twice | killed 45
The official toll was corrected to 45 from 47 | killed 45
Two survivors found; toll stands at 76 | killed 76
Toll from Kabul blast rises to 30 | killed 30
Three more bodies recovered, taking death toll to 14 | killed 14
Cholera has killed 3,500 people since January | killed 3500
Measles kills two children in Texas | killed 2
Ebola outbreak: 15 dead | killed 15
Fifteen people have died from Ebola | killed 15
Heatwave linked to 1,180 deaths in Spain | killed 1180
There have been 28 confirmed deaths | killed 28
The number of people killed in the attack has risen to 16 | killed 16
The number of fatalities rose to 179 | killed 179
Fatalities: 12; injuries: 40 | killed 12, injured 40
A total of 31 bodies have been recovered | killed 31
The bodies of three missing climbers have been found | killed 3
Iran executes two men convicted of spying | killed 2
Saudi Arabia executed 81 people in a single day | killed 81
Boko Haram kidnaps 60 women and girls | captured 60
Sixty women and girls kidnapped in Borno | captured 60
Hamas took 251 people hostage on 7 October | captured 251
Gunmen kidnapped a priest and two nuns | captured 3
Four nuns were taken hostage | captured 4
At least 11 sailors are missing after a cargo ship sank | missing 11
Nearly 30 people are still unaccounted for | missing 30
The war has displaced 14 million people | displaced 14000000
Around 380,000 people have been uprooted by fighting | displaced 380000
The storm drove 20,000 from their homes | displaced 20000
More than 14m Sudanese have been displaced | displaced 14000000
# groups
A soldier, two policemen and five civilians were killed | killed 8
Eight civilians and a soldier were wounded | injured 9
The dead were two women, a man and a child | killed 4
The dead include two firefighters | killed 2
Among the injured were six children | injured 6
Six of the injured were children | injured 6
Twenty people were killed, half of them children | killed 20
Seventeen people, nearly all of them women, were killed | killed 17
Nine people from the same family died | killed 9
Five members of one family were found dead | killed 5
A pregnant woman and her unborn child were killed | killed 2
A mother and daughter were killed | killed 2
A man, his wife and their baby died in the fire | killed 3
The couple's three children survived | nothing
A grandmother and three of her grandchildren were killed | killed 4
Police killed the two attackers | killed 2
Nine people were killed; the attacker was shot dead by police | killed 10
Police shot and killed the suspect | nothing
Eight miners were killed and their bodies recovered | killed 8
Ten soldiers and 40 militants were killed in the clashes | killed 50
Troops killed 40 militants for the loss of two soldiers | killed 40, casualties 2
# not
The storm killed power to 40,000 homes | nothing
Studio kills off 3 characters in series finale | nothing
Fans mourn as club loses 12 games in a row | nothing
Eagles lose three starters to injury | nothing
Company sheds 300 staff | nothing
Firm lays off 1,200 workers | nothing
The deal is dead after 18 months of talks | nothing
Minister survives vote by 31 to 29 | nothing
Injured list: 12 players out | nothing
He has 9 lives | nothing
Driver missing court date fined | nothing
The bomb weighed 500kg | nothing
Five hundred troops took part in the parade | troops 500
30 dead whales wash ashore | nothing
Avian flu outbreak: 50,000 hens culled | nothing
Vaccine saved 154 million lives | nothing
Seat belts could have saved 12 lives | nothing
The poll found 12 wounded veterans supported it | injured 12
A fire destroyed 12 shops but nobody was hurt | injured none
The two pilots ejected safely and no one on the ground was hurt | injured none
Officials said there were no fatalities among the 176 passengers | killed none
# bodies and toll histories
The attack, the worst since the 2019 shooting that killed 51 people, left nine dead | killed 9
Police said 14 people had died, up from 11 earlier in the day | killed 14
The toll had earlier been put at 47 but was lowered to 45 | killed 45
At least 12 dead, official says, down from 15 reported earlier | killed 12
Two climbers died and a third was injured | killed 2, injured 1
One soldier was killed and the other wounded | killed 1, injured 1
A man has been charged with murder after a woman was found dead | killed 1
A driver was killed when his lorry overturned | killed 1
The driver of a school bus was killed and 14 pupils were hurt | killed 1, injured 14
The pilot and three passengers died when the helicopter crashed | killed 4
Twelve hikers were rescued and two bodies were recovered | killed 2
No survivors among 62 people on board as plane crashes | nothing
All 62 people on board were killed when the plane crashed | killed 62
Plane with 62 aboard crashes; no survivors | nothing
Sixteen of the 20 passengers died | killed 16
More than half of the 40 passengers were hurt | nothing
Up to 30 people could be trapped under rubble | nothing
Rescuers pulled 12 survivors from the rubble | nothing
Three police officers were shot and wounded | injured 3
Shooter kills 2 and himself at Florida store | killed 3
A toddler is in critical condition after falling from a window | injured 1
Nearly 60 civilians died in one day, the UN said | killed 60
Snow storm leaves three dead, thousands without power | killed 3
Heat kills 12 in a week in Pakistan | killed 12
Car bomb kills police chief and two bodyguards | killed 2
A father and his two sons drowned | killed 3
"""


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_figures_in_the_wording_of_reports(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
