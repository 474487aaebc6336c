"""One look at the files of a configuration: what a reload finds there, as values that can be sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from monitor.config.checks import CheckChannel
from monitor.config.compact import Written
from monitor.config.load import Located, load
from monitor.config.model import Config
from monitor.config.policy import Policy, compile_packed_policy
from monitor.config.problems import errors_of
from rules.facts.gazetteer import Gazetteer
from rules.language.packed import PackedRules


@dataclass(frozen=True, slots=True)
class Present:
    """The configuration in force: a digest of its rules and entities, and what else it says."""

    mark: bytes
    settings: Config


@dataclass(frozen=True, slots=True)
class Task:
    """What to look at. With ``present`` a configuration that says the same is not compiled."""

    path: Path
    environ: Mapping[str, str]
    check_channel: CheckChannel
    present: Present | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: nothing new, problems that forbid use, or a policy, written out by who looked.

    ``mark`` is the digest of its rules and entities. ``feeds`` and ``rules`` are how many it names.
    """

    files: tuple[Path, ...]
    problems: tuple[Located, ...] = ()
    same: bool = False
    written: Written | None = None
    mark: bytes = b""
    feeds: int = 0
    rules: int = 0


def look(task: Task, gazetteer: Gazetteer) -> tuple[Found, Policy | None]:
    """Read, compile and judge the configuration; with what is found comes a good one's policy."""
    loaded = load(task.path, task.environ, check_channel=task.check_channel)
    mark = mark_of(loaded.config) if loaded.config is not None else b""
    if task.present is not None and loaded.config is not None:
        same = without_rules(loaded.config) == task.present.settings
        if same and mark == task.present.mark:
            return Found(loaded.files, same=True), None
    policy, more = compile_packed_policy(loaded, gazetteer)
    problems = tuple(dict.fromkeys((*loaded.problems, *more)))
    if policy is None or errors_of(problems):
        return Found(loaded.files, problems), None
    feeds, rules = len(policy.config.feeds), len(policy.config.rules)
    return Found(loaded.files, problems, mark=mark, feeds=feeds, rules=rules), policy


def mark_of(config: Config) -> bytes:
    """Return what two loads of the same rules and entities have alike, in any process."""
    digest = blake2b(digest_size=16)
    for rule in config.rules:
        digest.update(rule.written.encode("utf-8", "surrogatepass") + b"\0")
    for name, entity in config.entities.items():
        said = "\0".join((name, entity.kind, entity.country or "", *entity.aliases, "\n"))
        digest.update(said.encode("utf-8", "surrogatepass"))
    return digest.digest()


def without_rules(config: Config) -> Config:
    """Return all that a configuration says but its rules and entities."""
    return config.model_copy(update={"rules": (), "entities": {}})


def rules_of(config: Config) -> str:
    """Return the rules of a configuration, and the terms they name, as JSON."""
    rules = config.rules
    written = rules.written() if isinstance(rules, PackedRules) else (one.written for one in rules)
    return f'{{"rules":[{",".join(written)}],"terms":{json.dumps(config.terms)}}}'
