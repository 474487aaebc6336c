"""What the JSON Lines commands and the replays cost for each item, and whether their memory is flat.

    python -m bench.streams --data DIR [--items 10000]

DIR holds ``lede.jsonl.gz``, read over and over under new ids where it is too short. Each command
runs in a process of its own, with ten worked rules of ``examples/``, over a tenth of the items and
over all of them: what the rest added is the cost of an item, without the start, and the growth.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.usage import Usage, run

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
_HEAD: Final = "feeds: []\nchannels: {c: 'console://'}\ndefault_notify: [c]\n"


def endless(path: Path) -> Iterator[str]:
    """Yield the items of the archive as lines, over and over, no id twice."""
    for turn in itertools.count():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                yield json.dumps({**item, "id": f"{item['id']}-{turn}"})


def commands(config: Path) -> dict[str, list[str]]:
    """Return the commands by name; those that replay take the items as a file, ``-`` for stdin."""
    rules = ["rules", "backtest", "--config", str(config), "--items", "-", "--json"]
    return {
        "match": ["match", "--config", str(config)],
        "match --explain": ["match", "--explain", "--config", str(config)],
        "facts": ["facts"],
        "group": ["group"],
        "rules backtest": rules,
        "rules backtest --against": [*rules, "--against", str(config)],
        "rules near-misses": ["rules", "near-misses", *rules[2:]],
    }


def main(arguments: Sequence[str]) -> None:
    """Measure every command."""
    parser = argparse.ArgumentParser(prog="bench.streams", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--items", type=int, default=10_000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="streams-") as name:
        folder = Path(name)
        config = folder / "config.yaml"
        config.write_text(f"{_HEAD}include: ['{EXAMPLES}/*.yaml']\n", encoding="utf-8")
        sizes = (options.items // 10, options.items)
        for size in sizes:
            lines = itertools.islice(endless(options.data / "lede.jsonl.gz"), size)
            (folder / f"{size}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for said, command in commands(config).items():
            few, many = (
                run([sys.executable, "-m", "monitor", *command], folder, folder / f"{size}.jsonl")
                for size in sizes
            )
            print(_line(said, few, many, *sizes), flush=True)


def _line(said: str, few: Usage, many: Usage, least: int, most: int) -> str:
    each = (many.cpu - few.cpu) / (most - least)
    before, after = (used.memory.resident / 2**20 for used in (few, many))
    return (
        f"{said:26} {each * 1e6:6.0f} µs per item, {1 / each:7,.0f} items/s   "
        f"{before:4.0f} MB after {least:,} items, {after:4.0f} MB after {most:,}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
