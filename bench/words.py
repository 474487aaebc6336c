"""Count in how many news items each stem stands; writes monitor/data/words.tsv to stdout.

    python -m bench.words ARCHIVE.jsonl.gz > monitor/data/words.tsv

Only counts leave this program: no text, no order of words. Stems seen once are dropped.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter

from rules.stories.features import SUMMARY_LENGTH, stems


def main(path: str) -> None:
    """Print the table for the items in ``path``."""
    counts: Counter[str] = Counter()
    items = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            lead = (item.get("summary") or "")[:SUMMARY_LENGTH]
            counts.update({*stems(item.get("title") or ""), *stems(lead)})
            items += 1
    print("# source: our own count of stems over a public archive of RSS news items, August 2026")
    print("# licence: counts are facts; MIT like the rest. Made by bench/words.py")
    print(f"# items: {items}")
    for word, count in sorted(counts.items()):
        if count > 1:
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main(sys.argv[1])
