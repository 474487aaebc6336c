"""Four invented news days: one event in twelve wordings, and events beside it that look like it.

Each report is (event, title, summary); the summary is empty where a feed gives headlines only.
The order is that of arrival, half an hour apart.
"""

from __future__ import annotations

from typing import Final

Report = tuple[str, str, str]

STORM: Final[tuple[Report, ...]] = (
    ("storm", "Storm Odalys makes landfall near Port Merrow with 150 km/h winds", "Storm Odalys came ashore near Port Merrow early on Tuesday, tearing off roofs and cutting power to thousands of homes, the weather service said."),
    ("storm", "Thousands without power as Storm Odalys batters coast", "Power lines came down across the Merrow coast when Storm Odalys struck with winds of up to 150 kilometres an hour."),
    ("other coast", "Flash floods in Castelbruno leave four dead", "Four people drowned in the Italian hill town of Castelbruno after a night of heavy rain, the mayor said."),
    ("storm", "Odalys: roofs torn off in Port Merrow", ""),
    ("storm", "Two killed as Odalys slams into Port Merrow", "A man and a woman were killed by falling trees as the storm crossed the Merrow peninsula, police said."),
    ("storm", "Port Merrow counts the cost of Storm Odalys", "Residents of Port Merrow began to clear debris on Tuesday afternoon. Two people died and 40,000 homes have no power."),
    ("other storm", "Tropical Storm Benoit heads for Saint-Aubin, evacuation ordered", "Authorities on the island of Saint-Aubin told 12,000 people to leave low-lying areas before Tropical Storm Benoit arrives on Thursday."),
    ("storm", "Death toll from Storm Odalys rises to three", "A third body was found in a flooded cellar in Port Merrow, emergency services said."),
    ("storm", "Three dead, ferry services halted after Odalys hits Merrow coast", "Ferries stayed in port and schools were shut after the storm killed three people around Port Merrow."),
    ("storm", "Army sent to storm-hit Port Merrow", "Some 300 soldiers will help to clear roads around Port Merrow, where Storm Odalys killed three people."),
    ("storm", "Storm Odalys: what we know so far", "The storm struck Port Merrow before dawn on Tuesday. At least three people are dead and power is out in much of the region."),
    ("storm", "Insurers put Odalys damage at 200 million", "Damage by Storm Odalys around Port Merrow may reach 200 million, insurers said in a first estimate."),
    ("storm", "Power back for half of homes cut off by Odalys", ""),
    ("other storm", "Saint-Aubin empties its beaches ahead of Benoit", "Shops closed and hotels were cleared on Saint-Aubin as Tropical Storm Benoit drew near."),
    ("storm", "Odalys weakens after deadly strike on Port Merrow", "The storm that killed three people in Port Merrow has weakened and is moving out to sea, forecasters said."),
)  # fmt: skip

BREACH: Final[tuple[Report, ...]] = (
    ("breach", "Retailer Brandmoor says hackers stole data of two million customers", "Brandmoor, the clothing chain, said on Monday that attackers had copied names and addresses of two million customers from its systems."),
    ("breach", "Brandmoor hit by cyber attack, customer data taken", "The retailer Brandmoor has told regulators of a breach that exposed the data of about two million shoppers."),
    ("other breach", "Hospital group Valdane cancels operations after ransomware attack", "Valdane, which runs nine hospitals, called off planned operations on Monday after ransomware locked its computers."),
    ("breach", "Two million Brandmoor shoppers exposed in data breach", ""),
    ("breach", "Brandmoor shares fall after hack", "Shares in Brandmoor lost 8 percent on Monday after the clothing retailer disclosed a theft of customer data."),
    ("breach", "Brandmoor hack: what customers should do now", "Customers of Brandmoor are advised to change their passwords after data of two million people were stolen."),
    ("other breach", "Ransomware hits Valdane hospitals, ambulances diverted", "Ambulances were sent elsewhere as the Valdane hospital group struggled with locked computers."),
    ("breach", "Watchdog opens inquiry into Brandmoor data theft", "The data protection authority said it would look into how hackers got hold of the details of Brandmoor's customers."),
    ("breach", "Ransom demand for stolen Brandmoor data, sources say", "A group calling itself Grey Heron has demanded money for the data stolen from Brandmoor, two people familiar with the matter said."),
    ("breach", "Grey Heron gang claims attack on Brandmoor", "The extortion gang Grey Heron has listed the retailer Brandmoor on its leak site."),
    ("breach", "Brandmoor boss apologises to customers over breach", "The chief executive of Brandmoor said she was sorry for the theft of customer data and promised better protection."),
    ("breach", "Clothing chain Brandmoor takes online shop offline after cyberattack", "Brandmoor closed its web shop as a precaution while it investigates how attackers got in."),
    ("breach", "Brandmoor reopens web shop days after data theft", ""),
    ("breach", "Hackers publish part of Brandmoor customer files", "The Grey Heron gang put online some of the files that it took from the retailer Brandmoor."),
    ("other breach", "Valdane hospitals slowly back to normal after ransomware", "Five of nine Valdane hospitals can use their computers again."),
)  # fmt: skip

TRIAL: Final[tuple[Report, ...]] = (
    ("trial", "Former minister Ilse Kronvald found guilty of fraud", "A court in Harsten convicted the former transport minister Ilse Kronvald on Wednesday of taking bribes in a rail contract."),
    ("trial", "Kronvald convicted in rail bribery trial", "Judges found that Ilse Kronvald had accepted money from a builder for a rail contract when she was minister of transport."),
    ("other trial", "Football agent Teo Marchetti cleared of tax evasion", "A jury acquitted the agent Teo Marchetti of hiding income from the tax office."),
    ("trial", "Ex-minister Kronvald faces six years in prison", ""),
    ("trial", "Ilse Kronvald sentenced to six years over rail bribes", "The former minister was led away in handcuffs after the Harsten court gave her six years in prison."),
    ("trial", "Kronvald to appeal against bribery verdict", "Lawyers for Ilse Kronvald said they would appeal against her conviction in the rail contract case."),
    ("mayor", "Mayor of Eskilby sentenced to two years for bribery", "A court in Eskilby gave the mayor, Anders Holt, two years in prison for taking bribes from a builder."),
    ("trial", "Six years for ex-transport minister in rail scandal", "The Harsten court jailed Ilse Kronvald for six years. Prosecutors had asked for eight."),
    ("trial", "Opposition calls for inquiry after Kronvald verdict", "Opposition parties want parliament to look into rail contracts after the former minister Ilse Kronvald was jailed."),
    ("trial", "Rail bribes: how Ilse Kronvald fell", "She was once tipped as prime minister. On Wednesday a court sent the former transport minister to prison for six years."),
    ("trial", "Prosecutors welcome Kronvald sentence", "Prosecutors in Harsten said that the sentence of six years for Ilse Kronvald showed that nobody is above the law."),
    ("trial", "Prime minister 'saddened' by jailing of Kronvald", "The prime minister said he respected the verdict against his former transport minister Ilse Kronvald."),
    ("trial", "Kronvald starts prison term as appeal is filed", ""),
    ("trial", "Builder who bribed Kronvald gets suspended sentence", "The owner of the firm that paid Ilse Kronvald for the rail contract will not go to prison, the Harsten court said."),
    ("mayor", "Eskilby mayor Anders Holt resigns after bribery sentence", "The mayor of Eskilby stepped down a day after he was given two years in prison for bribery."),
)  # fmt: skip

SANCTIONS: Final[tuple[Report, ...]] = (
    ("sanctions", "EU agrees sanctions on shipping firm Taldera over oil smuggling", "European Union ministers agreed on Monday to freeze the assets of the shipping company Taldera, which they accuse of smuggling oil."),
    ("sanctions", "Taldera put on EU sanctions list", "The European Union has added the tanker operator Taldera to its list of sanctions for moving oil in secret."),
    ("other sanctions", "Washington sanctions two judges in Belmaria", "The United States imposed sanctions on two judges in Belmaria for jailing opposition politicians."),
    ("sanctions", "Brussels freezes assets of oil shipper Taldera", ""),
    ("sanctions", "Tanker firm Taldera vows to fight EU sanctions in court", "Taldera said that it had done nothing wrong and would go to court against the sanctions of the European Union."),
    ("sanctions", "Oil shipper Taldera's fleet stuck in port after sanctions", "Eleven tankers of Taldera could not leave port on Tuesday after the European Union froze the company's assets."),
    ("other sanctions", "Belmaria summons US envoy over sanctions on judges", "The foreign ministry of Belmaria protested against American sanctions on two of its judges."),
    ("sanctions", "EU sanctions: insurers drop Taldera tankers", "Insurers in London cancelled cover for tankers of the sanctioned company Taldera."),
    ("sanctions", "What is Taldera, the company sanctioned by the EU?", "Few had heard of the tanker operator before European ministers froze its assets for oil smuggling."),
    ("sanctions", "Britain follows EU with sanctions against Taldera", "The British government said it would freeze the assets of the shipping firm Taldera, a day after the European Union."),
    ("sanctions", "Taldera founder among those hit by EU asset freeze", "Viktor Sanning, who founded the tanker company Taldera, may no longer enter the European Union."),
    ("sanctions", "Crews unpaid as sanctions bite tanker operator Taldera", "Sailors on tankers of Taldera have not been paid since its accounts were frozen, a union said."),
    ("sanctions", "Port of Rotterdam detains Taldera tanker", ""),
    ("other sanctions", "US visa ban for Belmaria judges takes effect", "Two judges of Belmaria who jailed opposition leaders may no longer travel to the United States."),
)  # fmt: skip

DAYS: Final = {"storm": STORM, "breach": BREACH, "trial": TRIAL, "sanctions": SANCTIONS}
