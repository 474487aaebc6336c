"""Invented events told in several languages, each report as its outlet would word it.

(title, summary); the summary is empty where a feed gives headlines only. All reports of an event
are one story, whatever their language; those of the pairs in one language are two.
"""

from __future__ import annotations

from typing import Final

Report = tuple[str, str]

EVENTS: Final[dict[str, tuple[Report, ...]]] = {
    "quake": (
        ("Earthquake in Turkey kills at least 31", "At least 31 people died when an earthquake of magnitude 6.4 struck Bingol in eastern Turkey."),
        ("Erdbeben in der Türkei: mindestens 31 Tote", "Bei einem Erdbeben der Stärke 6,4 in Bingol im Osten der Türkei sind mindestens 31 Menschen gestorben."),
        ("Séisme en Turquie : au moins 31 morts", "Un séisme de magnitude 6,4 a frappé Bingol, dans l'est de la Turquie, faisant au moins 31 morts."),
        ("Terremoto en Turquía deja al menos 31 muertos", "Un terremoto de magnitud 6,4 sacudió Bingol, en el este de Turquía."),
        ("Землетрясение в Турции: погиб 31 человек", "При землетрясении магнитудой 6,4 на востоке Турции погиб 31 человек."),
    ),
    "flood": (
        ("Floods in Kenya leave 52 dead", "Days of rain have flooded Nairobi and other parts of Kenya; 52 people have died."),
        ("Überschwemmungen in Kenia: 52 Tote", "Nach tagelangem Regen in Kenia sind 52 Menschen ums Leben gekommen, viele in Nairobi."),
        ("Kenya : 52 morts dans des inondations", "Les inondations au Kenya ont fait 52 morts, dont beaucoup à Nairobi."),
        ("Inundaciones en Kenia dejan 52 muertos", "Las lluvias en Kenia han causado 52 muertos, muchos de ellos en Nairobi."),
        ("Наводнение в Кении: 52 погибших", "В Кении из-за дождей погибли 52 человека."),
    ),
    "vote": (
        ("Moldova: Revenco wins presidential election", "Ana Revenco has won Moldova's presidential election with 54 percent."),
        ("Revenco gewinnt Präsidentenwahl in Moldau", "Ana Revenco hat die Präsidentenwahl in der Republik Moldau mit 54 Prozent gewonnen."),
        ("Moldavie : Revenco remporte l'élection présidentielle", "Ana Revenco a remporté l'élection présidentielle en Moldavie avec 54 pour cent."),
        ("Revenco gana las elecciones presidenciales en Moldavia", "Ana Revenco ganó las elecciones presidenciales de Moldavia con el 54 por ciento."),
    ),
    "train": (
        ("Train derails in Greece, 17 injured", "Seventeen passengers were injured when a train left the rails near Larissa."),
        ("Zug entgleist in Griechenland, 17 Verletzte", "Bei Larissa ist ein Zug entgleist, 17 Fahrgäste wurden verletzt."),
        ("Grèce : un train déraille, 17 blessés", "Un train a déraillé près de Larissa, faisant 17 blessés."),
        ("Un tren descarrila en Grecia y deja 17 heridos", "El tren descarriló cerca de Larissa."),
    ),
    "drone": (
        ("Drone attack on Kharkiv kills nine", "Nine people died in a drone attack on Kharkiv, Ukraine's second city."),
        ("Drohnenangriff auf Charkiw: neun Tote", "Bei einem Drohnenangriff auf Charkiw in der Ukraine sind neun Menschen getötet worden."),
        ("Ukraine : neuf morts dans une attaque de drones sur Kharkiv", "Une attaque de drones a fait neuf morts à Kharkiv."),
        ("Ataque con drones en Járkov deja nueve muertos", "Nueve personas murieron en Járkov, Ucrania, por un ataque con drones."),
        ("Атака беспилотников на Харьков: девять погибших", "При атаке беспилотников на Харьков погибли девять человек."),
    ),
    "ferry": (
        ("Ferry sinks off Philippines, 38 missing", "Thirty-eight people are missing after a ferry sank off Zamboanga in the Philippines."),
        ("Fähre vor den Philippinen gesunken: 38 Vermisste", "Vor Zamboanga ist eine Fähre gesunken, 38 Menschen werden vermisst."),
        ("Naufrage d'un ferry aux Philippines : 38 disparus", "Un ferry a fait naufrage au large de Zamboanga."),
        ("Naufragio de un ferry en Filipinas: 38 desaparecidos", "Un ferry se hundió frente a Zamboanga."),
    ),
    "coup": (
        ("Soldiers seize power in Niger", "Soldiers announced on television in Niamey that they had seized power in Niger."),
        ("Militär putscht in Niger", "Soldaten haben im Fernsehen in Niamey die Machtübernahme verkündet."),
        ("Coup d'Etat au Niger : des militaires prennent le pouvoir", "Des militaires ont annoncé à Niamey avoir pris le pouvoir."),
        ("Golpe de Estado en Níger: militares toman el poder", "Los militares anunciaron en Niamey que tomaron el poder."),
    ),
    "mine": (
        ("Explosion in Polish coal mine kills nine", "Nine miners died in an explosion at the Bielszowa mine in Poland."),
        ("Explosion in polnischem Bergwerk: neun Tote", "Im Bergwerk Bielszowa in Polen sind neun Bergleute bei einer Explosion gestorben."),
        ("Pologne : neuf morts dans une explosion dans une mine", "Neuf mineurs sont morts dans une explosion à la mine de Bielszowa."),
        ("Explosión en una mina de Polonia deja nueve muertos", "Nueve mineros murieron en la mina de Bielszowa."),
    ),
}  # fmt: skip

# Written after all that reads the events above, and never read by it.
UNSEEN: Final[dict[str, tuple[Report, ...]]] = {
    "storm": (
        ("Storm Odalys kills six in Spain", "Six people died as storm Odalys crossed the north of Spain."),
        ("Sturm Odalys: sechs Tote in Spanien", "In Nordspanien sind sechs Menschen durch den Sturm Odalys ums Leben gekommen."),
        ("Tempête Odalys : six morts en Espagne", "La tempête Odalys a tué six personnes dans le nord de l'Espagne."),
        ("La tormenta Odalys deja seis muertos en España", "Seis personas murieron por la tormenta Odalys en el norte de España."),
    ),
    "museum": (
        ("Thieves steal crown jewels from museum in Dresden", "Jewels worth millions were stolen from a museum in Dresden."),
        ("Einbruch in Dresdner Museum: Kronjuwelen gestohlen", "Aus einem Museum in Dresden sind Juwelen im Wert von Millionen gestohlen worden."),
        ("Vol de bijoux dans un musée de Dresde", "Des bijoux valant des millions ont été volés dans un musée de Dresde."),
        ("Roban joyas de la corona en un museo de Dresde", "Joyas por valor de millones fueron robadas de un museo de Dresde."),
    ),
    "hostages": (
        ("Three Polish engineers freed in Mali", "Three Polish engineers kidnapped in Mali six weeks ago are free."),
        ("Mali: drei polnische Ingenieure wieder frei", "Drei in Mali entführte Ingenieure aus Polen sind wieder frei."),
        ("Trois ingénieurs polonais libérés au Mali", "Trois ingénieurs polonais enlevés au Mali ont été libérés."),
        ("Liberados tres ingenieros polacos en Malí", "Tres ingenieros polacos secuestrados en Malí fueron liberados."),
    ),
    "strike": (
        ("Air traffic controllers' strike grounds 400 flights in France", "Some 400 flights were cancelled in France as controllers went on strike."),
        ("Fluglotsenstreik in Frankreich: 400 Flüge fallen aus", "Wegen eines Streiks der Fluglotsen fallen in Frankreich rund 400 Flüge aus."),
        ("Grève des contrôleurs aériens : 400 vols annulés en France", "Quelque 400 vols ont été annulés en raison d'une grève des contrôleurs aériens."),
        ("Huelga de controladores en Francia: 400 vuelos cancelados", "Unos 400 vuelos fueron cancelados en Francia por la huelga."),
    ),
    "missile": (
        ("North Korea fires missile over Japan", "A missile fired by North Korea flew over Hokkaido."),
        ("Nordkorea feuert Rakete über Japan hinweg", "Eine von Nordkorea abgefeuerte Rakete hat Hokkaido überflogen."),
        ("La Corée du Nord tire un missile au-dessus du Japon", "Un missile tiré par la Corée du Nord a survolé Hokkaido."),
        ("Corea del Norte lanza un misil sobre Japón", "Un misil lanzado por Corea del Norte sobrevoló Hokkaido."),
        ("КНДР запустила ракету над Японией", "Ракета, запущенная КНДР, пролетела над Хоккайдо."),
    ),
    "verdict": (
        ("Former Peru president Castañeda jailed for 15 years", "A court in Lima sentenced Luis Castañeda to 15 years for bribery."),
        ("Perus Ex-Präsident Castañeda zu 15 Jahren Haft verurteilt", "Ein Gericht in Lima hat Luis Castañeda wegen Bestechung verurteilt."),
        ("Pérou : l'ex-président Castañeda condamné à 15 ans de prison", "Un tribunal de Lima a condamné Luis Castañeda pour corruption."),
        ("Condenan a 15 años de cárcel al expresidente peruano Castañeda", "Un tribunal de Lima condenó a Luis Castañeda por soborno."),
    ),
}  # fmt: skip

# Events of one kind in two states, in one language each.
PAIRS: Final[tuple[tuple[Report, Report], ...]] = (
    (
        ("Erdbeben in Chile: Tsunami-Warnung aufgehoben", "Nach einem schweren Erdbeben vor Chile ist die Tsunami-Warnung aufgehoben worden."),
        ("Erdbeben in Japan: Tsunami-Warnung aufgehoben", "Nach einem schweren Erdbeben vor Japan ist die Tsunami-Warnung aufgehoben worden."),
    ),
    (
        ("Busunglück in Ägypten: 14 Tote", "Bei einem Busunglück in Ägypten sind 14 Menschen ums Leben gekommen."),
        ("Busunglück in Brasilien: 14 Tote", "Bei einem Busunglück in Brasilien sind 14 Menschen ums Leben gekommen."),
    ),
    (
        ("Incendie dans une usine en Algérie : huit morts", "Un incendie dans une usine a fait huit morts en Algérie."),
        ("Incendie dans une usine en Inde : huit morts", "Un incendie dans une usine a fait huit morts en Inde."),
    ),
    (
        ("Motín en una cárcel de Brasil deja 20 muertos", "Un motín en una cárcel de Brasil ha dejado 20 muertos."),
        ("Motín en una cárcel de Tailandia deja 20 muertos", "Un motín en una cárcel de Tailandia ha dejado 20 muertos."),
    ),
    (
        ("Взрыв на шахте в Польше: девять погибших", "При взрыве на шахте в Польше погибли девять горняков."),
        ("Взрыв на шахте в Индии: девять погибших", "При взрыве на шахте в Индии погибли девять горняков."),
    ),
    (
        ("Alluvione in Spagna, dodici morti", "Dodici persone sono morte in un'alluvione in Spagna."),
        ("Alluvione in Croazia, dodici morti", "Dodici persone sono morte in un'alluvione in Croazia."),
    ),
)  # fmt: skip
