"""Rules that can be compiled but hardly say what their author means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from rules.errors import Problem
from rules.language import conditions as c
from rules.language.conditions import Condition, Path, walk
from rules.language.grammar import words_of
from rules.language.patterns import compile_pattern, pattern_warnings
from rules.language.schema import RuleSpec

FACT_LANGUAGES: Final = frozenset(("en",))
"""Languages whose figures and deployments are read."""

_EVERYWHERE: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "and",
        "is",
        "on",
        "for",
        "at",
        "by",
        "as",
        "with",
        "from",
        "it",
        "that",
        "was",
        "be",
        "are",
        "has",
        "have",
        "not",
    ]
)


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
    for name, phrases in terms.items():
        found += _term(name, phrases)
    return tuple(found)


def _conditions(rule: RuleSpec, base: Path, terms: Mapping[str, Sequence[str]]) -> list[Problem]:
    found: list[Problem] = []
    for one in walk(rule.when):
        where = (*base, *one.at)
        if isinstance(one, c.Phrase):
            found += _short(one.text, one.case, where)
            found += _meant_as_list(one.text, terms, where)
        elif isinstance(one, c.Regex):
            found += pattern_warnings(one, where)
        never = _never_itself(one, terms)
        if never:
            found.append(Problem(where, *never))
    where = (*base, *(rule.when.at or ("when",)))
    if not found and _never(rule.when, terms):
        found.append(Problem(where, f"rule {rule.id} can never match", "see what it asks for"))
    if _only_none(rule.when):
        hint = "add what must be there, under any: or all:"
        said = f"rule {rule.id} only says what must be absent, so nearly every item matches"
        found.append(Problem(where, said, hint))
    elif _always(rule.when):
        said = f"rule {rule.id} matches nearly every item"
        found.append(Problem(where, said, "ask for something rarer", "warning"))
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


def _meant_as_list(text: str, terms: Mapping[str, Sequence[str]], where: Path) -> list[Problem]:
    name = text[1:].lower()
    if not text.startswith("$") or name not in terms:
        return []
    said = f"'{text}' is read as a phrase: names of term lists are in small letters"
    return [Problem(where, said, f"did you mean ${name}?", "warning")]


def _term(name: str, phrases: Sequence[str]) -> list[Problem]:
    found: list[Problem] = []
    for index, text in enumerate(phrases):
        found += _short(str(text), False, ("terms", name, index))
    if not phrases:
        found.append(Problem(("terms", name), f"the term list '{name}' is empty", "", "warning"))
    return found


def _never_itself(one: Condition, terms: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """Say (message, hint) why a condition can never hold by itself."""
    match one:
        case c.Count(of=parts, at_least=at_least) if at_least > len(parts):
            return f"{at_least} of {len(parts)} conditions can never hold", "lower at_least:"
        case c.FigureIs(at_least=int(low), below=int(high)) if high <= low:
            return f"no figure is at least {low} and below {high}", "below: must be the larger"
        case c.Near(of=spans, words=words, ordered=ordered):
            sizes = [_least_words(span, terms) for span in spans]
            needed = sum(sizes) if ordered else max(sizes)
            if needed > words:
                return f"the phrases need {needed} words, near: allows {words}", "raise words:"
        case c.AllOf(of=parts):
            return _contradiction(parts)
        case c.Term(name=name) if not terms.get(name):
            return f"the term list '${name}' is empty, so this can never hold", "fill it"
        case _:
            pass
    return None


def _contradiction(parts: Sequence[Condition]) -> tuple[str, str] | None:
    asked = [one for part in parts for one in _asked(part)]
    denied = [one for part in parts if isinstance(part, c.NoneOf) for one in part.of]
    for one in denied:
        if any(_same(one, other) for other in asked):
            return "the same condition must hold and must not hold", "remove one of the two"
    languages = [set(one.tags) for one in asked if isinstance(one, c.Language)]
    if languages and not set.intersection(*languages):
        return "an item has one language, never two", "write language: [uk, ru] for either"
    return None


def _asked(part: Condition) -> list[Condition]:
    """Return what must hold if ``part`` holds."""
    if isinstance(part, c.AllOf):
        return [one for inner in part.of for one in _asked(inner)]
    if isinstance(part, c.AnyOf) and len(part.of) == 1:
        return _asked(part.of[0])
    return [part]


def _same(one: Condition, other: Condition) -> bool:
    if isinstance(one, c.Phrase) and isinstance(other, c.Phrase):
        alike = (one.case, one.stem, one.fields) == (other.case, other.stem, other.fields)
        return (
            alike
            and (one.text == other.text or not one.case)
            and (words_of(one.text) == words_of(other.text))
        )
    return one == other


def _least_words(span: Condition, terms: Mapping[str, Sequence[str]]) -> int:
    if isinstance(span, c.Phrase):
        return len(words_of(span.text))
    if isinstance(span, c.Term):
        return min((len(words_of(str(text))) for text in terms.get(span.name, ())), default=1)
    return 1


def _never(one: Condition, terms: Mapping[str, Sequence[str]]) -> bool:
    if _never_itself(one, terms):
        return True
    match one:
        case c.AllOf(of=parts):
            return any(_never(part, terms) for part in parts)
        case c.AnyOf(of=parts):
            return all(_never(part, terms) for part in parts)
        case c.Count(of=parts, at_least=at_least):
            return sum(not _never(part, terms) for part in parts) < at_least
        case _:
            return False


def _only_none(one: Condition) -> bool:
    match one:
        case c.NoneOf():
            return True
        case c.AllOf(of=parts):
            return all(_only_none(part) for part in parts)
        case c.AnyOf(of=parts):
            return any(_only_none(part) for part in parts)
        case _:
            return False


def _always(one: Condition) -> bool:
    """Whether nearly every item meets the condition."""
    match one:
        case c.Phrase(text=text, case=False):
            return len(words := words_of(text)) == 1 and words[0][0] in _EVERYWHERE
        case c.Regex():
            compiled = compile_pattern(one)
            return not isinstance(compiled, tuple) and compiled.search("") is not None
        case c.AllOf(of=parts):
            return all(_always(part) for part in parts)
        case c.AnyOf(of=parts):
            return any(_always(part) for part in parts)
        case c.Count(of=parts, at_least=at_least):
            return sum(map(_always, parts)) >= at_least
        case c.NoneOf():
            return True
        case _:
            return False
