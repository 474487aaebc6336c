"""Exact match of killed and injured totals against hand-made gold, with a table of error kinds.

Run it with ``python -m bench.accuracy [--data DIR] [--half read|held] [--errors N]``. A row counts
where the gold is not null and the data does not say that the number is missing from the text.

Beside each score stands the one over rows whose number the text says of this harm, or whose gold is 0.
The others are out of reach by reading: airwars counts 2 where `others were injured`, which RULES.md
gives no figure, awsd counts 1 for `a hospital was bombed`. Which rows these are is told from the text
and the gold alone, whatever was read. The last lines say on which rows each goal is held; the exit code
asks for all of them on all rows.

A hash of the id puts every row into one of two halves. Errors are shown, and the code is tuned, on
`read` alone; `held` is only ever scored, so the gap between the two tells what was fitted to rows.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts, Kind
from rules.facts.numbers import read_number
from rules.facts.sentences import spans, tokenise
from rules.text.document import Document

HALVES = ("read", "held")
GOALS = {"airwars": (0.80, 0.75), "awsd": (0.96, 0.88), "muc4": (0.72, 0.70)}
KINDS: tuple[tuple[str, Kind], ...] = (("killed", "killed"), ("wounded", "injured"))
ZEROS = {"awsd": 0.95}
HARM: dict[str, re.Pattern[str]] = {
    "killed": re.compile(
        r"kill|dead|death|die[ds]?\b|fatal|martyr|bod(?:y|ies)|murder|assassin|slain|lives"
    ),
    "injured": re.compile(r"injur|wound|hurt|hospitali|shot|stabb|beat"),
}


# Where harm is told of a plural without a number: `several were wounded`, `injuring others`.
PLURAL: dict[str, re.Pattern[str]] = {
    kind: re.compile(
        rf"(?i)\b(?:others?|several|some|numbers? of|many|civilians|members|people|children)\b(?: [\w-]+){{0,6}} (?:\w+ly )?(?:{verbs})"
        rf"|\b(?:{verbs})(?: [\w-]+){{0,3}} (?:others?|several|some|numbers? of|many|civilians|members|people|children)|{nouns}"
    )
    for kind, verbs, nouns in (
        ("killed", "killed|killing|died|dead", "martyrs|deaths|bodies"),
        ("injured", "injur\\w+|wounded|wounding|hurt", "injuries|the wounded"),
    )
}


# How many words may lie between a 2 and the harm that is said of them, and words for two people.
NEAR = 8
PAIRS = frozenset({"both", "couple", "pair"})


@dataclass(frozen=True)
class Case:
    """One gold number: ``want`` people of ``kind`` in ``text``, and what was read."""

    id: str
    half: str
    text: str
    kind: Kind
    want: int
    facts: Facts

    @property
    def got(self) -> int:
        """The total read, 0 where there is none."""
        figure = self.facts.totals.get(self.kind)
        return figure.low if figure else 0

    @property
    def error(self) -> str:
        """The kind of error, or `right`."""
        if self.got == self.want:
            return "right"
        if self.want == 0:
            return "something from nothing"
        if self.implied:
            return "a plural without a number"
        if self.got == 0:
            return "nothing read" if self.stated else "no such number beside the harm"
        stated = {one.low for one in self.facts.figures if one.kind == self.kind}
        if self.want in stated:
            return "read, another chosen"
        return "too few" if self.got < self.want else "too many"

    @property
    def implied(self) -> bool:
        """Whether the gold is the least of a plural that the text gives no number."""
        return self.want == 2 and not self.stated and bool(PLURAL[self.kind].search(self.text))

    @property
    def readable(self) -> bool:
        """Whether reading can find the gold: it is 0, or the text says it of this harm."""
        return self.want == 0 or self.stated

    @property
    def stated(self) -> bool:
        """Whether a sentence about this harm holds the number, or an article where it is 1.

        ``*_in_text`` of the data only says that the number stands anywhere: for `several others
        were injured` with gold 2 any `two` will do, so a 2 has to stand near the word of harm.
        """
        return any(self._says(start, end) for start, end in spans(self.text))

    def _says(self, start: int, end: int) -> bool:
        low = tokenise("content", self.text, start, end).low
        harms = [at for at, word in enumerate(low) if HARM[self.kind].search(word)]
        if not harms:
            return False
        if self.want == 1 and not {"a", "an", "another"}.isdisjoint(low):
            return True
        found = [number for at in range(len(low)) if (number := read_number(low, at)) is not None]
        for number in found:
            near = min(abs(at - number.bare) for at in harms) <= NEAR or self.want != 2
            if number.low == self.want and near:
                return True
        return self.want == 2 and any(
            word in PAIRS and min(abs(at - harm) for harm in harms) <= NEAR
            for at, word in enumerate(low)
        )


def half_of(id: str) -> str:
    """Return the half that a row belongs to, for good."""
    return HALVES[sha256(id.encode()).digest()[0] % 2]


def cases(path: Path, gazetteer: Gazetteer, half: str) -> list[Case]:
    """Read a file of gold and everything the product reads in it."""
    found: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        here = half_of(row["id"])
        if half and half != here:
            continue
        facts = extract(Document(content=row["text"], language="en"), gazetteer)
        for key, kind in KINDS:
            if row[key] is not None and row.get(f"{key}_in_text") is not False:
                found.append(Case(row["id"], here, row["text"], kind, row[key], facts))
    return found


def score(rows: Sequence[Case]) -> float:
    """Return the share of ``rows`` that were read exactly; 1 for none."""
    return sum(case.got == case.want for case in rows) / len(rows) if rows else 1.0


@dataclass(frozen=True)
class Result:
    """What one kind in one set came to, on all rows and on those whose number the text says."""

    name: str
    kind: Kind
    goal: float
    all_rows: float
    readable_rows: float
    zeros_kept: bool

    @property
    def met(self) -> bool:
        """Whether the goal is held on all rows, and enough rows of nobody were left at 0."""
        return self.all_rows >= self.goal and self.zeros_kept

    def __str__(self) -> str:
        held = [
            f"{'held' if share >= self.goal else 'MISSED'} ({share:.3f}) on {rows}"
            for share, rows in (
                (self.all_rows, "all rows"),
                (self.readable_rows, "rows whose number the text says"),
            )
        ]
        zeros = "" if self.zeros_kept else f", MISSED: zeros {ZEROS[self.name]:.2f}"
        return f"{self.name:8} {self.kind:8} goal {self.goal:.2f}  {', '.join(held)}{zeros}"


def report(name: str, kind: Kind, rows: Sequence[Case], goal: float) -> Result:
    """Print the score and the error table of one kind in one set; return what it came to."""
    zeros = [case for case in rows if case.want == 0]
    halves = "  ".join(
        f"{half} {score([case for case in rows if case.half == half]):.3f}" for half in HALVES
    )
    kept = f"  zeros kept zero {score(zeros):.3f} of {len(zeros)}" if zeros else ""
    print(
        f"{name:8} {kind:8} {score(rows):.3f} of {len(rows):4}  goal {goal:.2f}  ({halves}){kept}"
    )
    readable = [case for case in rows if case.readable]
    print(f"   {score(readable):.3f} of {len(readable):4} whose number the text says of this harm")
    errors = Counter(case.error for case in rows)
    print("   " + ", ".join(f"{error} {count}" for error, count in errors.most_common()))
    kept_zero = score(zeros) >= ZEROS.get(name, 0.0)
    return Result(name, kind, goal, score(rows), score(readable), kept_zero)


def show(case: Case) -> None:
    """Print one error with its text and what was read in it."""
    print(f"--- {case.id} {case.kind} want {case.want} got {case.got}: {case.error}")
    print(case.text[:700])
    for one in case.facts.figures:
        if one.kind == case.kind:
            print(f"      {one.low} {one.status} {one.per} | {one.quote[:160]}")


def main() -> int:
    """Score every set in the folder; exit code 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/casualties"))
    parser.add_argument("--half", choices=("", *HALVES), default="")
    parser.add_argument(
        "--errors", type=int, default=0, help="show this many errors of the read half, per kind"
    )
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    gazetteer = load_gazetteer()
    results: list[Result] = []
    for path in sorted(options.data.glob("*.jsonl")):
        if options.only and path.stem != options.only:
            continue
        started = process_time()
        found = cases(path, gazetteer, options.half)
        spent = process_time() - started
        for (_, kind), goal in zip(KINDS, GOALS.get(path.stem, (0.0, 0.0)), strict=True):
            rows = [case for case in found if case.kind == kind]
            results.append(report(path.stem, kind, rows, goal))
            wrong = [case for case in rows if case.half == "read" and case.error != "right"]
            for case in wrong[: options.errors]:
                show(case)
        print(f"   {spent:.2f} s of CPU for the set")
    print(*results, sep="\n")
    return 0 if all(one.met for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
