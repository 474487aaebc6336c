"""Thirty-two invented events, each told by four to six outlets in their own words.

A report is (title, summary); the summary is empty where a feed gives headlines only. Neighbours
whose names end in ``1`` and ``2`` are events of one kind that must stay apart. Nothing was
fitted to these texts: they are there to be scored (test_stories_events.py).
"""

from __future__ import annotations

from typing import Final

Report = tuple[str, str]

EVENTS: Final[dict[str, tuple[Report, ...]]] = {
    "quake 1": (
        ("Strong earthquake strikes eastern Turkey, 31 dead", "A magnitude 6.4 earthquake hit the province of Bingol in eastern Turkey early on Monday, killing at least 31 people."),
        ("At least 31 killed as quake hits Turkey's Bingol", "Rescuers searched collapsed houses in Bingol after a 6.4 magnitude quake shook eastern Turkey before dawn."),
        ("Turkey quake death toll climbs to 47", ""),
        ("Rescuers dig through rubble in Bingol after deadly tremor", "Hundreds spent the night outdoors in Bingol, where a powerful earthquake brought down dozens of buildings."),
        ("Turkey corrects quake toll: 45 dead", ""),
        ("Survivors pulled alive from Bingol rubble two days after earthquake", "A mother and her son were rescued in Bingol, eastern Turkey, 50 hours after the quake."),
    ),
    "quake 2": (
        ("6.1 earthquake shakes western Sumatra, four dead", "Four people died when an earthquake of magnitude 6.1 struck near Padang on the Indonesian island of Sumatra."),
        ("Indonesia: quake near Padang kills four, damages homes", "Hundreds of homes were damaged near Padang by a tremor that was felt as far as Pekanbaru."),
        ("Padang residents flee to high ground after strong tremor", ""),
        ("Sumatra earthquake: no tsunami alert, four killed", "Indonesia's disaster agency said the quake off Padang had not caused a tsunami."),
    ),
    "ferry 1": (
        ("Ferry capsizes off Zamboanga with 180 aboard", "A ferry overturned in rough seas off Zamboanga in the southern Philippines; coastguards have rescued 142 people."),
        ("Dozens missing after Philippine ferry sinks", "The coastguard was looking for 38 people after a passenger ferry went down off Zamboanga."),
        ("Survivors tell of panic as Zamboanga ferry went down", ""),
        ("Eleven bodies found after ferry disaster in southern Philippines", "Divers recovered eleven bodies from the ferry that capsized off Zamboanga on Friday."),
        ("Philippines suspends licence of operator after Zamboanga sinking", "The owner of the ferry that sank off Zamboanga may not sail until an inquiry is over."),
    ),
    "ferry 2": (
        ("Nigeria boat accident kills 26 in Niger State", "A wooden boat carrying farmers overturned on the river Kaduna in Niger State, Nigeria, killing 26."),
        ("Overloaded boat sinks on Kaduna river, 26 drown", "Twenty-six people drowned when a crowded boat hit a tree stump on the Kaduna river in Nigeria."),
        ("Nigerian river boat disaster: 26 dead, 14 missing", ""),
        ("Governor orders life jackets after Kaduna river tragedy", "Boats on the Kaduna river must carry life jackets after 26 farmers drowned, the governor of Niger State said."),
    ),
    "mine 1": (
        ("Methane blast at Silesian coal mine kills nine", "Nine miners were killed by an explosion of methane at the Bielszowa mine in southern Poland."),
        ("Nine miners dead in Poland pit explosion", "An explosion 900 metres underground killed nine men in the Bielszowa colliery, its owner said."),
        ("Poland mourns miners killed at Bielszowa", ""),
        ("Search for last two missing men goes on in Polish mine", "Rescuers had not reached two miners in the Bielszowa pit a day after a gas explosion killed nine."),
        ("Prosecutors investigate Bielszowa colliery blast", "Polish prosecutors will look at safety in the mine where nine people died."),
    ),
    "mine 2": (
        ("Fourteen trapped by flood in Shanxi iron mine", "Fourteen workers are trapped in an iron ore mine in China's Shanxi province that filled with water."),
        ("China: rescuers pump water from flooded Shanxi mine", "Pumps ran all night at a mine in Shanxi where 14 workers were cut off by water."),
        ("Flooded iron mine in Shanxi: contact made with 14 workers", ""),
        ("Shanxi miners brought to surface after four days", "All fourteen iron ore miners in Shanxi were rescued alive, Chinese state television said."),
    ),
    "vote 1": (
        ("Moldova votes in presidential run-off", "Moldovans chose between the incumbent Ana Revenco and the socialist Ion Dragan in a presidential run-off on Sunday."),
        ("Revenco wins second term in Moldova", "Ana Revenco has won the presidential election in Moldova with 54 percent of the vote."),
        ("Moldova's pro-European leader Revenco re-elected", ""),
        ("Dragan concedes defeat in Moldovan election", "The socialist Ion Dragan congratulated Ana Revenco on her victory in the run-off."),
        ("Brussels hails Revenco victory in Moldova", "European leaders welcomed the re-election of Ana Revenco as president of Moldova."),
    ),
    "vote 2": (
        ("Ghana's opposition claims victory in presidential vote", "The opposition candidate Kwesi Amoah said that he had won Ghana's presidential election."),
        ("Amoah declared winner of Ghana election", "Ghana's electoral commission said Kwesi Amoah had beaten the vice president with 52 percent."),
        ("Ghana: vice president concedes to Amoah", ""),
        ("Celebrations in Accra as Kwesi Amoah wins presidency", "Crowds danced in the streets of Accra after the opposition leader was declared president-elect."),
    ),
    "crash 1": (
        ("Express train derails near Coimbra, 12 injured", "Twelve passengers were hurt when a Lisbon to Porto express left the rails near Coimbra."),
        ("Train derailment in central Portugal injures a dozen", "An express train came off the track close to Coimbra on Tuesday evening, the rail operator said."),
        ("Lisbon-Porto line closed after Coimbra derailment", ""),
        ("Broken rail blamed for Portugal train accident", "Investigators believe that a broken rail made the express derail near Coimbra."),
    ),
    "crash 2": (
        ("Two trams collide in Zagreb, 20 hurt", "Twenty people were taken to hospital in Zagreb after one tram ran into the back of another."),
        ("Zagreb tram crash leaves 20 injured", ""),
        ("Brakes failed before tram collision in Croatian capital, driver says", "The driver of a tram that rammed another in Zagreb told police its brakes had failed."),
        ("Zagreb trams back on the rails a day after collision", "Trams ran again in Zagreb after a crash that injured twenty passengers."),
    ),
    "coup": (
        ("Gunfire heard near presidential palace in Guinea-Bissau", "Heavy gunfire broke out around the presidential palace in Bissau on Wednesday."),
        ("Soldiers say they have taken power in Guinea-Bissau", "A group of officers went on state television in Bissau to say they had removed the president."),
        ("Guinea-Bissau coup: what we know", "Borders are closed and a curfew is in force in Guinea-Bissau after soldiers seized power."),
        ("African Union suspends Guinea-Bissau after military takeover", ""),
        ("Ousted president of Guinea-Bissau flown to Senegal", "The deposed president arrived in Dakar, a day after officers toppled him in Bissau."),
    ),
    "shooting 1": (
        ("Gunman kills five at shopping centre in Oulu", "A man shot dead five people in a shopping centre in the Finnish city of Oulu on Saturday."),
        ("Five dead in Finland mall shooting", "Police in Oulu arrested a 24-year-old after shots were fired in a mall."),
        ("Oulu shooting: suspect named by police", ""),
        ("Finland tightens gun rules after Oulu killings", "The Finnish government wants stricter licences after five people were shot in a shopping centre."),
        ("Candles and silence in Oulu for victims of mall attack", "Hundreds gathered in Oulu to remember the five people killed by a gunman."),
    ),
    "shooting 2": (
        ("Three shot dead at nightclub in Durban", "Gunmen opened fire at a nightclub in Durban, South Africa, killing three people."),
        ("Durban nightclub shooting leaves three dead", ""),
        ("South African police hunt gunmen who attacked Durban club", "Four men fled in a white car after shooting three people dead in a Durban club."),
        ("Arrests over Durban club killings", "Two men were arrested on Thursday over the shooting of three people at a club in Durban."),
    ),
    "spelling": (
        ("Gaddafi loyalists besieged in Bani Walid", "Fighters loyal to Muammar Gaddafi were surrounded in the desert town of Bani Walid, Libya's interim rulers said."),
        ("Qadhafi forces cornered in Bani Walid", "Libya's new rulers gave the supporters of Moammar Qadhafi two days to surrender the town of Bani Walid."),
        ("Libyan fighters ready to storm Bani Walid", ""),
        ("Bani Walid: talks with Kadafi loyalists fail", "Negotiations with Kadafi loyalists over the surrender of Bani Walid broke down on Sunday."),
    ),
    "president": (
        ("Morsi decree sparks protests in Cairo", "Thousands gathered on Tahrir Square against a decree by which President Mohamed Morsi gave himself new powers."),
        ("Egypt's Mursi faces mass protest over powers", "Egyptians filled Tahrir Square to demand that President Mohammed Mursi withdraw his decree."),
        ("Mursi: decree is temporary", ""),
        ("Egyptian judges go on strike over Morsi decree", "Courts stopped work across Egypt as judges protested against the decree of President Morsi."),
        ("Clashes in Cairo as Mursi refuses to give up new powers", "Police fired tear gas near Tahrir Square where crowds protested against the president's decree."),
    ),
    "launch": (
        ("Japan's H3 rocket fails minutes after lift-off", "A Japanese H3 rocket was destroyed on command after its second engine did not start."),
        ("Japan blows up H3 rocket carrying weather satellite", "The space agency JAXA sent a destruct order to its H3 rocket over the Pacific."),
        ("H3 launch failure a blow to Japan's space ambitions", ""),
        ("JAXA apologises for loss of rocket and satellite", "The Japanese space agency said it was sorry that its H3 had been lost with a weather satellite."),
    ),
    "merger": (
        ("Nordbank to buy rival Fjordkredit for 9 billion", "Nordbank has agreed to take over the smaller lender Fjordkredit in a deal worth nine billion euros."),
        ("Fjordkredit shares soar on takeover by Nordbank", "Shares in the bank Fjordkredit rose by a third after Nordbank offered to buy it."),
        ("Regulator to examine Nordbank-Fjordkredit deal", ""),
        ("Unions fear 4,000 job cuts as Nordbank swallows Fjordkredit", "Unions said that the takeover of Fjordkredit could cost 4,000 bank workers their jobs."),
        ("Nordbank boss defends price paid for Fjordkredit", "The head of Nordbank said nine billion euros was a fair price for its rival."),
    ),
    "recall 1": (
        ("Helvar recalls 300,000 electric cars over battery fires", "The carmaker Helvar is calling back 300,000 electric cars because their batteries may catch fire."),
        ("Battery fire risk: Helvar calls back electric models", "Owners of Helvar's electric cars should not park indoors until the batteries are checked."),
        ("Helvar stock tumbles on recall", ""),
        ("Regulators open probe into Helvar battery fires", "Safety officials said they knew of nine fires in electric cars made by Helvar."),
    ),
    "recall 2": (
        ("Baby food maker Lumina withdraws jars after glass found", "Lumina has taken two kinds of baby food off the shelves after pieces of glass were found in a jar."),
        ("Glass in jars: Lumina baby food recalled in six countries", "Shops in six countries removed jars of Lumina baby food on Friday."),
        ("Parents angry over Lumina recall", ""),
        ("Lumina says sabotage may be behind glass in baby food", "The company Lumina said somebody might have put glass in its jars on purpose."),
    ),
    "strike": (
        ("German airports at standstill as ground staff walk out", "Thousands of flights were cancelled in Germany as ground staff at seven airports went on strike for higher pay."),
        ("Verdi strike grounds flights across Germany", "A one-day walkout called by the union Verdi halted air traffic at Frankfurt, Munich and five other airports."),
        ("Airport strike: 300,000 passengers stranded in Germany", ""),
        ("Germany's airports reopen after one-day strike by ground staff", "Flights resumed at Frankfurt and Munich on Tuesday after a strike by ground workers."),
    ),
    "wildfire 1": (
        ("Wildfire forces evacuation of villages near Patras", "Four villages near the Greek city of Patras were evacuated as a wildfire spread in strong winds."),
        ("Greece battles forest fire near Patras", "Some 200 firefighters and ten aircraft were fighting flames in the hills around Patras."),
        ("Homes burn as Patras blaze rages", ""),
        ("Firefighter dies in blaze outside Patras", "A volunteer firefighter was killed by a falling tree near Patras in western Greece."),
        ("Rain helps crews to contain Patras wildfire", "The fire that destroyed forty houses near Patras is under control, the fire service said."),
    ),
    "wildfire 2": (
        ("Bushfire threatens towns in Victoria's Grampians", "People in three towns near the Grampians national park in Australia were told to leave at once because of a bushfire."),
        ("Grampians bushfire: thousands told to flee", ""),
        ("Australian crews fight huge blaze in Grampians", "A bushfire has burnt 40,000 hectares in the Grampians in the Australian state of Victoria."),
        ("Farmers count losses after Grampians fire", "Hundreds of sheep died in the bushfire that swept the Grampians."),
    ),
    "resignation": (
        ("Slovak interior minister Hudak quits over leaked tapes", "Slovakia's interior minister Peter Hudak resigned on Monday after recordings of his talks with a businessman were leaked."),
        ("Peter Hudak steps down after tape scandal", "The interior minister said he was leaving to protect the Slovak government."),
        ("Slovakia: minister resigns over recordings", ""),
        ("Who is on the Hudak tapes?", "The leaked recordings show the Slovak interior minister speaking to the builder Milan Kostka about contracts."),
        ("Slovak premier names successor to Hudak", "The deputy speaker will become interior minister after the resignation of Peter Hudak."),
    ),
    "treaty": (
        ("Armenia and Azerbaijan sign peace treaty in Tbilisi", "The leaders of Armenia and Azerbaijan signed a treaty in Tbilisi that ends decades of conflict over Karabakh."),
        ("Historic peace accord between Baku and Yerevan", "Armenia and Azerbaijan agreed to recognise each other's borders at a ceremony in the Georgian capital."),
        ("Armenian opposition protests against treaty with Azerbaijan", "Thousands marched in Yerevan against the peace treaty signed in Tbilisi."),
        ("UN chief welcomes Armenia-Azerbaijan peace deal", ""),
    ),
    "ransom": (
        ("Kidnapped engineers freed in Mali", "Three Polish engineers seized by gunmen in northern Mali six weeks ago have been released."),
        ("Poland says three hostages in Mali are free", "The foreign ministry in Warsaw said the engineers kidnapped near Gao were safe and well."),
        ("Freed Polish hostages land in Warsaw", ""),
        ("No ransom paid for engineers held in Mali, Warsaw says", "Poland denied having paid for the release of three engineers kidnapped in Mali."),
    ),
    "cholera": (
        ("Cholera outbreak kills 19 in Zambian capital", "Nineteen people have died of cholera in Lusaka since the start of the week, Zambia's health minister said."),
        ("Zambia closes schools in Lusaka as cholera spreads", "Schools in the Zambian capital stayed shut to slow an outbreak of cholera."),
        ("Lusaka cholera deaths rise to 34", ""),
        ("Stadium in Lusaka turned into cholera ward", "More than 400 cholera patients are being treated in a stadium in the Zambian capital."),
        ("Vaccine drive begins in cholera-hit Lusaka", "A million doses of cholera vaccine arrived in Zambia on Sunday."),
    ),
    "museum": (
        ("Thieves steal Viking gold from museum in Bergen", "Thieves climbed a scaffold and took 60 objects of Viking gold from the university museum in Bergen."),
        ("Viking treasure stolen in Norway", "Police said gold ornaments from the Viking age vanished from a Bergen museum at the weekend."),
        ("Bergen museum robbery: director offers reward", ""),
        ("Stolen Viking gold found in Bergen garage", "Norwegian police recovered most of the ornaments taken from the museum in Bergen and arrested two men."),
    ),
    "dam": (
        ("Dam bursts in northern Laos, villages under water", "A dam under construction burst in Luang Namtha in northern Laos, flooding five villages."),
        ("Hundreds missing after Laos dam collapse", "Rescuers in boats looked for hundreds of people in Luang Namtha after a dam gave way."),
        ("Laos dam failure: builder had warned of cracks", ""),
        ("Aid reaches Luang Namtha after dam disaster", "Tents and food arrived in the Laotian province where a dam collapsed on Monday."),
    ),
    "gas": (
        ("Block of flats collapses in Lille after gas explosion", "A four-storey building fell down in the French city of Lille after an explosion that was probably caused by gas."),
        ("Lille: three bodies found under collapsed building", "Firefighters found three bodies in the ruins of the flats that collapsed in Lille."),
        ("Suspected gas blast levels apartment house in northern France", "Windows were broken streets away when a house blew up in Lille, residents said."),
        ("Death toll in Lille explosion rises to five", ""),
        ("Gas company searched after fatal Lille blast", "French police searched the offices of the gas supplier after five people died in Lille."),
    ),
    "doping": (
        ("Marathon champion Chebet fails drug test", "The Kenyan runner Silas Chebet, who won the Berlin marathon, has tested positive for EPO."),
        ("Silas Chebet suspended after positive EPO test", "The Athletics Integrity Unit suspended the marathon champion on Wednesday."),
        ("Chebet denies doping, blames clinic", ""),
        ("Berlin winner Chebet to ask for second sample", "The marathon runner's lawyer said he would ask for his B sample to be opened."),
    ),
    "bird": (
        ("Bird flu found on poultry farm in Suffolk", "Forty thousand turkeys will be culled in Suffolk after bird flu was found on a farm."),
        ("Suffolk turkeys to be killed over avian flu", "Officials set up a zone of three kilometres around a turkey farm in eastern England."),
        ("Avian influenza: second Suffolk farm infected", ""),
        ("Poultry must stay indoors in eastern England, ministry says", "The order follows outbreaks of bird flu on turkey farms in Suffolk."),
    ),
    "bridge": (
        ("Cargo ship hits road bridge near Gothenburg", "A cargo ship struck a bridge outside Gothenburg on Sunday night, and part of the roadway fell into the water."),
        ("Swedish bridge closed for months after ship collision", "The bridge near Gothenburg that was rammed by a freighter will not reopen before autumn."),
        ("Gothenburg bridge: captain was drunk, police say", ""),
        ("Ferry replaces bridge hit by freighter in Sweden", "A free ferry takes cars across the water near Gothenburg where a ship brought down part of a bridge."),
    ),
}  # fmt: skip
