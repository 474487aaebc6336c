"""What kind of event a headline tells of: a flood, a vote, a strike; for a look at two of one place.

English only, and only words that headlines of one kind have and those of others have not. A
headline in other words, or in another language, is of no kind, which says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules.stories.stemming import stems

# What happens, and what comes of it: reports of one event may be of two kinds that share a line.
KINDS: Final[tuple[str, ...]] = (
    "quake aftershock tsunami volcano erupts eruption magnitude rubble epicentre",
    "flood floods flooding flooded landslide mudslide dam rain monsoon downpour storm cyclone "
    "hurricane typhoon tornado swept",
    "wildfire bushfire blaze firefighters heatwave drought",
    "fire blaze firefighters burns factory warehouse hotel",
    "avalanche skiers climbers snow blizzard",
    "crash derails derailed derailment train trains tram bus truck plane jet airliner airport "
    "helicopter flight flights ferry boat ship capsizes capsized sinks sank sinking shipwreck "
    "migrants pilot passengers collapse bridge ravine",
    "mine miners mineshaft colliery methane",
    "bomb bomber bombing blast gunmen gunman shooting shot ambush attack attacks attacked "
    "militants rebels soldiers troops army jihadist kidnapped kidnap hostages massacre missile "
    "missiles drone drones shelling strike strikes airstrike coup putsch junta ceasefire gunfire siege prison "
    "inmates riot clashes knife stabbing",
    "vote votes voters election elections polls ballot presidential parliament parliamentary "
    "minister president premier opposition resigns resignation cabinet impeach impeachment coup "
    "putsch junta power mayor lawmakers coalition protest protests protesters rally march "
    "demonstrators strike reform bill",
    "court judge trial jails jailed sentenced verdict convicted prosecutors lawyer appeal prison "
    "inmates arrested charged opposition",
    "outbreak cholera ebola measles polio malaria dengue virus vaccine vaccines flu epidemic "
    "disease farm poultry hens doctors hospital",
    "bank inflation rates interest economy currency debt loan budget tax taxes imf exports trade "
    "tariff tariffs stocks shares market prices",
    "strike strikers walkout union unions pilots teachers wages pay grounds airline workers "
    "protest protests march",
    "blackout electricity power outage grid",
)  # fmt: skip


def _table() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for kind, words in enumerate(KINDS):
        for one in stems(words):
            found.setdefault(one, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


_KINDS: Final = _table()


def kinds(title: Iterable[str]) -> frozenset[int]:
    """Return the kinds of event that the stems of a title speak of."""
    return frozenset().union(*[_KINDS[word] for word in title if word in _KINDS])
