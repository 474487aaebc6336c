"""What the configuration says of polling, in the words of those who poll."""

from __future__ import annotations

from math import ceil

from monitor.config.model import Config
from monitor.fetch.settings import FetchSettings
from storage.records import FeedSpec


def feed_specs(config: Config) -> list[FeedSpec]:
    """The feeds of a configuration as storage knows them, one for each URL."""
    return [feed.spec(config.polling.every) for feed in config.feeds]


def fetch_settings(config: Config) -> FetchSettings:
    """How the configuration wants feeds fetched."""
    polling = config.polling
    return FetchSettings(
        timeout=polling.timeout,
        per_host=polling.per_host,
        gap=polling.gap,
        contact=polling.contact,
        allow_private=tuple(str(network) for network in polling.allow_private),
        proxy=polling.proxy.get_secret_value() if polling.proxy else None,
    )


def queue_per_host(config: Config) -> int | None:
    """How many feeds of one host are claimed at a time: enough that it has work until the next tick.

    More would fill the room for feeds under way with the queue of a slow host.
    """
    polling = config.polling
    return polling.per_host * (2 + ceil(1 / polling.gap)) if polling.gap else None
