"""What facts cost: CPU per item beside one regular expression, and memory of a long stream.

Run it with ``python -m bench.facts [--items FILE.jsonl.gz] [--stream N]``. The peer is the plain
baseline, one compiled expression of a number and a word of harm, on the same items in the same
run. The stream goes through ``wirewatch facts``; its memory is read from the process as it answers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import IO

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.text.document import TEXT_FIELDS, Document

BASELINE = re.compile(
    r"(?i)\b(\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens)\b[^.]{0,40}?"
    r"\b(?:killed|dead|died|deaths?|injured|wounded|hurt|missing|displaced|kidnapped|abducted)\b"
)


def read(path: Path) -> list[Document]:
    """Read the items of ``path``."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = ([row.get(field) or "" for field in TEXT_FIELDS] for row in rows)
    return [
        Document(title=title, summary=summary, content=content, language="en")
        for title, summary, content in texts
    ]


def cost(documents: Sequence[Document], work: Callable[[Document], object]) -> float:
    """Return the least microseconds of CPU per item in three rounds."""
    rounds = []
    for _ in range(3):
        fresh = [replace(one) for one in documents]  # what one remembers was not paid for
        started = process_time()
        for document in fresh:
            work(document)
        rounds.append((process_time() - started) / max(1, len(fresh)) * 1e6)
    return min(rounds)


def baseline(document: Document) -> list[list[str]]:
    """Find what the plain expression finds."""
    return [BASELINE.findall(document.text(field)) for field in TEXT_FIELDS]


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def stream(documents: Sequence[Document], count: int) -> None:
    """Send ``count`` items through `wirewatch facts` and print its memory along the way."""
    command = [sys.executable, "-m", "monitor", "facts"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        sender = threading.Thread(target=send, args=(process.stdin, documents, count))
        sender.start()
        for number, _ in enumerate(process.stdout, start=1):
            if number in {count // 10, count // 2, count}:
                print(f"   after {number:6} items: {resident(process.pid):.0f} MB")
                if number == count:
                    break
        sender.join()
        process.stdin.close()


def send(pipe: IO[bytes], documents: Sequence[Document], count: int) -> None:
    """Write ``count`` items as JSON Lines."""
    for number, one in enumerate(islice(cycle(documents), count)):
        item = {field: one.text(field) for field in TEXT_FIELDS}
        pipe.write(json.dumps({"id": number, **item}).encode() + b"\n")
    pipe.flush()


def main() -> int:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=Path, default=Path("../shared/data/stream/lede.jsonl.gz"))
    parser.add_argument("--stream", type=int, default=10_000)
    options = parser.parse_args()
    documents = read(options.items)
    gazetteer = load_gazetteer()
    stated = [one for one in documents if extract(one, gazetteer, entities=False).figures]
    for name, items in (("all items", documents), ("items that state figures", stated)):
        ours = cost(items, lambda one: extract(one, gazetteer, entities=False))
        peer = cost(items, baseline)
        print(
            f"{name}: {len(items)}, facts {ours:.0f} \u00b5s, one expression {peer:.0f} \u00b5s, "
            f"ratio {ours / peer:.1f}"
        )
    print(f"wirewatch facts, {options.stream} items:")
    stream(documents, options.stream)
    return 0


if __name__ == "__main__":
    sys.exit(main())
