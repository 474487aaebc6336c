"""From files to a checked configuration, with every problem in one go.

read (positions) ─▶ merge includes ─▶ fill secrets ─▶ shapes ─▶ rules ─▶ names and reach
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
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
from monitor.config.gather import Gathered, gather
from monitor.config.model import Config
from monitor.config.problems import Located, Where, has_errors
from monitor.config.secrets import Secrets
from monitor.config.shape import explain
from rules.errors import Problem
from rules.language.schema import EntitySpec, RuleSpec, read_rule

__all__ = ["Loaded", "Located", "load"]
_MOST_ROUNDS = 20
_ENTITY = TypeAdapter(EntitySpec)
_KNOWN = frozenset(Config.model_fields)


@dataclass(frozen=True, slots=True)
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
    numbers: tuple[int, ...] = field(default=(), compare=False, repr=False)
    gathered: Gathered | None = field(default=None, compare=False, repr=False)

    @property
    def readable(self) -> bool:
        """Say whether the files could be read as YAML at all; what they say is another matter."""
        return self.gathered is None or not self.gathered.broken

    def locate(self, problem: Problem) -> Located:
        """Return ``problem``, whose path is into ``config``, with file, line and column."""
        where = problem.where
        if self.config is None and len(where) > 1 and where[0] == "rules":
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
    config, whole = _shape(got, filler)
    repeats, again = repeated_feeds(config) if whole else ([], set())
    found = check_whole(View(config, got.values.get("channels", {}), rules, whole), check_channel)
    doubts = (*lists_in_one_text(got.values.get("terms", {})), *nameless(entities))
    got.problems += [got.locate(problem) for problem in (*found, *repeats, *doubts)]
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
        named = len(config.terms) == len(got.values.get("terms", ()))
        draft = config if clean and named else None
        numbers = tuple(at for at, rule in enumerate(rules) if rule is not None)
        files = tuple(got.files)
        return Loaded(None, problems, files, draft=draft, numbers=numbers, gathered=got)
    return Loaded(config, problems, tuple(got.files), gathered=got)


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
    for at, raw in enumerate(written):
        read = read_rule(raw, ("rules", at))
        written[at] = None  # Of use no more, and much to hold.
        if isinstance(read, RuleSpec):
            rules.append(read)
            continue
        got.problems += [got.locate(problem) for problem in read]
        rules.append(None)
    return rules


def _read_entities(got: Gathered) -> dict[str, EntitySpec]:
    entities = dict(got.entities)
    for name, raw in got.values.get("entities", {}).items():
        given = raw
        if isinstance(raw, dict) and isinstance(raw.get("aliases"), str):
            given = raw | {"aliases": [raw["aliases"]]}
        try:
            entities[name] = _ENTITY.validate_python(given)
        except ValidationError as error:
            found = explain(error, EntitySpec, ("entities", name))
            got.problems += [got.locate(problem) for problem in found]
    return entities


def _shape(got: Gathered, filler: Secrets) -> tuple[Config, bool]:
    """Validate everything but rules and entities; return what is left, and whether that is all.

    What does not fit is noted and left out, so that the rest can be judged in the same go. A
    value that waits for a secret is left out without a word.
    """
    tree = {key: value for key, value in got.values.items() if key not in ("rules", "entities")}
    # A section whose lines are all commented out says nothing, as if it were not there.
    tree = {key: value for key, value in tree.items() if value is not None or key not in _KNOWN}
    whole = True
    for _ in range(_MOST_ROUNDS):
        try:
            return Config.model_validate(tree), whole
        except ValidationError as error:
            problems = explain(error, Config)
        waiting = _waiting(problems, filler)
        if not waiting:
            # What is missing in a later round was left out in an earlier one.
            fresh = [each for each in problems if whole or not each.message.endswith(" is missing")]
            got.problems += [got.locate(problem) for problem in fresh]
            whole = False
            waiting = {_without_shift(problem.where) for problem in problems}
        for where in waiting:
            tree = _without(tree, where)
    return Config(), False


def _waiting(problems: Sequence[Problem], filler: Secrets) -> set[Where]:
    """Return the paths of values that wait for a secret and are judged wrong for that."""
    places = [problem.where for problem in problems]
    return {skip for skip in filler.skipped for place in places if place[: len(skip)] == skip}


def _without_shift(where: Where) -> Where:
    """Return the path of the outermost list on ``where``: places in a list must not shift."""
    return tuple(itertools.takewhile(lambda step: isinstance(step, str), where))


def _without(tree: Any, where: Where) -> Any:
    """Return a copy of ``tree`` without the value at ``where``."""
    if not where:
        return tree
    step, rest = where[0], where[1:]
    if isinstance(tree, dict) and step in tree:
        if not rest:
            return {key: value for key, value in tree.items() if key != step}
        return tree | {step: _without(tree[step], rest)}
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        if not rest:
            return [value for at, value in enumerate(tree) if at != step]
        return [_without(value, rest) if at == step else value for at, value in enumerate(tree)]
    return tree
