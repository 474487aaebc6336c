"""What databases of earlier versions hold otherwise than it is written today goes on."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from storage.addresses import address_of, host_of
from storage.store import Store
from storage.tables import FEED
from tests.integration.store_builders import spec
from tests.integration.test_store_feeds import poll_well, sync


def test_a_feed_stored_as_it_was_written_goes_on_under_its_address_of_today(store: Store) -> None:
    sync(store, spec("gazette"), spec("herald"))
    polled = poll_well(store, "gazette")
    shouted = polled.spec.url.replace("https://", "HTTPS://").replace(".example", ".EXAMPLE:443")
    written = (
        sa.update(FEED).where(FEED.c.id == polled.id).values(url=shouted, host="G.EXAMPLE:443")
    )
    with store.write() as tx:
        tx.feeds.connection.execute(written)
    sync(store, now := replace(spec("gazette"), url=address_of(shouted)), spec("herald"))
    with store.read() as tx:
        [same, other] = tx.feeds.all()
        hosts = (
            tx.feeds.connection.execute(sa.select(FEED.c.host).order_by(FEED.c.id)).scalars().all()
        )
    assert (same, other.active) == (replace(polled, spec=now), True)
    assert hosts == [host_of(now.url), host_of(other.spec.url)]


def test_one_feed_under_two_spellings_keeps_the_row_that_is_polled(store: Store) -> None:
    sync(store, spec("gazette"), spec("herald"))
    polled = poll_well(store, "gazette")
    shouted = sa.update(FEED).where(FEED.c.id == polled.id)
    with store.write() as tx:
        tx.feeds.connection.execute(shouted.values(url="HTTPS://gazette.example/feed"))
    # The same address was added beside it, and the old spelling taken out.
    with store.write() as tx:
        other = sa.update(FEED).where(FEED.c.url == spec("herald").url)
        tx.feeds.connection.execute(other.values(url="https://GAZETTE.example/feed", active=False))
    sync(store, spec("gazette"))
    with store.read() as tx:
        [first, second] = tx.feeds.all()
    assert (first, second.active) == (polled, False)
