"""Mutated rule files and hostile texts, for a bounded time: an answer in words, never a hang.

``WIREWATCH_FUZZ_SECONDS`` says how long (10 by default), ``WIREWATCH_FUZZ_SEED`` where it starts.
A failure names the seed of its mutant.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import Final

import pytest

from monitor.config.load import load
from monitor.config.policy import Policy, compile_policy
from monitor.data import load_gazetteer
from rules.language.explain import explain
from rules.text.document import Document

SECONDS: Final = float(os.environ.get("WIREWATCH_FUZZ_SECONDS", "10"))
SEED: Final = int(os.environ.get("WIREWATCH_FUZZ_SEED", "1"))
SLOWEST: Final = 5.0
"""Seconds of CPU that one mutant with its texts may take on any machine."""

GAZETTEER = load_gazetteer()
ROOT = Path(__file__).resolve().parents[2]
SEEDS = [
    path.read_text(encoding="utf-8")
    for path in sorted(
        [*(ROOT / "tests/unit/bad_rules").glob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")]
    )
]
PIECES = [
    "(a+)+$", "*", "a*", "$$", "$list", "${HOME}", "near: {all: [a, b], words: 3}", "none:", "any: [",
    "]", "{", "}", ": ", "- ", "\n", "\n  ", "'", '"', "&x ", "*x", "!!str ", "|\n", "# ", "\t", "0",
    "-1", "99999999999999999999", "1e400", ".inf", "null", "true", "\u0000", "\ufeff", "\u2028", "é\u0301",
    "北京", "ｶﾞ", "İ", "ß", "\U0001f6a8", "regex: {pattern: '(?P<x>a{1000}){1000}'}", "figure: killed",
    "count: {among: [a, a], at_least: 1}", "entity: {kind: country}", "stem: true", "case: true",
    "fields: [url, tags]", "language: uk", "deployment: {forces: any, place: any, at_least: 0}",
]  # fmt: skip
WORDS = [
    "a", "b", "aa", "storm", "troops", "Russian", "killed", "12", "dozens of", "soldiers", "US", "us",
    "北京", "ガザ", "війна", "Sana'a", "l'Ukraine", "\ud800", "\u200b", "é", "e\u0301", "$5", ".", "!",
    "-", "’", "\n\n", "(a+)+", "1,2,3,4", "٣", "กรุงเทพ", "الحَرْب", "İ", "ﬁ", "x" * 200,
]  # fmt: skip


def mutate(draw: random.Random) -> str:
    """Return a rule file with something wrong in it, or two of them run together."""
    text = draw.choice(SEEDS)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(text) + 1)
        after = min(at + int(draw.expovariate(0.1)), len(text))
        match draw.randrange(5):
            case 0:
                text = text[:at] + draw.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + draw.choice(PIECES) + text[after:]
            case 2:
                text = text[:at] + text[after:]
            case 3:
                text = text[:at] + text[at:after] * draw.randint(2, 30) + text[after:]
            case _:
                other = draw.choice(SEEDS)
                text = text[:at] + other[draw.randrange(len(other)) :]
    return text[:200_000]


def make_text(draw: random.Random) -> str:
    """Return a text of few words said often, or of many, with odd characters between."""
    words = draw.sample(WORDS, draw.randint(1, 6))
    gaps = draw.choice([[" "], [" ", ""], [" ", "-", ". ", "\n"]])
    size = draw.choice([0, 3, 30, 300, 3000])
    return "".join(draw.choice(words) + draw.choice(gaps) for _ in range(size))


def ask(policy: Policy, draw: random.Random) -> None:
    """Match some texts, and hold evidence and explanation to the answer."""
    ruleset = policy.ruleset
    for _ in range(3):
        document = Document(
            title=make_text(draw), summary=make_text(draw), content=make_text(draw),
            author=draw.choice(WORDS), tags=tuple(draw.sample(WORDS, 2)), url=draw.choice(WORDS),
            language=draw.choice(["", "en", "uk", "zz-\ud800"]),
        )  # fmt: skip
        matched = {match.rule.id for match in ruleset.match(document).matches}
        for match in ruleset.match(document).matches:
            for one in match.evidence:
                assert document.text(one.field)[one.start : one.end] == one.quote
        for rule in ruleset.rules[:5]:
            assert explain(ruleset, rule.id, document).held is (rule.id in matched)


@pytest.mark.timeout(SECONDS * 2 + 120)
def test_mutated_rule_files_are_read_or_refused_in_words(tmp_path: Path) -> None:
    end = time.monotonic() + SECONDS
    path = tmp_path / "config.yaml"
    seed = SEED
    compiled = 0
    while time.monotonic() < end:
        draw = random.Random(seed)
        before = time.process_time()
        path.write_bytes(mutate(draw).encode("utf-8", "surrogatepass"))
        loaded = load(path, {})
        policy, problems = compile_policy(loaded, GAZETTEER)
        for problem in (*loaded.problems, *problems):
            assert problem.line >= 1, f"seed {seed}: {problem}"
            assert problem.message, f"seed {seed}"
        assert policy is not None or loaded.problems or problems, f"seed {seed}: refused unsaid"
        if policy is not None and len({rule.id for rule in policy.ruleset.rules}) == len(
            policy.ruleset.rules
        ):
            ask(policy, draw)
            compiled += 1
        spent = time.process_time() - before
        assert spent < SLOWEST, f"seed {seed}: {spent:.1f} s"
        seed += 1
    assert compiled, "no mutant was good enough to be asked"
