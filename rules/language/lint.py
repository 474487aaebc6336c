"""Rules that can be compiled but hardly say what their author means."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from rules.errors import Problem
from rules.language import conditions as c
from rules.language.conditions import Condition, Path, parts, walk
from rules.language.describe import describe
from rules.language.languages import CODES, MEANT_LANGUAGES
from rules.language.patterns import pattern_warnings
from rules.language.phrase_lint import list_doubts, phrase_doubts
from rules.language.phrases import TERM
from rules.language.schema import Moves, OriginsReach, RuleSpec
from rules.language.vacuous import always, forget, never, never_itself, only_none, unreachable

_PATH: Final = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)/.+", re.IGNORECASE)
FACT_LANGUAGES: Final = frozenset(("en",))
"""Languages whose figures and deployments are read."""


def lint(
    rules: Sequence[RuleSpec],
    terms: Mapping[str, Sequence[str]],
    *,
    feed_languages: Collection[str] | None = None,
    reaches: Callable[[RuleSpec], bool] | None = None,
    place: Callable[[Path], str] | None = None,
) -> tuple[Problem, ...]:
    """Return what is doubtful about rules that compile.

    ``feed_languages`` are those of all feeds, "" for a feed that says none; None if unknown.
    ``reaches`` says whether a rule's alerts have a channel, ``place`` where something stands.
    Problems are at ``("rules", index, …)`` or ``("terms", name, index)``.
    """
    found: list[Problem] = []
    seen: dict[str, int] = {}
    # Of interest for empty lists only.
    used = frozenset() if all(terms.values()) else lists_used(rules)
    for index, rule in enumerate(rules):
        base: Path = ("rules", index)
        if rule.id in seen:
            first = seen[rule.id]
            other = f"rule number {first + 1}"
            if place is not None:
                other = f"the rule in {place(('rules', first, 'id'))}"
            hint = f"{other} has it already; every rule needs an id of its own"
            found.append(Problem((*base, "id"), f"the id '{rule.id}' is used twice", hint))
        seen.setdefault(rule.id, index)
        if reaches is not None and not reaches(rule):
            found.append(
                Problem(
                    base,
                    f"rule {rule.id} reaches no channel",
                    "give it notify:, a route that fits, or set default_notify:",
                )
            )
        found += _conditions(rule, base, terms)
        found += _languages(rule, base, feed_languages)
        found += _updates(rule, base)
    for name, phrases in terms.items():
        found += list_doubts(name, phrases, used=name in used)
    forget()
    return tuple(found)


def _conditions(rule: RuleSpec, base: Path, terms: Mapping[str, Sequence[str]]) -> list[Problem]:
    found: list[Problem] = []
    for one in walk(rule.when):
        where = (*base, *one.at)
        found += _leaf(one, terms, where) or _parts(one, terms, base)
        if isinstance(one, (c.NoneOf, c.AnyOf)) and one is not rule.when:
            found += _pointless(one, base)
        impossible = never_itself(one, terms)
        if impossible:
            found.append(Problem(where, *impossible))
    where = (*base, *(rule.when.at or ("when",)))
    if not any(one.level == "error" for one in found) and never(rule.when, terms):
        hint = "none of its alternatives can hold: mend or remove them"
        found.append(Problem(where, f"rule {rule.id} can never match", hint))
    if only_none(rule.when):
        hint = "add what must be there, under any: or all:"
        some = "" if isinstance(rule.when, (c.NoneOf, c.AllOf)) else "an alternative of "
        said = f"{some}rule {rule.id} only says what must be absent, so nearly every item matches"
        found.append(Problem(where, said, hint))
    elif always(rule.when):
        said = f"rule {rule.id} matches nearly every item"
        found.append(Problem(where, said, "ask for something rarer", "warning"))
    return found


def _leaf(one: Condition, terms: Mapping[str, Sequence[str]], where: Path) -> list[Problem]:
    if isinstance(one, c.Phrase):
        return phrase_doubts(one, terms, where)
    if isinstance(one, c.Regex):
        return pattern_warnings(one, where)
    if isinstance(one, (c.Tag, c.Source, c.Author)):
        return _taken_literally(one, where)
    return _no_language(one, where) if isinstance(one, c.Language) else []


def _parts(one: Condition, terms: Mapping[str, Sequence[str]], base: Path) -> list[Problem]:
    found = _repeated(parts(one), base)
    if isinstance(one, c.AllOf):
        found += [_excluded_alternative(part, base) for part in unreachable(one, terms)]
    return found


def _repeated(of: Sequence[Condition], base: Path) -> list[Problem]:
    """Warn of a condition that stands twice in one list: the second adds nothing."""
    seen: set[Condition] = set()
    found: list[Problem] = []
    for one in of:
        if one in seen:
            said = f"{describe(one)} stands twice in this list"
            found.append(Problem((*base, *one.at), said, "remove one of the two", "warning"))
        seen.add(one)
    return found


def _excluded_alternative(part: Condition, base: Path) -> Problem:
    said = f"{describe(part)} never counts here: none: excludes words that are in it"
    return Problem((*base, *part.at), said, "remove one of the two", "warning")


def _pointless(one: c.NoneOf | c.AnyOf, base: Path) -> list[Problem]:
    """Warn of a part that nearly every item has: beside it the other parts say nothing."""
    if isinstance(one, c.NoneOf):
        end, hint = "this hardly ever holds", "ask for the absence of something rarer"
    else:
        end, hint = "this any: nearly always holds", "remove it, or ask for something rarer"
    return [
        Problem(
            (*base, *part.at), f"nearly every item has {describe(part)}, so {end}", hint, "warning"
        )
        for part in one.of
        if always(part) and not only_none(part)
    ]


def lists_used(rules: Sequence[RuleSpec]) -> frozenset[str]:
    """Return the names of the term lists that rules use."""
    conditions = (one for rule in rules for one in walk(rule.when))
    return frozenset(one.name for one in conditions if isinstance(one, c.Term))


def idle_lists(rules: Sequence[RuleSpec], terms: Mapping[str, Sequence[str]]) -> list[Problem]:
    """Warn of term lists that no rule uses; ``rules`` are all there are."""
    idle = {name for name, phrases in terms.items() if phrases} if rules else set()
    for rule in rules:
        if not idle:
            break
        for one in walk(rule.when):
            if isinstance(one, c.Term):
                idle.discard(one.name)
            elif isinstance(one, c.Phrase):
                # Meant as the list: a warning says so where it stands.
                idle.discard(one.text.lower().lstrip("$"))
    return [
        Problem(
            ("terms", name),
            f"no rule uses the term list '{name}'",
            f"use it as ${name}, or remove it",
            "warning",
        )
        for name in terms
        if name in idle
    ]


def _updates(rule: RuleSpec, base: Path) -> list[Problem]:
    """Warn of updates that can never come."""
    found = []
    if rule.update_gap and not rule.update_on:
        said = "update_gap without update_on: there are no updates to tell together"
        where: Path = (*base, "update_gap")
        found.append(Problem(where, said, "add update_on:, or remove it", "warning"))
    for index, one in enumerate(rule.update_on):
        where = (*base, "update_on", index)
        if isinstance(one, Moves) and one.percent and one.direction == "falls" and one.amount > 100:
            said = "no number falls by more than 100%"
            found.append(Problem(where, said, "write less than 100%", "warning"))
        if isinstance(one, OriginsReach) and one.count <= rule.story.origins:
            said = (
                f"the first alert waits for {rule.story.origins} origins: {one.count} are no news"
            )
            found.append(Problem(where, said, "ask for more origins here", "warning"))
    return found


def _languages(rule: RuleSpec, base: Path, feed_languages: Collection[str] | None) -> list[Problem]:
    if not feed_languages:
        return []
    facts = [one for one in walk(rule.when) if isinstance(one, (c.FigureIs, c.DeploymentIs))]
    read = any(not tag or tag.lower().split("-")[0] in FACT_LANGUAGES for tag in feed_languages)
    if not facts or read:
        return []
    return [
        Problem(
            (*base, *facts[0].at),
            "figures and deployments are read in English only, and no feed is in English",
            "use phrases, or add a feed in English",
            "warning",
        )
    ]


def _taken_literally(one: c.Tag | c.Source | c.Author, where: Path) -> list[Problem]:
    """Warn of the first name that says more than it is read as."""
    for name in one.names:
        parts = ", ".join(part.strip() for part in name.split(","))
        if "," in name and not isinstance(one, c.Author):
            return [
                Problem(where, f"'{name}' is one name", f"write [{parts}] for several", "warning")
            ]
        if "*" in name:
            bare = name.strip("*").lstrip(".") or "a name"
            hint = f"write {bare}"
            hint += ", which stands for what is below it too" if isinstance(one, c.Source) else ""
            said = f"'{name}' is taken as written: a * stands for nothing here"
            return [Problem(where, said, hint, "warning")]
        if TERM.match(name):
            said = f"'{name}' is taken as written: term lists are for texts only"
            return [Problem(where, said, "write the names here, as [one, two]", "warning")]
        if isinstance(one, c.Source) and (path := _PATH.fullmatch(name.strip())):
            said = f"of '{name}' only the domain counts"
            return [Problem(where, said, f"write {path[1]}, or a tag of the feed", "warning")]
    return []


def _no_language(one: c.Language, where: Path) -> list[Problem]:
    odd = next((tag for tag in one.tags if tag not in CODES and len(tag) != 3), None)
    if odd is None:
        return []
    said = f"'{odd}' is not the code of a language, so this can hardly hold"
    meant = MEANT_LANGUAGES.get(odd)
    hint = f"did you mean {meant}?" if meant else "write en, uk, ar or the like"
    return [Problem(where, said, hint, "warning")]
