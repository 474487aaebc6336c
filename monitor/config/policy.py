"""A configuration compiled: what the pipeline runs on, swapped whole on reload."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.config.checks import without_effect
from monitor.config.collector import no_collection
from monitor.config.load import Loaded
from monitor.config.model import Config
from monitor.config.problems import Located
from rules.errors import Problem, RulesError
from rules.facts.gazetteer import Gazetteer
from rules.language.inline import run_tests
from rules.language.lint import lint
from rules.language.ruleset import RuleSet, compile_rules


@dataclass(frozen=True, slots=True)
class Policy:
    """A configuration and its rules, ready to match."""

    config: Config
    ruleset: RuleSet


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
        try:
            ruleset = compile_rules(config.rules, config.terms, config.entities, gazetteer)
        except RulesError as error:
            return None, _located(loaded, error.problems)
        languages = {feed.language.lower().partition("-")[0] for feed in config.feeds}
        problems = (
            *lint(config.rules, config.terms, feed_languages=languages or None),
            *run_tests(config.rules, ruleset),
            *without_effect(config),
        )
        policy = Policy(config, ruleset) if loaded.config is not None else None
        return policy, _located(loaded, problems)


def _located(loaded: Loaded, problems: Iterable[Problem]) -> tuple[Located, ...]:
    return tuple(dict.fromkeys(loaded.locate(problem) for problem in problems))
