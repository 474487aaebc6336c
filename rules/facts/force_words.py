"""The vocabulary of deployments: who counts as forces, who sends, where forces go."""

from __future__ import annotations

from typing import Final

from rules.facts.words import words

# A sentence without one of these names no forces; matched as starts of words.
STEMS: Final = (
    "troop", "soldier", "forces", "peacekeep", "mercenar", "military", "tanks", "brigade", "battalion", "contingent",
    "servicem", "marines", "paratroop", "regiment", "army", "boots on the ground", "armoured", "armored", "police", "fighters",
    "sapper", "deminer", r"strong \w+ force", "strong force", "strong garrison", "legionnaire", "advisers", "advisors", "instructors", "paramilitar", "commando", "gendarme", "bundeswehr", "africa corps", "wagner\\b", "airmen", "carabinieri", "infantrymen", "service member",
)  # fmt: skip
# Nouns that are forces by themselves.
BODIES: Final = words(
    "troops soldiers servicemen servicemembers peacekeepers mercenaries marines paratroopers tanks brigade brigades battalion "
    "battalions contingent contingents regiment regiments legionnaires troopers conscripts soldier mercenary boots reservists "
    "peacekeeper marine paramilitaries commandos gendarmes bundeswehr sappers deminers troop airmen carabinieri infantrymen"
)
# Nouns that are forces only beside a word that arms them, or where they act.
MILITARY: Final = words(
    "forces army military advisers advisors trainers instructors personnel convoy convoys vehicles police policemen officers "
    "units unit division divisions fighters members mission exercise exercises drills men engineers force corps officer policeman garrison"
)
ARMED: Final = words(
    "military army police armoured armored special security infantry combat peacekeeping armed air defence defense riot"
)
COLLECTIVE: Final = words(
    "brigade battalion contingent force mission unit convoy regiment division garrison"
)
GROUND: Final = words(
    "personnel advisers advisors instructors trainers mission engineers sappers deminers"
)
# Names that are forces without a noun, where they do something in a country that knows them: surnames too.
BARE: Final = words("wagner")
KNOWN_IN: Final = words("ML CF LY SY SD UA RU BY MZ BF NE MG VE CD TD GQ TG")
# Who speaks for a state when forces are sent.
LEADERS: Final = {
    name: code
    for code, names in {
        "AR": "milei", "AZ": "aliyev", "AM": "pashinyan", "BR": "bolsonaro lula", "BY": "lukashenko", "CA": "trudeau carney",
        "CD": "tshisekedi", "CZ": "babis fiala", "DE": "merkel scholz merz pistorius", "EG": "sisi", "ES": "rajoy", "FR": "hollande macron sarkozy",
        "GB": "starmer sunak", "GR": "mitsotakis", "HU": "orban magyar", "IL": "netanyahu", "IN": "modi", "IR": "khamenei pezeshkian rouhani",
        "IT": "meloni renzi", "JP": "ishiba kishida takaichi", "KE": "ruto kenyatta", "LT": "nauseda", "NL": "rutte schoof",
        "PH": "duterte", "PL": "tusk nawrocki", "RU": "putin shoigu lavrov medvedev", "RW": "kagame",
        "SE": "kristersson", "SN": "faye", "SO": "farmajo", "TR": "erdogan", "UA": "zelensky zelenskyy zelenskiy poroshenko", "UG": "museveni",
        "US": "trump biden obama hegseth rubio blinken", "VE": "maduro", "ZA": "ramaphosa",
    }.items()
    for name in names.split()
}  # fmt: skip
# Forces without a nation.
ORGANISATIONS: Final = words(
    "un nato eu au ecowas u.n united-nations foreign multinational international kfor unifil monusco minusma western european sadc eac csto"
)
GROUPS: Final = {
    ("wagner",): "RU", ("africa", "corps"): "RU", ("janjaweed",): "SD", ("peshmerga",): "IQ", ("bundeswehr",): "DE",
    ("revolutionary", "guards"): "IR", ("quds", "force"): "IR", ("foreign", "legion"): "FR", ("royal", "marines"): "GB",
}  # fmt: skip
GROUPS_BY_FIRST: Final = {
    first: tuple((name, code) for name, code in GROUPS.items() if name[0] == first)
    for first in {name[0] for name in GROUPS}
}
TEACHERS: Final = words("advisers advisors instructors trainers")
WAR: Final = words(
    "military army base bases war front troops soldiers forces combat corps militia militias rebels recruits fighters junta commandos paramilitaries guards strike airstrike airstrikes missile"
)
NO_FORCES: Final = words(
    "scout scouts tourists fans rescue search storm delivery former ex retired cub girl guides salvation task market sales work labour labor"
)
VERBS: Final = words(
    "is has had was will are have were would could might may did does not -- , : takes take took "
    "completes completed begins began starts started continues continued confirms"
)
INTO: Final = words(
    "out in into to inside near at across on through around throughout within along outside over towards toward from onto"
)
# Verbs whose object is the place itself.
TAKES: Final = words(
    "enter enters entered entering invade invades invaded invading leave leaves leaving left quit quits exit exits occupy occupied "
    "occupies seize seizes seized capture captures captured storm storms stormed raid raids raided hold holds held control "
    "patrolling seizing occupying storming raiding holding controlling besieging controls controlled besiege besieges besieged retake retook take took overrun overran patrol patrols patrolled "
    "flee flees fled fleeing depart departs departed guard guards guarded guarding secure secures secured securing"
)
LINKS: Final = words(
    "the eastern western northern southern central north south east west north-east north-west south-east south-west northeastern "
    "northwestern southeastern southwestern northeast northwest southeast southwest region province city town state border capital area "
    "areas district oblast of part parts territory occupied war-torn neighbouring neighboring a and its republic island islands "
    "village eastern-most strip nation country annexed russian-occupied israeli-occupied base camp hospital port airport kilometres "
    "kilometers km miles square swathes swaths sliver slice pocket pockets stretch parts much most now about fifth third quarter half"
)
ADJECTIVE_ENDINGS: Final = (
    "ed",
    "al",
    "ern",
    "ous",
    "ive",
    "held",
    "torn",
    "away",
    "stricken",
    "-hit",
)
SOIL: Final = words(
    "soil territory territories region regions border borders city town village province capital side bases base waters oblast "
    "ports airfields cities land airspace island military north south east west front"
)
HOSTS: Final = words("host hosts hosted hosting welcome welcomes welcomed receives received")
# Who tells foreign forces to go speaks for the place they are in.
EXPELS: Final = words(
    "expel expels expelled order orders ordered tell tells told ask asks asked demand demands demanded kick kicks kicked evict evicts "
    "urge urges urged want wants wanted give gives gave given"
)
EJECTS: Final = words("expel expels expelled expelling evict evicts evicted ejects")
SENDS: Final = words(
    "send sends sent sending deploy deploys deployed deploying dispatch dispatches dispatched dispatching contribute contributes contributed "
    "contributing pledge pledges pledged commit commits committed station stations stationed stationing provide provides provided withdraw "
    "withdraws withdrew withdrawn withdrawing pull pulls pulled pulling offer offers offered offering order orders ordered has have will "
    "plan plans ready prepare prepares prepares preparing moves move moved moving keep keeps kept lost loses put puts putting rush rushes rushed "
    "rotate rotates extend extends extended bring brings brought add adds increase increases reinforces cut cuts withdrawal deployment maintain "
    "maintains lose transfer transfers had dispatch presence readies keeping stay"
)
SAYS: Final = words("said says say claimed claims reported reports told warned warns")
ITSELF: Final = words("it he she they that its his her their")
ACTING: Final = words(
    "government parliament president minister ministry military army cabinet lawmakers leader defence defense prime foreign chancellor "
    "junta regime authorities general chief and"
)
# Who speaks or decides for a state is not its forces, nor what belongs to them.
OFFICES: Final = words(
    "president minister ministry chancellor ambassador spokesman spokeswoman king"
)
OFFICE_OF: Final = words(
    "decision spokesman spokesperson spokeswoman chief commander commanders official officials families wives uniform uniforms veteran "
    "veterans cemetery families' wives' news budget bands band museum"
)
# Those moved from a place to another are not that place's own.
MOVED: Final = words(
    "pull pulls pulled pulling move moves moved moving shift shifts shifted redeploy redeploys redeployed transfer transfers transferred relocate"
)
# `Troop withdrawal` speaks of forces, `troop` alone need not.
TROOP_THINGS: Final = words(
    "withdrawal withdrawals pullout pull-out drawdown deployment deployments presence surge pullback"
)
# Vehicles are forces where they drive, not where they are delivered or shown.
VEHICLES: Final = words("tanks vehicles")
SHOWN_OR_GIVEN: Final = words("""
    display displayed exhibit exhibited exhibition museum trophy trophies receive receives received delivery deliveries deliver delivers
    delivered supply supplies supplied donate donates donated buy buys bought order sell sells sold export exports
""")
# A nation's weapons hit forces that are not its own.
WEAPONS: Final = words(
    "missile missiles drone drones jet jets warplanes aircraft strike strikes airstrike airstrikes raid raids shells shelling rockets bombs "
    "bomb bombing attack attacks artillery court"
)
# What an army brings along, or does in a place.
ARMY_THINGS: Final = words(
    "exercise exercises drill drills presence deployment trucks vehicles convoy convoys column columns"
)
# Nouns of everyday that are forces only beside a word that arms or counts them.
_EVERYDAY: Final = words("police policeman policemen officer officers men vehicles")


def may_be_force(low: list[str], at: int) -> bool:
    """Say whether the noun at ``at`` could mean armed people, whoever's they are."""
    near = low[max(0, at - 4) : at]
    if not NO_FORCES.isdisjoint(near) or (low[at + 1 : at + 2] and low[at + 1] in OFFICE_OF):
        return False
    if low[at] not in _EVERYDAY or not ARMED.isdisjoint(near):
        return True
    return any(word[0].isdigit() for word in near)
