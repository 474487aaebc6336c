"""Rules made up from a corpus' own words, for measuring: the same every time, for one seed.

The shapes and their shares are what desks write: words or names that must stand together, lists
of synonyms, and something that must be absent. Every rule has three to six atoms.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rules.language.lint import lint
from rules.language.schema import EntitySpec, RuleSpec, read_rule

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMONEST: Final = 200
_LISTS: Final = 40


@dataclass(slots=True)
class Vocabulary:
    """Words and phrases of a corpus, the commonest first; the very commonest are left out."""

    words: list[str]
    phrases: list[str]
    names: list[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Vocabulary:
        """Count the words of ``texts``."""
        words: Counter[str] = Counter()
        phrases: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for text in texts:
            found = _WORD.findall(text)
            low = [word.lower() for word in found]
            words.update(low)
            for at in range(len(low) - 1):
                phrases[f"{low[at]} {low[at + 1]}"] += 1
                if found[at][0].isupper() and found[at + 1][0].isupper():
                    names[f"{found[at]} {found[at + 1]}"] += 1
        common = {word for word, _ in words.most_common(_COMMONEST)}
        rare = [
            phrase for phrase, _ in phrases.most_common() if not common.intersection(phrase.split())
        ]
        kept = [word for word, _ in words.most_common() if word not in common]
        return cls(kept, rare, [name for name, _ in names.most_common()])


@dataclass(slots=True)
class Synthesis:
    """Draws rules. ``terms`` are the lists that they name; ``words_per_list`` phrases in each."""

    vocabulary: Vocabulary
    draw: random.Random
    terms: dict[str, list[str]] = field(default_factory=dict)
    countries: Sequence[str] = ("US", "GB", "UA", "RU", "IL", "IR", "CN", "FR", "DE", "IN")

    def __post_init__(self) -> None:
        for number in range(_LISTS):
            self.terms[f"list{number}"] = [self._rare() for _ in range(12)]

    def rules(self, count: int) -> list[dict[str, Any]]:
        """Return ``count`` rules as plain data; what the linter doubts is drawn again."""
        made: list[dict[str, Any]] = []
        while len(made) < count:
            number = len(made)
            raw = {"id": f"rule-{number}", "title": f"Rule {number}", "when": self._when()}
            rule = read_rule(raw)
            if isinstance(rule, RuleSpec) and not lint([rule], {}):
                made.append(raw)
        return made

    def _when(self) -> dict[str, Any]:
        shapes: Sequence[tuple[int, Callable[[], dict[str, Any]]]] = (
            (20, self._words_together),
            (20, self._synonyms),
            (15, self._list_and_words),
            (15, self._near),
            (10, self._sentence),
            (10, self._country),
            (10, self._several),
        )
        weights = [weight for weight, _ in shapes]
        return self.draw.choices(shapes, weights)[0][1]()

    def _words_together(self) -> dict[str, Any]:
        return {"all": self._many(3, self._word), "none": self._many(self._few(), self._word)}

    def _synonyms(self) -> dict[str, Any]:
        sides = [{"any": self._many(2, self._word)}, {"any": self._many(2, self._atom)}]
        return {"all": sides, "none": self._many(self._few(), self._rare)}

    def _list_and_words(self) -> dict[str, Any]:
        return {"all": [self._list(), self._atom()], "none": self._many(self._few(), self._word)}

    def _near(self) -> dict[str, Any]:
        spans = [self._word(), self.draw.choice((self._word, self._list))()]
        near = {"all": spans, "words": self.draw.choice((5, 8, 12))}
        return {"near": near, "none": self._many(self._few(), self._atom)}

    def _sentence(self) -> dict[str, Any]:
        return {"sentence": self._many(2, self._word), "any": self._many(3, self._atom)}

    def _country(self) -> dict[str, Any]:
        who = {"entity": self.draw.choice(self.countries)}
        return {"all": [who, {"any": self._many(2, self._atom)}], "none": [self._word()]}

    def _several(self) -> dict[str, Any]:
        return {"count": {"among": self._many(self.draw.randint(4, 6), self._word), "at_least": 2}}

    def _many(self, count: int, one: Callable[[], Any]) -> list[Any]:
        return [one() for _ in range(count)]

    def _few(self) -> int:
        return self.draw.randint(1, 2)

    def _ranked(self, ordered: Sequence[str]) -> str:
        """Draw evenly over the logarithm of the rank beyond its root: commoner words more often."""
        return ordered[int(len(ordered) ** (0.5 + self.draw.random() / 2)) - 1]

    def _word(self) -> str:
        word = self._ranked(self.vocabulary.words)
        return f"{word[:-1]}*" if len(word) > 6 and self.draw.random() < 0.15 else word

    def _rare(self) -> str:
        return self.draw.choice(self.vocabulary.phrases)

    def _list(self) -> str:
        return f"${self.draw.choice(list(self.terms))}"

    def _atom(self) -> Any:
        chance = self.draw.random()
        if chance < 0.1:
            return {"phrase": {"text": self.draw.choice(self.vocabulary.names), "case": True}}
        return self._word() if chance < 0.4 else self._rare()


def made_up_entities(aliases: int, draw: random.Random) -> dict[str, EntitySpec]:
    """Return entities with two made-up names each, ``aliases`` names in all."""
    letters, vowels = "bcdfghjklmnprstvz", "aeiou"

    def name() -> str:
        size = draw.randint(2, 4)
        word = "".join(draw.choice(letters) + draw.choice(vowels) for _ in range(size))
        return word.capitalize()

    return {
        f"person{number}": EntitySpec(
            kind="person", aliases=(f"{name()} {name()}", f"{name()} {name()} {name()}")
        )
        for number in range(aliases // 2)
    }
