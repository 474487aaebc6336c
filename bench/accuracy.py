"""Exact match of killed and injured totals against hand-made gold, with a table of error kinds.

Run it with ``python -m bench.accuracy [--data DIR] [--half even|odd] [--errors N]``. A row counts
where the gold is not null and the data does not say that the number is missing from the text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.facts.gazetteer import Gazetteer
from rules.facts.model import Facts, Kind
from rules.text.document import Document

GOALS = {"airwars": (0.80, 0.75), "awsd": (0.96, 0.88), "muc4": (0.72, 0.70)}
KINDS: tuple[tuple[str, Kind], ...] = (("killed", "killed"), ("wounded", "injured"))


@dataclass(frozen=True)
class Case:
    """One gold number: ``want`` people of ``kind`` in ``text``, and what was read."""

    id: str
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
        if self.got == 0:
            return "nothing read"
        stated = {one.low for one in self.facts.figures if one.kind == self.kind}
        if self.want in stated:
            return "read, another chosen"
        return "too few" if self.got < self.want else "too many"


def cases(path: Path, gazetteer: Gazetteer, half: str) -> list[Case]:
    """Read a file of gold and everything the product reads in it."""
    found: list[Case] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if half and (number % 2 == 0) != (half == "even"):
            continue
        row = json.loads(line)
        facts = extract(Document(content=row["text"], language="en"), gazetteer)
        for key, kind in KINDS:
            if row[key] is not None and row.get(f"{key}_in_text") is not False:
                found.append(Case(row["id"], row["text"], kind, row[key], facts))
    return found


def report(name: str, found: list[Case]) -> None:
    """Print the score and the error table of one set."""
    for index, (_, kind) in enumerate(KINDS):
        rows = [case for case in found if case.kind == kind]
        if not rows:
            continue
        right = sum(case.got == case.want for case in rows)
        zeros = [case for case in rows if case.want == 0]
        kept = sum(case.got == 0 for case in zeros)
        goal = GOALS.get(name, (0.0, 0.0))[index]
        zero = f"zeros kept {kept / len(zeros):.3f}" if zeros else ""
        print(
            f"{name:8} {kind:8} {right / len(rows):.3f} of {len(rows):4}  goal {goal:.2f}  {zero}"
        )
        errors = Counter(case.error for case in rows)
        print("   " + ", ".join(f"{kind} {count}" for kind, count in errors.most_common()))


def main() -> int:
    """Score every set in the folder; exit code 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/casualties"))
    parser.add_argument("--half", choices=("", "even", "odd"), default="")
    parser.add_argument(
        "--errors", type=int, default=0, help="show this many errors per kind and set"
    )
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    gazetteer = load_gazetteer()
    missed = False
    for path in sorted(options.data.glob("*.jsonl")):
        if options.only and path.stem != options.only:
            continue
        started = process_time()
        found = cases(path, gazetteer, options.half)
        spent = process_time() - started
        report(path.stem, found)
        print(f"   {spent:.2f} s of CPU for the set")
        for index, (_, kind) in enumerate(KINDS):
            rows = [case for case in found if case.kind == kind]
            score = sum(case.got == case.want for case in rows) / max(1, len(rows))
            missed = missed or score < GOALS.get(path.stem, (0.0, 0.0))[index]
            for case in [case for case in rows if case.error != "right"][: options.errors]:
                print(f"--- {case.id} {case.kind} want {case.want} got {case.got}: {case.error}")
                print(case.text[:700])
                for one in case.facts.figures:
                    if one.kind == case.kind:
                        print(f"      {one.low} {one.status} {one.per} | {one.quote[:160]}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
