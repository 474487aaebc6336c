"""Deployments in the wording of reports: who is where, who comes, who leaves, with texts of our own.

Each line is a text and its deployments: forces, place, number, status; `-` where the text says none.
"""

from __future__ import annotations

import pytest

from tests.unit.test_facts_deployments import deployed

CASES = """
Some 8,000 North Korean troops are in the Russian region of Kursk, the US secretary of state says | KP RU 8000 present
North Korea has sent 10,000 soldiers to Russia, according to Washington | KP RU 10000 present
The US believes around 8,000 North Korean soldiers have been deployed to Kursk | KP RU 8000 present
Blinken said as many as 8,000 troops from North Korea are in Russia | KP RU 8000 present
There are now 8,000 North Korean soldiers on Russian soil | KP RU 8000 present
Pyongyang has dispatched about 12,000 troops to Russia | KP RU 12000 present
Kim Jong Un sends 3,000 more soldiers to Russia | KP RU 3000 present
Pyongyang's soldiers are fighting in Kursk | KP RU - present
North Korean soldiers spotted in Ukraine's Kharkiv region | KP UA - present
Seoul says Pyongyang plans to send 30,000 more troops to Russia | KP RU 30000 planned
Moscow has withdrawn North Korean troops from the front in Kursk | KP RU - withdrawn
No North Korean troops are in Russia, the Kremlin said | KP RU - denied
Kremlin denies North Korean troops are fighting in Kursk | KP RU - denied
Britain could put boots on the ground in Ukraine | GB UA - planned
UK ready to put boots on the ground in Ukraine, says Starmer | GB UA - planned
France will not send boots on the ground to Niger | FR NE - denied
American boots on the ground in Venezuela are not ruled out | US VE - planned
Kenyan police officers arrive in Haiti to fight gangs | KE HT - present
The first 400 Kenyan police officers landed in Port-au-Prince | KE HT 400 present
Kenya's police mission in Haiti is short of money | KE HT - present
Jamaica sends 24 soldiers and police officers to Haiti | JM HT 24 present
Wagner mercenaries killed in ambush in northern Mali | RU ML - present
Russian mercenaries pull out of Mali | RU ML - withdrawn
Africa Corps fighters replace Wagner in Mali | RU ML - present
French special forces advisers leave Chad | FR TD - withdrawn
US military advisers arrive in Taiwan | US TW - present
Germany's 45th brigade is stationed in Lithuania | DE LT - present
Germany deploys a tank brigade to Lithuania | DE LT - present
Russian tanks roll into Ukraine | RU UA - present
Israeli tanks cross the border into Lebanon | IL LB - present
Ukrainian troops cross into Russia's Kursk region | UA RU - present
Nigerian troops kill 30 bandits in Zamfara | NG NG - present
Nigerian soldiers killed in Borno ambush | NG NG - present
Indian soldiers patrol Kashmir | IN IN - present
Pakistani troops killed in Balochistan attack | PK PK - present
Colombian army sends 1,000 soldiers to Catatumbo | CO CO 1000 present
Girl scouts from Ohio march in Dublin | nothing
Boy scouts raise money in Kenya | nothing
Ten British tourists injured in Egypt bus crash | nothing
Chinese tourists flock to Japan | nothing
Turkish drones strike targets in Syria | nothing
US warship sails through Taiwan Strait | nothing
Russian missiles hit Kyiv | nothing
US to withdraw 5,000 troops from Germany | US DE 5000 withdrawn
US to pull half its troops out of Syria | US SY - withdrawn
The last French soldiers have left Niger | FR NE - withdrawn
France completes withdrawal from Mali | nothing
French troops complete their withdrawal from Chad | FR TD - withdrawn
Poland rules out sending soldiers to Ukraine | PL UA - denied
Italy says it will not send troops to Ukraine | IT UA - denied
Australia is considering sending peacekeepers to Ukraine | AU UA - planned
Canada pledges up to 2,200 soldiers for Latvia | CA LV 2200 planned
Rwanda has 4,000 troops in eastern Congo, UN experts say | RW CD 4000 present
Between 3,000 and 4,000 Rwandan troops are fighting alongside M23 rebels in Congo | RW CD 3000 present
Uganda deploys 1,000 more soldiers in eastern DR Congo | UG CD 1000 present
Ethiopian troops pull out of Somalia's Gedo region | ET SO - withdrawn
South African troops begin withdrawal from DRC | ZA CD - withdrawn
Burundian troops flee eastern Congo | BI CD - withdrawn
Two Ghanaian peacekeepers were injured in southern Lebanon | GH LB - present
Six South Korean soldiers took part in a drill in Thailand | KR TH 6 present
US and Philippine troops hold joint drills in Luzon | US PH - present; PH PH - present
Chinese soldiers take part in exercise in Serbia | CN RS - present
Iran-backed Iraqi fighters enter Syria | IQ SY - present
Mali orders French troops to leave | FR ML - present
Iraq asks US forces to leave by September | US IQ - present
Armenia wants Russian border guards to leave | nothing
NATO deploys 3,000 troops in Kosovo after clashes | - XK 3000 present
UN peacekeepers stay in southern Lebanon | - LB - present
EU mission troops train soldiers in Mozambique | - MZ - present
Russian soldiers have seized the Chernobyl plant in Ukraine | RU UA - present
Saudi-led coalition forces enter Aden | nothing
The Spanish army deploys 8,500 soldiers to flood-hit Valencia | ES ES 8500 present
There are about 2,500 US troops in Iraq | US IQ 2500 present
The US keeps some 900 soldiers in Syria | US SY 900 present
900 American troops remain in Syria | US SY 900 present
Cuba sends doctors to Honduras | nothing
Chadian forces cross into Sudan | TD SD - present
Fifteen Cuban soldiers killed during US raid in Venezuela | CU VE - present
A Japanese contingent joined the peacekeeping force in South Sudan | JP SS - present
A Polish battalion arrived in Romania | PL RO - present
Turkey keeps thousands of troops in northern Syria | TR SY 2000 present
Ankara has 30,000 soldiers in northern Cyprus | TR CY 30000 present
Israel says its troops will remain in southern Lebanon | IL LB - present
Israeli army completes withdrawal from southern Lebanon | IL LB - withdrawn
Russia will keep its troops in Transnistria | RU MD - present
Belarusian troops could enter Ukraine, Kyiv warns | BY UA - planned
Blinken: 8,000 North Korean soldiers deployed in Russia's Kursk region | KP RU 8000 present
Washington says 10,000 North Korean troops have been sent to eastern Russia for training | KP RU 10000 present
As many as 8,000 North Korean troops have arrived in the Kursk region, the US said on Thursday | KP RU 8000 present
Nearly 10,000 North Korean soldiers are in Russia, the Pentagon says | KP RU 10000 present
North Korean soldiers could enter combat in Ukraine within days | KP UA - planned
Russia is using North Korean soldiers in Kursk | KP RU - present
North Korea's troops suffer heavy losses in Kursk | KP RU - present
Japan's first combat troops since 1945 land in the Philippines for exercises | JP PH - present
Macron does not rule out sending troops to Ukraine | FR UA - planned
Paris does not rule out sending troops to Ukraine | FR UA - planned
Germany will not send soldiers to Ukraine, Merz says | DE UA - denied
London is ready to deploy 10,000 troops to Ukraine as part of a peace force | GB UA 10000 planned
Turkey offers to send peacekeepers to Gaza | TR PS - planned
Indonesia prepares 8,000 soldiers for Gaza | ID PS 8000 planned
Indonesia to send up to 20,000 peacekeepers to Gaza | ID PS 20000 planned
Hungary rejects sending soldiers to Ukraine | HU UA - denied
Somalia: Burundi withdraws its last 1,000 soldiers | BI SO 1000 withdrawn
Burundi pulls out its last soldiers from Somalia | BI SO - withdrawn
A Russian convoy of 40 military vehicles left Niger | RU NE - withdrawn
US special forces raid Islamic State hideout in northern Syria | US SY - present
Israeli commandos seize a boat off Gaza | nothing
Polish tanks arrive in Lithuania for drills | PL LT - present
Rwandan police officers deployed to Mozambique's Cabo Delgado | RW MZ - present
Kenyan soldiers killed 12 militants in Somalia | KE SO - present
Two Turkish soldiers were killed in northern Iraq | TR IQ - present
Three UN peacekeepers from Tanzania were killed in the Central African Republic | TZ CF - present
Nepalese peacekeeper dies in South Sudan | NP SS - present
Moscow has about 1,500 troops in Moldova's breakaway Transnistria region | RU MD 1500 present
The United States has 80,000 troops in Europe | nothing
Washington keeps 2,000 soldiers in Syria, twice as many as it had said | US SY 2000 present
Russian troops seize two villages in Ukraine's Sumy region | RU UA - present
Ukrainian soldiers cling on in Kursk | UA RU - present
Ethiopian and Eritrean troops face off at the border | nothing
Iraqi Kurdish peshmerga fighters cross into Syria | IQ SY - present
Belarus hosts Russian troops for joint exercises | RU BY - present
Chinese police officers patrol with local forces in Kiribati | CN KI - present
Some 300 Chadian troops arrived in Niger on Monday | TD NE 300 present
Wagner Group fighters left Bakhmut | RU UA - withdrawn
Two hundred US marines leave Haiti | US HT 200 withdrawn
Canadian troops leave Mali after five years | CA ML - withdrawn
Sweden to send troops to Latvia next year | SE LV - planned
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_deployments_in_the_wording_of_reports(case: str) -> None:
    text, _, expected = case.rpartition(" | ")
    found = deployed(text)
    stated = {f"{one.forces or '-'} {one.place} {one.low or '-'} {one.status}" for one in found}
    assert stated == ({*expected.split("; ")} if expected != "nothing" else set())
    assert all(text[one.start : one.end] == one.quote for one in found)
