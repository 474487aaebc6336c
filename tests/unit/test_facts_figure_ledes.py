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
# more ledes
At least 24 people died and dozens were missing after a landslide buried homes in Mbale, Uganda's Red Cross said. | killed 24, missing 24-
A stampede outside a church in Lagos left 13 dead, among them five children. | killed 13
Thousands of Rohingya fled as 21 people were burned to death in Maungdaw | killed 21
The bodies of 32 migrants have washed ashore since Tuesday. | killed 32
Thirty-nine bodies have so far been retrieved from the river, the navy said. | killed 39
So far, 39 bodies have been retrieved. | killed 39
Two more bodies were pulled from the rubble overnight, bringing the total number of dead to 16. | killed 16
It brought the official toll to 3,085, with 4,715 injured and 341 still missing. | killed 3085, injured 4715, missing 341
The toll, which stood at 3,085 on Thursday, is expected to rise. | killed 3085
Authorities on Thursday revised the death toll upwards to 94. | killed 94
The number of people confirmed dead in the blaze has increased to 94 | killed 94
The health ministry said 94 people had been killed and a further 76 hospitalised. | killed 94, injured 76
A spokesman confirmed 3 fatalities, with 8 others sustaining injuries of varying degrees. | killed 3, injured 8
Of the 14 victims, 9 died on the way to hospital. | killed 9
One person died and three others were left with life-threatening injuries. | killed 1, injured 3
Four others are in a critical but stable condition. | injured 4
The clashes left four policemen and nine protesters dead. | killed 13
Four policemen and nine protesters died in the clashes. | killed 13
Nine protesters were shot dead, rights groups say; police put the figure at three. | killed 9
Security forces opened fire, killing no fewer than nine protesters. | killed 9
The violence has claimed more than 900 lives and displaced over 60,000 people. | killed 900, displaced 60000
Twelve people, including a pregnant woman, were kidnapped by armed men. | captured 12
Armed men whisked away 12 travellers on the Abuja road. | nothing
Eleven of the 24 kidnapped girls escaped. | nothing
Some 170 worshippers were abducted from three churches. | captured 170
More than 300 pupils and 12 teachers were taken from a Catholic school. | nothing
More than 300 pupils and 12 teachers were abducted from a Catholic school. | captured 312
Gunmen have kidnapped the wife and two children of a village head. | captured 2
A Chinese engineer and his driver were kidnapped in Punjab. | captured 2
Two Czech hikers have been missing in the Pyrenees since Sunday. | missing 2
A Polish climber is missing on Nanga Parbat. | missing 1
A Polish climber is feared dead on Nanga Parbat. | killed 1 feared
Contact has been lost with 22 miners underground. | nothing
Twenty-two miners are trapped underground. | nothing
Five bodies were found and six people are unaccounted for. | killed 5, missing 6
Five drowned and six vanished when the boat overturned. | killed 5, missing 6
Five people drowned when a boat overturned; six more are missing. | killed 5, missing 6
An explosion at an oil refinery has killed one worker, with three more unaccounted for. | killed 1, missing 3
The storm has killed at least 50 people across the Caribbean, about half of them in Haiti. | killed 50
In Haiti alone, 25 people died. | killed 25
At least 25 died in Haiti and one in the Dominican Republic. | killed 26
Storm Claudia: two dead in Portugal, one in Wales | killed 3
Vietnam floods: 90 dead, 12 missing, 1.1m homes without power | killed 90, missing 12
Some 1.1m people have been forced to leave their homes. | displaced 1100000
About 1.1 million have fled their homes since April. | displaced 1100000
The UN says 4.2 million people are internally displaced. | displaced 4200000
The war has driven 14 million Sudanese from their homes. | displaced 14000000
Nearly 9,000 civilians have lost their lives this year, the UN says. | killed 9000
Russia has lost 1,140 soldiers over the past day, Kyiv says. | casualties 1140 day
Enemy losses: 1,140 soldiers, 7 tanks and 23 drones in 24 hours | casualties 1140 day
Russia's total personnel losses have passed 1.1 million, Ukraine's general staff says. | casualties 1100000
Moscow has suffered more than 1 million casualties, including 250,000 dead. | casualties 1000000, killed 250000
More than 6,000 North Korean soldiers have been killed or wounded in Kursk. | casualties 6000
About 600 of them have been killed. | killed 600
Around 2,000 North Korean troops have been killed, lawmakers were told. | killed 2000
An average of 20 people a day are killed on the country's roads. | killed 20 day
Road crashes kill about 3,200 people every day. | killed 3200 day
Gun violence claims more than 100 lives a day in the US. | killed 100 day
Some 40,000 people are killed by guns each year. | killed 40000 year
Air pollution kills seven million people a year. | killed 7000000 year
A woman is killed every 10 minutes by someone she knows. | nothing
One child dies every minute of malaria. | nothing
On average, 28 children a day have been killed in Gaza. | killed 28 day
Monthly civilian deaths reached 286 in July. | killed 286 month
No one was killed, but at least 16 people were wounded. | killed none, injured 16
There were no immediate reports of casualties or damage. | casualties none
The blast caused damage but no injuries, the mayor said. | injured none
All 76 passengers and crew escaped without injury. | injured none
No foreigners were among the dead. | nothing
The army denied reports that it had lost 20 men. | casualties 20 denied
Officials denied that anyone had died. | nothing
Hospital officials denied claims that 12 babies had died. | killed 12 denied
# social, live blogs, capitals
🚨 BREAKING: 3 dead, 12 injured in Nairobi building collapse | killed 3, injured 12
RT @desk: Two paramedics killed in double-tap strike on Sumy | killed 2
Sources tell me 6 killed so far. Toll will rise. #Peshawar | killed 6
Confirmed: 6 fatalities, 14 wounded. | killed 6, injured 14
6 KIA, 14 WIA in ambush near Ménaka | nothing
13:05 GMT - Israeli strike on Nuseirat camp kills four, including a journalist | killed 4
What we know so far: • 16 people killed • 38 injured • Two suspects held | killed 16, injured 38
<p>Three people were <b>killed</b> and 14 injured</p> | killed 3, injured 14
Three people were killed&nbsp;and 14 injured | killed 3, injured 14
AT LEAST 19 PEOPLE HAVE BEEN KILLED AND 300 INJURED IN MEXICAN FIREWORKS BLAST | killed 19, injured 300
Explosion In Karachi Market: 4 Killed, Over 25 Injured | killed 4, injured 25
Bihar: Four Of A Family Killed As Car Falls Into Canal | killed 4
Four of a family killed as car falls into canal | killed 4
UP: 7 of a family among 11 killed in Gonda accident | killed 11
Speeding truck mows down three labourers in Pune | nothing
Truck runs over three labourers, killing two | killed 2
Leopard mauls boy to death | killed 1
Lightning strike kills 3, leaves 5 injured | killed 3, injured 5
Three electrocuted in Kota | killed 3
Hooch kills 21 in Amritsar, 10 critical | killed 21
Crude bomb goes off; two hurt | injured 2
Army jawan among 3 dead in Baramulla | killed 3
Two LeT terrorists killed in Kulgam; two soldiers martyred | killed 4
Top Hamas commander killed in Gaza strike | nothing
Hezbollah military chief killed in Beirut strike; five others dead | killed 5
Ex-policeman kills 24 children and 12 adults at nursery | killed 36
Father, two sons killed in Multan roof collapse | killed 3
Woman, her three kids found dead in Thane flat | killed 4
Woman and toddler son hit by train and killed | killed 2
Pedestrian, 74, dies in hit-and-run | killed 1
Boy (9) drowns in swimming pool | killed 1
Man in 20s killed and woman injured in Cork crash | killed 1, injured 1
Two gardaí injured in Dublin ramming | injured 2
Two lads in hospital after moped crash | injured 2
Motorcyclist seriously injured in A38 collision | injured 1
Teenager dies following stabbing in Croydon | killed 1
Murder probe after man, 34, found stabbed to death | killed 1
Six-year-old girl killed, mother critical after crash | killed 1, injured 1
German tourist dies in Thai jet-ski accident | killed 1
Second firefighter dies of injuries | killed 1
Hundreds mourn four killed in Ballina blaze | killed 4
Vigil for three girls killed in knife attack | killed 3
Entire family of seven perishes in Homs blaze | killed 7
# NGO/Airwars style
Three civilians, including two children and their mother, were reportedly killed and several others injured in an alleged Coalition airstrike on Al-Bab. | killed 3
Local sources reported that 4 to 6 civilians were killed and up to ten wounded by shelling in the neighbourhood. | killed 4-6, injured 10
A man and his wife were killed along with their three sons when their house was hit. | killed 5
At least one woman was killed and five members of her family, among them an infant, were wounded. | killed 1, injured 5
Eleven civilians from the same family, seven of them children, died as their home was levelled. | killed 11
Sources named the victims as Ahmad Hamid, his wife and their four children. | nothing
The strike killed a child and injured a woman, both from Idlib. | killed 1, injured 1
One child and two women martyred in raid on Sarmin, says civil defence | killed 3
Local councils named 14 victims of the strike. | nothing
According to the White Helmets, two people died and others were injured. | killed 2
An unknown number of civilians were wounded. | nothing
Between five and seven civilians, including a pregnant woman, died. | killed 5-7
A mother and her four daughters were the victims of a drone strike | nothing
Reports of casualties are unclear; one source said 5 died, another 7. | killed 5
As many as 30 people were killed, among them 12 ISIS fighters, local media said. | killed 30
Two ISIS militants and a civilian were killed in an air raid. | killed 3
A civilian car was targeted, leading to the death of the driver and the injury of two passengers. | killed 1, injured 2
A shepherd lost his life and another was wounded when a mine went off. | killed 1, injured 1
Shelling led to the martyrdom of three civilians and wounded five. | killed 3, injured 5
The martyrs: a father and two of his children. | nothing
# aid worker reports
One INGO driver was killed and two national staff were injured when their vehicle hit an IED. | killed 1, injured 2
Two NGO staff members were abducted from their compound and released unharmed after three days. | captured 2
A nurse working for an INGO was shot dead by unidentified gunmen on her way to work. | killed 1
One UN contractor was wounded by a stray bullet. | injured 1
An aid worker was killed in crossfire between armed groups. | killed 1
Three aid workers of a local NGO were kidnapped by an armed group. | captured 3
Four humanitarian workers were ambushed, robbed and released; no one was hurt. | injured none
Two volunteers of the Red Crescent killed, one more injured, as an ambulance was shelled. | killed 2, injured 1
Three national staff beaten and robbed during a break-in. | injured 3
A guard at a health centre was stabbed during a robbery and later died of his wounds. | killed 1
One doctor killed, three nurses and a patient injured in strike on clinic. | killed 1, injured 4
1 local NGO staff killed, 2 wounded in airstrike while delivering food. | killed 1, injured 2
4 staff members (2 men, 2 women) kidnapped. | captured 4
An NGO staff member and his wife were killed when a shell hit their home. | killed 2
Two aid workers, a Kenyan and a Briton, were taken hostage near the border. | captured 2
An unidentified number of staff were detained. | nothing
The convoy came under fire; two drivers died and a third was critically wounded. | killed 2, injured 1
One vaccinator and two policemen guarding her team were gunned down. | killed 3
# wires of the 1980s
GUERRILLAS AMBUSHED AN ARMY PATROL, KILLING SEVEN SOLDIERS AND WOUNDING FOUR. | killed 7, injured 4
A POLICEMAN AND TWO PASSERSBY WERE WOUNDED WHEN A BOMB WENT OFF. | injured 3
THE BODIES OF FIVE PEASANTS WITH SIGNS OF TORTURE WERE FOUND YESTERDAY. | killed 5
UNIDENTIFIED MEN MURDERED A UNION LEADER IN MEDELLIN THIS MORNING. | killed 1
A DYNAMITE ATTACK ON A BANK CAUSED NO VICTIMS. | nothing
AT LEAST 10 REBELS WERE KILLED AND THREE CAPTURED IN COMBAT, THE MILITARY SAID. | killed 10, captured 3
# German
# misc
The blast, which killed four, was the third this week. | killed 4
He is the fourth journalist to be killed this year. | nothing
Twenty-two others escaped with bruises. | nothing
The dead included two Britons and a German. | killed 3
Three Britons among dead in Lisbon funicular crash | killed 3
Two Americans were among those killed. | killed 2
Two more hostages' bodies were returned to Israel. | killed 2
Hamas returns remains of three hostages. | killed 3
Israel receives bodies of two hostages | killed 2
Kyiv receives 1,000 bodies from Russia | killed 1000
Police: 3 dead in apparent murder-suicide | killed 3
Sheriff: 2 deputies shot, suspect dead | injured 2, killed 1
2 deputies shot, 1 fatally | injured 2, killed 1
5 shot, 1 fatally, at block party | injured 5, killed 1
Mass shooting in Leland, Mississippi leaves 6 dead, 20 wounded | killed 6, injured 20
Body found in search for missing swimmer | killed 1
A body was found in the river on Friday. | killed 1
The body of a missing hiker has been found. | killed 1
Body of missing hiker found | killed 1
Three children among dead in Leeds fire | killed 3
Child among dead in Leeds fire | killed 1
Two officers shot at close range | injured 2
Two teens shot at party in Ohio | injured 2
Police officer shot at by robbers | nothing
Between five and seven civilians, including a pregnant woman, died. | killed 5-7
The dead included two Britons and a German. | killed 3
Two Turks and a Greek were injured | injured 3
Four Israelis were wounded in a stabbing in Haifa | injured 4
An American was killed in Ramallah | killed 1
Five Danes are missing in Nepal | missing 5
Three Filipinos and two Thais were kidnapped | captured 5
A Palestinian was shot dead near Nablus | killed 1
German shares fell 3 per cent | nothing
An Israeli hospital was hit, 12 hurt | injured 12
"""


@pytest.mark.parametrize("case", [line for line in CASES.strip().splitlines() if line[0] != "#"])
def test_figures_in_ledes_and_bodies(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    assert told(text) == ({*expected.split(", ")} if expected != "nothing" else set())
