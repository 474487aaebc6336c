"""Who speaks: the wire service credited, the configured origin, else the owner of the site."""

from __future__ import annotations

import pytest

from monitor.data import load_gazetteer
from monitor.pipeline.origins import origin_of, registrable_domain
from monitor.pipeline.reading import document_of
from rules.language.ruleset import compile_rules
from rules.language.schema import RuleSpec, read_rule
from storage.records import EntryData, FeedSpec

FEED = FeedSpec(url="https://feeds.example.co.uk/world.rss")


def data(author: str = "", summary: str = "", link: str = "https://www.paper.co.uk/a") -> EntryData:
    return EntryData("guid:1", "d", link=link, summary=summary, author=author)


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("www.example.org", "example.org"),
        ("blog.github.io", "blog.github.io"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_the_owner_is_who_registered_the_domain(host: str, owner: str) -> None:
    assert registrable_domain(host) == owner


def test_a_credited_wire_service_speaks_whoever_reprints_it() -> None:
    assert origin_of(data(author="By Jane Doe, Associated Press"), FEED) == "ap"
    assert origin_of(data(summary="KYIV (Reuters) - Envoys met on Monday."), FEED) == "reuters"


def test_a_word_that_only_looks_like_a_wire_service_is_none() -> None:
    assert origin_of(data(author="Anita Apps"), FEED) == "paper.co.uk"
    assert origin_of(data(summary="The map (see below) - shows the apse."), FEED) == "paper.co.uk"


def test_a_configured_origin_stands_for_the_feed() -> None:
    configured = FeedSpec(url=FEED.url, origin="paper")
    assert origin_of(data(), configured) == "paper"


def test_without_a_link_the_feed_s_own_host_speaks() -> None:
    assert origin_of(data(link=""), FEED) == "example.co.uk"


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("PARIS, Oct 31 (AFP) – The minister resigned.", "afp"),
        ("ORLOVA, Tarnovia (AP) — An explosion killed 18.", "ap"),
        ("LONDON (Thomson Reuters) - Shares fell.", "reuters"),
        ("BEIJING, Nov. 3 (Xinhua) -- The fleet left port.", "xinhua"),
        ("MOSCOW, November 3. /TASS/. The ministry said so.", "tass"),
        ("(ANSA) - ROMA, 3 NOV - The bridge is closed.", "ansa"),
        ("Madrid (EFE).- The strike goes on.", "efe"),
        ("Berlin (dpa) - The train stood still.", "dpa"),
        ("Berlin (dpa/bb) - The train stood still.", "dpa"),
        ("KYIV, Ukraine (AP) _ The power came back.", "ap"),
        ("TOKYO (Kyodo) — The volcano erupted.", "kyodo"),
        ("The mine blew up. Copyright 2026 The Associated Press. All rights reserved.", "ap"),
        ("The mine blew up. © 2026 AFP", "afp"),
        ("The mine blew up. Source: Xinhua", "xinhua"),
        (
            "The mine blew up, police said. (Reporting by A. Writer; Editing by B. Reader)",
            "reuters",
        ),
        ("The mine blew up. (PTI)", "pti"),
        ("The mine blew up.\n– Interfax-Ukraine", "interfax-ukraine"),
        ("The mine blew up, police said. AFP", "afp"),
        ("By Jane Doe, Associated Press\nORLOVA — The mine blew up.", "ap"),
        ("By The Associated Press. The mine blew up.", "ap"),
        ("By REUTERS ORLOVA The mine blew up.", "reuters"),
    ],
)
def test_a_credit_in_the_text_is_the_agency(text: str, wire: str) -> None:
    assert origin_of(data(summary=text), FEED) == wire
    assert origin_of(EntryData("g", "d", "https://www.paper.co.uk/a", content=text), FEED) == wire


@pytest.mark.parametrize(
    "text",
    [
        "The mine had been closed twice, Reuters reported.",
        "A spokesman told AFP that 18 had died.",
        "According to the Associated Press, 18 had died on Tuesday.",
        "Officials (Reuters and others asked them) would not comment.",
        "The editor of TASS was dismissed. She had led TASS.",
        "He left Bloomberg.",
        "A photographer of dpa was among the dead, said the source: police.",
        "Buses (pa for short) - and trains - are late.",
        "It was sold to Interfax",
        "By Reuters estimates 18 died.",
        "The mine blew up, our reporter saw. (Image credit: AP)",
        "The mine blew up. Photo credit: Reuters",
        "By Pa Salieu, our critic",
    ],
)
def test_a_mention_in_the_text_is_no_credit(text: str) -> None:
    assert origin_of(data(summary=text), FEED) == "paper.co.uk"


@pytest.mark.parametrize(
    ("author", "origin"),
    [
        ("Reuters", "reuters"),
        ("By AP", "ap"),
        ("Jane Doe | AFP", "afp"),
        ("Jane Doe and John Roe, The Associated Press", "ap"),
        ("PA Media", "pa"),
        ("Ap Huong", "paper.co.uk"),
        ("Pa Salieu", "paper.co.uk"),
        ("Ria Jones", "paper.co.uk"),
        ("Efe Yilmaz", "paper.co.uk"),
        ("Antara Roy", "paper.co.uk"),
        ("AP News and staff reports", "ap"),
        ("Jane Doe", "paper.co.uk"),
    ],
)
def test_a_by_line_names_the_agency_or_a_person(author: str, origin: str) -> None:
    assert origin_of(data(author=author), FEED) == origin


@pytest.mark.parametrize(
    ("link", "origin"),
    [
        ("https://apnews.com/article/1", "ap"),
        ("https://www.reuters.com/world/x", "reuters"),
        ("https://en.interfax.com.ua/news/1", "interfax-ukraine"),
        ("https://tass.com/world/1", "tass"),
        ("https://theap.example/1", "theap.example"),
    ],
)
def test_an_agency_s_own_site_is_the_agency(link: str, origin: str) -> None:
    assert origin_of(data(link=link), FEED) == origin


@pytest.mark.parametrize(
    ("title", "origin"),
    [
        ("Mine blast kills 18 - Reuters", "reuters"),
        ("Mine blast kills 18 | AP News", "ap"),
        ("Mine blast kills 18, says Reuters", "paper.co.uk"),
        ("Anglers net record catch - Ap", "paper.co.uk"),
    ],
)
def test_a_credit_may_close_the_title(title: str, origin: str) -> None:
    assert origin_of(EntryData("g", "d", "https://www.paper.co.uk/a", title), FEED) == origin


def test_a_configured_origin_may_be_an_agency() -> None:
    for name in ("AP", "The Associated Press", "Reuters"):
        assert origin_of(data(), FeedSpec(url=FEED.url, origin=name)) in ("ap", "reuters")


def test_an_odd_link_is_no_obstacle() -> None:
    assert origin_of(data(link="https://[broken/a"), FEED) == FEED.url


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("World Daily", True),
        ("daily-group", True),
        ("feeds.example.co.uk", True),
        ("paper.co.uk", True),
        ("daily", False),
        ("other.example", False),
    ],
)
def test_a_rule_may_name_a_feed_by_its_name_its_origin_or_its_address(
    source: str, wanted: bool
) -> None:
    feed = FeedSpec(url=FEED.url, name="World Daily", origin="daily-group")
    rule = read_rule({"id": "r", "when": {"source": source}})
    assert isinstance(rule, RuleSpec)
    matched = compile_rules([rule], {}, {}, load_gazetteer()).match(document_of(data(), feed))
    assert bool(matched.matches) is wanted
