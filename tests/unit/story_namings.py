"""Invented events that outlets place by different names: the town, the region, the state, a people.

Each is told by four to six outlets on one day and by others on the next (``FOLLOW_UPS``), as (title,
summary); the summary is empty where a feed gives headlines only. All are one story each.
"""

from __future__ import annotations

from typing import Final

Report = tuple[str, str]

EVENTS: Final[dict[str, tuple[Report, ...]]] = {
    "depot": (
        ("Drones set oil depot ablaze in Kursk", "An oil depot in Russia's Kursk region caught fire after a drone attack, the governor said."),
        ("Fire at Russian oil depot after drone attack", "A fuel depot was burning in the Kursk region early on Thursday after drones hit it."),
        ("Kursk governor: drones hit fuel depot", ""),
        ("Ukraine strikes oil depot inside Russia", "Kyiv's drones hit a fuel depot in the Kursk region overnight, sources in Ukraine's security service said."),
        ("Oil tanks burn in western Russia after overnight drone strike", "Firefighters were trying to put out burning oil tanks near Kursk."),
    ),
    "sirens": (
        ("Missile from Yemen shot down over Tel Aviv", "Sirens sounded in Tel Aviv as the army intercepted a missile fired from Yemen."),
        ("Israel intercepts missile fired from Yemen", "Israel's army said it had shot down a missile launched from Yemen at Tel Aviv."),
        ("Sirens in central Israel as Houthi missile is intercepted", "Millions ran to shelters in and around Tel Aviv when the Houthis fired a missile from Yemen."),
        ("Houthis claim missile attack on Tel Aviv", ""),
    ),
    "quake": (
        ("Earthquake of magnitude 6.3 shakes Crete", "An earthquake of magnitude 6.3 struck the Greek island of Crete and was felt in Egypt."),
        ("Strong quake hits Greek island", "A quake of magnitude 6.3 damaged houses on Crete; three people were hurt."),
        ("Three injured in 6.3 earthquake in Greece", "Three people were injured when an earthquake struck near Heraklion on the island of Crete."),
        ("Crete quake: schools closed, three hurt", ""),
        ("Tourists flee hotels as earthquake rattles Heraklion", "Guests ran out of hotels in Heraklion, Crete, during a 6.3 magnitude quake."),
    ),
    "bridge": (
        ("Motorway bridge collapses near Genoa", "A motorway bridge collapsed near the Italian port of Genoa during a storm, and cars fell into a river."),
        ("Italy: bridge falls onto river bank, cars crushed", "Several cars were crushed when a motorway bridge near Genoa gave way in heavy rain."),
        ("Many feared dead in Italian bridge collapse", "Rescuers searched for survivors beneath a motorway bridge that collapsed near Genoa."),
        ("Genoa bridge disaster: what we know", ""),
    ),
    "dam": (
        ("Dam gives way in Derna after storm", "A dam above the Libyan city of Derna burst during a storm, and whole streets were swept away."),
        ("Libya floods: hundreds missing after dam bursts", "Hundreds of people are missing in the eastern city of Derna, where a dam burst."),
        ("Hundreds swept out to sea in eastern Libya", "Floodwater from a broken dam carried hundreds of people of Derna into the sea."),
        ("Libyan city pleads for body bags after dam burst", "The mayor of Derna asked for help to recover the dead after a dam collapsed above the city."),
        ("Derna dam burst: two engineers arrested", ""),
    ),
    "pilots": (
        ("Lufthansa pilots walk out, hundreds of flights cancelled", "Pilots of Lufthansa stopped work in Frankfurt and Munich, and hundreds of flights were cancelled."),
        ("German airline cancels hundreds of flights as pilots strike", "Lufthansa cancelled 800 flights because of a strike by its pilots."),
        ("Pilots' strike grounds Lufthansa in Frankfurt", ""),
        ("Travel chaos in Germany as Lufthansa pilots stop work", "Passengers slept on camp beds in Frankfurt airport as Lufthansa pilots struck for more pay."),
    ),
    "mosque": (
        ("Blast at Peshawar mosque kills dozens", "A suicide bomber blew himself up among worshippers in a mosque in Peshawar, killing at least 34."),
        ("Pakistan: 34 dead in suicide attack on mosque", "At least 34 people died when a bomber struck a mosque in the north-western city of Peshawar during prayers."),
        ("Suicide bombing at mosque in northwest Pakistan kills 34", "The bomber stood in the first row of worshippers, police in Peshawar said."),
        ("Peshawar mosque bombing: policemen among the dead", ""),
        ("Pakistani Taliban deny bombing Peshawar mosque", "The Pakistani Taliban said they had nothing to do with the suicide attack on a mosque in Peshawar."),
    ),
    "coup": (
        ("Gunfire near presidential palace in Niamey", "Shots were heard near the presidential palace in Niamey, the capital of Niger, on Wednesday."),
        ("Niger's president held by his own guards", "Soldiers of the presidential guard were holding the president of Niger in his palace in Niamey."),
        ("Soldiers announce coup in Niger", "Officers said on national television in Niamey that they had put an end to the president's rule in Niger."),
        ("Coup in Niger: France suspends aid", "Paris has stopped all aid to Niger after soldiers of the presidential guard seized power in Niamey."),
        ("Crowds cheer putschists in Niamey", ""),
    ),
    "vote": (
        ("Polls open in Chisinau as Moldova chooses president", "Moldovans voted on Sunday in a presidential election seen as a choice between Brussels and Moscow."),
        ("Moldovans head to polls in presidential election", "Polling stations opened in Moldova for an election in which the pro-European president seeks a second term."),
        ("Moldova: pro-European president leads after first count", "The president was ahead in the election after half of Moldova's polling stations had reported."),
        ("Moldova accuses Kremlin of meddling in presidential vote", "Officials in Chisinau said Moscow had paid voters in Moldova's presidential election."),
    ),
    "talks": (
        ("Washington and Tehran resume nuclear talks in Muscat", "American and Iranian envoys met in Oman for a new round of talks about Iran's nuclear programme."),
        ("US and Iran hold nuclear talks in Oman", "Envoys of the United States and Iran sat in separate rooms in Muscat and spoke through the Omani foreign minister."),
        ("Iran: nuclear talks with Americans 'constructive'", "Tehran's foreign minister called the talks with the US in Muscat constructive."),
        ("Oman hosts new round of Iran nuclear talks", ""),
        ("White House: next nuclear talks with Iran in a week", "The White House said that its envoy would meet the Iranians in Muscat again next week."),
    ),
    "mine": (
        ("Miners trapped after collapse in Katowice coal pit", "Seven miners were trapped 800 metres below ground when a tunnel collapsed in a coal pit in Katowice."),
        ("Poland: seven miners trapped underground", "Rescuers drilled towards seven coal miners cut off by a rockfall in Katowice."),
        ("Race to save trapped Polish miners", "Contact was lost with seven men in a coal mine in Katowice in southern Poland."),
        ("Two of seven trapped miners found alive in Katowice", ""),
    ),
    "boat": (
        ("Migrant boat sinks off Lampedusa, 40 missing", "Forty people were missing after a migrant boat sank south of the Italian island of Lampedusa."),
        ("Dozens of migrants missing off Italian island", "The coastguard searched the sea off Lampedusa for 40 people after their boat went down."),
        ("Italy: coastguard ends search for 40 migrants", "The search for migrants whose boat sank off Lampedusa was called off at nightfall."),
        ("Lampedusa shipwreck: survivors say engine failed", ""),
    ),
    "shooting": (
        ("Gunman kills four at Helsinki shopping centre", "A man opened fire in a shopping centre in Helsinki and killed four people before police shot him."),
        ("Four dead in shooting in Finland", "Four people were shot dead in a shopping centre in the Finnish capital on Saturday."),
        ("Finnish police shoot mall gunman dead", "The man who killed four people in a shopping centre in Helsinki was shot by police."),
        ("Helsinki mall shooting: gunman was former guard", ""),
        ("Finland in shock after four die in mall shooting", "Flags flew at half mast in Helsinki after a gunman killed four people in a shopping centre."),
    ),
    "airport": (
        ("Khartoum airport shelled as army and rebels clash", "Shells hit the airport of Khartoum on Monday as the army fought the paramilitary RSF."),
        ("Sudan: fighting at capital's airport", "The army and the paramilitary RSF fought for Khartoum's airport with artillery."),
        ("RSF says it holds Khartoum airport", ""),
        ("Planes burn at airport in Sudanese capital", "Two airliners caught fire when Khartoum airport was shelled in fighting between the army and the RSF."),
    ),
    "grain": (
        ("Odesa port hit by drones, grain silos burn", "Grain silos burned in the port of Odesa after a night of drone attacks."),
        ("Russian drones hit Ukrainian grain port", "Drones launched by Russia struck silos in Odesa, Ukraine's main grain port."),
        ("Ukraine says grain stores destroyed in Odesa", "Some 20,000 tonnes of grain were lost in a drone attack on Odesa, the ministry in Kyiv said."),
        ("Moscow attacks Black Sea port; grain silos on fire", "Silos in Odesa caught fire after Russian drones attacked the port on the Black Sea."),
    ),
    "dengue": (
        ("Dengue emergency declared in Rio de Janeiro", "The mayor of Rio de Janeiro declared an emergency as dengue cases passed 10,000."),
        ("Brazil: Rio opens dengue wards", "Rio de Janeiro opened ten centres to treat dengue patients a week before carnival."),
        ("Dengue cases soar in Brazilian city ahead of carnival", "More than 10,000 people in Rio de Janeiro have caught dengue this year."),
        ("Rio dengue outbreak: army to help", ""),
    ),
    "rocket": (
        ("Pyongyang fires missile over Hokkaido", "A ballistic missile launched near Pyongyang flew over the Japanese island of Hokkaido."),
        ("North Korea fires ballistic missile over Japan", "Japan told people on Hokkaido to take cover as a North Korean missile passed overhead."),
        ("Japanese told to take cover as North Korean missile flies over", "Trains stopped on Hokkaido when North Korea fired a ballistic missile across Japan."),
        ("Tokyo condemns North Korean missile launch", "Japan's prime minister called the missile that flew over Hokkaido an outrage."),
        ("Seoul and Washington answer Pyongyang's missile with drill", "South Korea and the US held an exercise after a North Korean missile crossed Hokkaido."),
    ),
    "strike": (
        ("Air strike on Rafah kills family of nine", "Nine members of a family died when their house in Rafah was hit by an air strike."),
        ("Israeli strike kills nine of one family in Gaza", "Medics in Rafah in the south of the Gaza Strip said an Israeli strike had killed nine members of one family."),
        ("Nine Palestinians of one family killed in Rafah", ""),
        ("Israel says it targeted militant in strike that killed Gaza family", "The army said the house in Rafah where nine people of a family died had been used by a militant."),
    ),
    "cartel": (
        ("Gunbattles in Culiacan after arrest of cartel boss", "Gunmen blocked roads in Culiacan with burning trucks after soldiers arrested a leader of the Sinaloa cartel."),
        ("Mexico arrests Sinaloa cartel leader, city erupts", "Soldiers seized a boss of the Sinaloa cartel at dawn; gunmen then attacked Culiacan airport."),
        ("Mexican city under siege after cartel leader's arrest", "Schools and shops were shut in Culiacan as cartel gunmen fought soldiers."),
        ("Sinaloa: ten soldiers killed in operation against cartel", "Ten soldiers died in the arrest of a cartel boss in Culiacan, Mexico's defence minister said."),
        ("Culiacan airport reopens after cartel violence", ""),
    ),
    "summit": (
        ("NATO leaders gather in Vilnius", "Leaders of NATO met in the Lithuanian capital to discuss Ukraine's wish to join."),
        ("Lithuania hosts NATO summit on Ukraine", "Ukraine's bid to join NATO topped the agenda of a summit in Vilnius."),
        ("Kyiv disappointed by NATO's words on membership", "Ukraine's president said at the Vilnius summit that it was absurd to set no date for joining NATO."),
        ("Vilnius summit: NATO promises Ukraine a place, no date", ""),
    ),
    "crash": (
        ("Passenger jet crashes near Kathmandu", "A passenger jet with 58 people aboard crashed while landing near Kathmandu, Nepal's capital."),
        ("Nepal plane crash: 41 bodies recovered", "Rescuers recovered 41 bodies from the wreck of a passenger jet that crashed near Kathmandu."),
        ("No hope of survivors after Nepalese airliner crashes", "All 58 people aboard an airliner that came down near Kathmandu are thought to be dead."),
        ("Kathmandu air crash: pilot had asked to change runway", ""),
        ("Indians among victims of Nepal air disaster", "Five Indian citizens were aboard the jet that crashed near Kathmandu, Delhi said."),
    ),
    "reactor": (
        ("Reactor shut down at Zaporizhzhia nuclear plant", "The last working reactor of the Zaporizhzhia nuclear plant was shut down after its power line was cut."),
        ("Ukraine's biggest nuclear plant loses power", "The nuclear plant in Zaporizhzhia was running on diesel generators after shelling cut its last power line."),
        ("Europe's largest nuclear plant on emergency diesel", "The Zaporizhzhia plant, held by Russian troops, lost its last connection to Ukraine's grid."),
        ("IAEA alarmed over Zaporizhzhia plant", ""),
        ("Moscow and Kyiv blame each other for nuclear plant blackout", "Russia and Ukraine each accused the other of shelling the line to the Zaporizhzhia nuclear plant."),
    ),
}  # fmt: skip

# Told a day later.
FOLLOW_UPS: Final[dict[str, tuple[Report, ...]]] = {
    "depot": (
        ("Kursk oil depot still burning a day after drone strike", "Firefighters have not put out the blaze at the fuel depot in Russia."),
    ),
    "quake": (
        ("Greece: number of injured in Crete earthquake rises to nine", "Nine people were hurt in the 6.3 magnitude quake on Crete, doctors said."),
        ("Aftershocks keep people on Crete awake", "Dozens of aftershocks followed the earthquake of magnitude 6.3 on the Greek island."),
    ),
    "bridge": (
        ("Death toll in Genoa bridge collapse climbs to 39", "Rescuers found more bodies under the motorway bridge in Italy."),
        ("Italian prosecutors open inquiry into fallen bridge", "Prosecutors in Genoa will examine how the motorway bridge was maintained."),
    ),
    "dam": (
        ("Libya: 2,000 dead in Derna, mayor says", "The number of dead after the dam burst in Derna has passed 2,000."),
    ),
    "mosque": (
        ("Pakistan mosque bombing: death toll rises to 59", "More wounded have died after the suicide attack on the mosque in Peshawar."),
        ("Funerals in Peshawar a day after mosque attack", "Pakistan buried the victims of the suicide bombing of a Peshawar mosque."),
    ),
    "coup": (
        ("West African leaders threaten Niger's new rulers with force", "Neighbours gave the officers who took power in Niamey a week to free the president."),
    ),
    "vote": (
        ("Pro-European president wins second term in Moldova", "Final results of Moldova's presidential election gave her 55 percent."),
    ),
    "mine": (
        ("Last of seven trapped miners found dead in Poland", "The search in the Katowice coal pit ended with the discovery of a fifth body."),
    ),
    "boat": (
        ("Bodies wash ashore on Lampedusa after migrant shipwreck", "Eleven bodies of migrants were found on the beaches of the Italian island."),
    ),
    "shooting": (
        ("Fifth victim of Helsinki mall shooting dies in hospital", "A woman wounded in the shopping centre died, Finnish police said."),
    ),
    "strike": (
        ("UN calls for inquiry into strike that killed family in Rafah", "Nine members of the family died in the Israeli air strike in Gaza."),
    ),
    "cartel": (
        ("Toll of Culiacan fighting rises to 29", "Mexico said 19 gunmen and ten soldiers were killed after the arrest of the Sinaloa cartel boss."),
    ),
    "crash": (
        ("Black boxes of crashed Nepal airliner found", "Investigators near Kathmandu recovered both recorders of the passenger jet."),
        ("Nepal: all 58 aboard crashed jet confirmed dead", "The last bodies were recovered from the wreck near Kathmandu."),
    ),
    "reactor": (
        ("Power restored to Zaporizhzhia nuclear plant", "Engineers repaired the line to Ukraine's largest nuclear plant."),
    ),
}  # fmt: skip
