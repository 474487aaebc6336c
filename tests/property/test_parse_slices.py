"""A feed parsed by its unseen slices gives the entries that parsing it whole gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.parse.feed import read
from monitor.parse.model import ParsedFeed, ParseJob
from monitor.parse.split import split

URL = "https://feed.example/rss"
# What could pass for the border of an entry, or hide one, when it stands inside a text.
TRICKS = ["<item>", "</item>", "<entry>", "]]>", "<!--", "-->", "<![CDATA[", "&amp;", "é", "<p>x"]
texts = st.lists(
    st.one_of(st.sampled_from(["storm", "ferry", "Odesa", "31"]), st.sampled_from(TRICKS)),
    max_size=5,
).map(" ".join)


@dataclass(frozen=True)
class Made:
    """An entry: number makes guid and link, unless it shares them with the entry before."""

    number: int
    title: str
    text: str
    cdata: bool
    comment: bool
    sloppy: bool


entries = st.builds(
    Made,
    number=st.integers(0, 12),
    title=texts,
    text=texts,
    cdata=st.booleans(),
    comment=st.booleans(),
    sloppy=st.booleans(),
)


def _text(made: Made) -> str:
    if made.cdata:
        return "<![CDATA[" + made.text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
    return escape(made.text)


def _rss(items: list[Made]) -> bytes:
    body = "\n".join(
        f"<item{' ' if made.sloppy else ''}>"
        f"{'<!-- ' + made.title.replace('--', '') + ' -->' if made.comment else ''}"
        f"<title>{escape(made.title)}</title><guid isPermaLink='false'>n{made.number}</guid>"
        f"<link>https://news.example/2026/story-{made.number}</link>"
        f"<description>{_text(made)}</description></item>"
        for made in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>{body}</channel></rss>".encode()


def _atom(items: list[Made]) -> bytes:
    body = "".join(
        f"<entry><id>urn:n{made.number}</id><title>{escape(made.title)}</title>"
        f"<link href='https://news.example/2026/story-{made.number}'/>"
        f"<updated>2026-11-02T08:00:00Z</updated><summary>{_text(made)}</summary></entry>"
        for made in items
    )
    return (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>"
        f"{body}</feed>"
    ).encode()


def _read(body: bytes, known: tuple[str, ...] = ()) -> ParsedFeed:
    found = read(ParseJob(body, "", URL, known))
    assert isinstance(found, ParsedFeed)
    return found


def _titled(number: int, title: str = "storm storm storm") -> Made:
    return Made(number, title, "", cdata=False, comment=False, sloppy=False)


# One title and one moment for two entries: no further key, whether both are parsed or one.
@example(old=[_titled(0)], new=[_titled(1)], atom=True)
@example(
    old=[_titled(0, "<p>x storm &amp; ferry")],
    new=[_titled(1, "<p>x storm &amp; ferry")],
    atom=True,
)
@settings(max_examples=150, deadline=None)
@given(
    old=st.lists(entries, max_size=6),
    new=st.lists(entries, max_size=4),
    atom=st.booleans(),
)
def test_unseen_slices_give_what_the_whole_document_gives(
    old: list[Made], new: list[Made], atom: bool
) -> None:
    write = _atom if atom else _rss
    known = _read(write(old)).hints.slices
    body = write([*new, *old])
    whole, part = _read(body), _read(body, known)
    cut = split(body)
    if cut is None:
        assert part.entries == whole.entries
        return
    assert part.hints.slices == whole.hints.slices == cut.hashes
    # Entries alike in every key are one; what is left of them is in both.
    wanted = {
        entry.identity: entry.digest
        for entry in whole.entries
        if len(whole.entries) == len(cut.hashes)
    }
    fresh = [name for name in cut.hashes if name not in known]
    if wanted:
        pairs = zip(whole.entries, cut.hashes, strict=True)
        assert list(part.entries) == [entry for entry, name in pairs if name not in known]
    assert len(part.entries) <= len(fresh)


@example(old=[_titled(0)], new=[_titled(13)], atom=True)
@settings(max_examples=100, deadline=None)
@given(
    old=st.lists(entries, max_size=6),
    new=st.lists(entries, max_size=4, unique_by=lambda made: made.number),
    atom=st.booleans(),
)
def test_a_new_entry_never_passes_for_one_that_still_stands(
    old: list[Made], new: list[Made], atom: bool
) -> None:
    write = _atom if atom else _rss
    new = [replace(made, number=made.number + 13) for made in new]
    before = _read(write(old))
    after = _read(write([*new, *old]), before.hints.slices)
    known = {key for entry in before.entries for key in (entry.identity, *entry.aliases)}
    fresh = [one for one in after.entries if known.isdisjoint((one.identity, *one.aliases))]
    assert len(fresh) >= len(new)
