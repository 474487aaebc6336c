"""Deployments in the wording of headlines, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.unit.test_facts_deployments import deployed

# headline | forces place number status; …
CASES = """
Kyiv says 12,000 North Korean soldiers are fighting in Kursk | KP RU 12000 present
About 2,500 French soldiers remain stationed in Chad | FR TD 2500 present
Poland will not send troops to Ukraine, Tusk says | PL UA - denied
Germany completes withdrawal of its soldiers from Mali | DE ML - withdrawn
The last British troops left Afghanistan on Saturday | GB AF - withdrawn
Rwanda has deployed 1,000 troops to northern Mozambique to fight insurgents | RW MZ 1000 present
M23 rebels backed by up to 4,000 Rwandan soldiers seized Goma | RW CD 4000 present
Ethiopian troops crossed into Somalia overnight | ET SO - present
Burundi sent a battalion to eastern Congo | BI CD - present
Turkish parliament approves sending troops to Libya | TR LY - planned
Egypt is ready to send forces to Somalia | EG SO - planned
The US will send 3,000 more troops to Poland | US PL 3000 planned
Pentagon to deploy 1,500 additional troops to the Middle East | nothing
Washington ordered 500 marines to Haiti | US HT 500 planned
A Kenyan police contingent of 200 officers arrived in Port-au-Prince on Tuesday | KE HT 200 present
Niger orders US troops out of the country | US NE - present
Iraq demands that Turkish forces leave its territory | TR IQ - present
Iranian-backed Iraqi militia fighters cross into Syria | IQ SY - present
Cuban mercenaries are fighting alongside Russian forces in Ukraine | CU UA - present; RU UA - present
Belarus says no Belarusian soldiers will enter Ukraine | BY UA - denied
Moldova calls on Russia to withdraw its troops from Transnistria | RU MD - present
Some 1,500 Russian soldiers are based in the breakaway region of Transnistria | RU MD 1500 present
Wagner fighters have been operating in the Central African Republic since 2018 | RU CF - present
Russia's Africa Corps instructors landed in Burkina Faso | RU BF - present
Lithuania welcomes a German brigade of 5,000 soldiers | DE LT 5000 present
The German brigade in Lithuania will reach full strength in 2027 | DE LT - present
Spain is considering deploying 1,000 peacekeepers to Lebanon | ES LB 1000 planned
Irish peacekeepers come under fire in southern Lebanon | IE LB - present
An Indonesian peacekeeper was killed in Congo | ID CD - present
Three Tanzanian soldiers serving with the UN mission were wounded in DR Congo | TZ CD - present
Israel pulls its forces back from southern Lebanon | IL LB - withdrawn
Israeli ground forces pushed deeper into Rafah on Monday | IL PS - present
Israeli tanks rolled into Quneitra in southern Syria | IL SY - present
Azerbaijani soldiers occupy hills inside Armenia | AZ AM - present
Chinese troops clash with Indian soldiers on the border | nothing
Chinese troops take part in military exercises in Belarus | CN BY - present
Japan refuses to send soldiers to Iraq | JP IQ - denied
Nigeria dispatches jets to Benin as West African troops prepare to deploy | nothing
ECOWAS troops were sent to Benin after a failed coup | - BJ - present
African Union peacekeepers withdraw from Somalia | - SO - withdrawn
NATO has about 4,500 soldiers in Kosovo | - XK 4500 present
No British boots on the ground in Ukraine, says the prime minister | GB UA - denied
Starmer says he is ready to put British troops in Ukraine | GB UA - planned
Denmark sends soldiers to Greenland | DK GL - present
Venezuelan troops mass on the border with Guyana | nothing
Ukrainian forces entered Russia's Belgorod region with tanks and armoured vehicles | UA RU - present
Ukraine's troops hold 500 square kilometres of the Kursk region | UA RU - present
Russian soldiers captured the town of Toretsk in eastern Ukraine | RU UA - present
Russian forces shelled Kharkiv overnight | nothing
US warships arrive off Venezuela | nothing
US F-35 jets land in Japan | nothing
Nigerian soldiers rescue hostages in Borno | NG NG - present
Mexican army deploys 2,000 troops to Sinaloa | MX MX 2000 present
Two hundred Colombian mercenaries arrived in Sudan | CO SD 200 present
Syrian fighters recruited by Ankara were flown to Azerbaijan | SY AZ - present
Up to 100 North Korean soldiers have been killed in Kursk | KP RU - present
Seoul rules out sending troops to Ukraine | KR UA - denied
South Korea's spy agency said the North had sent another 3,000 soldiers to Russia | KP RU 3000 present
Pyongyang will send 6,000 military engineers and deminers to Kursk | KP RU 6000 planned
Moscow denied that North Korean troops were in Russia | KP RU - denied
Austria's army chief visits Kosovo | nothing
Boy scout troops from Canada visit Poland | nothing
French tourists arrive in Morocco | nothing
A Salvation Army team travelled from Kenya to Haiti | nothing
UK special forces have been on the ground in Syria for years | GB SY - present
Uganda will withdraw its contingent from Somalia by December | UG SO - withdrawn
Australia to host 2,500 US marines in Darwin | US AU 2500 planned
Australian army advisers train Ukrainian recruits in Britain | AU GB - present
Thousands of Eritrean troops are still in Tigray | ER ET 2000 present
Eritrea has pulled its soldiers out of Tigray | ER ET - withdrawn
Saudi Arabia and the UAE sent soldiers to Yemen in 2015 | SA YE - present; AE YE - present
France and Britain plan to send a combined 10,000 troops to Ukraine | FR UA - planned; GB UA - planned
Troops from Kenya and Burundi arrived in Congo | KE CD - present; BI CD - present
Soldiers from at least six African nations are in Mozambique | nothing
Chad ends defence pact and tells French troops to go | FR TD - present
Senegal: last French soldiers hand over base in Dakar | FR SN - withdrawn
Georgia National Guard soldiers deploy to Florida after hurricane | nothing
Texas troops sent to Chicago | nothing
National Guard troops patrol Washington, D.C. | nothing
Hungary's parliament votes to send 200 soldiers to Chad | HU TD 200 planned
Japan withdrew its 350 peacekeepers from South Sudan | JP SS 350 withdrawn
Rwandan military instructors have been training soldiers in the Central African Republic | RW CF - present
More than 600 Russian paramilitaries are deployed in Equatorial Guinea | RU GQ 600 present
Italy's 1,200-strong contingent stays in Lebanon | IT LB 1200 present
A convoy of Turkish military vehicles entered Idlib | TR SY - present
Pakistani soldiers and Afghan Taliban fighters exchange fire at the border | nothing
Kosovo: 20 Serbian soldiers cross border | RS XK 20 present
US soldier killed in Jordan drone attack | US JO - present
Three American troops were killed when a drone hit a base in Jordan | US JO - present
Bulgaria's military says no troops will be sent to Ukraine | BG UA - denied
Should Dutch soldiers go to Ukraine? A majority thinks so | nothing
If Poland sent troops to Ukraine, Moscow would respond, he said | nothing
The peacekeeping force in Cyprus includes 250 British soldiers | GB CY 250 present
The Dutch government extended its 150-soldier mission in Iraq | NL IQ 150 present
Thai soldiers crossed into Cambodia, Phnom Penh says | TH KH - present
Cambodian troops withdrew from the disputed border area | nothing
Argentine army to send peacekeepers to Cyprus | AR CY - planned
Germany to station a permanent brigade in Lithuania | DE LT - planned
Ukraine war: North Korea sends troops to help Russia | KP RU - present
North Korean troops in Russia: what we know | KP RU - present
Thousands of North Korean soldiers in Russian uniforms are massing in Kursk, Washington says | KP RU 2000 present
The Pentagon said 10,000 North Korean troops had been sent to train in eastern Russia | KP RU 10000 present
At least 155 Chinese mercenaries are fighting in Ukraine | CN UA 155 present
Laos will send military engineers to clear mines in Kursk | LA RU - planned
Ghana deploys soldiers to its northern border | nothing
Estonia is hosting some 900 British soldiers | GB EE 900 present
Nearly 800 Spanish troops will join a NATO battlegroup in Slovakia | ES SK 800 planned
Paris confirms the departure of the last 350 French soldiers from Senegal | FR SN 350 withdrawn
Kremlin: foreign soldiers in Ukraine would be targets | nothing
A column of Rwandan army trucks crossed into Congo at dawn, witnesses said | RW CD - present
Mogadishu says Ethiopian soldiers must leave Somalia by January | ET SO - present
Two Polish soldiers serving with UN peacekeepers in Lebanon were hurt | PL LB - present
Sudan accuses Ethiopia of sending troops into the al-Fashaga area | nothing
Australian and New Zealand troops land in Solomon Islands after riots | AU SB - present; NZ SB - present
Sweden pledges 600 soldiers for a NATO force in Latvia | SE LV 600 planned
Moscow says it has started withdrawing Russian peacekeepers from Nagorno-Karabakh | RU AZ - withdrawn
Ukraine says its forces have left the Russian town of Sudzha | UA RU - withdrawn
Ukrainian troops retreat from Kursk | UA RU - withdrawn
Some 300 US special forces arrive in Nigeria to train local troops | US NG 300 present
Hundreds of Turkish commandos fly to Kosovo | TR XK 200 present
Vanuatu police travel to Australia for talks | nothing
China sends riot police to the Solomon Islands | CN SB - present
Iraqi parliament votes to expel US troops | US IQ - present
Burkina Faso's junta asks French special forces to leave the country | FR BF - present
Cuba denies its soldiers are fighting in Ukraine | CU UA - denied
Between 10,000 and 12,000 North Korean soldiers are in Russia, NATO estimates | KP RU 10000 present
As many as 1,000 South African soldiers are stranded in Goma | ZA CD 1000 present
South Africa begins to bring home its soldiers from eastern Congo | ZA CD - withdrawn
Israel's military said its troops were operating in southern Syria | IL SY - present
Japan's Self-Defense Forces rescue flood victims in Kyushu | nothing
Soldier killed in training accident at Fort Bragg | nothing
Russian troops have occupied about a fifth of Ukraine since 2022 | RU UA - present
Saudi forces strike Houthi targets in Yemen | nothing
Venezuelan soldiers cross into Guyana, Georgetown protests | VE GY - present
Kenyan-led police mission in Haiti gets 400 more officers from Guatemala | nothing
Guatemala sends 150 military police to Haiti | GT HT 150 present
Jordanian soldiers shot dead two smugglers at the Syrian border | nothing
The first 60 British paratroopers touched down in Kyiv on Friday | GB UA 60 present
Canada considers keeping troops in Latvia until 2030 | CA LV - present
The US has roughly 28,500 troops in South Korea | US KR 28500 present
US to cut troops in Germany by 5,000 | US DE - withdrawn
German soldiers end mission in Niger | DE NE - withdrawn
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_deployments_in_the_wording_of_headlines(case: str) -> None:
    text, _, expected = case.partition(" | ")
    found = deployed(text)
    stated = {f"{one.forces or '-'} {one.place} {one.low or '-'} {one.status}" for one in found}
    assert stated == ({*expected.split("; ")} if expected != "nothing" else set())
    assert all(text[one.start : one.end] == one.quote for one in found)


def test_a_number_for_two_nations_together_is_neither_s() -> None:
    found = deployed("France and Britain plan to send a combined 10,000 troops to Ukraine")
    assert [(one.forces, one.low) for one in found] == [("FR", None), ("GB", None)]


def test_a_quote_holds_who_sends_and_where_to() -> None:
    (one,) = deployed("After months of talks Hungary voted to send 200 soldiers to Chad in spring")
    assert one.quote == "Hungary voted to send 200 soldiers to Chad"


def test_the_american_georgia_is_no_state_abroad() -> None:
    assert deployed("Georgia National Guard soldiers deploy to Florida after hurricane") == []
    assert [one.place for one in deployed("Russian soldiers are still in Georgia")] == ["GE"]


def test_military_bases_are_a_place_not_forces() -> None:
    text = (
        "The ministry said 10,000 North Korean soldiers were sent to Russian military bases in the "
        "east of the country"
    )
    assert [(one.forces, one.place) for one in deployed(text)] == [("KP", "RU")]
