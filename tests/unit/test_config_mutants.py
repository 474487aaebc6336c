"""Whatever a slip of the hand makes of a configuration, there is an answer and never a crash."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer

ROOT = Path(__file__).parents[2]
SLIPS = (
    "null", "[]", "{}", "- ", "~", "${A}", "${file:x}", "*a", "&a ", "<<: *a", "'", '"', "1e9",
    "true", ": ", "\n", "\t", "!!int ", "[[[", "opml: x", "from: x.csv", "#", "0", "|", "$x", "\u2028",
)  # fmt: skip


def slipped(text: str, chance: random.Random) -> str:
    """Return ``text`` with up to five places overwritten, cut out or added to."""
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(text) + 1)
        end = start + chance.choice((0, 1, 3, 10, 60))
        text = text[:start] + chance.choice((*SLIPS, "")) + text[end:]
    return text


@pytest.mark.parametrize("seed", range(5))
def test_slips_of_the_hand_never_raise_and_a_refusal_has_a_reason(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    whole = (ROOT / "config.yaml").read_text(encoding="utf-8")
    main = tmp_path / "config.yaml"
    for _ in range(60):
        main.write_text(slipped(whole, chance), encoding="utf-8")
        loaded = load(main, {}, secrets=chance.random() < 0.5)
        refused = loaded.config is None
        assert refused == any(problem.level == "error" for problem in loaded.problems)
        policy, _ = compile_policy(loaded, load_gazetteer())
        assert not (refused and policy is not None)
