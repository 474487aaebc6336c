"""What can be in trouble: feeds, channels, what they lost, and the configuration. Tells nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from monitor.config.model import Config
from monitor.pipeline.health import Finding
from monitor.timing import words
from storage.records import FeedState
from storage.store import Transaction

# Under these names the daemon leaves word in the database.
CONFIG_NOTE = "config_error"
STATUS_NOTE = "daemon"
PULSE_NOTE = "pulse"
# Half-saved files are put right within seconds.
_REFUSAL_PATIENCE = 30.0


class FeedTroubles:
    """Feeds that fail, are gone, or have stopped bringing anything."""

    kind = "feed"

    def find(self, tx: Transaction, config: Config, now: datetime) -> Iterator[Finding]:
        for state in tx.feeds.troubled(now):
            # What the server said twice needs no patience.
            patience = 0.0 if state.paused else config.health.after
            since = None if state.paused or state.failures else state.expected_by
            name = state.spec.name or state.spec.url
            yield Finding(f"feed:{state.spec.url}", f"feed {name}", _why(state), patience, since)

    def watches(self, tx: Transaction, _config: Config, subject: str) -> bool:
        state = tx.feeds.get(subject.partition(":")[2])
        return state is not None and state.active


def _why(state: FeedState) -> str:
    if state.paused or state.failures:
        return state.paused or state.error
    gap = float(state.hints.get("gap") or state.hints.get("seen_gap") or 0)
    last = state.last_new or state.first_success
    since = f" since {last:%d %b %Y}" if last else ""
    return f"it answers but has brought no new entry{since}; its usual gap is {words(gap)}"


class RefusedFiles:
    """Configuration and rule files that were refused while running."""

    kind = "configuration"

    def find(self, tx: Transaction, config: Config, _now: datetime) -> Iterator[Finding]:
        refused = tx.notes.get(CONFIG_NOTE)
        if refused:
            patience = min(config.health.after, _REFUSAL_PATIENCE)
            reason = f"refused; the old ones stay in force\n{refused}"
            yield Finding("configuration:files", "the configuration files", reason, patience)

    def watches(self, _tx: Transaction, _config: Config, _subject: str) -> bool:
        return True


class ChannelTroubles:
    """Channels to which nothing gets through."""

    kind = "channel"

    def find(self, tx: Transaction, config: Config, _now: datetime) -> Iterator[Finding]:
        for state in tx.channels.all():
            if state.failing_since is not None and state.name in config.channels:
                yield Finding(
                    f"channel:{state.name}",
                    f"channel {state.name}",
                    state.failure,
                    config.health.after,
                    state.failing_since,
                )

    def watches(self, _tx: Transaction, config: Config, subject: str) -> bool:
        return subject.partition(":")[2] in config.channels


class DeadLetters:
    """Alerts that were given up: somebody was not told. They wait for 'alerts resend'."""

    kind = "dead letter"

    def find(self, tx: Transaction, _config: Config, _now: datetime) -> Iterator[Finding]:
        for channel, (count, reason) in tx.outbox.dead_letters().items():
            what = "an alert was" if count == 1 else f"{count} alerts were"
            see = f"see 'wirewatch alerts list --state dead --channel {channel}'"
            yield Finding(
                f"dead letter:{channel}",
                f"alerts to channel {channel}",
                f"{what} given up: {reason}\n{see}",
                0.0,
            )

    def watches(self, _tx: Transaction, _config: Config, _subject: str) -> bool:
        return True
