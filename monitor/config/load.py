"""From files to a checked configuration, with every problem in one go.

read (positions) ─▶ merge includes ─▶ fill secrets ─▶ shapes ─▶ rules ─▶ names and reach
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr, TypeAdapter, ValidationError

from monitor.config.checks import (
    CheckChannel,
    View,
    check_whole,
    lists_in_one_text,
    nameless,
    repeated_feeds,
)
from monitor.config.collector import no_collection
from monitor.config.gather import gather
from monitor.config.gathered import Gathered
from monitor.config.holes import Holes
from monitor.config.model import Config
from monitor.config.problems import Located, Where, has_errors
from monitor.config.secrets import Secrets
from monitor.config.shape import explain
from rules.errors import Problem
from rules.language.schema import EntitySpec, RuleSpec

__all__ = ["Loaded", "Located", "load"]
_MOST_ROUNDS = 20
_ENTITY = TypeAdapter(EntitySpec)
_KNOWN = frozenset(Config.model_fields)


@dataclass(slots=True)
class Loaded:
    """A configuration, or why there is none; warnings may stand beside a good one.

    ``files`` are all files (and directories of includes) whose change asks for a reload.
    ``draft`` stands where ``config`` is None but terms
    and entities could be read: for finding what is wrong with the rules too, never for running.
    ``numbers`` are the places of its rules in the files, since unreadable ones are left out.
    """

    config: Config | None
    problems: tuple[Located, ...]
    files: tuple[Path, ...]
    draft: Config | None = field(default=None, compare=False, repr=False)
    numbers: tuple[int, ...] | None = field(default=None, compare=False, repr=False)
    gathered: Gathered | None = field(default=None, compare=False, repr=False)

    @property
    def readable(self) -> bool:
        """Say whether the files could be read as YAML at all; what they say is another matter."""
        return self.gathered is None or not self.gathered.broken

    def spend(self) -> Config:
        """Return the configuration and forget it, so that it goes away with who asked for it."""
        config, self.config = self.config, None
        assert config is not None, "there is one, until it is spent"
        if self.gathered is not None:
            self.gathered.entities = {}
        return config

    def locate(self, problem: Problem) -> Located:
        """Return ``problem``, whose path is into ``config``, with file, line and column."""
        where = problem.where
        if self.numbers is not None and len(where) > 1 and where[0] == "rules":
            assert isinstance(where[1], int)
            problem = replace(problem, where=("rules", self.numbers[where[1]], *where[2:]))
        if self.gathered is not None:
            return self.gathered.locate(problem)
        file = self.files[0] if self.files else Path("config.yaml")
        return Located(file, 1, 1, problem.message, problem.hint, problem.level)


def load(
    path: Path,
    environ: Mapping[str, str],
    *,
    secrets: bool = True,
    check_channel: CheckChannel | None = None,
) -> Loaded:
    """Read the configuration at ``path``.

    ``secrets=False`` leaves ``${…}`` as written where it has no default. ``check_channel`` says
    in words what is wrong with a channel's URL, or None. Nothing is raised for a bad file.
    """
    with no_collection():
        return _load(path, Secrets(environ, wanted=secrets), check_channel)


def _load(path: Path, filler: Secrets, check_channel: CheckChannel | None) -> Loaded:
    got = gather(path, filler)
    if got.broken:
        return Loaded(None, _in_order(got, filler), tuple(got.files), gathered=got)
    rules = _read_rules(got)
    before = len(got.problems)
    entities = _read_entities(got)
    clean = len(got.problems) == before
    config, whole, holes = _shape(_said(got), got, filler)
    repeats, again = repeated_feeds(config)
    found = check_whole(View(config, _channels(got), rules, whole), check_channel)
    left = [replace(each, where=holes.written(each.where)) for each in (*found, *repeats)]
    doubts = (*lists_in_one_text(got.values.get("terms", {})), *nameless(entities))
    got.problems += [got.locate(problem) for problem in (*left, *doubts)]
    problems = _in_order(got, filler)
    config = config.model_copy(
        update={
            "rules": tuple(rule for rule in rules if rule is not None),
            "entities": entities,
            "feeds": tuple(feed for at, feed in enumerate(config.feeds) if at not in again),
            "interpolated": tuple(SecretStr(value) for value in sorted(filler.values)),
        }
    )
    if not whole or has_errors(problems):
        named = whole or not holes.touch("terms")
        # Of which languages the feeds are, only all of them say.
        feeds = () if holes.touch("feeds") else config.feeds
        draft = config.model_copy(update={"feeds": feeds}) if clean and named else None
        numbers = tuple(at for at, rule in enumerate(rules) if rule is not None)
        files = tuple(got.files)
        return Loaded(None, problems, files, draft=draft, numbers=numbers, gathered=got)
    return Loaded(config, problems, tuple(got.files), gathered=got)


def _channels(got: Gathered) -> Collection[str] | None:
    return None if "channels" in got.unreadable else got.values.get("channels", {})


def _in_order(got: Gathered, filler: Secrets) -> tuple[Located, ...]:
    """Return problems by file in the order of reading, then by line, each once, no secrets."""
    order = {file: at for at, file in enumerate(got.files)}
    unique = dict.fromkeys(filler.blotted(problem) for problem in got.problems)
    return tuple(
        sorted(unique, key=lambda each: (order.get(each.file, len(order)), each.line, each.column))
    )


def _read_rules(got: Gathered) -> list[RuleSpec | None]:
    rules: list[RuleSpec | None] = []
    written = got.values.get("rules", [])
    for at, read in enumerate(written):
        written[at] = None  # Held once.
        if isinstance(read, RuleSpec):
            rules.append(read)
            continue
        where = ("rules", at)
        got.problems += [got.locate(replace(each, where=(*where, *each.where))) for each in read]
        rules.append(None)
    return rules


def _read_entities(got: Gathered) -> dict[str, EntitySpec]:
    entities = got.entities
    written = got.values.pop("entities", {})
    for name, raw in written.items():
        if isinstance(raw, EntitySpec):
            entities[name] = raw
            continue
        given = raw
        if isinstance(raw, dict) and isinstance(raw.get("aliases"), str):
            given = raw | {"aliases": [raw["aliases"]]}
        try:
            entities[name] = _ENTITY.validate_python(given)
        except ValidationError as error:
            found = explain(error, EntitySpec, ("entities", name))
            got.problems += [got.locate(problem) for problem in found]
    return entities


def _shape(tree: Mapping[str, Any], got: Gathered, filler: Secrets) -> tuple[Config, bool, Holes]:
    """Validate everything but rules and entities; return what is left, whether that is all, and how
    its places are those that were written.

    What does not fit is noted and taken out, each value by itself, so that the rest can be judged
    in the same go. A value that waits for a secret is taken out without a word.
    """
    holes, whole = Holes(tree), True
    for _ in range(_MOST_ROUNDS):
        try:
            return Config.model_validate(holes.left()), whole, holes
        except ValidationError as error:
            found = explain(error, Config)
        problems = [replace(each, where=holes.written(each.where)) for each in found]
        waiting = _waiting(problems, filler)
        if not waiting:
            # What is missing in a later round was taken out in an earlier one.
            fresh = [each for each in problems if whole or not each.message.endswith(" is missing")]
            got.problems += [got.locate(problem) for problem in fresh]
            whole = False
            waiting = {problem.where for problem in problems}
        if not holes.take_out(waiting):
            break
    return Config(), False, holes


def _said(got: Gathered) -> dict[str, Any]:
    """Return what there is to validate."""
    tree = {key: value for key, value in got.values.items() if key not in ("rules", "entities")}
    # A section whose lines are all commented out says nothing, as if it were not there.
    return {key: value for key, value in tree.items() if value is not None or key not in _KNOWN}


def _waiting(problems: Sequence[Problem], filler: Secrets) -> set[Where]:
    """Return the paths of values that wait for a secret and are judged wrong for that."""
    places = [problem.where for problem in problems]
    return {skip for skip in filler.skipped for place in places if place[: len(skip)] == skip}
