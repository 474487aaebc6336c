"""What one item costs is bounded, whatever a feed sends and however large a story grows.

Work is counted, not timed: words kept, words weighed, first members summed up.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest

from rules.stories import Features, Grouper, Join, features
from rules.stories.features import MAX_NAMES, MAX_WORDS, SUMMARY_LENGTH, TITLE_LENGTH
from rules.stories.grouping import COMPARED, STORIES
from rules.stories.likeness import ANCHOR, ANCHOR_WORDS, Anchor
from rules.stories.rarity import Rarity
from rules.text.document import Document

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
WINDOW = 3600.0
_draw = random.Random(8)
DISTINCT = " ".join("".join(_draw.choices("abcdefghij", k=9)) for _ in range(100_000))
HOSTILE = {
    "distinct": DISTINCT,
    "capitals": DISTINCT.title(),
    "repeated": "flood " * 50_000,
    "unbroken": "a" * 500_000,
    "numbers": " ".join(map(str, range(100_000))),
    "unspaced": "".join(map(chr, range(0x4E00, 0x9F00))),
    "ligatures": "\ufdfa" * 10_000,
    "marks": "e" + "\u0301" * 100_000,
    "apostrophes": "'" * 100_000,
    "places": "Osby, Ohio in " * 10_000,
    "emoji": "\U0001f525\U0001f468\u200d\U0001f469\u200d\U0001f467" * 10_000,
    "surrogates": "\ud83d" * 1000,
    "empty": "",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_features_are_few_whatever_a_text_holds(kind: str) -> None:
    text = HOSTILE[kind]
    for document in (
        Document(title=text),
        Document(title=text, summary=text),
        Document(title="Flood in Osby", content=text),
    ):
        seen = features(document)
        assert len(seen.words) == len(seen.counts) <= MAX_WORDS
        assert seen.pair_count() <= MAX_WORDS
        assert len(seen.names) <= MAX_NAMES
        assert len(seen.title) <= TITLE_LENGTH
        assert len(seen.numbers) <= (TITLE_LENGTH + SUMMARY_LENGTH) // 2
        assert len(seen.dump()) < 20_000
        assert Features.load(seen.dump()) == seen


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_items_are_grouped_without_harm_to_others(kind: str) -> None:
    grouper = Grouper()
    news = features(Document(title="Ferry sinks off Kalindo", summary="Rescuers search by night."))
    grouper.add("ferry", news, START)
    for number in range(5):
        item = features(Document(title=HOSTILE[kind], summary=HOSTILE[kind]))
        placed = grouper.place(item, START)
        assert not (isinstance(placed, Join) and placed.story == "ferry")
        grouper.add(placed.story if isinstance(placed, Join) else f"h{number}", item, START)
    found = grouper.place(news, START)
    assert isinstance(found, Join)
    assert found.story == "ferry"


class Work:
    """Counts what is asked of the parts that cost."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.weighed = self.summed = 0
        weights, add = Rarity.weights, Anchor.add

        def weighing(rarity: Rarity, words: Collection[str]) -> list[float]:
            self.weighed += len(words)
            return weights(rarity, words)

        def summing(anchor: Anchor, item: Features) -> None:
            self.summed += 1
            add(anchor, item)

        monkeypatch.setattr(Rarity, "weights", weighing)
        monkeypatch.setattr(Anchor, "add", summing)


def flood(length: int) -> list[Features]:
    """Return long reports that differ in two words each."""
    body = " ".join(DISTINCT.split()[: MAX_WORDS // 2])
    return [
        features(Document(title=f"Flood number {n} in Osby", summary=f"{n} {body[:700]}"))
        for n in range(length)
    ]


def test_an_item_for_a_story_of_thousands_costs_no_more_than_for_one_of_a_hundred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where each arrival lets the oldest member go, and with it a part of the beginning."""
    reports = flood(50)
    for members in (100, 20_000):
        grouper, step = Grouper(window=WINDOW), timedelta(seconds=WINDOW / members)
        now = START
        for number in range(members + 5):
            now += step
            grouper.add("flood", reports[number % len(reports)], now)
        assert members <= len(grouper) <= members + 2
        with monkeypatch.context() as patch:
            work = Work(patch)
            for report in reports[:10]:
                now += step
                placed = grouper.place(report, now)
                assert isinstance(placed, Join)
                grouper.add(placed.story, report, now)
            assert work.summed <= 10 * (ANCHOR + 1)
            # The item's words and title, those of members compared, and the first members' core.
            each = 3 * MAX_WORDS + STORIES * (COMPARED * 2 * MAX_WORDS + 2 * ANCHOR_WORDS)
            assert 0 < work.weighed <= 10 * each


def test_a_flood_of_stories_from_one_feed_leaves_others_findable() -> None:
    grouper = Grouper(window=WINDOW)
    news = features(Document(title="Ferry sinks off Kalindo", summary="Rescuers search by night."))
    grouper.add("ferry", news, START)
    for number, report in enumerate(flood(2000)):
        grouper.add(f"s{number}", report, START)
    again = Document(title="Ferry sinks off Kalindo", summary="Divers reach it in the morning.")
    found = grouper.place(features(again), START + timedelta(minutes=1))
    assert isinstance(found, Join)
    assert found.story == "ferry"


HEADLINES = {
    "ar": "غرق عبارة قبالة سواحل كاليندو", "bg": "Ферибот потъна край Калиндо",
    "bn": "কালিন্দো উপকূলে ফেরি ডুবি", "cs": "U Kalinda se potopil trajekt",
    "da": "Færge sank ud for Kalindo", "de": "Fähre sinkt vor Kalindo",
    "el": "Βυθίστηκε πλοίο στο Καλίντο", "es": "Se hunde un ferri frente a Kalindo",
    "et": "Praam uppus Kalindo lähedal", "fa": "غرق شدن کشتی در نزدیکی کالیندو",
    "fi": "Lautta upposi Kalindon edustalla", "fr": "Un ferry coule au large de Kalindo",
    "he": "מעבורת טבעה מול חופי קלינדו", "hi": "कालिंदो के पास नौका डूबी",
    "hr": "Trajekt potonuo kod Kalinda", "hu": "Elsüllyedt egy komp Kalindónál",
    "hy": "Կալինդոյի մոտ լաստանավ է խորտակվել", "id": "Feri tenggelam di lepas pantai Kalindo",
    "it": "Traghetto affonda al largo di Kalindo", "ja": "カリンド沖でフェリー沈没",
    "ka": "კალინდოსთან ბორანი ჩაიძირა", "km": "សាឡាងលិចនៅកាលីនដូ",
    "ko": "칼린도 앞바다에서 여객선 침몰", "lt": "Prie Kalindo nuskendo keltas",
    "lv": "Pie Kalindo nogrimis prāmis", "mk": "Траект потона кај Калиндо",
    "my": "ကာလင်ဒိုတွင် ကူးတို့သင်္ဘော နစ်မြုပ်", "nl": "Veerboot zinkt voor Kalindo",
    "pl": "Prom zatonął koło Kalindo", "pt": "Balsa afunda ao largo de Kalindo",
    "ro": "Un feribot s-a scufundat lângă Kalindo", "ru": "У Калиндо затонул паром",
    "sk": "Pri Kalinde sa potopil trajekt", "sl": "Trajekt je potonil pri Kalindu",
    "sv": "Färja sjönk utanför Kalindo", "ta": "காலிந்தோ அருகே படகு மூழ்கியது",
    "th": "เรือเฟอร์รี่จมนอกชายฝั่งกาลินโด", "tr": "Kalindo açıklarında feribot battı",
    "uk": "Біля Каліндо затонув пором", "vi": "Phà chìm ngoài khơi Kalindo",
    "zh": "渡轮在卡林多附近沉没",
}  # fmt: skip


def test_in_forty_languages_an_item_finds_its_own_story_again() -> None:
    grouper = Grouper()
    for language, title in HEADLINES.items():
        grouper.add(language, features(Document(title=title)), START)
    for language, title in HEADLINES.items():
        found = grouper.place(features(Document(title=f"{title}!")), START)
        assert isinstance(found, Join), language
        assert found.story == language
