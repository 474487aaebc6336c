"""``feeds.d/managed.yaml``: the one file Wirewatch writes itself, kept tidy for people."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from monitor.config.gather import MANAGED
from monitor.config.model import FeedConfig
from monitor.config.nodes import read_source
from monitor.config.problems import BadValueError
from monitor.config.shape import explain
from monitor.config.tables import read_bounded
from monitor.errors import Refused, UsageError
from storage.addresses import address_of

_HEAD: Final = "# Written by 'wirewatch feeds add' and 'feeds remove'; edit it if you like.\n"


def add_feed(config: Path, url: str, *, name: str = "", tags: Sequence[str] = ()) -> Path:
    """Add a feed beside the configuration file ``config`` and return the file written.

    Raises UsageError for a URL that cannot be fetched, Refused when it is there already.
    """
    feed, problem = _feed(url, name, tags)
    if problem:
        raise UsageError(problem)
    with _locked(config) as file:
        feeds = _read(file)
        if any(_url(each) == feed["url"] for each in feeds):
            raise Refused(f"{feed['url']} is in {file} already")
        _write(file, [*feeds, feed])
    return file


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a list of feeds: how many were added or known, and what is wrong with others."""

    file: Path
    added: int
    known: int
    problems: tuple[str, ...]


def add_feeds(
    config: Path, feeds: Iterable[tuple[str, str, Sequence[str]]], known: Collection[str]
) -> Added:
    """Add feeds (URL, name, tags) in one go; those in ``known`` or the file already are left."""
    added, problems, skipped = [], [], 0
    with _locked(config) as file:
        there = _read(file)
        seen = {*known, *(_url(each) for each in there)}
        for url, name, tags in feeds:
            feed, problem = _feed(url, name, tags)
            if problem:
                problems.append(f"{url}: {problem}")
            elif feed["url"] in seen:
                skipped += 1
            else:
                seen.add(feed["url"])
                added.append(feed)
        if added:
            _write(file, [*there, *added])
    return Added(file, len(added), skipped, tuple(problems))


def _feed(url: str, name: str, tags: Sequence[str]) -> tuple[dict[str, Any], str]:
    """Return the feed as it is written, and what is wrong with it; '' when it is good."""
    feed: dict[str, Any] = {"url": address_of(url)}
    if name:
        feed["name"] = name
    if tags:
        feed["tags"] = list(tags)
    try:
        FeedConfig.model_validate(feed)
    except ValidationError as error:
        problem = explain(error, FeedConfig)[0]
        return feed, ". ".join(each for each in (problem.message, problem.hint) if each)
    return feed, ""


def remove_feed(config: Path, url: str) -> Path:
    """Remove a feed from the managed file and return the file written.

    Raises Refused when it is not there.
    """
    wanted = address_of(url)
    with _locked(config) as file:
        feeds = _read(file)
        left = [each for each in feeds if _url(each) != wanted]
        if len(left) == len(feeds):
            raise Refused(f"{wanted} is not in {file}: remove it where it is written")
        _write(file, left)
    return file


def _url(feed: Any) -> str:
    raw = feed.get("url", "") if isinstance(feed, dict) else feed
    return address_of(str(raw))


@contextlib.contextmanager
def _locked(config: Path) -> Iterator[Path]:
    """Hold the managed file against a second command; its directory is made."""
    file = config.parent / MANAGED
    try:
        file.parent.mkdir(exist_ok=True)
        directory = os.open(file.parent, os.O_RDONLY)
    except OSError as error:
        raise Refused(f"cannot write {file}: {error.strerror}") from None
    try:
        fcntl.flock(directory, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(directory)


def _read(file: Path) -> list[Any]:
    if not file.exists():
        return []
    try:
        source = read_source(file, read_bounded(file))
    except BadValueError as wrong:
        raise Refused(str(wrong)) from None
    for problem in source.problems:
        raise Refused(f"mend this first: {problem}")
    feeds = source.value.get("feeds") if isinstance(source.value, dict) else None
    if source.value is not None and (
        not isinstance(feeds, (list, type(None))) or set(source.value) - {"feeds"}
    ):
        raise Refused(f"{file} holds more than a list of feeds: edit it by hand")
    return list(feeds or ())


def _write(file: Path, feeds: Sequence[Any]) -> None:
    """Replace the file at once and whole, so that no reader ever sees half of it."""
    lines = [_HEAD, "feeds:" if feeds else "feeds: []"]
    text = lines[0] + lines[1] + "\n" + "".join(_feed_lines(feed) for feed in feeds)
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=file.parent, prefix=".managed-", delete=False, encoding="utf-8"
        ) as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        Path(new.name).replace(file)
    except OSError as error:
        raise Refused(f"cannot write {file}: {error.strerror}") from None


def _feed_lines(feed: Any) -> str:
    if not isinstance(feed, dict):
        return f"  - {_quoted(feed)}\n"
    if set(feed) == {"url"}:
        return f"  - {_quoted(feed['url'])}\n"
    pairs = [f"{key}: {_quoted(value)}" for key, value in feed.items()]
    return "  - " + "\n    ".join(pairs) + "\n"


def _quoted(value: Any) -> str:
    """Return a value as YAML that reads back the same; JSON is YAML."""
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        plain = all(
            mark.isprintable() and not mark.isspace() and mark not in "#\"'," for mark in value
        )
        if plain and not value.endswith(":"):
            return value
    return json.dumps(value, ensure_ascii=False)
