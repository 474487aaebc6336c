"""Words that reports of one event use for one another, in several languages, and spellings.

Short on purpose: only what headlines swap freely, and no word that means something else in
another widely read language. States have their names in other languages from the gazetteer. Must not know how words are cut to stems.
"""

from __future__ import annotations

from typing import Final

# Each line is one meaning in all the forms that do not share a stem; the first stands for all.
SYNONYMS: Final[tuple[str, ...]] = (
    "dead death deaths died deadly dying fatal killed slain tote toten todesopfer getötet mort morts "
    "muerto muertos muertes morti mortos погибли погиб погибших погибло погибшие "
    "загинули загинув загинуло загиблих загиблі",
    "injured injuries injury hurt wounded wounds verletzt verletzte blessés heridos feriti feridos "
    "ранены раненых пострадавших поранені поранених",
    "missing vermisste vermisst desaparecidos пропавших",
    "quake earthquake tremor erdbeben séisme terremoto sismo terramoto землетрясение землетрус",
    "flood überschwemmung überschwemmungen hochwasser inondations inundaciones alluvione "
    "наводнение",
    "blast explosion explodes взрыв взрыва взрыве вибух вибуху",
    "crash collides collision",
    "fire incendie incendio пожар пожара пожежа пожежі",
    "attack angriff angriffe attaque ataque ataques attacco атака атаки атаку атаковали",
    "drone drohne drohnen dron drones беспилотник беспилотники дроны дронов дрони дронів "
    "безпілотники безпілотників",
    "soldier soldaten soldats soldados soldati солдаты",
    "election wahl wahlen elecciones elezioni выборы",
    "president präsident президент",
    "train zug поезд",
    "ferry fähre traghetto паром",
    "derail entgleist déraille descarrila",
    "coup putsch golpe",
    "mine bergwerk miniera шахта шахте",
    "gaddafi gadhafi kadafi qaddafi qadhafi",
    "morsi mursi",
    "hezbollah hizbollah hizbullah hisbollah",
    "kyiv kiev kiew киев киеве",
    "kharkiv kharkov charkiw járkov харьков",
    "odesa odessa одесса одессу одессе одессы одеса одесу одесі одеси",
    "moscow moskau moscou moscú москва москве",
    "turkey türkiye turkiye",
    "myanmar burma",
    "russia russische russe russes ruso rusos rusa российские",
    "ukraine ucraniano ucraniana украинские",
    "quran koran",
    "taliban taleban",
    "qaeda qaida",
    "daesh isil isis",
    "putin poutine путин путина",
    "zelensky zelenskyy zelenskiy selenskyj зеленский зеленского",
    "trump трамп трампа",
)
