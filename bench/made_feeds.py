"""Feeds that look like news and are nobody's: made from a seed, the same on every machine."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

ENTRIES: Final = 30
_PLACES: Final = [
    "Ashgabat",
    "Bergen",
    "Cork",
    "Dakar",
    "Esbjerg",
    "Freetown",
    "Graz",
    "Haifa",
    "Izmir",
    "Jakarta",
    "Kharkiv",
    "Lagos",
    "Malaga",
    "Nantes",
    "Odesa",
    "Porto",
    "Quito",
    "Riga",
    "Sevilla",
    "Tbilisi",
    "Utrecht",
    "Varna",
    "Windhoek",
    "Yerevan",
    "Zagreb",
]
_PEOPLE: Final = [
    "The mayor",
    "The finance minister",
    "A spokesman for the port",
    "The opposition",
    "The central bank",
    "A court",
    "The transport ministry",
    "Farmers",
    "The national team",
    "Engineers",
    "The energy regulator",
    "Customs officers",
    "Teachers",
    "A parliamentary committee",
    "The airline",
    "Fishermen",
    "The archbishop",
]
_DEEDS: Final = [
    "announced a review of",
    "rejected the plan for",
    "agreed to pay for",
    "warned of delays to",
    "signed a contract for",
    "opened an inquiry into",
    "postponed the vote on",
    "published figures on",
    "called for talks about",
    "won a dispute over",
    "raised the price of",
    "finished the work on",
]
_THINGS: Final = [
    "the new ferry terminal",
    "a gas pipeline",
    "the pension reform",
    "the railway timetable",
    "a wheat harvest",
    "the water supply",
    "a football stadium",
    "the budget",
    "the fishing quota",
    "a bridge across the river",
    "school meals",
    "a satellite",
    "the election law",
    "a museum of glass",
    "the minimum wage",
    "the harbour",
]
_TAILS: Final = [
    "after weeks of negotiations",
    "despite protests",
    "according to a report",
    "as prices rise",
    "for the second time this year",
    "without giving a date",
    "before the summer break",
    "although costs have doubled",
    "because of a shortage of steel",
    "while neighbours look on",
]
_DISASTERS: Final = [
    "ferry sinks off",
    "quake strikes",
    "train derails near",
    "mine collapses in",
    "factory burns in",
    "avalanche buries village above",
    "flood sweeps through",
    "bus plunges into gorge near",
    "gunmen storm barracks in",
    "cholera spreads in",
    "market roof falls in",
    "airliner crashes in",
]
_START: Final = datetime(2026, 11, 20, tzinfo=UTC)
# One entry in so many tells of casualties, so that facts, grouping and alerts have work.
_GRAVE: Final = 60


def feed(number: int, revision: int, entries: int = ENTRIES) -> bytes:
    """Return RSS 2.0 of feed ``number``: ``revision`` entries newer than those of revision 0.

    The entries of one revision are, byte for byte, in the next one too, but for the oldest.
    """
    items = "".join(_item(number, at) for at in range(revision + entries - 1, revision - 1, -1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>Courier {number}</title><link>https://courier{number}.example/</link>"
        f"<description>News of region {number}</description><language>en</language>\n"
        f"{items}</channel></rss>\n"
    ).encode()


def _item(number: int, at: int) -> str:
    chance = random.Random(number * 100_003 + at)
    published = _START + timedelta(minutes=number % 60, hours=at)
    if chance.randrange(_GRAVE) == 0:
        title, sentences = _disaster(chance)
    else:
        title, sentences = _sentence(chance), [_sentence(chance) for _ in range(8)]
    paragraphs = "".join(f"<p>{'. '.join(part)}.</p>" for part in (sentences[:4], sentences[4:]))
    link = f"https://courier{number}.example/2026/11/story-{number}-{at}"
    return (
        f"<item><title>{title}</title><link>{link}</link>"
        f'<guid isPermaLink="false">courier-{number}-{at}</guid>'
        f"<description><![CDATA[{paragraphs}]]></description>"
        f"<category>{chance.choice(_PLACES)}</category>"
        f"<pubDate>{format_datetime(published, usegmt=True)}</pubDate></item>\n"
    )


def _disaster(chance: random.Random) -> tuple[str, list[str]]:
    """Return title and sentences of an event of its own: names and words that no other has."""
    killed, kind = chance.randrange(100, 400), chance.choice(_DISASTERS)
    town, region = _name(chance), _name(chance)
    sentences = [
        f"At least {killed} people were killed when the {kind} {town} in {region} on Tuesday",
        f"{chance.randrange(400, 900)} were injured, {_name(chance)} {_name(chance)} said",
    ]
    sentences += [" ".join(_name(chance) for _ in range(12)) for _ in range(6)]
    return f"{killed} people killed as {kind} {town} in {region}", sentences


def _name(chance: random.Random) -> str:
    letters = "bdfgklmnprstvz"
    return "".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(4)).capitalize()


def _sentence(chance: random.Random) -> str:
    return (
        f"{chance.choice(_PEOPLE)} in {chance.choice(_PLACES)} {chance.choice(_DEEDS)} "
        f"{chance.choice(_THINGS)} {chance.choice(_TAILS)}"
    )
