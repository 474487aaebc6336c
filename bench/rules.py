"""What matching costs per item at 100, 1,000 and 10,000 rules, beside other engines.

    python -m bench.rules --data DIR [--rules 100 1000 10000] [--no-peers] [--load]

DIR holds ``lede.jsonl.gz``. Rules are made up from its own words (see ``bench.synthesis``). CPU
time of one thread, the best of several runs, for all items and for those of about 205 words. The
engine's answers are held against the slow reference of the tests. ``--load``: what reading 10,000
rules and 100,000 aliases from YAML costs, what a reload costs an event loop beside it, and the
memory of a daemon that runs with them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bench import loading, peers
from bench.synthesis import Synthesis, Vocabulary
from monitor.data import load_gazetteer
from rules.facts.gazetteer import Gazetteer
from rules.language.ruleset import RuleSet, compile_rules
from rules.language.schema import RuleSpec, read_rule
from rules.text.document import Document
from tests.reference import Reference

RUNS: Final = 5
LONG: Final = 185
"""Words from which on an item is long: in the archive these have 206 words on average."""
CHECKED: Final = 60
BATCH: Final = 100
Item = Mapping[str, Any]


def read(path: Path) -> list[Item]:
    """Return the items of the archive."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def text_of(item: Item) -> str:
    """Return title and summary as one text."""
    return f"{item.get('title') or ''}\n{item.get('summary') or ''}"


def document_of(item: Item) -> Document:
    """Return a fresh document: what it has worked out once is not worked out again."""
    return Document(title=item.get("title") or "", summary=item.get("summary") or "")


def cost(items: Sequence[Item], ask: Callable[[Document], object]) -> float:
    """Return µs of CPU per item, the best of several runs over fresh documents."""
    best = float("inf")
    for _ in range(RUNS):
        documents = [document_of(item) for item in items]
        before = time.process_time()
        for document in documents:
            ask(document)
        best = min(best, time.process_time() - before)
    return best / len(items) * 1e6


def peer_cost(peer: peers.Peer, texts: Sequence[str], batch: int) -> float:
    """Return µs of CPU per text, asked in batches."""
    before = time.process_time()
    for at in range(0, len(texts), batch):
        peer(texts[at : at + batch])
    return (time.process_time() - before) / len(texts) * 1e6


def disagreements(
    ruleset: RuleSet, reference: Reference, items: Sequence[Item], rules: Sequence[RuleSpec]
) -> int:
    """Return how often engine and reference differ about a rule and an item."""
    wrong = 0
    for item in items:
        document = document_of(item)
        ours = {match.rule.id for match in ruleset.match(document).matches}
        slow = {rule.id for rule in rules if reference.holds(document, rule.when)}
        wrong += len(ours ^ slow)
    return wrong


def names_of(terms: Mapping[str, Sequence[str]], gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Return the phrases of term lists and countries for the peers."""
    names = {f"${name}": list(words) for name, words in terms.items()}
    for code, alias, _ in gazetteer.aliases():
        names.setdefault(code, []).append(alias)
    return names


def measure(count: int, items: Sequence[Item], long: Sequence[Item], *, beside: bool) -> None:
    """Print the lines of one number of rules."""
    synthesis = Synthesis(Vocabulary.of([text_of(item) for item in items]), random.Random(1))
    rules = [read for raw in synthesis.rules(count) if isinstance(read := read_rule(raw), RuleSpec)]
    gazetteer = load_gazetteer()
    ruleset = compile_rules(rules, synthesis.terms, {}, gazetteer)
    matches = sum(len(ruleset.match(document_of(item)).matches) for item in long) / len(long)
    reference = Reference(synthesis.terms, {}, gazetteer)
    checked = random.Random(2).sample(long, max(CHECKED * 100 // max(count, 100), 2))
    wrong = disagreements(ruleset, reference, checked, rules)
    every, ours = cost(items, ruleset.match), cost(long, ruleset.match)
    quoted = cost(long, lambda document: [m.evidence for m in ruleset.match(document).matches])
    print(
        f"{count:6} rules  all items {every:7.1f} µs   205 words {ours:7.1f} µs, with the quotes of "
        f"{matches:.2f} matches {quoted:.1f} µs   reference: {wrong} of {len(checked) * count} differ",
        flush=True,
    )
    if beside:
        names = names_of(synthesis.terms, gazetteer)
        texts = [text_of(item) for item in long]
        few = texts[: max(20_000 // count, 5)]
        for name, build, sample, batch in (
            ("re, one by one", peers.regular_expressions, few, 1),
            ("spaCy PhraseMatcher", peers.spacy_phrase_matcher, texts[:300], 1),
            ("SQLite FTS5, batches of 100", peers.sqlite_fts5, texts[:BATCH], BATCH),
        ):
            try:
                peer = build(rules, names)
            except ImportError:
                print(f"{'':14}{name:30} not installed: make bench-peers")
                continue
            theirs = peer_cost(peer, sample, batch)
            print(f"{'':14}{name:30} {theirs:10.1f} µs   {theirs / ours:7.1f} x", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Measure matching, loading or both."""
    parser = argparse.ArgumentParser(prog="bench.rules", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rules", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--load", action="store_true")
    options = parser.parse_args(arguments)
    items = read(options.data / "lede.jsonl.gz")
    if options.load:
        loading.report([text_of(item) for item in items])
        return
    long = [item for item in items if len(text_of(item).split()) >= LONG]
    words = sum(len(text_of(item).split()) for item in long) / len(long)
    print(f"{len(items)} items; {len(long)} of them long, {words:.0f} words on average")
    folded = cost(long, lambda document: [document.words(name) for name in ("title", "summary")])
    print(f"folding alone  {folded:.1f} µs per long item")
    for count in options.rules:
        measure(count, items, long, beside=not options.no_peers)


if __name__ == "__main__":
    main(sys.argv[1:])
