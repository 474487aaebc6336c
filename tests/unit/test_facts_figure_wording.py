"""Figures in the wording of headlines and reports, sentence by sentence, with texts of our own.

Each line is a text and the totals it gives: `low`, `low-high`, `low-` where open, then rate and
status where they are not the usual ones; `none` says that a text tells of nobody harmed, `denied`
that a number is denied. Neither is a total.
"""

from __future__ import annotations

import pytest

from tests.unit.reading import facts

CASES = """
# ranges
Between 10 and 12 hikers died in the avalanche | killed 10-12
Police say 10 to 12 people were hurt | injured 10-12
From 20 to 25 miners were killed in the collapse | killed 20-25
Anywhere between 300 and 400 people are missing after the landslide | missing 300-400
Two or three people were injured | injured 2-3
Two to three dozen people are missing | missing 24-36
15–20 people were wounded in the stampede | injured 15-20
An estimated 3,000 to 5,000 people have been displaced | displaced 3000-5000
# vague numbers
Dozens feared dead after ferry capsizes | killed 24- feared
Scores killed as bridge gives way | killed 40-
Hundreds injured in stadium crush | injured 200-
Thousands flee homes as volcano erupts | displaced 2000-
Tens of thousands displaced by floods | displaced 20000-
Hundreds of thousands have been displaced | displaced 200000-
Several people were injured in the blast | nothing
A number of people were wounded | nothing
Some passengers were hurt, police said | nothing
Many were killed in the stampede | nothing
A handful of people were injured | nothing
Nearly two dozen people were killed | killed 24
More than a dozen hurt in tram crash | injured 12
Half a dozen pilgrims were trampled to death | killed 6
At least a hundred people were killed | killed 100
Over a thousand people have died in the outbreak | killed 1000
# number words and forms
Twelve hundred soldiers have been killed | killed 1200
Twenty-one people died when a bus plunged into a ravine | killed 21
One hundred and five people were killed | killed 105
1.2k people displaced by the storm | displaced 1200
1 200 people were killed | killed 1200
12 000 people were killed in the quake | killed 12000
Some 1.2 million people have been displaced | displaced 1200000
Half a million people have been displaced | displaced 500000
A quarter of a million people were displaced | displaced 250000
Two and a half million people have been displaced | displaced 2500000
One and a half million people displaced | displaced 1500000
A pair of tourists were killed | killed 2
A trio of climbers died on the mountain | killed 3
Both pilots were killed | killed 2
Both men died at the scene | killed 2
Neither pilot was hurt | injured none
All four crew members died | killed 4
All five people on board were killed | killed 5
A family of five was killed in the blaze | killed 5
Family of four killed in gas explosion | killed 4
A couple were killed when a tree fell on their car | killed 2
Twins killed in car crash | killed 2
The couple were killed in their sleep | killed 2
A married couple and their three children were found dead | killed 5
Three generations of one family killed in fire | nothing
A group of seven tourists was kidnapped | captured 7
# active/passive/headlines
Gunman kills five, wounds 12 in mall attack | killed 5, injured 12
Six killed, 14 hurt in bus crash | killed 6, injured 14
Six dead after lorry hits crowd | killed 6
Six die in house fire | killed 6
Six lose lives in mine blast | killed 6
Mine blast claims six lives | killed 6
Mine blast claims the lives of six workers | killed 6
Quake death toll hits 3,000 | killed 3000
Death toll from quake nears 3,000 | killed 3000
Death toll in ferry disaster at 61, with 20 still missing | killed 61, missing 20
Death toll climbs from 95 to 158 | killed 158
Toll rises to 31 from 27 | killed 31
Death toll lowered from 47 to 45 | killed 45
Death toll revised down to 45 | killed 45
Officials revise death toll from 47 to 45 | killed 45
The number of dead has risen to 27, up from 19 on Tuesday | killed 27
The death toll now stands at 27 | killed 27
Three bodies found in the rubble, bringing the death toll to 27 | killed 27
Avalanche buries 12 skiers, 4 dead | killed 4
Fire at nursing home: 9 dead, 20 injured | killed 9, injured 20
Nine dead in nursing home fire | killed 9
Ambush leaves 12 soldiers dead and eight wounded | killed 12, injured 8
Twelve people lost their lives and 30 were injured | killed 12, injured 30
Shelling killed three people and injured 11 others | killed 3, injured 11
A Russian drone killed one person and injured four | killed 1, injured 4
Strike on Kharkiv kills one, injures 24 | killed 1, injured 24
A suicide bomber killed himself and 14 others | killed 15
Gunman kills 3, then himself | killed 4
Gunman kills three before turning gun on himself | killed 3
A man killed his wife and two children | killed 3
A man shot dead his wife and two daughters before killing himself | killed 4
A mother and her two children were killed | killed 3
A mother and her two children died | killed 3
Mother and two children killed in house fire | killed 3
Mother, son killed in crash | killed 2
Father and son drown off beach | killed 2
Two brothers and their cousin drowned | killed 3
A boy and two girls were pulled dead from the river | killed 3
Two men and a boy were injured | injured 3
A man and a woman were stabbed | injured 2
A policeman was killed and another injured | killed 1, injured 1
One man was killed and his brother injured | killed 1, injured 1
The blast killed a soldier, wounding two others | killed 1, injured 2
Attackers shot dead a mayor, wounding his bodyguard | killed 1, injured 1
A bomb exploded, killing one and injuring another | killed 1, injured 1
Killing three and wounding six, the gunman opened fire in a cafe | killed 3, injured 6
Four people were shot, two fatally | injured 4, killed 2
Ten people were shot, three of them fatally | injured 10, killed 3
Two of the wounded died in hospital | killed 2
Two people are in a critical condition after the crash | injured 2
Three people were left in critical condition | injured 3
Six people were taken to hospital with injuries | injured 6
Nine people were treated for smoke inhalation | injured 9
Two officers suffered gunshot wounds | injured 2
A child suffered serious burns | injured 1
A police officer was shot dead | killed 1
A journalist has been assassinated in Mexico | killed 1
Mayor shot dead in Mexico | killed 1
The mayor was assassinated on Sunday | nothing
Former minister gunned down outside home | nothing
Three children, two women and a man died | killed 6
Among the dead were two children | killed 2
Eleven people, including four children, were killed in the strike | killed 11
Eleven people, four of them children, were killed | killed 11
The strike killed 11 people, among them four children | killed 11
Seven people were killed, including the attacker | killed 7
Seven people were killed, including two police officers, and 12 were injured | killed 7, injured 12
At least 11 people - seven men and four women - were killed | killed 11
Eleven people (seven men and four women) died | killed 11
Thirty people were killed: 20 soldiers, six policemen and four civilians | killed 30
Ten people died, six of them in Lyon and four in Nice | killed 10
Five people died in the north and six in the south | killed 11
Three more people died on Friday, bringing the total to 18 | killed 18
Three more people have died of cholera | killed 3
A further 12 were wounded | injured 12
Another 15 people were wounded | injured 15
A third person died in hospital on Monday | killed 1
A second victim has died | killed 1
A 14-year-old boy was killed and his father wounded | killed 1, injured 1
# lives lost
More than 40 lives were lost in the sinking | killed 40
The war has cost 12,000 lives | killed 12000
Floods have taken 40 lives | killed 40
The disaster claimed at least 300 lives | killed 300
The fire took the life of a firefighter | killed 1
Loss of 12 lives in boat accident | killed 12
# negation
No one was hurt | injured none
No one was killed or injured in the blaze | killed none, injured none
There were no casualties | casualties none
There were no reports of injuries | injured none
Nobody was injured in the derailment | injured none
Officials reported no deaths | killed none
No deaths or injuries were reported after the quake | killed none, injured none
The pilot escaped unhurt | nothing
All 200 passengers survived | nothing
None of the 140 passengers was injured | injured none
The crash did not kill anyone | nothing
Two people were killed but no one else was injured | killed 2, injured none
The army denied that 40 soldiers had been killed | killed 40 denied
The ministry denied reports that 40 soldiers were killed | killed 40 denied
# rates
Malnutrition kills 25 children every day | killed 25 day
Russia is losing 1,200 soldiers a day, killed and wounded | casualties 1200 day
Russia is suffering 1,200 casualties a day in Ukraine | casualties 1200 day
Some 1,500 Russian soldiers are killed or wounded daily | casualties 1500 day
Over the past day, 1,150 Russian troops were killed or wounded | casualties 1150 day
Russia lost 1,230 troops in Ukraine over the past day | casualties 1230 day
Russian losses over the past day amounted to 1,180 personnel | casualties 1180 day
The General Staff put Russian losses at 1,090 over the past 24 hours | casualties 1090 day
Air pollution kills 7 million people a year | killed 7000000 year
About 40 people die each week on the route | killed 40 week
In the past week 12 people were killed | killed 12 week
Over the past three days 60 people have been killed | killed 60
On average, three women are killed by their partners every day | killed 3 day
# not casualties
Governor kills bill on school meals | nothing
Lawmakers kill two tax bills | nothing
Company cuts 1,200 jobs | nothing
Wolves killed 14 sheep | nothing
Bird flu kills 20,000 chickens | nothing
Thousands of fish found dead in river | nothing
Two dogs were killed in the fire | nothing
Arsenal beat Chelsea 3-0 | nothing
Sri Lanka lose five wickets before lunch | nothing
Striker, 29, out injured for six weeks | nothing
Three players injured before derby | injured 3
Team loses 12 players to injury | nothing
Man, 34, arrested over death | nothing
Soldiers seize 40 AK-47 rifles | nothing
He wore number 7 and was killed | nothing
Killer jailed for 30 years | nothing
Murder suspect, 23, held | nothing
The 1948 war displaced 700,000 people | displaced 700000 past
App with 3 million users killed off by owner | nothing
Power cut hits 40,000 homes | nothing
40,000 homes left without power | nothing
Twelve missing persons reports were filed | nothing
Two tanks and three armoured vehicles were destroyed | nothing
10 dead batteries recalled | nothing
The bank lost 1,200 customers | nothing
Party loses 40 seats | nothing
Dead Sea shrinks by 3 feet a year | nothing
Storm leaves 2 million without power | nothing
Ten injured birds were rescued | nothing
Seven people were rescued | nothing
Police rescued 12 people held hostage | nothing
# histories and status
The 2019 attack killed 51 people | killed 51 past
The shooting comes five years after the 2019 attack that killed 51 people | killed 51 past
In 2004 a tsunami killed 230,000 people | killed 230000 past
It was the deadliest fire since 2003, when 100 people died | killed 100 past
Gunman kills four at mosque; the 2019 attack in the city killed 51 | killed 4
As many as 200 are feared dead | killed 200 feared
Up to 70 migrants feared drowned | killed 70 feared
Thirty miners presumed dead after mine collapse | killed 30 feared
Twenty people may have died | killed 20 feared
Death toll could rise to 300, officials warn | killed 300 feared
The toll is expected to rise | nothing
He threatened to kill 12 hostages | nothing
Police foil plot to kill 20 people | nothing
The vaccine could save 10,000 lives | nothing
Drill simulates blast that kills 200 | nothing
If the dam bursts, 10,000 people could die | nothing
A quake of that size would kill 5,000 people | nothing
# captured/missing/displaced
Gunmen abduct 30 students from school in Kaduna | captured 30
Thirty students kidnapped in Kaduna | captured 30
Militants took 12 people hostage | captured 12
Ukraine says it captured two North Korean soldiers | captured 2
Twelve soldiers were taken prisoner | captured 12
Sixty hostages released | nothing
Twenty people are still missing after the ferry sank | missing 20
Eight people remain missing | missing 8
Search continues for five missing climbers | missing 5
Fourteen fishermen went missing in the storm | missing 14
A toddler is missing after the flood | missing 1
Landslide: 12 dead, 30 unaccounted for | killed 12, missing 30
More than 60,000 people were forced to flee their homes | displaced 60000
The fighting has driven 60,000 people from their homes | displaced 60000
60,000 people fled their homes | displaced 60000
60,000 residents were evacuated | nothing
Flood leaves 8,000 people homeless | displaced 8000
8,000 people made homeless by quake | displaced 8000
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
Two killed, one critical after crash on M4 | killed 2
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
"""


def told(text: str) -> set[str]:
    """Return the totals of ``text``, and what it denies, as the table writes them."""
    found = facts(text)
    said: set[str] = set()
    for kind, one in found.totals.items():
        high = "" if one.high == one.low else f"-{'' if one.high is None else one.high}"
        status = "" if one.status == "reported" else f" {one.status}"
        said.add(f"{kind} {one.low}{high}{f' {one.per}' if one.per else ''}{status}")
    denied = (one for one in found.figures if one.status == "denied")
    return said | {f"{one.kind} {f'{one.low} denied' if one.low else 'none'}" for one in denied}


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_figures_in_the_wording_of_news(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
