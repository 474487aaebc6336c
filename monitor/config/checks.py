"""What only shows when the parts of a configuration are seen together: names and reach."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from monitor.config.model import HEALTH_RULE, ChannelConfig, Config, RouteConfig
from monitor.config.problems import Where, nearest, unknown
from rules.alerts.routing import fits, route
from rules.errors import Problem
from rules.language.checks import label
from rules.language.conditions import Source, Tag, walk
from rules.language.phrases import TERM
from rules.language.schema import EntitySpec, RuleSpec
from rules.language.updates import OriginsReach
from storage.addresses import host_of

# A name of a feed; what has a dot is a domain, and other signs were told of.
_WORDS: Final = re.compile(r"[^.$*,/]+\Z")
CheckChannel = Callable[[ChannelConfig], str | None]


@dataclass(frozen=True, slots=True)
class View:
    """What there is to judge. ``rules``: None where one could not be read.

    ``channels`` are the names that are written, readable or not; None where nobody knows. ``whole``: nothing was left out.
    """

    config: Config
    channels: Collection[str] | None
    rules: Sequence[RuleSpec | None]
    whole: bool = True


def check_whole(view: View, check: CheckChannel | None) -> list[Problem]:
    """Return every problem of names and reach."""
    found = [*_channel_urls(view.config, check), *_named_channels(view)]
    found += [
        *_bounds(view.config),
        *_deprecated(view.config),
        *_term_names(view.config),
        *_reserved(view),
    ]
    # What could not be read may be what a rule relies on.
    return [*found, *_reach(view)] if view.whole else found


def idle_routes(config: Config) -> Iterator[Problem]:
    """Yield a warning for each route that no rule goes by: its labels may be misspelt."""
    for at, entry in enumerate(config.routes):
        fitting = [one for one in config.rules if fits(entry, one.severity, one.labels)]
        if not config.rules or not all(one.notify for one in fitting):
            continue
        said, hint = "no rule's alerts fit this route", _route_hint(config, entry)
        if fitting:
            said = f"no rule goes by this route: {fitting[0].id!r} fits it and has its own notify:"
            hint = "remove notify: there, or remove the route"
        yield Problem(("routes", at), said, hint, "warning")


def _route_hint(config: Config, entry: RouteConfig) -> str:
    for name, value in entry.labels.items():
        values = sorted({one.labels[name] for one in config.rules if name in one.labels})
        if not values:
            names = {label for one in config.rules for label in one.labels}
            return nearest(name, sorted(names)) or f"no rule has a label {name!r}"
        if value not in values:
            return nearest(value, values) or f"no rule has the label {name}: {value}"
    return "compare its severity and labels with those of the rules"


def unknown_sources(config: Config) -> Iterator[Problem]:
    """Yield a warning for each ``source`` that is no domain and no name of a feed, and each tag
    that is nearly one of a feed's."""
    if not config.feeds:
        return
    names = [one for feed in config.feeds for one in (feed.name, feed.origin) if one]
    tags = {label(tag): tag for feed in config.feeds for tag in feed.tags}
    known = {label(name) for name in names}
    for at, rule in enumerate(config.rules):
        for one in walk(rule.when):
            where: Where = ("rules", at, *one.at)
            if isinstance(one, Source):
                odd = [
                    name for name in one.names if _WORDS.match(name) and label(name) not in known
                ]
                for name in odd:
                    hint = nearest(name, names) or "write a domain, such as bbc.co.uk"
                    yield Problem(where, f"no feed is named {name!r}", hint, "warning")
            elif isinstance(one, Tag):
                for name in one.names:
                    near = "" if label(name) in tags else nearest(name, tags.values())
                    if near:
                        yield Problem(where, f"no feed has the tag {name!r}", near, "warning")


def lonely_rules(config: Config) -> Iterator[Problem]:
    """Yield a warning for each rule that waits for more origins than there are sites to watch."""
    sites = {feed.origin or urlsplit(feed.url).hostname for feed in config.feeds}
    if not sites:
        return
    watched = "1 site is watched" if len(sites) == 1 else f"{len(sites)} sites are watched"
    hint = f"add feeds of others: {watched}, which may credit news agencies or carry other outlets"
    for at, rule in enumerate(config.rules):
        if rule.story.origins > len(sites):
            said = f"rule {rule.id!r} hardly ever alerts: it waits for {rule.story.origins} origins"
            yield Problem(("rules", at, "story", "origins"), said, hint, "warning")
        for number, one in enumerate(rule.update_on):
            if isinstance(one, OriginsReach) and one.count > len(sites):
                said = f"rule {rule.id!r} hardly ever sends this update: it waits for {one.count} origins"
                yield Problem(("rules", at, "update_on", number), said, hint, "warning")


def lacking(config: Config) -> Iterator[Problem]:
    """Yield a warning for each thing without which nobody is ever told anything.

    No error: a daemon may well start before its first feed is added. A file of rules may stand
    without feeds: it is included by others, and checked alone by whoever writes it.
    """
    for key, said, hint in (
        ("feeds", "no feeds: nothing is polled", "add feeds:, or run 'wirewatch feeds add URL'"),
        ("rules", "no rules: nobody is told anything", "add rules:, or include: [rules.d/*.yaml]"),
        ("channels", "no channels: alerts reach nobody", "add channels: and default_notify:"),
    ):
        if not getattr(config, key) and not (key == "feeds" and config.rules):
            yield Problem((key,), said, hint, "warning")


def _bounds(config: Config) -> Iterator[Problem]:
    polling = config.polling
    if polling.min > polling.max:
        hint = "make min the shorter one"
        yield Problem(("polling", "min"), "polling.min is longer than polling.max", hint)


def _deprecated(config: Config) -> Iterator[Problem]:
    if config.stories.semantic is not None:
        hint = "it has no effect: remove it"
        yield Problem(("stories", "semantic"), "deprecated key 'semantic'", hint, "warning")


def nameless(entities: Mapping[str, EntitySpec]) -> Iterator[Problem]:
    """Yield a warning for each entity that no text can name."""
    for name, entity in entities.items():
        if not entity.aliases:
            said = f"the entity {name!r} has no aliases, so it is never found"
            yield Problem(("entities", name), said, "add aliases: [one, two]", "warning")


def _term_names(config: Config) -> Iterator[Problem]:
    for name in config.terms:
        if not TERM.match(f"${name}"):
            hint = f"write {name.lower().replace(' ', '-')}: and use it as ${name.lower().replace(' ', '-')}"
            yield Problem(("terms", name), f"{name!r} cannot be the name of a term list", hint)


def _reserved(view: View) -> Iterator[Problem]:
    for at, rule in enumerate(view.rules):
        if rule is not None and rule.id == HEALTH_RULE:
            said = f"the id {rule.id!r} is that of alerts about Wirewatch itself"
            yield Problem(("rules", at, "id"), said, "choose another")


def lists_in_one_text(terms: Mapping[str, object]) -> Iterator[Problem]:
    """Yield a warning for each term list that is written as one text with commas."""
    for name, raw in terms.items():
        if isinstance(raw, str) and "," in raw:
            said = f"the term list {name!r} is one phrase: a comma divides nothing without [ ]"
            parts = ", ".join(part.strip() for part in raw.split(",") if part.strip())
            yield Problem(("terms", name), said, f"write [{parts}]", "warning")


def _channel_urls(config: Config, check: CheckChannel | None) -> Iterator[Problem]:
    for name, channel in config.channels.items():
        if channel.template is not None and not os.path.exists(channel.template):
            said = f"channel {name!r}: template {channel.template} does not exist"
            hint = "check the path; it is relative to this file"
            yield Problem(("channels", name, "template"), said, hint)
            continue
        problem = _url_problem(channel, check)
        if problem:
            # The URL itself is a secret and is not repeated.
            yield Problem(("channels", name, "url"), f"channel {name!r}: {problem}")


def _url_problem(channel: ChannelConfig, check: CheckChannel | None) -> str | None:
    url = channel.url.get_secret_value()
    if "${" in url:
        return None
    return check(channel) if check is not None else None


def _named_channels(view: View) -> Iterator[Problem]:
    config = view.config

    def each(names: Sequence[str] | None, where: Where) -> Iterator[Problem]:
        for at, name in enumerate(names or ()):
            if view.channels is not None and name not in view.channels:
                yield unknown("channel", name, view.channels, (*where, at))

    yield from each(config.default_notify, ("default_notify",))
    yield from each(config.health.notify, ("health", "notify"))
    for at, entry in enumerate(config.routes):
        yield from each(entry.notify, ("routes", at, "notify"))
    for at, rule in enumerate(view.rules):
        yield from each(rule.notify if rule else (), ("rules", at, "notify"))


def _reach(view: View) -> Iterator[Problem]:
    """Yield an error for each rule whose alerts would reach nobody."""
    config = view.config
    floors = {name: channel.from_severity for name, channel in config.channels.items()}
    for at, rule in enumerate(view.rules):
        if rule is None:
            continue
        asked = rule.notify or (), rule.severity, rule.labels, config.routes, config.default_notify
        routing = route(*asked, floors)
        if routing.channels:
            continue
        if routing.below:
            message = f"rule {rule.id!r} reaches no channel: severity {rule.severity} is below"
            message += f" from_severity of {', '.join(routing.below)}"
            yield Problem(("rules", at), message, "raise the severity, or name another channel")
        else:
            hint = "add notify: to the rule, a route that fits, or default_notify:"
            yield Problem(("rules", at), f"rule {rule.id!r} reaches no channel", hint)


def repeated_feeds(config: Config) -> tuple[list[Problem], set[int]]:
    """Return a warning for each feed that stands there before, and the indices of those feeds."""
    first: dict[tuple[str, str, str], int] = {}
    problems, repeated = [], set()
    for at, feed in enumerate(config.feeds):
        place = _place(feed.url)
        if place in first:
            name = f" ({feed.name})" if feed.name else ""
            message = f"the feed {feed.url}{name} is listed twice"
            hint = "it is polled once; the first entry counts"
            problems.append(Problem(("feeds", at), message, hint, "warning"))
            repeated.add(at)
        first.setdefault(place, at)
    return problems, repeated


def _place(url: str) -> tuple[str, str, str]:
    """Return what two spellings of one address have in common: no usual port, no lack of a path."""
    parts = urlsplit(url)
    return parts.scheme, host_of(url), f"{parts.path or '/'}?{parts.query}"
