"""A configuration compiled: what the pipeline runs on, swapped whole on reload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.config.checks import idle_routes, lonely_rules, unknown_sources
from monitor.config.collector import no_collection
from monitor.config.load import Loaded, load
from monitor.config.model import Config
from monitor.config.problems import Located
from monitor.errors import UsageError
from rules.alerts.routing import Routing, route
from rules.errors import Problem, RulesError
from rules.facts.gazetteer import Gazetteer
from rules.language.inline import run_tests
from rules.language.lint import idle_lists, lint
from rules.language.ruleset import RuleSet, compile_packed, compile_rules


@dataclass(frozen=True, slots=True)
class Policy:
    """A configuration and its rules, ready to match."""

    config: Config
    ruleset: RuleSet

    def packed(self) -> Policy:
        """Return what a daemon needs of it: no names of entities, which the rule set has too."""
        ruleset = self.ruleset.packed()
        config = self.config.model_copy(update={"rules": ruleset.rules, "entities": {}})
        return Policy(config, ruleset)


def routing_of(
    config: Config, notify: Sequence[str] | None, severity: str, labels: Mapping[str, str]
) -> Routing:
    """Return where ``config`` sends an alert and why; ``notify`` is what its rule names, or None."""
    floors = {name: channel.from_severity for name, channel in config.channels.items()}
    return route(notify or (), severity, labels, config.routes, config.default_notify, floors)


def compile_policy(
    loaded: Loaded, gazetteer: Gazetteer
) -> tuple[Policy | None, tuple[Located, ...]]:
    """Compile the rules of a configuration, run their tests and lint them.

    Returns the policy and every problem. The policy is None when there is no configuration or
    its rules do not compile; it is there when only tests fail, since a first start must run.
    Where only other parts of a configuration are wrong its rules are judged too.
    """
    config = loaded.config or loaded.draft
    if config is None:
        return None, ()
    with no_collection():
        doubts = _doubts(loaded, config)
        try:
            ruleset = compile_rules(config.rules, config.terms, config.entities, gazetteer)
        except RulesError as error:
            return None, _located(loaded, (*error.problems, *doubts))
        problems = [*doubts, *_failed(run_tests(config.rules, ruleset), doubts)]
        # What could not be read may be the rule that goes by a route, or another site.
        if loaded.config is not None:
            problems += _idle(config)
        policy = Policy(config, ruleset) if loaded.config is not None else None
        return policy, _located(loaded, problems)


def compile_packed_policy(
    loaded: Loaded, gazetteer: Gazetteer
) -> tuple[Policy | None, tuple[Located, ...]]:
    """Compile as :func:`compile_policy` does, for a daemon, in little room.

    The policy is packed, and ``loaded`` has lost its configuration.
    """
    if loaded.config is None:
        return compile_policy(loaded, gazetteer)
    config = loaded.spend()
    with no_collection():
        doubts = _doubts(loaded, config)
        idle = _idle(config)
        tested = {number: rule for number, rule in enumerate(config.rules) if rule.tests}
        rules, entities = list(config.rules), dict(config.entities)
        config = config.model_copy(update={"rules": (), "entities": {}})
        try:
            ruleset = compile_packed(rules, config.terms, entities, gazetteer)
        except RulesError as error:
            return None, _located(loaded, (*error.problems, *doubts))
        problems = (*doubts, *_failed(run_tests(tested, ruleset), doubts), *idle)
        config = config.model_copy(update={"rules": ruleset.rules})
        return Policy(config, ruleset), _located(loaded, problems)


def _doubts(loaded: Loaded, config: Config) -> tuple[Problem, ...]:
    languages = {feed.language.lower().partition("-")[0] for feed in config.feeds}
    return lint(
        config.rules,
        config.terms,
        feed_languages=languages or None,
        place=lambda where: "{0.file}:{0.line}".format(loaded.locate(Problem(where, ""))),
    )


def _idle(config: Config) -> list[Problem]:
    """Return warnings of what does nothing in a configuration that is whole."""
    found = [*idle_routes(config), *lonely_rules(config), *unknown_sources(config)]
    return [*found, *idle_lists(config.rules, config.terms)]


def _failed(tests: Iterable[Problem], doubts: Iterable[Problem]) -> list[Problem]:
    """Return the failing tests of rules that are not wrong anyway: one fault, one message."""
    wrong = {one.where[:2] for one in doubts if one.level == "error" and one.where[0] == "rules"}
    return [one for one in tests if one.where[:2] not in wrong]


def compile_against(path: Path, present: Policy) -> Policy:
    """Compile the rules of another file, to compare with those of ``present``.

    It may be a whole configuration or a file of rules. Terms and entities that it lacks are those
    of ``present``, and so is where alerts go when it names no channels of its own.

    Raises UsageError with every problem when its rules cannot be used.
    """
    loaded = load(path, {}, secrets=False)
    other = loaded.config or loaded.draft
    written = loaded.gathered.values.get("rules", ()) if loaded.gathered else ()
    # A draft leaves out rules that could not be read; a comparison must not.
    if other is None or len(other.rules) < len(written):
        raise UsageError("\n".join(map(str, loaded.problems)))
    config = present.config
    terms = {**config.terms, **other.terms}
    entities = {**config.entities, **other.entities}
    try:
        ruleset = compile_rules(other.rules, terms, entities, present.ruleset.gazetteer)
    except RulesError as error:
        raise UsageError("\n".join(map(str, _located(loaded, error.problems)))) from None
    whole = other if loaded.config is not None and other.channels else config
    return Policy(whole.model_copy(update={"stories": config.stories}), ruleset)


def _located(loaded: Loaded, problems: Iterable[Problem]) -> tuple[Located, ...]:
    return tuple(dict.fromkeys(loaded.locate(problem) for problem in problems))
