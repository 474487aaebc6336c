"""The vocabulary of deployments: who counts as forces, who sends, where forces go."""

from __future__ import annotations

from typing import Final

from rules.facts.words import words

# A sentence without one of these names no forces; matched as starts of words.
STEMS: Final = (
    "troop", "soldier", "forces", "peacekeep", "mercenar", "military", "tanks", "brigade", "battalion", "contingent",
    "servicem", "marines", "paratroop", "regiment", "army", "boots on the ground", "armoured", "armored", "police", "fighters",
    "sapper", "deminer", r"strong \w+ force", "strong force", "strong garrison", "legionnaire", "advisers", "advisors", "instructors", "paramilitar", "commando", "gendarme", "bundeswehr", "africa corps", "wagner\\b", "airmen", "carabinieri", "infantrymen", "service member",
    "conscript", "volunteers", "blue helmets", "battlegroup", "battle group", "garrison", "instructor", "trainers", "air force", r"raf\b", r"training mission", "green beret", "gurkha", "delta force", "revolutionary guards", "infantry", "platoon", "detachment", r"(?:idf|kdf|updf|sandf|endf|fardc|pla)\b", r"(?:standby|stabili[sz]ation|peace|multinational|regional|suppression|intervention) force",
)  # fmt: skip
# Nouns that are forces by themselves.
BODIES: Final = words(
    "troops soldiers servicemen servicemembers peacekeepers mercenaries marines paratroopers tanks brigade brigades battalion "
    "battalions contingent contingents regiment regiments legionnaires troopers conscripts soldier mercenary boots reservists "
    "peacekeeper marine paramilitaries commandos gendarmes bundeswehr sappers deminers troop airmen carabinieri infantrymen battlegroup "
    "battlegroups helmets gurkhas berets rangers platoon platoons detachment"
)
# Nouns that are forces only beside a word that arms them, or where they act.
MILITARY: Final = words(
    "forces army military advisers advisors trainers instructors personnel convoy convoys vehicles police policemen officers "
    "units unit division divisions fighters members mission exercise exercises drills men engineers force corps officer policeman garrison volunteers guards company idf kdf updf sandf endf fardc pla"
)
ARMED: Final = words(
    "military army police armoured armored special security infantry combat peacekeeping armed air defence defense riot"
)
# What is counted in these is no people.
UNITS: Final = words(
    "brigades battalions regiments divisions contingents units companies platoons battlegroups convoys columns tanks vehicles missions boots exercises drills"
)
COLLECTIVE: Final = words(
    "brigade battalion contingent force mission unit convoy regiment division garrison battlegroup company platoon"
)
GROUND: Final = words(
    "personnel advisers advisors instructors trainers mission engineers sappers deminers company"
)
# Names that are forces without a noun, where they do something in a country that knows them: surnames too.
BARE: Final = words("wagner")
KNOWN_IN: Final = words("ML CF LY SY SD UA RU BY MZ BF NE MG VE CD TD GQ TG")
# Lands overseas and the state they belong to: its forces there are at home.
BELONGS_TO: Final = {
    land: state
    for state, lands in {
        "AU": "CC CX NF", "CN": "HK MO", "DK": "FO GL", "FI": "AX", "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
        "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG", "NL": "AW BQ CW SX", "NO": "SJ", "NZ": "CK NU TK", "US": "AS GU MP PR VI",
    }.items()
    for land in lands.split()
}  # fmt: skip
# Who speaks for a state when forces are sent.
LEADERS: Final = {
    name: code
    for code, names in {
        "AR": "milei", "AZ": "aliyev", "AM": "pashinyan", "BR": "bolsonaro lula", "BY": "lukashenko", "CA": "trudeau carney",
        "CD": "tshisekedi", "CZ": "babis fiala", "DE": "merkel scholz merz pistorius bundestag bundesrat", "EG": "sisi", "ES": "rajoy", "FR": "hollande macron sarkozy",
        "GB": "starmer sunak healey", "GR": "mitsotakis", "DK": "frederiksen folketing", "NO": "storting", "LV": "saeima", "EE": "riigikogu", "KP": "jong-un", "HU": "orban magyar", "IL": "netanyahu knesset", "IN": "modi", "IR": "khamenei pezeshkian rouhani",
        "IT": "meloni renzi", "JP": "ishiba kishida takaichi", "KE": "ruto kenyatta", "LT": "nauseda seimas", "NL": "rutte schoof",
        "PH": "duterte", "PL": "tusk nawrocki sejm", "RU": "putin shoigu lavrov medvedev belousov duma", "RW": "kagame",
        "SE": "kristersson riksdag", "SN": "faye", "SO": "farmajo", "TR": "erdogan", "UA": "zelensky zelenskyy zelenskiy poroshenko rada", "UG": "museveni",
        "US": "trump biden obama hegseth rubio blinken", "VE": "maduro", "ZA": "ramaphosa",
    }.items()
    for name in names.split()
}  # fmt: skip
# Organisations of two words, by the second.
UNIONS: Final = {"union": ("african", "european"), "nations": ("united",)}
# Who gives an organisation forces of its own: `Kenya contributes 400 UN peacekeepers`.
GIVES: Final = words(
    "contribute contributes contributed contributing contributor contributors provide provides provided supply supplies supplied send sends sent "
    "sending deploy deploys deployed dispatch dispatches dispatched lead leads"
)
# Volunteers are forces where they fight.
FIGHTS: Final = words(
    "fight fights fighting fought front frontline trench trenches battle battles combat legion brigade battalion regiment army war rebels"
)
# Police that are sent to other states, and what they go for when they are not.
POSTED: Final = words(
    "deploy deploys deployed deploying patrol patrols patrolled patrolling arrive arrives arrived arriving land lands landed reinforce reinforces "
    "guard guards guarded guarding withdraw withdraws withdrew withdrawing leave leaves leaving stationed join joins joined"
)
INQUIRING: Final = words(
    "investigate investigation investigators search searches inquiry probe question questions arrest arrests arrested suspect suspects fugitive extradite extradited "
    "murder talks visit court fans match summit drug drugs conference"
)
# Forces without a nation.
ORGANISATIONS: Final = words(
    "un nato eu au ecowas u.n united-nations foreign multinational international kfor unifil monusco minusma western european sadc eac csto "
    "eufor unmiss minusca undof unficyp unisfa minustah binuh amisom atmis aussom samim samidrc eutm eumam isaf mnjtf"
)
LEGION: Final = ("foreign", "legion")
GROUPS: Final = {
    ("wagner",): "RU", ("africa", "corps"): "RU", ("janjaweed",): "SD", ("peshmerga",): "IQ", ("bundeswehr",): "DE",
    ("green", "berets"): "US", ("green", "beret"): "US", ("delta", "force"): "US", ("navy", "seals"): "US", ("army", "rangers"): "US", ("idf",): "IL", ("raf",): "GB", ("pla",): "CN", ("kdf",): "KE", ("updf",): "UG", ("sandf",): "ZA", ("endf",): "ET", ("fardc",): "CD", ("irgc",): "IR",
    ("gurkha",): "GB", ("gurkhas",): "GB", ("spetsnaz",): "RU", ("people's", "liberation", "army"): "CN",
    ("revolutionary", "guards"): "IR", ("revolutionary", "guard"): "IR", ("quds", "force"): "IR", LEGION: "FR", ("royal", "marines"): "GB",
}  # fmt: skip
# Armed forces that their own name tells.
LETTERED: Final = words("idf kdf updf sandf endf fardc pla")
NAMED_FORCES: Final = LETTERED | words("raf pla kdf updf sandf endf fardc irgc wagner spetsnaz")
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
    "won't wouldn't cannot can't must should is has had was will are have were would could might may did does not -- , : takes take took "
    "completes completed begins began starts started continues continued confirms"
)
INTO: Final = words(
    "out in into to inside near at across on through around throughout within along outside over towards toward from onto"
)
# Verbs whose object is the place itself.
TAKES: Final = words(
    "enter enters entered entering invade invades invaded invading leave leaves leaving left quit quits exit exits occupy occupied "
    "occupies seize seizes seized capture captures captured storm storms stormed raid raids raided hold holds held control "
    "patrolling seizing occupying storming raiding holding controlling reach reaches reached reaching taken protects protecting defends defending besieging controls controlled besiege besieges besieged retake retook take took overrun overran patrol patrols patrolled "
    "flee flees fled fleeing depart departs departed guard guards guarded guarding secure secures secured securing"
)
LINKS: Final = words(
    "neighbour neighbor the eastern western northern southern central north south east west north-east north-west south-east south-west northeastern "
    "northwestern southeastern southwestern northeast northwest southeast southwest region province city town state border capital area "
    "areas district oblast of part parts territory occupied war-torn neighbouring neighboring a and its republic island islands "
    "village eastern-most strip nation country annexed russian-occupied israeli-occupied base camp hospital port airport kilometres "
    "kilometers sq km miles square swathes swaths sliver slice pocket pockets stretch parts much most now about fifth third quarter half quarters thirds fifths one two three four five"
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
    "ports airfields cities land jungle desert mountains coast hills valley interior countryside heartland airspace island military north south east west front"
)
# Words between forces and where they are that say nothing else.
IN: Final = words("in inside")
RIGHT_THERE: Final = IN | words(
    "is are was were be still now already currently also remain remains the northern southern eastern western north-eastern central occupied"
)
# A capital letter behind a state that names no part of it: `Russia's War`.
NO_PARTS: Final = words(
    "war army military president prime minister parliament interests defence defense foreign air force navy national independence supreme security"
)
# What follows a state that acts, not one that a list of places ends with.
ACTS_NEXT: Final = words(
    "says said say is has will was would could may warns wants denies claims accuses agreed agrees reports vows urges calls plans army troops forces soldiers"
)
HOSTS: Final = words(
    "lets let allows allow allowed admit admits admitted host hosts hosted hosting welcome welcomes welcomed receives received"
)
# Who tells foreign forces to go speaks for the place they are in.
EXPELS: Final = words(
    "call calls called expel expels expelled order orders ordered tell tells told ask asks asked demand demands demanded kick kicks kicked evict evicts "
    "urge urges urged want wants wanted give gives gave given"
)
EJECTS: Final = words("expel expels expelled expelling evict evicts evicted ejects")
SENDS: Final = words(
    "send sends sent sending deploy deploys deployed deploying dispatch dispatches dispatched dispatching contribute contributes contributed "
    "contributing pledge pledges pledged commit commits committed station stations stationed stationing provide provides provided withdraw "
    "withdraws withdrew withdrawn withdrawing pull pulls pulled pulling offer offers offered offering order orders ordered has have will "
    "plan plans ready prepare prepares prepares preparing moves move moved moving keep keeps kept lost loses put puts putting rush rushes rushed "
    "rotate rotates extend extends extended bring brings brought add adds increase increases reinforces cut cuts withdrawal deployment maintain "
    "maintains lose transfer transfers had dispatch presence readies keeping stay rules ruled mobilises mobilizes mobilised mobilized reduce reduces reduced reducing slash slashes slashed trim trims trimmed halve halves halved double doubles doubled "
    "doubling boost boosts boosted boosting open opens opened cutting airlifts airlifted flies flew redeploys redeployed"
)
SAYS: Final = words("said says say claimed claims reported reports told warned warns")
ITSELF: Final = words("it he she they that its his her their")
ACTING: Final = words(
    "militia militias senate congress lawmakers assembly mps navy cabinet's government parliament president minister ministry military army cabinet lawmakers leader defence defense prime foreign chancellor "
    "junta regime authorities general chief and"
)
# Who speaks or decides for a state is not its forces, nor what belongs to them.
OFFICES: Final = words(
    "president minister ministry chancellor ambassador spokesman spokeswoman king"
)
OFFICE_OF: Final = words(
    "decision spokesman spokesperson spokeswoman chief commander commanders official officials families wives uniform uniforms veteran "
    "veterans cemetery families' wives' news budget bands band museum graves grave children trial memorial widow widows remains bodies mothers parents"
)
JOINS: Final = words("join joins joined joining combine combines combining")
CIVILIANS: Final = words("""
    firefighters fire-fighters athletes athlete chefs cooks doctors nurses medics rescuers dancers musicians fans workers teachers runners swimmers
    players robots lawyers journalists farmers pilgrims tourists games olympics paralympics lifeguards
""")
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
GAMES: Final = words("exercise exercises drill drills game games parade talks manoeuvres maneuvers")
# What an army brings along, or does in a place.
ARMY_THINGS: Final = words(
    "exercise exercises drill drills presence deployment trucks vehicles convoy convoys column columns"
)
# Nouns of everyday that are forces only beside a word that arms or counts them.
_EVERYDAY: Final = words("police policeman policemen officer officers men vehicles")


def may_be_force(low: list[str], at: int) -> bool:
    """Say whether the noun at ``at`` could mean armed people, whoever's they are."""
    near = low[max(0, at - 4) : at]
    if low[at] == "forces" and near[-1:] != [] and near[-1] in JOINS:
        return False  # `joins forces with a rival`
    if low[at] == "forces" and near[-1:] == ["naval"]:
        return False
    if low[at + 1 : at + 2] == ["'"] and not OFFICE_OF.isdisjoint(low[at + 2 : at + 3]):
        return False  # `soldiers' graves`
    if low[at] in COLLECTIVE and not CIVILIANS.isdisjoint(low[at + 1 : at + 7]):
        return False  # `a brigade of firefighters`
    if not NO_FORCES.isdisjoint(near) or (low[at + 1 : at + 2] and low[at + 1] in OFFICE_OF):
        return False
    if low[at] == "guards":
        return near[-1:] == ["revolutionary"]
    if low[at] not in _EVERYDAY or not ARMED.isdisjoint(near) or not NAMED_FORCES.isdisjoint(near):
        return True
    if low[at] in ("police", "policemen") and not POSTED.isdisjoint(low):
        return True
    return any(word[0].isdigit() for word in near)
