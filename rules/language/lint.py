"""Rules that can be compiled but hardly say what their author means."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from rules.errors import Problem
from rules.language import conditions as c
from rules.language.conditions import Condition, Path, walk
from rules.language.describe import describe
from rules.language.patterns import pattern_warnings
from rules.language.phrases import TERM, words_of
from rules.language.schema import Moves, OriginsReach, RuleSpec
from rules.language.vacuous import always, forget, never, never_itself, only_none

_OPERATOR: Final = re.compile(r"(?:^|(?<=\s))(?:AND|OR|NOT)(?=\s)|\s*(?:\|\||\||&&)\s*")
_LISTS: Final = {"AND": "all", "&&": "all", "OR": "any", "|": "any", "||": "any", "NOT": "none"}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
FACT_LANGUAGES: Final = frozenset(("en",))
"""Languages whose figures and deployments are read."""


def lint(
    rules: Sequence[RuleSpec],
    terms: Mapping[str, Sequence[str]],
    *,
    feed_languages: Collection[str] | None = None,
    reaches: Callable[[RuleSpec], bool] | None = None,
) -> tuple[Problem, ...]:
    """Return what is doubtful about rules that compile.

    ``feed_languages`` are those of all feeds, "" for a feed that says none; None if unknown.
    ``reaches`` says whether a rule's alerts have a channel.
    Problems are at ``("rules", index, …)`` or ``("terms", name, index)``.
    """
    found: list[Problem] = []
    seen: dict[str, int] = {}
    for index, rule in enumerate(rules):
        base: Path = ("rules", index)
        if rule.id in seen:
            first = seen[rule.id] + 1
            hint = f"rule number {first} has it already; every rule needs an id of its own"
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
        found += _term(name, phrases)
    forget()
    return tuple(found)


def _conditions(rule: RuleSpec, base: Path, terms: Mapping[str, Sequence[str]]) -> list[Problem]:
    found: list[Problem] = []
    for one in walk(rule.when):
        where = (*base, *one.at)
        if isinstance(one, c.Phrase):
            found += _short(one.text, one.case, where)
            found += _meant_as_list(one.text, terms, where)
            found += [] if one.case else _meant_as_condition(one.text, where)
            found += _particles(one.text, where)
        elif isinstance(one, c.Regex):
            found += pattern_warnings(one, where)
        elif isinstance(one, (c.Tag, c.Source)):
            found += _meant_as_several(one, where)
        elif isinstance(one, c.Language):
            found += _no_language(one, where)
        elif isinstance(one, (c.AnyOf, c.AllOf, c.NoneOf, c.Count, c.Near, c.Sentence)):
            found += _repeated(one.of, base)
        if isinstance(one, c.NoneOf):
            found += _hollow(one, base)
        impossible = never_itself(one, terms)
        if impossible:
            found.append(Problem(where, *impossible))
    where = (*base, *(rule.when.at or ("when",)))
    if not found and never(rule.when, terms):
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


def _repeated(parts: Sequence[Condition], base: Path) -> list[Problem]:
    """Warn of a condition that stands twice in one list: the second adds nothing."""
    seen: set[Condition] = set()
    found: list[Problem] = []
    for one in parts:
        if one in seen:
            said = f"{describe(one)} stands twice in this list"
            found.append(Problem((*base, *one.at), said, "remove one of the two", "warning"))
        seen.add(one)
    return found


def _hollow(one: c.NoneOf, base: Path) -> list[Problem]:
    """Warn of what must be absent and nearly never is."""
    return [
        Problem(
            (*base, *part.at),
            f"nearly every item has {describe(part)}, so this hardly ever holds",
            "ask for the absence of something rarer",
            "warning",
        )
        for part in one.of
        if always(part) and not only_none(part)
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


def _short(text: str, case: bool, where: Path) -> list[Problem]:
    words = words_of(text)
    letters = sum(len(word) for word, _ in words)
    # A character of Chinese, Japanese or Korean says as much as a short word.
    if case or letters >= 3 or any(ord(char) >= 0x0E00 for word, _ in words for char in word):
        return []
    return [
        Problem(
            where,
            f"the phrase '{text}' is very short and stands for other words too",
            f"write phrase: {{text: {text}, case: true}} if its capitals matter",
            "warning",
        )
    ]


def _particles(text: str, where: Path) -> list[Problem]:
    """Warn of a Korean word that its particles would hide."""
    if not "\uac00" <= text.rstrip()[-1:] <= "\ud7a3":
        return []
    said = f"'{text}' finds the bare word alone, and Korean adds particles to words"
    return [Problem(where, said, f"write '{text.rstrip()}*'", "warning")]


def _meant_as_list(text: str, terms: Mapping[str, Sequence[str]], where: Path) -> list[Problem]:
    if text.startswith("$") and text[1:].lower() in terms and text != text.lower():
        said = f"'{text}' is read as a phrase: names of term lists are in small letters"
        return [Problem(where, said, f"did you mean {text.lower()}?", "warning")]
    inside = [word for word in text.split() if word[:1] == "$" and word[1:] in terms]
    if not inside or inside == [text]:
        return []
    said = f"'{text}' is read as a phrase: {inside[0]} is a list only where it stands alone"
    return [
        Problem(where, said, "use near: or all: with the list beside the other words", "warning")
    ]


def _meant_as_condition(text: str, where: Path) -> list[Problem]:
    """Warn of ``ferry OR boat``: to us that is one phrase of three words."""
    found = _OPERATOR.search(text)
    if found is None:
        return []
    word = found[0].strip()
    key = _LISTS[word]
    parts = [part.strip() for part in _OPERATOR.split(text) if part.strip()]
    said = f"'{text[:60]}' is one phrase: {word} is no operator"
    return [Problem(where, said, f"write {key}: [{', '.join(parts)[:80]}]", "warning")]


def _meant_as_several(one: c.Tag | c.Source, where: Path) -> list[Problem]:
    joined = next((name for name in one.names if "," in name), None)
    if joined is None:
        return []
    parts = ", ".join(part.strip() for part in joined.split(","))
    return [Problem(where, f"'{joined}' is one name", f"write [{parts}] for several", "warning")]


def _no_language(one: c.Language, where: Path) -> list[Problem]:
    odd = next((tag for tag in one.tags if not _LANGUAGE.fullmatch(tag)), None)
    if odd is None:
        return []
    said = f"'{odd}' is not the code of a language, so this can hardly hold"
    return [Problem(where, said, "write en, uk, ar or the like", "warning")]


def _term(name: str, phrases: Sequence[str]) -> list[Problem]:
    found: list[Problem] = []
    for index, text in enumerate(phrases):
        if TERM.match(str(text)):
            continue  # The compiler refuses it: that it is short as well helps nobody.
        found += _meant_as_condition(str(text), ("terms", name, index))
        found += _short(str(text), False, ("terms", name, index))
        found += _particles(str(text), ("terms", name, index))
    if not phrases:
        found.append(
            Problem(
                ("terms", name),
                f"the term list '{name}' is empty",
                "fill it, or remove it",
                "warning",
            )
        )
    return found
