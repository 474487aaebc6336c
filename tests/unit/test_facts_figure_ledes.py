"""Figures in ledes, bodies, lists and running tolls, with texts of our own.

Each line is a text and its figures, as :func:`tests.unit.reading.told` writes them.
"""

from __future__ import annotations

import pytest

from tests.unit.reading import told

CASES = """
# ledes
A Russian ballistic missile slammed into a residential block in Ternopil early on Wednesday, killing 25 people, three of them children, and wounding 73, the emergency service said. | killed 25, injured 73
Rescue workers combing through the rubble in Beirut said on Sunday they had recovered the bodies of 17 people. | killed 17
Officials in the eastern province said the number of those killed had climbed to 41 by nightfall. | killed 41
The governor told reporters that 8 people, all of them civilians, had lost their lives in the attack. | killed 8
Some 14 soldiers and 3 civilians lost their lives in the assault, the defence ministry said. | killed 17
Hospital sources put the death toll at 62. | killed 62
Hospital sources put the number of dead at 62 and the wounded at 140. | killed 62, injured 140
The Red Cross said it had received 31 bodies and treated 114 wounded. | killed 31, injured 114
A total of 17 people have been confirmed dead, with another 5 still missing. | killed 17, missing 5
Police said the explosion had left 3 people dead and another 10 with injuries. | killed 3, injured 10
A pedestrian died at the scene and a cyclist was airlifted to hospital with serious injuries. | killed 1, injured 1
At least nine passengers were killed on the spot while six others sustained grievous injuries. | killed 9, injured 6
Nine died on the spot and 13 were rushed to hospital. | killed 9, injured 13
Two of the injured succumbed to their injuries on Tuesday, taking the toll to six. | killed 6
With two more deaths, the toll in the hooch tragedy has gone up to 38. | killed 38
The toll in the hooch tragedy mounted to 38 on Friday | killed 38
Death count reaches 38 | killed 38
The mishap claimed the lives of a couple and their infant daughter. | killed 3
Two workers perished and one remains unaccounted for after the trench caved in. | killed 2, missing 1
Divers retrieved a further two bodies on Thursday, bringing to 13 the number of people known to have died. | killed 13
The discovery of four more bodies brings the number of dead to 29. | killed 29
That raises the number of confirmed deaths to 29. | killed 29
This takes the number of people killed in the strikes to 212. | killed 212
The latest deaths bring the overall toll to 1,034, including 302 children. | killed 1034
The ministry's count of the dead stood at 61,700 on Monday. | killed 61700
More than 61,700 Palestinians have been killed since the war began, according to the health ministry. | killed 61700
An attack on a village in Benue has left no fewer than 100 people dead, Amnesty says. | killed 100
No fewer than 23 persons lost their lives in a boat mishap in Niger State. | killed 23
Not less than 12 persons were feared dead in a tanker explosion. | killed 12 feared
Scores of people are feared dead after a dam collapsed. | killed 40- feared
Up to 100 people are feared to have drowned. | killed 100 feared
It is feared that as many as 100 people drowned. | killed 100 feared
Rescuers fear 40 people may be dead. | killed 40 feared
Forty miners are presumed dead after the shaft flooded. | killed 40 feared
Hundreds presumed dead in Papua landslide | killed 200- feared
More than 2,000 people are thought to be buried alive. | nothing
The final toll could exceed 10,000, the Red Cross warned. | killed 10000 feared
Local media said as many as 15 may have died. | killed 15 feared
He said 15 people were probably dead. | killed 15 feared
Around 50 people are unaccounted for. | missing 50
No trace has been found of 26 people who were aboard. | nothing
Search crews are still looking for 26 missing people. | missing 26
The search for the 26 missing goes on. | missing 26
Among the missing are four tourists from Spain. | missing 4
Of the 62 passengers, 14 survived, 40 died and eight remain missing. | killed 40, missing 8
Thirteen people remain in hospital, three in intensive care. | injured 13
Thirty-one people required hospital treatment. | injured 31
Two sustained life-threatening injuries. | injured 2
Six crew were slightly hurt. | injured 6
A teenager has life-changing injuries after being attacked with a machete. | injured 1
Ten people suffered minor injuries. | injured 10
Ten suffer burns in factory fire | injured 10
Thirty needed treatment after inhaling smoke. | injured 30
Hundreds fall ill after eating at school | nothing
Three people have tested positive for Ebola, and one has died. | killed 1
There have been 1,031 suspected cases and 53 deaths since July. | killed 53
The outbreak has infected 4,200 people and killed 112. | killed 112
Health officials report 4,200 cholera cases and 112 fatalities. | killed 112
# passive / nominal
The killing of four journalists has been condemned by press groups. | killed 4
The deaths of two toddlers have shocked the town. | killed 2
The ambush resulted in the death of 12 troops. | killed 12
The accident resulted in three fatalities and seven injuries. | killed 3, injured 7
The collision caused the deaths of three people. | killed 3
Fighting has led to the deaths of at least 400 civilians. | killed 400
Fighting has led to the displacement of 90,000 people. | displaced 90000
Clashes forced 90,000 people to flee their homes. | displaced 90000
The abduction of 12 girls from a farm has caused anger. | captured 12
The disappearance of 43 students remains unsolved. | missing 43
There were 4 fatalities and 11 injuries, said the coroner. | killed 4, injured 11
The wounded included three police officers. | injured 3
Among those hurt were two firefighters. | injured 2
Two firefighters are among the dead. | killed 2
Two firefighters were among the 14 dead. | killed 14
Three of those killed were children. | killed 3
Of those killed, three were children. | killed 3
The victims were a man of 60 and his two grandsons. | nothing
Eighteen civilians, among them seven women, perished. | killed 18
15 people died: nine men, four women and two children | killed 15
15 people died (nine men, four women, two children) | killed 15
We have 15 dead and about 30 wounded, the mayor said. | killed 15, injured 30
"We have 15 dead and about 30 wounded," the mayor said. | killed 15, injured 30
‘Fifteen people are dead,’ said a police spokesman. | killed 15
He counted at least 15 corpses in the street. | killed 15
I saw 15 bodies, a resident told the BBC. | killed 15
Fifteen charred bodies were pulled from the wreckage. | killed 15
Mass grave with 50 bodies found near Damascus | killed 50
Investigators exhumed 436 bodies in Izium | killed 436
Remains of 12 migrants found in desert | killed 12
# forms
LIVE: 7 killed, 18 injured in Jerusalem bus stop attack | killed 7, injured 18
BREAKING: At least 11 dead after plane crashes near Louisville airport | killed 11
#BREAKING 5 people shot at Lansing mall, 2 dead - police | killed 2, injured 5
UPDATE 3-At least 12 killed in suicide attack on Islamabad court | killed 12
JUST IN | Eight dead in Delhi car blast near Red Fort | killed 8
KABUL: ROADSIDE BOMB KILLS 4, WOUNDS 11 | killed 4, injured 11
FOUR DEAD AS TRUCK RAMS BUS STOP | killed 4
THREE CHILDREN AMONG EIGHT KILLED IN HOUSE FIRE | killed 8
Three Children Among Eight Killed In House Fire | killed 8
Seven Dead, Dozens Injured As Bus Overturns On Highway | killed 7, injured 24-
12 Killed, 30 Injured In Stampede At Haridwar Temple | killed 12, injured 30
Death Toll In Punjab Floods Rises To 51; 4 Lakh Affected | killed 51
Over 3.5 lakh people displaced by floods in Assam | displaced 350000
1.5 lakh evacuated ahead of cyclone | nothing
Ten lakh people rendered homeless by the cyclone | displaced 1000000
- 3 killed in Nablus<br>- 12 wounded in Jenin | killed 3, injured 12
• 14 dead • 31 wounded • 5 missing | killed 14, injured 31, missing 5
Killed: 14. Wounded: 31. Missing: 5. | killed 14, injured 31, missing 5
Dead: 14, Injured: 31 | killed 14, injured 31
14 (fourteen) people were killed | killed 14
Fourteen (14) people were killed and thirty-one (31) injured | killed 14, injured 31
19:42 — Two people killed in strike on Sumy, governor says | killed 2
Two people killed – governor | killed 2
"12 killed" in Israeli strike on school, says civil defence | killed 12
[UPDATED] Two soldiers killed, four wounded in Kidal | killed 2, injured 4
At least 1 dead, 3 hurt in Ohio pileup | killed 1, injured 3
1 dead in Ohio pileup | killed 1
One dead as twister hits Ohio town | killed 1
3 ded in Ohio pileup | nothing
2 more die in ferry tragedy | killed 2
2 more bodies found, ferry toll now 9 | killed 9
Another two bodies were found on Friday. | killed 2
The toll has been revised down to 45 from 49 | killed 45
Turkey corrects quake toll: 45 dead | killed 45
Officials now say 11 died, not 15 | killed 11
Police had earlier said 15 people died. | killed 15
"""


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_figures_in_ledes_and_bodies(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
