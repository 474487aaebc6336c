"""Words that reports of one event use for one another, and spellings of one name.

Short on purpose: only what headlines swap freely, and no word that means something else in
another widely read language. Must not know how words are cut to stems.
"""

from __future__ import annotations

from typing import Final

# Each line is one meaning in all the forms that do not share a stem; the first stands for all.
SYNONYMS: Final[tuple[str, ...]] = (
    "dead death deaths died deadly dying fatal killed slain",
    "injured injuries injury hurt wounded wounds",
    "quake earthquake tremor",
    "blast explosion explodes",
    "crash collides collision",
    "gaddafi gadhafi kadafi qaddafi qadhafi",
    "morsi mursi",
    "hezbollah hizbollah hizbullah",
    "kyiv kiev",
    "kharkiv kharkov",
    "odesa odessa",
    "quran koran",
    "taliban taleban",
    "qaeda qaida",
    "daesh isil isis",
)
