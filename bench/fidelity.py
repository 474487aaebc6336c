"""Hold the quick reader and the slices against feedparser, the reference, over many feeds.

    python -m bench.fidelity [--data ../shared/data/feeds] [--show]

Every file that the quick reader takes is read by feedparser too, and the cleaned entries are
compared field by field. Then every snapshot is parsed whole and by its unseen slices only, after
its predecessor: both must give the same entries. Exits 1 where they differ.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from monitor.parse.entries import clean
from monitor.parse.feed import parse_bytes, raw_entry, read
from monitor.parse.model import ParsedFeed, ParseJob
from monitor.parse.quick import read_quickly
from monitor.parse.split import split
from storage.records import EntryData

_URL = "https://feed.example/rss"


def compare_readers(files: list[Path], show: bool) -> Counter[str]:
    """Count files and entries taken the quick way, and by field what differs from feedparser."""
    found: Counter[str] = Counter()
    for file in files:
        body = file.read_bytes()
        quick = read_quickly(body, "")
        found["files"] += 1
        if quick is None:
            continue
        found["files read quickly"] += 1
        slow = parse_bytes(body, ParseJob(body, "", _URL))
        ours, _ = clean(quick.entries, _URL, "")
        theirs, _ = clean(tuple(raw_entry(entry) for entry in slow.entries), _URL, "")
        if len(ours) != len(theirs):
            found["differs in the number of entries"] += 1
        for mine, reference in zip(ours, theirs, strict=False):
            found["entries compared"] += 1
            for name, value in asdict(mine).items():
                other = getattr(reference, name)
                if value != other:
                    found[f"differs in {name}"] += 1
                    if show:
                        print(f"{file}: {name}\n  quick      {value!r}\n  feedparser {other!r}")
    return found


def compare_slices(files: list[Path]) -> Counter[str]:
    """Parse each version whole and by its unseen slices; count where the entries are not the same."""
    found: Counter[str] = Counter()
    known: tuple[str, ...] = ()
    for file in files:
        body = file.read_bytes()
        whole, part = (read(ParseJob(body, "", _URL, seen)) for seen in ((), known))
        cut = split(body)
        found["versions"] += 1
        if cut is None or not isinstance(whole, ParsedFeed) or not isinstance(part, ParsedFeed):
            known = ()
            continue
        found["versions cut"] += 1
        expected = expected_of(whole, cut.hashes, known)
        known = cut.hashes
        if expected is None:
            continue
        found["versions compared"] += 1
        found["entries parsed"] += len(part.entries)
        found["entries spared"] += len(whole.entries) - len(part.entries)
        found["versions that differ"] += part.entries != expected
    return found


def expected_of(
    whole: ParsedFeed, hashes: tuple[str, ...], known: tuple[str, ...]
) -> tuple[EntryData, ...] | None:
    """Return the entries of ``whole`` whose slices are not ``known``; None where they do not pair."""
    if len(whole.entries) != len(hashes):
        return None
    pairs = zip(whole.entries, hashes, strict=True)
    return tuple(entry for entry, name in pairs if name not in known)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/feeds"))
    parser.add_argument("--show", action="store_true", help="print each difference")
    asked = parser.parse_args()
    files = sorted(file for file in asked.data.rglob("*") if file.is_file())
    counts = compare_readers(files, asked.show)
    for outlet in sorted((asked.data / "snapshots").iterdir()):
        counts += compare_slices(sorted(outlet.glob("*.xml")))
    for what, times in counts.items():
        print(f"{times:6}  {what}")
    return int(any("differ" in what and times for what, times in counts.items()))


if __name__ == "__main__":
    sys.exit(main())
