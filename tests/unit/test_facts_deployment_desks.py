"""Deployments as wires and ministries head them, with texts of our own.

Each line is a text and its foreign deployments: forces, place, number and status.
"""

from __future__ import annotations

import pytest

from tests.unit.reading import facts

CASES = """
Some 2,000 French soldiers remain in Chad, the army staff said | FR TD 2000 present
Around 900 American troops are deployed in north-eastern Syria | US SY 900 present
US troops stationed in Iraq came under rocket fire | US IQ - present
Turkey has kept about 40,000 soldiers in northern Cyprus since 1974 | TR CY 40000 present
Rwandan troops fight alongside M23 in eastern Congo, UN experts say | RW CD - present
Burundian soldiers fled Uvira as rebels closed in | BI CD - withdrawn
Wagner mercenaries have been in Mali since 2021 | RU ML - present
Colombian mercenaries spotted in Darfur | CO SD - present
Ethiopian peacekeepers patrol Somalia's border towns | ET SO - present
Kenyan police officers patrolling Port-au-Prince came under fire | KE HT - present
Kenyan police officer killed in Haiti gang ambush | KE HT - present
Six UN peacekeepers from Bangladesh killed in Sudan drone strike | BD SD - present
Three South African soldiers die in fighting near Goma | ZA CD - present
Malawi says three of its soldiers were killed in DR Congo | MW CD - present
An Irish UN peacekeeper was injured in southern Lebanon | IE LB - present
Israeli troops push deeper into Rafah | IL PS - present
Israeli forces raided Jenin refugee camp in the occupied West Bank | IL PS - present
Israeli tanks roll into Gaza City | IL PS - present
IDF soldiers remain at five points in south Lebanon | IL LB - present
Russian soldiers enter Pokrovsk, Ukraine's military says | RU UA - present
Russian forces advance in Donetsk region | RU UA - present
Ukrainian troops hold a sliver of Russia's Belgorod region | UA RU - present
Chechen fighters were sent to Mariupol | RU UA - present
North Korea has sent about 13,000 troops to Russia, Seoul's spy agency says | KP RU 13000 present
North Korean sappers clear mines in Kursk | KP RU - present
Cuban nationals recruited to fight for Russia in Ukraine number 5,000, Kyiv says | nothing
British paratroopers land in Estonia for exercise | GB EE - present
German brigade formally activated in Lithuania | DE LT - present
Germany's 45th Armoured Brigade is based in Lithuania | DE LT - present
NATO battlegroup in Latvia led by Canada grows to 3,500 | - LV - present
Some 1,700 Canadian soldiers serve in Latvia | CA LV 1700 present
Chinese troops march in Red Square parade | nothing
Chinese soldiers take part in drills in Belarus | CN BY - present
Indian and Chinese soldiers clash along disputed border | nothing
Russian troops take part in exercises in Belarus | RU BY - present
US Marines join drills in the Philippines | US PH - present
More than 17,000 American and Filipino troops begin Balikatan exercises in Philippines | US PH - present
Egyptian soldiers arrive in Mogadishu to join AU mission | EG SO - present
Ugandan special forces deployed in Juba, army says | UG SS - present
Uganda deploys troops to South Sudan's capital | UG SS - present
Troops from Senegal enter Gambia | SN GM - present
ECOWAS troops arrive in Benin | - BJ - present
UN troops in Cyprus buffer zone assaulted | - CY - present
EU police mission in Kosovo extended | - XK - present
Danish soldiers arrive in Latvia for exercise | DK LV - present
European troops land in Greenland | - GL - present
French troops arrive in Greenland's capital Nuuk | FR GL - present
Slovak soldiers helping flood victims in Slovakia | nothing
Britain ready to put boots on the ground in Ukraine, Starmer says | GB UA - planned
Starmer: UK prepared to send troops to Ukraine | GB UA - planned
France could deploy 2,000 soldiers to Ukraine after ceasefire | FR UA 2000 planned
Indonesia to send up to 8,000 troops to Gaza | ID PS 8000 planned
Indonesia prepares 20,000 peacekeepers for Gaza mission | ID PS 20000 planned
Azerbaijan won't send troops to Gaza stabilisation force | AZ PS - denied
Turkey says it is ready to send soldiers to Gaza | TR PS - planned
Pakistan considering troops for Gaza, minister says | PK PS - planned
Kazakhstan pledges soldiers for Gaza force | KZ PS - planned
Kenya will deploy 1,000 police to Haiti next month | KE HT 1000 planned
El Salvador to send 78 soldiers to Haiti for medical evacuations | SV HT 78 planned
Trump orders 1,500 troops to southern border | nothing
Trump deploys Marines to Los Angeles | nothing
National Guard deployed in Memphis | nothing
Pentagon to move 5,000 troops from Germany to Poland | US PL 5000 planned
Another 3,000 US troops will head to Poland in coming days | US PL 3000 planned
Japan plans to dispatch 600 peacekeepers to South Sudan | JP SS 600 planned
Moscow plans to station troops in Abkhazia | RU GE - planned
Hungary mulls sending 200 troops to Chad | HU TD 200 planned
The last American soldiers left Niger on Monday | US NE - withdrawn
US completes troop withdrawal from Niger | US NE - withdrawn
France to pull its troops out of Ivory Coast | FR CI - withdrawn
French troops quit Chad after 60 years | FR TD - withdrawn
South African troops begin leaving Congo | ZA CD - withdrawn
SADC forces start withdrawal from DR Congo | - CD - withdrawn
Israel withdraws troops from Netzarim corridor in Gaza | IL PS - withdrawn
Israeli army pulls out of Khan Younis | IL PS - withdrawn
Israel says it will not withdraw from south Lebanon | nothing
Israeli forces will stay in Lebanon indefinitely | IL LB - present
US to withdraw 700 troops from Romania | US RO 700 withdrawn
Russia pulls troops from Syria's Tartus | RU SY - withdrawn
Russian troops leave Khmeimim airbase in Syria | RU SY - withdrawn
Armenia asks Russian border guards to leave Yerevan airport | nothing
Burundi pulls troops from eastern Congo | BI CD - withdrawn
Iraq: US-led coalition forces leave Ain al-Asad base | nothing
Poland rules out sending troops to Ukraine | PL UA - denied
Meloni: no Italian soldiers in Ukraine | IT UA - denied
Italy will not send soldiers to Ukraine | IT UA - denied
Kigali denies its troops are in DR Congo | RW CD - denied
Rwanda has denied having soldiers in Congo | RW CD - denied
UAE denies sending mercenaries to Sudan | AE SD - denied
There are no American troops in Ukraine, Hegseth says | US UA - denied
Trump says no US boots on the ground in Ukraine | US UA - denied
Trump: there will be no American troops in Gaza | US PS - denied
Belarus has no plans to send soldiers to Ukraine, Lukashenko says | BY UA - denied
Kremlin dismisses reports of North Korean troops in Russia | KP RU - denied
Canadian scouts camp in Wales | nothing
English fans travel to Germany | nothing
Afghan veterans who served with British forces relocated to UK | nothing
British army veteran found dead in Spain | nothing
Captured Russian tanks on display in Kyiv | nothing
Destroyed Russian tanks exhibited in Warsaw | nothing
German tanks for Ukraine: first Leopards arrive in Poland | nothing
Ukraine receives 31 Abrams tanks from US | nothing
US sends 14 tanks to Ukraine | nothing
Ukrainian soldiers train in Germany | UA DE - present
US warships enter South China Sea | nothing
US aircraft carrier arrives in South Korea | nothing
Russian drones strike Kharkiv | nothing
Israeli jets bomb Damascus | nothing
Police in Paris clash with protesters | nothing
French police fire tear gas in Calais | nothing
British police arrest man in London | nothing
Spanish police arrest British fugitive in Malaga | nothing
Polish firefighters arrive in Greece | nothing
Soldiers seize power in Guinea-Bissau | nothing
Madagascar soldiers join protesters in Antananarivo | nothing
Nepal army patrols Kathmandu after unrest | nothing
Mexican troops sent to Sinaloa after cartel clashes | nothing
Film about British soldiers in Afghanistan opens in London | nothing
Statue of Soviet soldier removed in Riga | nothing
Remains of WWII US soldiers found in Germany | nothing
British soldiers will help guard polling stations in Kosovo, London says | GB XK - planned
Two Danish soldiers were hurt by a mine in Helmand | DK AF - present
The Czech army has 300 soldiers in Slovakia as part of a NATO battlegroup | CZ SK 300 present
Turkey's parliament extends troop mandate in Libya | nothing
The Philippines hosts 500 US Marines in Luzon | US PH 500 present
Kenyan troops cross into Somalia in pursuit of al-Shabaab | KE SO - present
Israeli soldiers set up checkpoints near Quneitra in southern Syria | IL SY - present
Thai troops entered Cambodian territory, Phnom Penh says | TH KH - present
Cambodian soldiers crossed into Thailand at dawn, the Thai army said | KH TH - present
Pakistani troops entered Afghanistan's Khost province | PK AF - present
Afghan forces shell Pakistani posts | nothing
Eritrean soldiers still hold parts of northern Ethiopia, the UN says | ER ET - present
Sudan's army retakes Khartoum | nothing
Congolese soldiers flee into Rwanda | CD RW - present
French troops leave their last base in Chad | FR TD - withdrawn
The withdrawal of French troops from Mali was completed in 2022 | FR ML - withdrawn
US troops to leave Syria within months, officials say | US SY - withdrawn
Pentagon to cut troop levels in Syria to below 1,000 | nothing
Lithuania welcomes first soldiers of German brigade | DE LT - present
Mali's army and Russian mercenaries kill 20 civilians in Mopti | RU ML - present
Belgian special forces train in Jordan | BE JO - present
Chinese engineers build bridge in Zambia | nothing
Chinese police officers deployed in Kiribati | CN KI - present
Fijian peacekeepers leave Golan Heights | FJ SY - withdrawn
Nepali peacekeeper killed in South Sudan | NP SS - present
Indian army column patrols Kashmir | nothing
Indian soldiers killed in Kashmir ambush | nothing
Chinese troops mass near Ladakh | CN IN - present
Russian soldier deserts in Armenia | RU AM - present
Former Royal Marine dies in Ukraine | nothing
Polish army delivers aid in Poland | nothing
Ukrainian drones hit Russian troops in Crimea | RU UA - present
Russian forces in Transnistria hold drills | RU MD - present
Moldova demands that Russian troops leave Transnistria | RU MD - present
Georgia marks 17 years since Russian troops entered South Ossetia | RU GE - present
NATO will not send troops to Ukraine, Rutte says | - UA - denied
EU to send police trainers to Armenia | - AM - planned
Hungary will not let foreign soldiers cross its territory | nothing
PKK fighters leave Turkey for Iraq | nothing
Taliban fighters enter Kabul | nothing
Hezbollah fighters withdraw north of Litani | nothing
Colombian troops deployed to border with Venezuela | nothing
US sends 200 troops to Israel to monitor Gaza ceasefire | US IL 200 present
About 200 US troops will be based in Israel to oversee the truce | US IL 200 planned
No US troops will enter Gaza, Vance says | US PS - denied
Japan mulls sending minesweepers to Hormuz | nothing
South Korea withdraws its Hanbit unit from South Sudan | nothing
Zambian soldiers repatriated from Central African Republic | ZM CF - withdrawn
Tanzanian peacekeepers return home from Congo | TZ CD - withdrawn
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_foreign_deployments_in_the_wording_of_many_desks(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    found = [one for one in facts(text).deployments if one.foreign]
    stated = {f"{one.forces or '-'} {one.place} {one.low or '-'} {one.status}" for one in found}
    assert stated == ({*expected.split("; ")} if expected != "nothing" else set())
    assert all(text[one.start : one.end] == one.quote for one in found)
