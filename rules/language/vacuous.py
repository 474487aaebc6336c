"""Conditions that can never hold, and those that nearly always do.

Only what is certain whatever the texts are: a finding here is a mistake in the rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from rules.language import conditions as c
from rules.language.conditions import Condition
from rules.language.describe import describe
from rules.language.patterns import compile_pattern
from rules.language.phrases import words_of
from rules.text.fold import has_inner_apostrophe, without_apostrophes

Terms = Mapping[str, Sequence[str]]

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
_PEOPLE: Final = 10_000_000_000
# Words that share no letter: what is found in each of them is found nearly everywhere.
_UNLIKE: Final = ("Ohm", "tusk", "Ivy", "bread")


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[tuple[str, bool], ...]:
    return tuple(words_of(text))


def forget() -> None:
    """Let go of the words that were read of phrases: only one round over the rules needs them."""
    _words.cache_clear()


def never_itself(one: Condition, terms: Terms) -> tuple[str, str] | None:
    """Say (message, hint) why a condition can never hold by itself, or None if it can."""
    match one:
        case c.Count(of=parts, at_least=at_least) if at_least > len(parts):
            return f"{at_least} of {len(parts)} conditions can never hold", "lower at_least:"
        case c.FigureIs(at_least=int(low), below=int(high)) if high <= low:
            return f"no figure is at least {low} and below {high}", "below: must be the larger"
        case c.FigureIs(below=0):
            return "no figure is below 0", "raise below:"
        case c.FigureIs(at_least=int(low)) | c.DeploymentIs(at_least=int(low)) if low > _PEOPLE:
            return f"{low} is more people than there are", "lower at_least:"
        case c.Near(of=spans, words=words, ordered=ordered):
            sizes = [_least_words(span, terms) for span in spans]
            needed = sum(sizes) if ordered else max(*sizes, _apart(spans))
            if needed > words:
                return f"the phrases need {needed} words, near: allows {words}", "raise words:"
        case c.AllOf(of=parts):
            return _contradiction(parts, terms)
        case c.Term(name=name) if name in terms and not terms[name]:
            return f"the term list '${name}' is empty, so this can never hold", "fill it"
        case _:
            pass
    return None


def never(one: Condition, terms: Terms) -> bool:
    """Whether a condition can never hold, for what is in it."""
    if never_itself(one, terms):
        return True
    match one:
        case c.AllOf(of=parts):
            return any(never(part, terms) for part in parts)
        case c.AnyOf(of=parts):
            return all(never(part, terms) for part in parts)
        case c.Count(of=parts, at_least=at_least):
            return sum(not never(part, terms) for part in parts) < at_least
        case _:
            return False


def unreachable(one: c.AllOf, terms: Terms) -> list[Condition]:
    """Return the alternatives in ``one`` that its none: excludes, where others remain."""
    denied = [part for none in one.of if isinstance(none, c.NoneOf) for part in none.of]
    if not denied:
        return []
    found: list[Condition] = []
    for part in one.of:
        # A term list may be shared, and hold more than one rule can use.
        if isinstance(part, c.AnyOf) and not _excluded(part, denied, terms):
            plain = (each for each in part.of if isinstance(each, c.Phrase))
            found += [each for each in plain if each in denied or _excluded(each, denied, terms)]
    return found


def only_none(one: Condition) -> bool:
    """Whether a condition only says what must be absent."""
    match one:
        case c.NoneOf():
            return True
        case c.AllOf(of=parts):
            return all(only_none(part) for part in parts)
        case c.AnyOf(of=parts):
            return any(only_none(part) for part in parts)
        case _:
            return False


def always(one: Condition) -> bool:
    """Whether nearly every item meets the condition."""
    match one:
        case c.Phrase(text=text, case=False):
            (word, starred), *rest = _words(text)
            return not rest and (len(word) == 1 if starred else word in _EVERYWHERE)
        case c.Regex():
            compiled = compile_pattern(one)
            return not isinstance(compiled, tuple) and all(map(compiled.search, _UNLIKE))
        case c.AllOf(of=parts):
            return all(always(part) for part in parts)
        case c.AnyOf(of=parts):
            return any(always(part) for part in parts)
        case c.Count(of=parts, at_least=at_least):
            return sum(map(always, parts)) >= at_least
        case c.NoneOf():
            return True
        case _:
            return False


def _contradiction(parts: Sequence[Condition], terms: Terms) -> tuple[str, str] | None:
    denied = [one for part in parts if isinstance(part, c.NoneOf) for one in part.of]
    if not denied and not any(isinstance(part, (c.Language, c.FigureIs)) for part in parts):
        return None
    asked = [one for part in parts for one in _asked(part)]
    figures = [one for one in asked if isinstance(one, c.FigureIs)]
    if len(figures) > 1 and (out := _out_of_bounds(figures)):
        return out
    for one in asked:
        if one in denied:
            return "the same condition must hold and must not hold", "remove one of the two"
        if denied and _excluded(one, denied, terms):
            hint = "none: excludes words that are in it; remove one of the two"
            if isinstance(one, c.AnyOf):
                return "none: excludes every alternative of any:", "remove one of the two"
            return f"{describe(one)} must hold and must not hold", hint
    languages = [set(one.tags) for one in asked if isinstance(one, c.Language)]
    if languages and not set.intersection(*languages):
        return "an item has one language, never two", "write language: [uk, ru] for either"
    return None


def _out_of_bounds(figures: Sequence[c.FigureIs]) -> tuple[str, str] | None:
    """Say why an item's one total of a kind cannot fit all conditions on it."""
    for kind in {one.kinds for one in figures if len(one.kinds) == 1}:
        totals = [one for one in figures if one.kinds == kind and _is_total(one)]
        lows = [one.at_least for one in totals if one.at_least is not None]
        highs = [one.below for one in totals if one.below is not None]
        if lows and highs and min(highs) <= max(lows):
            said = f"an item has one number of {kind[0]}: never {max(lows)} and below {min(highs)}"
            return said, "write any: for either"
    return None


def _is_total(one: c.FigureIs) -> bool:
    """Whether the item's total of a kind is compared, of which there is one."""
    return not one.side and not one.per and "denied" not in one.status


def _asked(part: Condition) -> Iterator[Condition]:
    """Yield what must hold if ``part`` holds."""
    yield part
    if isinstance(part, (c.AllOf, c.Near, c.Sentence)):
        for inner in part.of:
            yield from _asked(inner)


def _excluded(asked: Condition, denied: Sequence[Condition], terms: Terms) -> bool:
    """Whether something in ``denied`` is found wherever ``asked`` is."""
    match asked:
        case c.AnyOf(of=parts):
            return all(one in denied or _excluded(one, denied, terms) for one in parts)
        case c.Term(name=name, case=case, stem=False, fields=fields):
            phrases = [
                c.Phrase(text, case, fields=fields) for text in map(str, terms.get(name, ()))
            ]
            return bool(phrases) and all(_excluded(one, denied, terms) for one in phrases)
        case c.Phrase(stem=False):
            return any(
                _contains(asked.text, text)
                for text, fields in _denied(denied, terms)
                if set(asked.fields) <= set(fields)
            )
        case _:
            return False


def _denied(denied: Sequence[Condition], terms: Terms) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the phrases that must be absent in any spelling, with their fields."""
    for one in denied:
        match one:
            case c.Phrase(text=text, case=False, stem=False, fields=fields):
                yield text, fields
            case c.Term(name=name, case=False, stem=False, fields=fields):
                for phrase in map(str, terms.get(name, ())):
                    yield phrase, fields
            case _:
                pass


def _contains(longer: str, shorter: str) -> bool:
    """Whether every text with the phrase ``longer`` has ``shorter`` too."""
    if has_inner_apostrophe(longer):
        return False
    whole, part = _words(longer), _words(shorter)
    return any(all(map(_covers, part, whole[at:])) for at in range(len(whole) - len(part) + 1))


def _covers(one: tuple[str, bool], other: tuple[str, bool]) -> bool:
    return other[0].startswith(one[0]) if one[1] else one == other


def _least_words(span: Condition, terms: Terms) -> int:
    if isinstance(span, c.Phrase):
        return _size(span.text)
    if isinstance(span, c.Term):
        return min((_size(str(text)) for text in terms.get(span.name, ())), default=1)
    return 1


def _apart(spans: Sequence[Condition]) -> int:
    """Return how many words phrases need that share none: whole ones, each read in one way."""
    least: Counter[str] = Counter()
    for span in spans:
        if isinstance(span, c.Phrase) and not span.stem and not has_inner_apostrophe(span.text):
            least |= Counter(word for word, starred in _words(span.text) if not starred)
    return least.total()


def _size(text: str) -> int:
    """Return how few words a text needs for a phrase: Sana'a may be written as one."""
    return len(_words(without_apostrophes(text)))
