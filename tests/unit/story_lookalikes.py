"""Pairs of invented events of one kind in two places, told in nearly the same words.

Each is ((title, summary), (title, summary)); the two must stay apart, with the summaries and by
their titles alone, while all pairs run at once. Written before what they are there to score.
"""

from __future__ import annotations

from typing import Final

Report = tuple[str, str]
Pair = tuple[Report, Report]

PAIRS: Final[tuple[Pair, ...]] = (
    # Disasters.
    (
        ("Strong earthquake hits Turkey, at least 31 dead", "At least 31 people died when a strong earthquake shook eastern Turkey on Monday, officials said."),
        ("Strong earthquake hits Indonesia, at least four dead", "At least four people died when a strong earthquake shook western Indonesia on Monday, officials said."),
    ),
    (
        ("Powerful quake strikes off Chile, tsunami warning lifted", "A tsunami warning was lifted two hours after a powerful quake off the coast of Chile."),
        ("Powerful quake strikes off Japan, tsunami warning lifted", "A tsunami warning was lifted three hours after a powerful quake off the coast of Japan."),
    ),
    (
        ("Floods in Kenya kill 40, thousands homeless", "Heavy rain has caused floods in Kenya that killed at least 40 people and left thousands homeless."),
        ("Floods in Nepal kill 40, thousands homeless", "Heavy rain has caused floods in Nepal that killed at least 40 people and left thousands homeless."),
    ),
    (
        ("Bus plunges into ravine in Peru, 24 killed", "Twenty-four people were killed when a bus left a mountain road in Peru and fell into a ravine."),
        ("Bus plunges into ravine in India, 19 killed", "Nineteen people were killed when a bus left a mountain road in northern India and fell into a ravine."),
    ),
    (
        ("Landslide buries village in Colombia", "Rescuers are searching for dozens of people after a landslide buried a village in Colombia."),
        ("Landslide buries village in Papua New Guinea", "Rescuers are searching for dozens of people after a landslide buried a village in Papua New Guinea."),
    ),
    (
        ("Ferry sinks in Bangladesh, dozens missing", "Dozens of people are missing after an overloaded ferry sank on a river in Bangladesh."),
        ("Ferry sinks in Congo, dozens missing", "Dozens of people are missing after an overloaded ferry sank on a river in the Democratic Republic of Congo."),
    ),
    (
        ("Wildfires rage in Greece as heatwave continues", "Firefighters in Greece battled wildfires for a third day as the heatwave went on."),
        ("Wildfires rage in Portugal as heatwave continues", "Firefighters in Portugal battled wildfires for a third day as the heatwave went on."),
    ),
    (
        ("Train derails in Egypt, 16 dead", "Sixteen people died on Sunday when a passenger train derailed in Egypt, the railways said."),
        ("Train derails in Pakistan, 16 dead", "Sixteen people died on Sunday when a passenger train derailed in Pakistan, the railways said."),
    ),
    (
        ("Coal mine explosion in Turkey kills nine miners", "An explosion in a coal mine in Turkey killed nine miners on Tuesday."),
        ("Coal mine explosion in Poland kills nine miners", "An explosion in a coal mine in Poland killed nine miners on Tuesday."),
    ),
    (
        ("Cyclone slams into Mozambique, roofs torn off", "A cyclone made landfall in Mozambique overnight, tearing off roofs and cutting power."),
        ("Cyclone slams into Australia, roofs torn off", "A cyclone made landfall in Australia overnight, tearing off roofs and cutting power."),
    ),
    (
        ("Small plane crashes in Brazil, all aboard killed", "All eight people aboard a small plane were killed when it crashed in southern Brazil."),
        ("Small plane crashes in Canada, all aboard killed", "All six people aboard a small plane were killed when it crashed in western Canada."),
    ),
    (
        ("Volcano erupts in Iceland, flights cancelled", "A volcano erupted in Iceland on Friday, sending ash into the sky and halting flights."),
        ("Volcano erupts in Ecuador, flights cancelled", "A volcano erupted in Ecuador on Friday, sending ash into the sky and halting flights."),
    ),
    (
        ("Avalanche kills five skiers in Austria", "Five skiers were swept to their deaths by an avalanche in Austria, mountain rescuers said."),
        ("Avalanche kills five skiers in Switzerland", "Five skiers were swept to their deaths by an avalanche in Switzerland, mountain rescuers said."),
    ),
    (
        ("Dam collapse in Libya leaves hundreds missing", "Hundreds are missing after a dam collapsed in Libya following days of rain."),
        ("Dam collapse in Laos leaves hundreds missing", "Hundreds are missing after a dam collapsed in Laos following days of rain."),
    ),
    (
        ("Factory fire kills 22 workers in Bangladesh", "A fire at a garment factory in Bangladesh killed 22 workers, the fire service said."),
        ("Factory fire kills 22 workers in Morocco", "A fire at a garment factory in Morocco killed 22 workers, the fire service said."),
    ),
    # Politics.
    (
        ("Moldova votes in presidential election", "Voters in Moldova go to the polls on Sunday to choose a new president."),
        ("Ghana votes in presidential election", "Voters in Ghana go to the polls on Sunday to choose a new president."),
    ),
    (
        ("Opposition wins parliamentary election in Albania", "The opposition has won the parliamentary election in Albania, results showed on Monday."),
        ("Opposition wins parliamentary election in Botswana", "The opposition has won the parliamentary election in Botswana, results showed on Monday."),
    ),
    (
        ("Prime minister of Bulgaria resigns after protests", "The prime minister of Bulgaria stepped down on Thursday after weeks of protests."),
        ("Prime minister of Nepal resigns after protests", "The prime minister of Nepal stepped down on Thursday after weeks of protests."),
    ),
    (
        ("Soldiers seize power in Niger, borders closed", "Soldiers said on state television in Niger that they had removed the president and closed the borders."),
        ("Soldiers seize power in Gabon, borders closed", "Soldiers said on state television in Gabon that they had removed the president and closed the borders."),
    ),
    (
        ("Peru's parliament votes to impeach president", "Lawmakers in Peru voted by a large majority to remove the president from office."),
        ("South Korea's parliament votes to impeach president", "Lawmakers in South Korea voted by a large majority to remove the president from office."),
    ),
    (
        ("Thousands protest in Georgia against new law", "Thousands of people marched in the capital of Georgia against a law on foreign funding."),
        ("Thousands protest in Slovakia against new law", "Thousands of people marched in the capital of Slovakia against a law on foreign funding."),
    ),
    (
        ("Court in Tunisia jails opposition leader", "A court in Tunisia sentenced an opposition leader to five years in prison on Friday."),
        ("Court in Cambodia jails opposition leader", "A court in Cambodia sentenced an opposition leader to five years in prison on Friday."),
    ),
    (
        ("Central bank of Nigeria raises interest rates again", "The central bank of Nigeria raised its main interest rate by half a point to slow inflation."),
        ("Central bank of Hungary raises interest rates again", "The central bank of Hungary raised its main interest rate by half a point to slow inflation."),
    ),
    (
        ("General strike brings Argentina to a halt", "A general strike against spending cuts brought Argentina to a halt on Wednesday."),
        ("General strike brings Belgium to a halt", "A general strike against spending cuts brought Belgium to a halt on Wednesday."),
    ),
    (
        ("Nationwide blackout hits Venezuela", "A blackout left most of Venezuela without electricity on Tuesday evening."),
        ("Nationwide blackout hits Sri Lanka", "A blackout left most of Sri Lanka without electricity on Tuesday evening."),
    ),
    # Violence.
    (
        ("Suicide bomber kills 20 at mosque in Afghanistan", "A suicide bomber killed at least 20 worshippers at a mosque in Afghanistan on Friday."),
        ("Suicide bomber kills 20 at mosque in Nigeria", "A suicide bomber killed at least 20 worshippers at a mosque in Nigeria on Friday."),
    ),
    (
        ("Gunmen kill 12 in attack on village in Mali", "Gunmen on motorbikes killed 12 people in an attack on a village in Mali."),
        ("Gunmen kill 15 in attack on village in Haiti", "Gunmen killed 15 people in an attack on a village in Haiti."),
    ),
    (
        ("Prison riot in Ecuador leaves 30 inmates dead", "Thirty inmates were killed in a riot at a prison in Ecuador, the authorities said."),
        ("Prison riot in Honduras leaves 30 inmates dead", "Thirty inmates were killed in a riot at a prison in Honduras, the authorities said."),
    ),
    (
        ("Car bomb kills seven in Somali capital", "A car bomb killed seven people near a hotel in the Somali capital, police said."),
        ("Car bomb kills seven in Syrian capital", "A car bomb killed seven people near a hotel in the Syrian capital, police said."),
    ),
    (
        ("Knife attack at German school leaves three injured", "Three pupils were injured in a knife attack at a German school on Monday."),
        ("Knife attack at French school leaves three injured", "Three pupils were injured in a knife attack at a French school on Monday."),
    ),
    (
        ("Kidnapped students freed in Nigeria", "More than 100 students kidnapped by gunmen in Nigeria have been freed, the governor said."),
        ("Kidnapped students freed in Mexico", "More than a dozen students kidnapped by gunmen in Mexico have been freed, the governor said."),
    ),
    (
        ("Soldiers killed in ambush in Burkina Faso", "At least 14 soldiers were killed in an ambush in Burkina Faso, the army said."),
        ("Soldiers killed in ambush in Pakistan", "At least 14 soldiers were killed in an ambush in Pakistan, the army said."),
    ),
    # Health, economy, others.
    (
        ("Ebola outbreak declared in Uganda", "Health officials in Uganda declared an outbreak of Ebola after a nurse died."),
        ("Ebola outbreak declared in Guinea", "Health officials in Guinea declared an outbreak of Ebola after a nurse died."),
    ),
    (
        ("Cholera outbreak in Malawi kills 50", "An outbreak of cholera has killed 50 people in Malawi, the health ministry said."),
        ("Cholera outbreak in Haiti kills 50", "An outbreak of cholera has killed 50 people in Haiti, the health ministry said."),
    ),
    (
        ("Bird flu found on farm in Denmark", "Bird flu has been found on a poultry farm in Denmark, and 20,000 hens will be culled."),
        ("Bird flu found on farm in Hungary", "Bird flu has been found on a poultry farm in Hungary, and 30,000 hens will be culled."),
    ),
    (
        ("Airline of Kenya grounds fleet as pilots strike", "Pilots of the national airline of Kenya walked out, and its whole fleet stayed on the ground."),
        ("Airline of Portugal grounds fleet as pilots strike", "Pilots of the national airline of Portugal walked out, and its whole fleet stayed on the ground."),
    ),
    # Capitals and towns, the state not named.
    (
        ("Explosion at market in Baghdad kills 11", "An explosion at a crowded market in Baghdad killed 11 people on Saturday."),
        ("Explosion at market in Kabul kills 11", "An explosion at a crowded market in Kabul killed 11 people on Saturday."),
    ),
    (
        ("Metro stations flooded as downpour hits Seoul", "A downpour flooded metro stations in Seoul and stopped traffic on Thursday night."),
        ("Metro stations flooded as downpour hits Moscow", "A downpour flooded metro stations in Moscow and stopped traffic on Thursday night."),
    ),
    (
        ("Teachers march for higher pay in Bucharest", "Thousands of teachers marched through Bucharest to demand higher pay."),
        ("Teachers march for higher pay in Lisbon", "Thousands of teachers marched through Lisbon to demand higher pay."),
    ),
    (
        ("Hotel fire in Manila kills eight", "Eight guests died in a fire at a hotel in Manila, firefighters said."),
        ("Hotel fire in Cairo kills eight", "Eight guests died in a fire at a hotel in Cairo, firefighters said."),
    ),
    # Regions of one state.
    (
        ("Tornado kills four in Oklahoma", "A tornado killed four people in Oklahoma on Friday night and flattened homes."),
        ("Tornado kills three in Alabama", "A tornado killed three people in Alabama on Friday night and flattened homes."),
    ),
    (
        ("Gas leak at factory in Gujarat kills six", "Six workers died in a gas leak at a chemical factory in Gujarat."),
        ("Gas leak at factory in Kerala kills six", "Six workers died in a gas leak at a chemical factory in Kerala."),
    ),
    (
        ("Heavy rain triggers landslides in Sichuan", "Heavy rain triggered landslides in Sichuan that blocked roads and cut off villages."),
        ("Heavy rain triggers landslides in Yunnan", "Heavy rain triggered landslides in Yunnan that blocked roads and cut off villages."),
    ),
    (
        ("Bomb blast hits police station in Peshawar", "A bomb went off at a police station in Peshawar and wounded ten officers."),
        ("Bomb blast hits police station in Quetta", "A bomb went off at a police station in Quetta and wounded eight officers."),
    ),
    # Title Case, as many outlets write.
    (
        ("Bridge Collapse In Italy Kills Five, Rescue Under Way", "Five people were killed when a motorway bridge collapsed in Italy."),
        ("Bridge Collapse In China Kills Five, Rescue Under Way", "Five people were killed when a motorway bridge collapsed in China."),
    ),
    (
        ("Stampede At Religious Festival In India Kills Dozens", "Dozens of pilgrims died in a stampede at a religious festival in India."),
        ("Stampede At Religious Festival In Yemen Kills Dozens", "Dozens of pilgrims died in a stampede at a religious festival in Yemen."),
    ),
    # The country at the head of a headline.
    (
        ("Italy: boat with 60 migrants capsizes, many feared dead", "Many people are feared dead after a boat with 60 migrants capsized off the coast of Italy."),
        ("Senegal: boat with 80 migrants capsizes, many feared dead", "Many people are feared dead after a boat with 80 migrants capsized off the coast of Senegal."),
    ),
    (
        ("Spain train crash: driver questioned by police", "Police questioned the driver of the train that crashed in Spain on Wednesday."),
        ("Greece train crash: driver questioned by police", "Police questioned the driver of the train that crashed in Greece on Wednesday."),
    ),
)  # fmt: skip
