"""Figures in the wording of headlines, kind by kind, with texts of our own.

Each line is a text and its figures, as :func:`tests.unit.reading.told` writes them.
"""

from __future__ import annotations

import pytest

from tests.unit.reading import told

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
"""


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_figures_in_the_wording_of_headlines(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
