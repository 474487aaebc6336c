"""One tree out of many files: includes, managed feeds, OPML and CSV, each value with its place."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Mapping
from os.path import realpath
from pathlib import Path
from typing import Any, Final

from monitor.config.gathered import Gathered
from monitor.config.model import Config
from monitor.config.nodes import Source, read_source
from monitor.config.problems import BadValueError, Located, nearest
from monitor.config.secrets import Secrets
from monitor.config.spots import Run, Section, Spot
from monitor.config.tables import read_bounded, read_names, read_opml
from rules.language.schema import EntitySpec, read_rule

MANAGED: Final = Path("feeds.d/managed.yaml")
LISTS: Final = ("feeds", "routes", "rules", "default_notify")
MAPS: Final = ("terms", "entities", "channels")
KEYS: Final = ("include", *(key for key in Config.model_fields if key != "interpolated"))
_MOST_FILES: Final = 10_000
_ENTITY: Final = frozenset(("kind", "aliases", "country"))


def _entity(raw: Any) -> Any:
    """Return an entity whose values are texts already; whatever else stands there as it is.

    A list of plain values takes three times as much as the entity, and there may be many.
    """
    if not isinstance(raw, dict) or not _ENTITY.issuperset(raw):
        return raw
    kind, aliases, country = raw.get("kind", ""), raw.get("aliases", ()), raw.get("country")
    given = [aliases] if isinstance(aliases, str) else aliases
    texts = [kind, *given, country or ""] if isinstance(given, (list, tuple)) else [None]
    if all(isinstance(text, str) and "${" not in text for text in texts):
        return EntitySpec(sys.intern(kind), tuple(given), country)
    return raw


_MAKERS: Final = {"rules": read_rule, "entities": _entity}


def gather(main: Path, secrets: Secrets) -> Gathered:
    """Read ``main`` and everything it names; problems are collected, never raised."""
    got = Gathered(main)
    first = _read(got, main, None)
    if first is None or first.broken:
        return got
    if not isinstance(first.value, dict | None):
        got.problems.append(Located(main, 1, 1, "a configuration is a mapping", "write key: value"))
        got.broken = True
        return got
    got.tops[""] = Spot(main, first)
    _merge(got, first, whole=True)
    _follow(got, first, secrets)
    managed = main.parent / MANAGED
    if realpath(managed) not in got.real and os.path.lexists(managed):
        source = _read(got, managed, None)
        if source is not None:
            _merge(got, source, whole=False)
    got.files.setdefault(managed)
    _fill(got, secrets)
    _expand_feeds(got)
    _expand_entities(got)
    got.files.update(dict.fromkeys(secrets.files))
    return got


def _read(got: Gathered, file: Path, named: Spot | None) -> Source | None:
    got.files[file] = None
    got.real.add(realpath(file))
    try:
        source = read_source(file, read_bounded(file), _MAKERS)
    except BadValueError as wrong:
        place = named.point((), key=False) if named is not None else (file, 1, 1)
        absent = file == got.main and not os.path.lexists(file)
        hint = "check the path; --config FILE names a configuration" if absent else wrong.hint
        got.problems.append(Located(*place, str(wrong), hint))
        got.broken = True
        return None
    got.problems += source.problems
    got.broken = got.broken or source.broken
    return source


def _follow(got: Gathered, source: Source, secrets: Secrets) -> None:
    """Read the files that ``include`` names, and those that they include."""
    waiting = [source]
    while waiting:
        current = waiting.pop(0)
        raw = current.value.get("include") if isinstance(current.value, dict) else None
        patterns = [raw] if isinstance(raw, str) else raw
        if not isinstance(patterns, list):
            if raw is not None:
                place = current.place(("include",))
                got.problems.append(
                    Located(current.file, *place, "include must be a list of files")
                )
            continue
        for at, pattern in enumerate(patterns):
            spot = Spot(current.file, current, ("include", at))
            pattern = secrets.fill(pattern, ("include", at), spot.base)
            for file in _named_files(got, pattern, spot):
                included = _read(got, file, spot)
                if included is not None:
                    _merge(got, included, whole=False)
                    waiting.append(included)


def _named_files(got: Gathered, pattern: object, spot: Spot) -> list[Path]:
    if not isinstance(pattern, str) or not pattern:
        got.problems.append(Located(*spot.point((), key=False), "include names no file"))
        return []
    found = sorted(_matching(spot.base, pattern))
    # A glob may find nothing yet; its directory is watched for what comes.
    got.files.setdefault((spot.base / pattern).parent)
    if not glob.has_magic(pattern) and os.path.isdir(spot.base / pattern):
        hint = f"name its files: {pattern.rstrip('/')}/*.yaml"
        said = f"{pattern!r} is a directory"
        got.problems.append(Located(*spot.point((), key=False), said, hint))
    elif not found and not glob.has_magic(pattern):
        hint = "check the path; it is relative to this file"
        message = f"included file {pattern!r} does not exist"
        got.problems.append(Located(*spot.point((), key=False), message, hint))
    # A link that leads nowhere, or a pipe, is an error: left out, its feeds would be gone.
    new = {realpath(name): Path(name) for name in found if not os.path.isdir(name)}
    files = [file for real, file in new.items() if real not in got.real]
    return files[: _MOST_FILES - len(got.files)]


def _matching(base: Path, pattern: str) -> list[str]:
    """Return what ``pattern`` finds; what looks like a pattern in ``base`` itself is not one."""
    if Path(pattern).is_absolute():
        return glob.glob(pattern, recursive=True)
    return glob.glob(str(Path(glob.escape(str(base))) / pattern), recursive=True)


def _merge(got: Gathered, source: Source, *, whole: bool) -> None:
    """Add what ``source`` says; ``whole``: it is the main file and may say everything."""
    if source.value is None:
        return
    if not isinstance(source.value, dict):
        hint = "write rules: or feeds: above the list" if isinstance(source.value, list) else ""
        said = "an included file is a mapping"
        got.problems.append(Located(source.file, 1, 1, said, hint or "write rules: or feeds:"))
        return
    # Beside a section it is a rule's line that lost its indentation: one unknown key.
    if "when" in source.value and source.value.keys().isdisjoint(KEYS):
        said = "a rule stands here by itself"
        hint = "write rules: above it, indent it, and begin it with '- '"
        got.problems.append(Located(source.file, 1, 1, said, hint))
        return
    for key, value in source.value.items():
        spot = Spot(source.file, source, (key,))
        meant = key if key in (*LISTS, *MAPS) else _meant(got, source, spot)
        if meant == "rules" != key and isinstance(value, list):
            value[:] = map(read_rule, value)
        if meant in LISTS:
            _add_list(got, meant, value, spot)
        elif meant in MAPS:
            _add_map(got, meant, value, spot)
        elif key == "include":
            got.tops[key] = spot
        elif whole:
            got.values[key] = value
            got.tops[key] = spot
        else:
            here = (*LISTS, *MAPS, "include")
            hint = nearest(key, here) or f"an included file may say {', '.join(here)}"
            place = spot.point((), key=True)
            got.problems.append(Located(*place, f"key {key!r} cannot stand here", hint))


def _meant(got: Gathered, source: Source, spot: Spot) -> str:
    """Return the section that a misspelt key surely is, with the problem noted, or nothing.

    It is read as such, so that what only it names is not missed everywhere.
    """
    key = str(spot.path[0])
    near = nearest(key, KEYS)
    meant = near.removeprefix("did you mean ").removesuffix("?")
    if key in KEYS or meant not in (*LISTS, *MAPS) or meant in source.value:
        return ""
    got.problems.append(Located(*spot.point((), key=True), f"unknown key {key!r}", near))
    return meant


def _add_list(got: Gathered, key: str, value: Any, spot: Spot) -> None:
    got.tops.setdefault(key, spot)
    items = got.values.setdefault(key, [])
    if isinstance(value, str) and key == "default_notify":
        value = [value]
    if value is None:
        return
    if not isinstance(value, list):
        problem = f"{key} must be a list", "begin each entry with '- '"
        got.problems.append(Located(*spot.point((), key=True), *problem))
        return
    got.lists.setdefault(key, Run()).add(Section(spot), len(value))
    items += value
    value.clear()  # The source stays for its places; what it says is held once.


def _add_map(got: Gathered, key: str, value: Any, spot: Spot) -> None:
    got.tops.setdefault(key, spot)
    items = got.values.setdefault(key, {})
    if value is None:
        return
    if not isinstance(value, dict):
        problem = f"{key} must be a mapping", "write name: value"
        got.problems.append(Located(*spot.point((), key=True), *problem))
        got.unreadable.add(key)
        return
    spots = got.maps.setdefault(key, {})
    section = Section(spot)
    for name, item in value.items():
        if name in items:
            if items[name] == item:
                continue  # two files that can stand alone may both name it
            file, line, _ = spots[name].spot(name).point((), key=True)
            place = section.spot(name).point((), key=True)
            hint = f"it is defined in {file}:{line} already"
            got.problems.append(Located(*place, f"duplicate name {name!r} in {key}", hint))
            continue
        items[name] = item
        spots[name] = section
    value.clear()


def _fill(got: Gathered, secrets: Secrets) -> None:
    """Put secrets in, and make paths relative to the files that name them."""
    for key, value in got.values.items():
        if key == "rules":
            continue
        if isinstance(value, list) and key in got.lists:
            got.values[key] = [
                secrets.fill(item, (key, at), got.lists[key].at(at).base)
                for at, item in enumerate(value)
            ]
        elif isinstance(value, dict) and key in got.maps:
            got.values[key] = {
                name: secrets.fill(item, (key, name), got.maps[key][name].top.base)
                for name, item in value.items()
            }
        else:
            got.values[key] = secrets.fill(value, (key,), got.main.parent)
    got.problems += [got.locate(problem) for problem in secrets.problems]
    storage = got.values.get("storage")
    if isinstance(storage, str):
        got.values["storage"] = _database(storage, got.main.parent)
    channels = got.values.get("channels", {})
    for name, written in channels.items():
        channel = channels[name] = {"url": written} if isinstance(written, str) else written
        template = channel.get("template") if isinstance(channel, dict) else None
        if isinstance(template, str):
            channel["template"] = str(got.maps["channels"][name].top.base / template)


def _database(url: str, base: Path) -> str:
    path = url.removeprefix("sqlite:///")
    if path == url or path.startswith(("/", ":memory:", "file:")) or not path:
        return url
    return f"sqlite:///{(base / path).absolute()}"


def _expand_feeds(got: Gathered) -> None:
    """Write out short forms, and put the feeds of OPML files where the files are named."""
    feeds, spots = [], Run()
    for at, item in enumerate(got.values.get("feeds", ())):
        spot = got.lists["feeds"].at(at)
        if isinstance(item, dict) and "opml" in item:
            for feed, line in _outlines(got, at, item, spot.base):
                feeds.append(feed)
                spots.add(Spot(spot.base / str(item["opml"]), line=line), 1)
            continue
        feeds.append({"url": item} if isinstance(item, str) else item)
        spots.add(spot, 1)
    if "feeds" in got.values:
        got.values["feeds"], got.lists["feeds"] = feeds, spots


def _outlines(
    got: Gathered, at: int, item: Mapping[str, Any], base: Path
) -> list[tuple[dict[str, Any], int]]:
    """Return feeds with their lines; other keys of the entry go to every feed of the file."""
    rest = {key: value for key, value in item.items() if key not in ("opml", "tags")}
    tags = item.get("tags") or ()
    more = [tags] if isinstance(tags, str) else list(tags)
    if "url" in rest:
        got.say(("feeds", at, "url"), "a feed has url or opml, not both", "make two entries of it")
        return []
    file = base / str(item["opml"] or "")
    got.files[file] = None
    try:
        found = read_opml(file)
    except BadValueError as wrong:
        got.say(("feeds", at, "opml"), str(wrong), wrong.hint)
        return []
    return [
        ({"url": one.url, "name": one.name, **rest, "tags": [*one.tags, *more]}, one.line)
        for one in found
    ]


def _expand_entities(got: Gathered) -> None:
    """Replace ``{from: names.csv}`` by the entities of the file; they are checked already."""
    written: dict[str, Any] = got.values.get("entities", {})
    for name in [key for key, raw in written.items() if isinstance(raw, dict) and "from" in raw]:
        raw, spot = written.pop(name), got.maps["entities"][name].top
        if len(raw) > 1:
            extra = next(key for key in raw if key != "from")
            got.say(("entities", name, extra), f"unknown key {extra!r}", "from: stands alone")
        file = spot.base / str(raw["from"] or "")
        got.files[file] = None
        try:
            names = read_names(file)
        except BadValueError as wrong:
            got.say(("entities", name, "from"), str(wrong), wrong.hint)
            continue
        got.problems += names.problems
        section = Section(Spot(file), names.lines)
        for key, entity in names.entities.items():
            if key in written or key in got.entities:
                place = section.spot(key).point((), key=True)
                hint = "give one of them another id"
                got.problems.append(Located(*place, f"duplicate entity {key!r}", hint))
                continue
            got.entities[key] = entity
            got.maps["entities"][key] = section
