"""What the text of a feed may not do in a message."""

from __future__ import annotations

import json
from datetime import UTC
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.deliver.clean import ChannelKind, neutral, one_line, redact, safe_link
from monitor.deliver.message import render
from tests.unit.message_builders import KINDS, KYIV, alert, mail_of

POISON = (
    "Hello <!here> <!channel> <@U123> <http://evil.example|bank> @everyone @here [x](http://evil.example) "
    "**b** *b* _i_ `c` ~s~ ||spoiler|| <script>alert(1)</script> <b onclick=x>raw</b> &lt; "
    "javascript://x\r\nBcc: all@example.org\x00\x1b[31m\ud800 \u202eevil"
)


@pytest.mark.parametrize("kind", ["slack", "discord", "telegram", "matrix", "plain"])
def test_poisoned_text_mentions_links_and_formats_nothing_in_chats(kind: ChannelKind) -> None:
    poisoned = alert(title=POISON, summary=POISON, author=POISON, source=POISON, rule_title=POISON,
                     evidence=[{"field": "title", "quote": POISON, "start": 0, "end": 1}],
                     outlets=[{"name": POISON, "link": "javascript:alert(1)", "title": POISON}])  # fmt: skip
    message = render(poisoned, kind, KYIV)
    for part in (message.title, message.text):
        for live in (
            "<!here",
            "<@U123",
            "@everyone",
            "@here",
            "](http",
            "\x1b",
            "\x00",
        ):
            assert live not in part.replace("\\<", "").replace("\\]", "").replace("\\|", "")
        assert "http://evil" not in part
        assert "\u202e" not in part
        part.encode()
        if kind == "discord":
            assert "\\*\\*b\\*\\*" in part
            assert "\\<script\\>" in message.text
        else:
            assert "<" not in part
        if kind in ("slack", "matrix", "plain"):
            assert "*b*" not in part
            assert "`" not in part


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html_holds_no_tag_or_link_that_is_not_ours() -> None:
    poisoned = alert(
        title=POISON, summary=POISON, source=POISON, link='https://x.example/"><script>',
        outlets=[{"name": POISON, "link": "javascript:alert(1)", "title": ""}],
    )  # fmt: skip
    page = render(poisoned, "email", KYIV).html
    assert page is not None
    parsed = _Tags()
    parsed.feed(page)
    assert not {tag for tag, _ in parsed.found} & {"script", "b", "img", "iframe", "form"}
    links = [attributes["href"] for tag, attributes in parsed.found if tag == "a"]
    assert links
    assert all(link is not None and link.startswith("https://x.example/") for link in links)
    assert not any("onclick" in attributes for _, attributes in parsed.found)


def test_html_suits_dark_mode_and_loads_nothing_from_elsewhere() -> None:
    page = render(alert(), "email", KYIV).html or ""
    assert 'name="color-scheme" content="light dark"' in page
    assert "src=" not in page
    assert "url(" not in page
    assert '<a href="https://coast.example/1">Coast Daily</a>' in page


@given(st.text(st.characters(), max_size=300))
def test_any_text_renders_for_every_kind(text: str) -> None:
    odd = alert(title=text, summary=text, source=text, link=text)
    for kind in KINDS:
        message = render(odd, kind, UTC)
        (message.title + message.text + (message.html or "")).encode()
        json.dumps(message.payload, ensure_ascii=False).encode()
        assert "\n" not in message.title
        assert "\r" not in message.title
        assert len(message.title) <= 200


def test_no_line_of_a_feed_becomes_a_header() -> None:
    mail = mail_of(alert(title="Nice\r\nBcc: all@example.org\n\nX", rule_title="A\r\nX-Evil: 1"))
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["Subject"] == "[HIGH] Nice Bcc: all@example.org X"


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://a.example/b c", "https://a.example/b%20c"),
        ("javascript:alert(1)", ""),
        ("https://a.example/<script>", "https://a.example/%3Cscript%3E"),
        ("https://a.example/\u3000x", "https://a.example/%E3%80%80x"),
        ("file:///etc/passwd", ""),
        ("https://a.example/" + "x" * 3000, ""),
    ],
)
def test_links_are_http_and_one_word(link: str, safe: str) -> None:
    assert safe_link(link) == safe


def test_text_is_kept_where_nothing_in_it_is_dangerous() -> None:
    text = "Prices rose 5 * 3 and a_b_c stayed — “as is”, café № 5 (so far)"
    assert neutral(text, "email") == text
    assert neutral("a_b_c", "slack") == "a_b_c"
    assert one_line("  two \n lines ") == "two lines"


def test_secrets_are_blotted_out_longest_first() -> None:
    assert (
        redact("see https://h/tok12345/x tok1", ["tok1", "https://h/tok12345"]) == "see ••••/x ••••"
    )
    assert redact("a b", ["a"]) == "a b"
