"""Work out in how many news items each stem stands; writes monitor/data/words.tsv to stdout.

    python -m bench.words ARCHIVE.jsonl.gz FREQUENCIES.tsv > monitor/data/words.tsv

FREQUENCIES.tsv has ``word<TAB>share of all words`` lines, as from the package wordfreq 3.1:

    python -c "import wordfreq as w
    for k, v in w.get_frequency_dict('en', 'large').items(): print(k, v, sep='\t')"

So it does for each state that items name (``@TR``), and each two of them (``@SY+TR``).
An archive of some days knows its own subjects: of each stem the greater of the two counts stands.
Only counts leave this program: no text, no order of words. Stems seen once are dropped.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter, defaultdict

from monitor.data import load_gazetteer
from rules.stories.features import SUMMARY_LENGTH
from rules.stories.places import places, traces
from rules.stories.stemming import stems
from rules.text.document import Document

# How many words a news item has: turns a share of words into a share of items.
LENGTH = 40
HEADER = """\
# source: our own count of stems over a public archive of RSS news items, August 2026, and the
# English frequencies of wordfreq 3.1 (Robyn Speer), turned into counts of stems
# licence: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). Made by bench/words.py
# items: {items}"""


def main(archive: str, frequencies: str) -> None:
    """Print the table."""
    items, seen = counted(archive)
    usual = expected(frequencies, items)
    print(HEADER.format(items=items))
    for word in sorted({*seen, *usual}):
        count = max(seen[word] if seen[word] > 1 else 0, usual.get(word, 0))
        if count:
            print(f"{word}\t{count}")


def counted(archive: str) -> tuple[int, Counter[str]]:
    """Return how many items an archive has, and in how many of them each stem stands."""
    counts: Counter[str] = Counter()
    items, gazetteer = 0, load_gazetteer()
    with gzip.open(archive, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            title, lead = item.get("title") or "", (item.get("summary") or "")[:SUMMARY_LENGTH]
            named = places(Document(title=title, summary=lead), gazetteer)
            counts.update({*stems(title), *stems(lead), *traces(named)})
            items += 1
    return items, counts


def expected(frequencies: str, items: int) -> dict[str, int]:
    """Return in how many of ``items`` items each stem would stand by its usual frequency."""
    shares: defaultdict[str, float] = defaultdict(float)
    with open(frequencies, encoding="utf-8") as lines:
        for line in lines:
            word, _, share = line.rstrip("\n").partition("\t")
            for one in stems(word):
                shares[one] += float(share)
    counts = {word: round(items * (1 - math.exp(-LENGTH * s))) for word, s in shares.items()}
    return {word: count for word, count in counts.items() if count}


if __name__ == "__main__":
    main(*sys.argv[1:])
