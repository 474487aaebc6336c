"""What a careful person expects to be told of one disaster: scenarios, written before they ran.

A ``Step`` is one entry of one outlet, or something that happens to the daemon. ``told`` lists what
goes out in order: the rule, and `first` or what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FALLS = "update_on: [{figure: killed, rises: 10%}, {figure: killed, falls: 10%}]"
MANY = f"{{id: d, when: {{figure: {{kind: killed, at_least: 10}}}}, {FALLS}}}"
EACH = MANY.replace("10%", "1")
GAP = MANY.replace("update_on", "update_gap: 15m, update_on")
TWO = "{id: d, when: {figure: {kind: killed, at_least: 10}}, story: {origins: 2, within: 2h}}"
RISES = "{id: d, when: ferry, update_on: [{figure: killed, rises: 10%}]}"
ANY = (
    "{id: d, when: ferry, update_on: [{figure: any, rises: 10%}, {figure: any, falls: 10%}, "
    "{figure: any, appears: true}]}"
)
LOSSES = (
    "{id: d, when: {figure: {kind: casualties, at_least: 500}}, "
    "update_on: [{figure: any, rises: 10%}, {figure: any, falls: 10%}]}"
)
SHIP = "Ferry Santa Clara sinks off Mindoro"
TEXT = "The ferry Santa Clara capsized in the Tablas Strait off Mindoro on Monday."


@dataclass(frozen=True)
class Step:
    """At ``minute`` an ``outlet`` has an entry. ``more``: further fields of the entry (``guid``,
    ``link``, ``author``, ``origin``; ``published`` in minutes).
    """

    minute: int
    outlet: str
    title: str
    text: str
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wait:
    """Nothing is published; the daemon looks again at ``minute``."""

    minute: int


@dataclass(frozen=True)
class Restart:
    """The daemon is killed and starts again."""


@dataclass(frozen=True)
class Edit:
    """Somebody changes the rules, and they are reloaded."""

    rules: str


@dataclass(frozen=True)
class Scenario:
    name: str
    rules: str
    steps: tuple[Step | Wait | Restart | Edit, ...]
    told: tuple[str, ...]


def toll(minute: int, outlet: str, killed: object, note: str = "", **more: Any) -> Step:
    """A report that gives the number of people killed."""
    text = f"{TEXT} {killed} people were killed, the coast guard said.{note}"
    return Step(minute, outlet, f"{SHIP}, {killed} killed", text, more)


def said(minute: int, outlet: str, title: str, text: str = TEXT, **more: Any) -> Step:
    return Step(minute, outlet, title, text, more)


def losses(minute: int, outlet: str, number: str) -> Step:
    title = f"Russia suffers {number} casualties a day in Ukraine war, US says"
    text = f"Russia takes {number} casualties a day in Ukraine, the US secretary of state said."
    return Step(minute, outlet, title, text)


def credited(minute: int, outlet: str, killed: int = 31, **more: Any) -> Step:
    return toll(minute, outlet, killed, author="Associated Press", **more)


REVISED = (
    f"{SHIP}: toll revised down to 45",
    f"{TEXT} 45 people were killed, not 47, the coast guard corrected.",
)
DOZENS = (f"{SHIP}, dozens killed", f"{TEXT} Dozens of people were killed.")
PART = (
    "Ferry Santa Clara: 12 of the dead off Mindoro were children",
    "Twelve of the 31 people killed when the ferry Santa Clara sank off Mindoro were children.",
)
JAPANESE = (
    "Fifteen Japanese among the dead in Mindoro ferry sinking",
    f"{TEXT} Fifteen Japanese tourists were among the dead, Tokyo said.",
)
RECALLS = (
    "Mindoro ferry disaster recalls 2019 sinking that killed 51",
    "The ferry Santa Clara sank off Mindoro seven years after a disaster. In 2019 51 people died.",
)

SCENARIOS = (
    # A number that rises, and by how much.
    Scenario("too little is known", MANY, (toll(0, "a", 31), toll(10, "b", 33)), ("d first",)),
    Scenario("a tenth is enough", MANY, (toll(0, "a", 30), toll(10, "b", 33)),
             ("d first", "killed 30 > 33")),
    Scenario("small steps add up from what was told", MANY,
             (toll(0, "a", 31), toll(5, "b", 33), toll(9, "c", 34), toll(12, "e", 37)),
             ("d first", "killed 31 > 37")),
    Scenario("steps in people", RISES.replace("10%", "5"),
             (toll(0, "a", 31), toll(5, "b", 35), toll(10, "c", 36)), ("d first", "killed 31 > 36")),
    Scenario("in round", EACH,
             (toll(0, "a", "1,247"), toll(5, "b", "about 1,200"), toll(9, "c", "about 1,200")),
             ("d first",)),
    Scenario("nearly 50 is 47", EACH, (toll(0, "a", 47), toll(5, "b", "nearly 50")), ("d first",)),
    Scenario("a range counts by its upper end", MANY,
             (toll(0, "a", 10), toll(5, "b", "10 to 12"), toll(9, "c", 12)),
             ("d first", "killed 10 > 12")),
    # Vague and exact.
    Scenario("dozens are counted", MANY, (said(0, "a", *DOZENS), toll(9, "b", 31),
             said(20, "c", *DOZENS)), ("d first", "killed dozens > 31")),
    Scenario("dozens do not contradict 60", MANY,
             (toll(0, "a", 60), said(9, "b", *DOZENS), said(20, "c", *DOZENS)), ("d first",)),
    Scenario("nor does more than 30", MANY, (toll(0, "a", 47), toll(9, "b", "more than 30"),
             toll(20, "c", "over 30")), ("d first",)),
    Scenario("nor from the same outlet", MANY, (toll(0, "a", 47), said(9, "a", *DOZENS),
             toll(20, "a", "more than 40")), ("d first",)),
    Scenario("hundreds that were 150", MANY, (toll(0, "a", "hundreds of"), toll(9, "b", 150),
             toll(20, "c", 150)), ("d first", "killed hundreds > 150")),
    Scenario("first unknown, then known", ANY,
             (said(0, "a", SHIP), toll(10, "b", 31), toll(20, "c", 31)),
             ("d first", "killed none > 31")),
    Scenario("first unknown, then risen", RISES,
             (said(0, "a", SHIP), toll(10, "b", 31), toll(20, "c", 35)),
             ("d first", "killed 31 > 35")),
    Scenario("feared is confirmed, by half", "{id: d, when: ferry, update_on: [{confirmed: killed}, "
             "{figure: killed, rises: 10%}]}",
             (said(0, "a", f"{SHIP}, 60 feared dead"), toll(20, "b", 31), toll(40, "c", 45)),
             ("d first", "killed 60 > 31", "killed 31 > 45")),
    # Outlets disagree, correct themselves, are late.
    Scenario("Reuters 31, AP 28, Reuters 31", MANY,
             (toll(0, "r", 31, link="https://www.reuters.com/1"),
              toll(9, "p", 28, link="https://apnews.com/1"),
              toll(20, "r", 31, link="https://www.reuters.com/2")), ("d first",)),
    Scenario("AP 28, Reuters 31, AP 28", MANY,
             (toll(0, "p", 28, link="https://apnews.com/1"),
              toll(9, "r", 31, link="https://www.reuters.com/1"),
              toll(20, "p", 28, link="https://apnews.com/2")), ("d first", "killed 28 > 31")),
    Scenario("one other outlet says less", MANY, (toll(0, "a", 47), toll(9, "b", 40)), ("d first",)),
    Scenario("two say less", MANY, (toll(0, "a", 47), toll(9, "b", 40), toll(20, "c", 40)),
             ("d first", "killed 47 > 40")),
    Scenario("31, 47, 45 corrected, 60", EACH,
             (toll(0, "a", 31), toll(10, "b", 47), said(20, "b", *REVISED), toll(30, "e", 47),
              toll(40, "c", 60)),
             ("d first", "killed 31 > 47", "killed 47 > 45", "killed 45 > 60")),
    Scenario("the same, where two less are too few", MANY,
             (toll(0, "a", 31), toll(10, "b", 47), said(20, "b", *REVISED), toll(40, "c", 60)),
             ("d first", "killed 31 > 47", "killed 47 > 60")),
    Scenario("a slip that its outlet mends", MANY,
             (toll(0, "a", 31), toll(10, "b", 310), toll(30, "b", 31)),
             ("d first", "killed 31 > 310", "killed 310 > 31")),
    Scenario("an entry changed and changed back", MANY,
             (toll(0, "a", 31, guid="x"), toll(9, "a", 47, guid="x"), toll(20, "a", 31, guid="x")),
             ("d first", "killed 31 > 47", "killed 47 > 31")),
    Scenario("an entry changed below the threshold", MANY,
             (toll(0, "a", 120, guid="x"), toll(9, "a", 8, guid="x")),
             ("d first", "killed 120 > 8")),
    Scenario("late reports of before", MANY,
             (toll(0, "a", 47, published=0), toll(20, "b", 40, published=-120),
              toll(30, "c", 40, published=-100)), ("d first",)),
    Scenario("a late report of the same outlet", MANY,
             (toll(0, "a", 47, published=0), toll(20, "a", 31, published=-60)), ("d first",)),
    Scenario("an agency's older copy in another paper", MANY,
             (credited(0, "a", 47), credited(9, "b", 40)), ("d first",)),
    Scenario("an agency's correction in another paper", MANY,
             (credited(0, "a", 51), said(9, "b", *REVISED, author="Associated Press")),
             ("d first", "killed 51 > 45")),
    Scenario("long after, two stay with the lower number", MANY,
             (toll(0, "a", 31), toll(60, "b", 60), toll(1200, "c", 31), toll(1260, "e", 31)),
             ("d first", "killed 31 > 60", "killed 60 > 31")),
    # Parts, other kinds, other events.
    Scenario("some of the dead", MANY, (toll(0, "a", 31), said(9, "a", *PART)), ("d first",)),
    Scenario("nationals among the dead", MANY,
             (toll(0, "a", 31), said(9, "a", *JAPANESE), said(20, "b", *JAPANESE)), ("d first",)),
    Scenario("another year's disaster", MANY,
             (toll(0, "a", 31), said(9, "b", *RECALLS), toll(20, "c", 31,
              " The 2019 attack that killed 51 people led to new laws.")), ("d first",)),
    Scenario("injured and killed are two numbers", ANY,
             (toll(0, "a", 31, " 50 people were injured."), toll(9, "b", 31,
              " 80 people were injured."), toll(20, "c", 40, " 80 people were injured.")),
             ("d first", "injured 50 > 80", "killed 31 > 40")),
    Scenario("both change in one entry: one update", ANY,
             (toll(0, "a", 31, " 50 people were injured."),
              toll(9, "b", 45, " 80 people were injured.")),
             ("d first", "killed 31 > 45, injured 50 > 80")),
    Scenario("the missing are found dead", ANY,
             (toll(0, "a", 11, " 40 people are missing."),
              toll(9, "a", 36, " 15 people are missing.")),
             ("d first", "killed 11 > 36, missing 40 > 15")),
    Scenario("a daily rate", LOSSES, (losses(0, "a", "1,200"), losses(9, "b", "1,500"),
             losses(20, "c", "1,200"), losses(30, "e", "1,200")),
             ("d first", "casualties per day (RU) 1200 > 1500")),
    # Told together.
    Scenario("the gap tells the newest", GAP,
             (toll(0, "a", 31), toll(5, "b", 40), toll(9, "c", 47), Wait(14), Wait(16)),
             ("d first", "killed 31 > 47")),
    Scenario("the gap begins anew", GAP, (toll(0, "a", 31), toll(20, "b", 40), toll(25, "c", 50),
             Wait(34), Wait(36)), ("d first", "killed 31 > 40", "killed 40 > 50")),
    Scenario("taken back inside the gap", GAP,
             (toll(0, "a", 31), toll(5, "b", 47), toll(9, "b", 31), Wait(60)), ("d first",)),
    Scenario("first known and risen inside the gap", "{id: d, when: ferry, update_gap: 15m, "
             "update_on: [{figure: killed, appears: true}, {figure: killed, rises: 10%}]}",
             (said(0, "a", SHIP), toll(5, "b", 31), toll(9, "c", 47), Wait(16)),
             ("d first", "killed none > 47")),
    Scenario("down for hours in the gap", GAP,
             (toll(0, "a", 31), toll(5, "b", 47), Restart(), Wait(300), Wait(600)),
             ("d first", "killed 31 > 47")),
    # Rules and people change.
    Scenario("two rules, each for itself", "{id: e, when: ferry, update_on: "
             "[{figure: injured, rises: 10%}]}\n  - " + MANY,
             (toll(0, "a", 31, " 50 people were injured."), toll(9, "b", 40,
              " 50 people were injured."), toll(20, "c", 40, " 60 people were injured.")),
             ("e first", "d first", "killed 31 > 40", "injured 50 > 60")),
    Scenario("a rule that wants more since", MANY,
             (toll(0, "a", 31), Edit(MANY.replace("10%", "100%")), toll(9, "b", 47),
              toll(20, "c", 62)), ("d first", "killed 31 > 62")),
    Scenario("a rule that follows figures since", "{id: d, when: ferry}",
             (toll(0, "a", 31), Edit(RISES), toll(9, "b", 47)), ("d first", "killed 31 > 47")),
    Scenario("a rule that asks for two origins since", MANY,
             (toll(0, "a", 31), Edit(TWO), toll(9, "b", 31), toll(20, "c", 31)), ("d first",)),
    Scenario("a rule that was gone for a while", MANY,
             (toll(0, "a", 31), Edit("{id: z, when: zebra}"), toll(9, "b", 31), Edit(MANY),
              toll(20, "c", 31)), ("d first",)),
    Scenario("every entry", RISES.replace("update_on", "dedup: off, update_on"),
             (toll(0, "a", 31, guid="x"), toll(5, "b", 31), toll(9, "c", 47),
              toll(20, "a", 31, " With photos.", guid="x")), ("d first", "d first", "d first")),
    # Who carries it.
    Scenario("held, then told", TWO, (toll(0, "a", 31), Restart(), toll(119, "b", 31)),
             ("d first",)),
    Scenario("held too long", TWO, (toll(0, "a", 31), toll(121, "b", 31)), ()),
    Scenario("the window moves on", TWO, (toll(0, "a", 31), toll(121, "b", 31), toll(130, "c", 31)),
             ("d first",)),
    Scenario("one outlet twice", TWO, (toll(0, "a", 31), toll(9, "a", 31)), ()),
    Scenario("one owner's two sites", TWO, (toll(0, "a", 31, link="https://www.bbc.co.uk/1"),
             toll(9, "b", 31, link="https://news.bbc.co.uk/2")), ()),
    Scenario("two owners under co.uk", TWO, (toll(0, "a", 31, link="https://www.bbc.co.uk/1"),
             toll(9, "b", 31, link="https://www.paper.co.uk/2")), ("d first",)),
    Scenario("one configured origin", TWO, (toll(0, "a", 31, origin="harbour"),
             toll(9, "b", 31, origin="harbour")), ()),
    Scenario("an agency and who prints it", TWO, (toll(0, "p", 31, link="https://apnews.com/1"),
             credited(9, "a"), said(20, "b", f"{SHIP}, 31 killed", f"MINDORO (AP) — {TEXT}"),
             said(30, "c", f"{SHIP}, 31 killed", f"By The Associated Press. {TEXT}"),
             said(40, "e", f"{SHIP}, 31 killed - AP", TEXT)), ()),
    Scenario("two agencies", TWO, (toll(0, "a", 31, " (AP)"), toll(9, "b", 31, " — Reuters")),
             ("d first",)),
    Scenario("three origins, once", "{id: d, when: ferry, update_on: [{origins: 3}]}",
             (toll(0, "a", 31), credited(5, "b"), credited(6, "c"), credited(7, "e"),
              toll(9, "f", 31), toll(20, "g", 31)), ("d first", "origins 1 > 3")),
    # Time.
    Scenario("the window is over", MANY, (toll(0, "a", 31), toll(4800, "b", 31)),
             ("d first", "d first")),
    Scenario("a clock that jumps ahead and back", MANY,
             (toll(0, "a", 31), toll(2880, "b", 31), toll(10, "c", 31), toll(20, "e", 47)),
             ("d first", "killed 31 > 47")),
)  # fmt: skip
