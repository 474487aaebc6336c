"""Words and phrases that say what happened to people, with their code and kind."""

from __future__ import annotations

from typing import Final

from rules.facts import words as v
from rules.facts.model import Kind

_PHRASE_LISTS: Final[tuple[tuple[str, Kind, str], ...]] = (
    (
        "V",
        "killed",
        """
        gunned down; shot dead; shot and killed; stabbed to death; beaten to death; burned to death;
        burnt to death; hacked to death; shot to death; crushed to death; trampled to death; tortured to death; bludgeoned to death; choked to death; strangled to death; starved to death; frozen to death;
        burned alive; burnt alive; roasted alive; done to death; wiped out; put to death; fatally shot; fatally wounded; fatally injured; fatally stabbed;
        mortally wounded
        """,
    ),
    (
        "V",
        "injured",
        """
        taken to hospital; taken to a hospital; taken to the hospital; rushed to hospital; rushed to a hospital; rushed to the hospital;
        airlifted to hospital; airlifted to a hospital; treated in hospital; treated at a hospital; treated at hospital;
        treated for injuries; treated for minor injuries; treated for wounds; treated for burns; treated for shock;
        treated at a clinic; treated at the scene; treated on the scene; treated at scene; treated by paramedics;
        treated for smoke inhalation; treated for gunshot wounds; treated for their injuries; treated for his injuries; treated for her injuries
        """,
    ),
    (
        "J",
        "injured",
        """
        in critical condition; in a critical condition; in serious condition; in a serious condition; in critical but stable condition; in a critical but stable condition;
        fighting for their lives; fighting for his life; fighting for her life; fighting for life; critical after; critical following; critical in hospital; in intensive care
        """,
    ),
    (
        "S",
        "injured",
        """
        required hospital treatment; require hospital treatment; requiring hospital treatment; needing hospital treatment; needing treatment; needed hospital treatment; need hospital treatment;
        required medical treatment; needed medical treatment; required treatment; needed treatment; nursing injuries; nursing wounds; remain in hospital; remains in hospital;
        remained in hospital
        """,
    ),
    (
        "A",
        "killed",
        """
        guns down; gun down; gunning down; claimed the lives of; claims the lives of; claiming the lives of;
        took the lives of; taken the lives of; claimed the life of; took the life of; cost the lives of;
        claim lives of; claims lives of; claimed lives of; claiming lives of; takes lives of; took lives of;
        shoot dead; shoots dead; shooting dead; fatally shoot; fatally shoots; fatally shooting; fatally stab; fatally stabs; fatally stabbing; fatally wounding; fatally injuring; shoot and kill; shoots and kills; shooting and killing;
        stab to death; stabs to death; beat to death; beats to death; wipes out; wipe out; wiping out
        """,
    ),
    (
        "A",
        "casualties",
        """
        burns through; burn through; burning through; burned through
        """,
    ),
    (
        "S",
        "killed",
        """
        to his death; to her death; to their death; to their deaths; succumbed to; succumb to; succumbs to; lost their lives; lost their life; lose their life; lost his life; lost her life; lose their lives;
        losing their lives; lost life; lose lives; lost lives; are dying of; are dying from; were dying of; were dying from; passed away; passes away; breathed his last; breathed her last; breathed their last; breathes his last; breathes her last; breathe their last; loses life; loses his life; loses her life
        """,
    ),
    (
        "V",
        "captured",
        """
        taken hostage; held hostage; taken captive; taken prisoner; held captive; held in captivity
        """,
    ),
    (
        "A",
        "captured",
        """
        took hostage; taking hostage
        """,
    ),
    (
        "J",
        "missing",
        """
        unaccounted for; not accounted for; not been accounted for
        """,
    ),
    (
        "S",
        "captured",
        """
        remain in captivity; remains in captivity; remained in captivity; remain captive; remains captive; remained captive
        """,
    ),
    (
        "V",
        "missing",
        """
        listed as missing; registered as missing; reported as missing; posted as missing
        """,
    ),
    (
        "S",
        "missing",
        """
        went missing; gone missing; goes missing; go missing
        """,
    ),
    (
        "V",
        "displaced",
        """
        forced to leave their homes; forced to flee their homes; made homeless; left homeless; rendered homeless; forced to flee; forced from homes; driven from homes; forced from their homes; driven from their homes; forced out of their homes; driven out of their homes; forced out of homes
        """,
    ),
    (
        "J",
        "displaced",
        """
        from their homes; out of their homes; from homes
        """,
    ),
    (
        "S",
        "displaced",
        """
        fled their homes; flee their homes; flee homes; fleeing homes; fleeing their homes; fled homes; fled the fighting; flee the fighting;
        fled the violence; flee the violence; flee fighting; flee violence; fled fighting; fled violence; have fled the war; had to leave their homes; had to flee their homes;
        had to abandon their homes; abandoned their homes
        """,
    ),
    (
        "N",
        "killed",
        """
        remains of; slaughter of; slaying of; lynching of; beheading of; hanging of; drowning of; massacre of
        """,
    ),
    (
        "T",
        "killed",
        """
        death toll; toll; death count; body count; number of dead; number of deaths; number of fatalities;
        number of killed; number of people killed; number of those killed; number of confirmed deaths;
        number killed; count of the dead; tally of the dead; number of the dead; number of confirmed dead; number of people dead;
        number of people known to have died; number of people known to have been killed; number of people who have died; number of people who died;
        number of people confirmed dead; number of people confirmed killed; number of people who have been killed; number of lives lost; number of known dead; number of people to have died
        """,
    ),
    (
        "T",
        "injured",
        """
        number of injured; number of wounded; number of injuries; number of people injured; number of injured people;
        number of people wounded; injury toll
        """,
    ),
    (
        "T",
        "casualties",
        """
        number of casualties; casualty toll; casualty count; casualty rate; casualty rates; casualty figure; loss rate; rate of casualties; rate of losses
        """,
    ),
    (
        "T",
        "missing",
        """
        number of missing; number of people missing; number of missing people
        """,
    ),
    (
        "T",
        "displaced",
        """
        number of displaced; number of displaced people; number of people displaced;
        number of internally displaced people
        """,
    ),
)


def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, Kind], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str, Kind]]] = {}
    for code, kind, text in _PHRASE_LISTS:
        for phrase in text.split(";"):
            parts = tuple(phrase.split())
            table.setdefault(parts[0], []).append((parts, code, kind))
    return {
        first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()
    }


PHRASES: Final = _phrases()


def phrase_at(low: list[str], at: int) -> tuple[int, str, Kind] | None:
    """Return the size, code and kind of the longest phrase that starts at word ``at``."""
    follows = low[at + 1] if at + 1 < len(low) else ""
    for parts, code, kind in PHRASES.get(low[at], ()):
        size = len(parts)
        if size == 1 or (parts[1] == follows and tuple(low[at : at + size]) == parts):
            return size, code, kind
    return None


def _word_table() -> dict[str, tuple[str, Kind | None]]:
    table: dict[str, tuple[str, Kind | None]] = {}
    lists: tuple[tuple[frozenset[str], str, Kind | None], ...] = (
        (v.PREP, "p", None),
        (v.ADVERB, "a", None),
        (v.REL, "r", None),
        (v.BREAK, "B", None),
        (v.CONJ, "&", None),
        (v.INCLUDING, "i", None),
        (v.BE, "b", None),
        (v.HAVE, "h", None),
        (v.MODAL, "m", None),
        (frozenset({"not", "never", "n't", "neither"}), "n", None),
        (v.KILLED_V, "V", "killed"),
        (v.INJURED_V, "V", "injured"),
        (v.HARMED_V, "V", "injured"),
        (v.CAPTURED_V, "V", "captured"),
        (v.DISPLACED_V, "V", "displaced"),
        (v.INTRANSITIVE, "S", "killed"),
        (v.KILLED_N, "N", "killed"),
        (v.INJURED_N, "N", "injured"),
        (v.CAPTURED_N, "N", "captured"),
        (v.MISSING_S, "S", "missing"),
        (v.MISSING_N, "N", "missing"),
        (v.DISPLACED_N, "N", "displaced"),
        (frozenset({"drowning"}), "A", "killed"),
        (frozenset({"casualties", "casualty", "losses", "loss"}), "N", "casualties"),
        (frozenset({"dead"}), "J", "killed"),
        (frozenset({"missing"}), "J", "missing"),
        (frozenset({"hostage", "captive", "prisoner"}), "J", "captured"),
        (
            frozenset(
                {
                    "lost",
                    "loses",
                    "lose",
                    "losing",
                    "bleeds",
                    "bleeding",
                    "bled",
                    "sacrifices",
                    "sacrificing",
                }
            ),
            "A",
            "casualties",
        ),
    )
    for group, code, kind in lists:
        table.update(dict.fromkeys(group, (code, kind)))
    for kind, verbs in v.ACTIVE:
        table.update(dict.fromkeys(verbs, ("A", kind)))
    return table


WORDS: Final = _word_table()
PREDICATES: Final = frozenset("VASJNT")
PREDICATE_WORDS: Final = frozenset(word for word, (code, _) in WORDS.items() if code in PREDICATES)


# What one sustains, suffers or receives.
HURTS: Final = v.words(
    "wound wounds injury injuries burns burn fracture fractures fractured broken concussion bruises lacerations inhalation"
)
_COMMON: Final = v.words("their took from out of left put held taken made to have")


def _triggers() -> frozenset[str]:
    """Return words of which every predicate holds one: the words themselves, a phrase's longest."""
    phrases = (parts for rows in PHRASES.values() for parts, _, _ in rows)
    rare = {
        max(parts, key=lambda word: (word not in _COMMON, len(word)))
        for parts in phrases
        if PREDICATE_WORDS.isdisjoint(parts)
    }
    return (
        PREDICATE_WORDS
        | HURTS
        | rare
        | {
            "prisoners",
            "idps",
            "flee",
            "fatally",
            "fatal",
            "deadly",
            "double",
            "triple",
            "quadruple",
            "stab",
            "being",
            "claim",
            "claims",
            "claimed",
            "claiming",
        }
    )


TRIGGERS: Final = _triggers()
