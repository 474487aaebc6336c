"""The quick way gives what feedparser gives, or leaves the document to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.parse.child import answer_to
from monitor.parse.dates import quick_date
from monitor.parse.entries import clean
from monitor.parse.feed import parse_bytes, raw_entry
from monitor.parse.model import ParseJob, Question
from monitor.parse.quick import read_quickly

RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"{root}><channel><title>World</title>'
    "<language>en-GB</language>{item}</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"{root}><title>World</title>'
    "<entry><id>tag:example.org,2026:1</id>{item}</entry></feed>"
)
FULL = (
    "<item><title>Rain &amp; wind</title><link>https://example.org/1?a=1&amp;amp;b=2</link>"
    '<guid isPermaLink="false">n 1</guid><description><![CDATA[<p>Wet.</p>]]></description>'
    "<content:encoded>&lt;p&gt;Very wet.&lt;/p&gt;</content:encoded><dc:creator>A. B.</dc:creator>"
    "<category>weather</category><dc:subject>north</dc:subject>"
    '<media:content url="https://example.org/a.jpg"><media:title>Photo</media:title></media:content>'
    "<pubDate>Mon, 02 Nov 2026 08:00:00 -0530</pubDate></item>"
)
CLEAN = [
    RSS.format(root="", item=FULL),
    RSS.format(root="", item="<item><title>No link</title><guid>https://example.org/g</guid></item>"),
    RSS.format(root="", item="<item><author>me@example.org (Me Too)</author><title>x</title></item>"),
    RSS.format(root="", item="<item><author>me@example.org</author><title>x</title></item>"),
    RSS.format(root=' xml:base="https://b.example/"', item="<item><link>/1</link><guid>1</guid></item>"),
    RSS.format(root="", item="<item><description>Only this</description></item>"),
    RSS.format(root="", item="<item><content:encoded>Only &lt;b&gt;that</content:encoded></item>"),
    RSS.format(root="", item=""),
    ATOM.format(
        root="",
        item='<title type="html">A &lt;i&gt;b&lt;/i&gt;</title><link href="https://example.org/1"/>'
        "<published>2026-11-02T08:00:00+02:00</published><updated>2026-11-03T08:00:00Z</updated>"
        '<author><name>C</name></author><author><name>D</name></author><category term="t"/>'
        "<summary>Short</summary><content>Long</content>",
    ),
    ATOM.format(root="", item='<title>T</title><link rel="self" href="x"/><link href="/y"/>'),
    ATOM.format(root="", item='<title>T</title><link href="x"/><link href="y"/>'),
    ATOM.format(root="", item="<title>T</title><link href='https:///1'/>"),
    RSS.format(root="", item="<item><title/><title>a</title><dc:title>b</dc:title></item>"),
    RSS.format(root="", item="<item><media:title>a</media:title><title>b</title></item>"),
    RSS.format(root="", item="<item><title>a</title><source>s</source><media:title>b</media:title></item>"),
    RSS.format(root="", item="<item><description>a</description><description>b</description></item>"),
    RSS.format(root="", item="<item><description/><content:encoded>b</content:encoded></item>"),
    RSS.format(root="", item="<item><content:encoded>b</content:encoded><description/></item>"),
    RSS.format(root="", item="<item><media:group><media:description>a</media:description></media:group>"
               "<description>b</description></item>"),
    RSS.format(root="", item="<item><guid>https://example.org/g</guid><link/></item>"),
    RSS.format(root="", item="<item><guid isPermaLink='TRUE'>https://example.org/g</guid></item>"),
    RSS.format(root="", item='<item><link>https://example.org/1</link><atom:link href="/2"/></item>'),
    RSS.format(root="", item="<item><category domain='x'/><category>y</category></item>"),
    RSS.format(root="", item="<item><media:keywords>x, y,</media:keywords><TITLE>z</TITLE></item>"),
    RSS.format(root="", item="<item><pubDate/><dc:date>2026-11-02T08:00:00Z</dc:date></item>"),
    RSS.format(root="", item="<item><dc:language>de</dc:language><title>z</title></item>"),
    RSS.format(root="", item=f"<item>{'<a>' * 3000}x{'</a>' * 3000}<title>z</title></item>"),
    RSS.format(root=' xml:lang="de"', item="<item><title>z</title></item>"),
    # What shows a document type declares none.
    RSS.format(root="", item="<item><description><![CDATA[<p>A <code><!DOCTYPE html></code> and an "
               "<code><!ENTITY a 'b'></code></p>]]></description></item>"),
    RSS.format(root="", item="<item><title>&lt;!DOCTYPE html></title></item>"),
]  # fmt: skip


def both_ways(text: str) -> tuple[object, object]:
    body = text.encode()
    quick = read_quickly(body, "application/xml")
    assert quick is not None
    found = parse_bytes(body, ParseJob(body, "application/xml"))
    slow = [raw_entry(entry) for entry in found.entries]
    assert (quick.title, quick.language) == (found.feed.title, found.feed.language)
    url = "https://example.org/feed"
    return clean(quick.entries, url, "en"), clean(slow, url, "en")


@pytest.mark.parametrize("text", CLEAN)
def test_both_ways_give_the_same_entries(text: str) -> None:
    quick, slow = both_ways(text)
    assert quick == slow


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss [<!ENTITY x "y">]>' + RSS.format(root="", item="").partition("?>")[2],
        '<!-- <rss> --><!DOCTYPE rss [<!ENTITY x "y">]>' + RSS.format(root="", item="").partition("?>")[2],
        '<?x <rss> ?><!DOCTYPE rss [<!ENTITY x "y">]>' + RSS.format(root="", item="").partition("?>")[2],
        RSS.format(root="", item='<!DOCTYPE rss [<!ENTITY x "y">]><item><title>&x;</title></item>'),
        RSS.format(root="", item="<item><title>&nbsp;</title></item>"),
        RSS.format(root="", item="<item><description><p>raw</p></description></item>"),
        RSS.format(root="", item="<item><title>a</title><pubDate>yesterday</pubDate></item>"),
        RSS.format(root="", item="<item><title>a</title><pubDate>Mon, 32 Nov 2026 08:00:00 GMT"
                   "</pubDate></item>"),
        ATOM.format(root="", item='<title type="xhtml"><div>x</div></title><link href="x"/>'),
        RSS.format(root="", item="<item><title>&#195;&#169;</title></item>"),
        RSS.format(root="", item="<item><author>A</author><author><name>B</name></author></item>"),
        RSS.format(root="", item="<item><title xml:base='https://b.example/'>a</title></item>"),
        RSS.format(root="", item="<item xml:lang='de'><title>a</title></item>"),
        RSS.format(root="", item="<item><description mode='base64'>YQ==</description></item>"),
        RSS.format(root="", item="<item><author>me@museum.museum</author></item>"),
        RSS.format(root="", item="<item><foo><title>a</title></foo></item>"),
        RSS.format(root="", item="<item><links>a</links></item>"),
        RSS.format(root="", item=f"<item>{'<a>' * 99}<title>z</title>{'</a>' * 99}</item>"),
        RSS.format(root="", item="<content:encoded>a</content:encoded><item><title>a</title></item>"),
        RSS.format(root=' xmlns:m="http://search.yahoo.com/mrss" xmlns:M="urn:m"', item=""),
        RSS.format(root="", item="").replace("http://search.yahoo.com/mrss/", "http://www.w3.org/2005/Atom"),
        RSS.format(root="", item="").replace("UTF-8", "windows-1251"),
        "<html/>",
        "no markup",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_feedparser(text: str) -> None:
    assert read_quickly(text.encode(), "") is None


def test_charset_of_the_header_sends_it_to_feedparser() -> None:
    body = RSS.format(root="", item=FULL).encode()
    assert read_quickly(body, "text/xml; charset=iso-8859-1") is None
    assert read_quickly(body, "text/xml; charset=UTF-8") is not None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 02 Nov 2026 08:00:00 +0100", datetime(2026, 11, 2, 7, 0, tzinfo=UTC)),
        ("2 Nov 2026 08:00 GMT", datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
        ("2026-11-02T08:00:00.5-02:00", datetime(2026, 11, 2, 10, 0, tzinfo=UTC)),
        ("Mon, 02 Nov 2026 08:00:00 CEST", datetime(2026, 11, 2, 6, 0, tzinfo=UTC)),
        ("Mon, 02 Nov 2026 08:00:00 msk", datetime(2026, 11, 2, 5, 0, tzinfo=UTC)),
        ("Mon, 02 Nov 2026 08:00:00 IST", None),
        ("02.11.2026", None),
        ("Mon, 02 Nov 2026 08:00:00 EST", None),
    ],
)
def test_usual_dates_are_read_and_others_left(text: str, moment: datetime | None) -> None:
    assert quick_date(text) == moment


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(CLEAN),
    st.lists(
        st.tuples(
            st.integers(0, 900),
            st.integers(0, 6),
            st.sampled_from(
                ["", "<", ">", "&", "<![CDATA[", "]]>", "<!--", "</item>", "\x00", "é"]
            ),
        ),
        max_size=4,
    ),
)
def test_no_mutilated_feed_gets_past_the_parser(
    text: str, cuts: list[tuple[int, int, str]]
) -> None:
    for at, gone, put in cuts:
        text = text[:at] + put + text[at + gone :]
    answer = answer_to(Question("", "https://example.org/feed"), text.encode())
    assert not answer.last
    assert answer.failed or answer.feed is not None
