"""What many rules, names and mistakes of one kind cost grows with their number and no faster."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.config.load import load
from monitor.config.nodes import read_source
from monitor.config.policy import compile_policy
from monitor.data import load_gazetteer
from rules.language.marks import Mark
from rules.language.phrases import MOST_LETTERS, phrase_problem, words_of
from rules.language.reading import MOST_PROBLEMS, nearest
from rules.language.ruleset import RuleSet, compile_rules
from rules.language.schema import EntitySpec, RuleSpec, read_rule
from rules.language.trie import MOST_PLACES, Trie
from rules.text.document import Document
from rules.text.fold import joined, spaced, words

MANY = 40_000


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Each of these takes a second or two; what grows with the square takes minutes."""
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


def shared(name: str) -> tuple[Trie, set[int]]:
    """Return a trie in which one name fills a great many slots, and these."""
    trie = Trie()
    for slot in range(MANY):
        trie.add(words_of(name), Mark(slot, ("AB",)) if name == "ab" else Mark(slot))
    trie.close()
    return trie, set(range(MANY))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a", "a " * 3000),
        ("ab", "AB " * 3000),
        ("one name of many", "one name of many " * 3000),
        ("l'a l'a l'a", "l'a " * 20_000),
        ("one name*", "one names " * 3000),
    ],
)
def test_a_name_that_thousands_share_is_found_in_a_text_full_of_it(name: str, text: str) -> None:
    with within(20):
        trie, slots = shared(name)
        folded = words(text)
        found = trie.find(spaced(folded), joined(text, lambda: folded))
    filled = {mark.slot for mark, _, _ in found.marked}
    found.fill(filled)
    assert filled == slots
    assert len(found.beyond) + len(found.marked) <= MOST_PLACES + 2 * MANY


def test_names_that_few_share_are_found_wherever_they_stand() -> None:
    trie = Trie()
    for slot in range(12):
        trie.add(words_of("a name of some"), Mark(slot))
    trie.close()
    found = trie.find(spaced(words("a name of some " * 1000)))
    assert len(list(found.places(set(range(12))))) == 12 * 1000


def policy_of(folder: Path, text: str) -> list[str]:
    """Return every problem of a configuration."""
    file = folder / "config.yaml"
    file.write_text(f"channels: {{c: 'console://'}}\ndefault_notify: [c]\n{text}")
    loaded = load(file, {})
    _, more = compile_policy(loaded, load_gazetteer())
    return [str(one).removeprefix(f"{folder}/") for one in (*loaded.problems, *more)]


def test_a_rule_with_thousands_of_mistakes_is_told_by_the_first_ones(tmp_path: Path) -> None:
    keys = ", ".join(f"k{number}: x" for number in range(5_000))
    with within(20):
        said = policy_of(tmp_path, f"rules:\n- id: r\n  when: {{{keys}}}\n")
    assert len(said) == MOST_PROBLEMS + 1
    assert said[0] == (
        "config.yaml:4:3: error: 4,950 more problems in this rule. mend the first 50, and look again"
    )
    assert said[1].startswith("config.yaml:5:10: error: unknown key 'k0'. known here: phrase, any")
    assert said[50].startswith("config.yaml:5:392: error: unknown key 'k49'")


def test_thousands_of_unknown_names_are_all_told_the_first_with_the_nearest(tmp_path: Path) -> None:
    entities = "".join(f"  envoy{n}: {{aliases: [Some One{n}]}}\n" for n in range(5_000))
    rules = "".join(f"- {{id: r{n}, when: {{entity: evnoy{n}}}}}\n" for n in range(2_000))
    with within(30):
        said = policy_of(tmp_path, f"entities:\n{entities}rules:\n{rules}")
    assert len(said) == 2_000
    assert said[0].endswith("unknown entity 'evnoy0'. did you mean envoy0?")
    assert said[-1].endswith("unknown entity 'evnoy1999'. name it under entities:")


def test_the_nearest_of_many_names_begins_alike_and_is_about_as_long() -> None:
    many = [f"name{number}" for number in range(50_000)] + ["harbour"]
    with within(5):
        assert nearest("harbuor", many) == "did you mean harbour?"
        assert nearest("naem17", many).startswith("did you mean name")
        assert nearest("x" * 1_000_000, many) == ""


def test_a_phrase_may_not_be_a_book() -> None:
    assert phrase_problem("a" * MOST_LETTERS) is None
    with within(1):
        assert phrase_problem("a" * 5_000_000) == (
            "a phrase of 5,000,000 characters",
            "2,000 at most; use near: or all:",
        )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_told_to_be_so(encoding: str) -> None:
    source = read_source(Path("f.yaml"), "rules: []\n".encode(encoding))
    assert [str(one) for one in source.problems] == [
        "f.yaml:1:1: error: the file is UTF-16, not UTF-8. save it as UTF-8"
    ]


def test_thousands_of_hits_on_each_side_are_near_or_not_in_no_time() -> None:
    rule = read_rule({"id": "r", "when": {"near": {"all": ["alpha", "beta", "gamma"], "words": 5}}})
    assert isinstance(rule, RuleSpec)
    ruleset: RuleSet = compile_rules([rule], {}, {"e": EntitySpec()}, load_gazetteer())
    apart = f"{'alpha ' * 3000}{'x ' * 9}{'beta ' * 3000}{'x ' * 9}{'gamma ' * 3000}"
    with within(5):
        assert not ruleset.match(Document(title=apart)).matches
        assert ruleset.match(Document(title=f"{apart} alpha beta x gamma")).matches
