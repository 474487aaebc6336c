"""The parsing process: reads jobs from one pipe, writes answers to another, ends with the pipe.

Started by ``worker.py`` as ``python -m monitor.parse.child MEMORY SECONDS``. Hostile feeds may hang or
fill it; it kills itself when a job takes too long, even when its parent is gone already.

Frame in: 4 + 4 bytes (big-endian lengths of head and body), head (JSON), body (the feed's bytes).
Frame out: 4 bytes, JSON.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from monitor.parse.article import read_article
from monitor.parse.feed import read
from monitor.parse.model import ParseFailed, ParseJob, feed_to_json

# A process that a feed has blown up does not give the memory back: another takes its place.
_GROWN = 80 * 1024 * 1024


def main() -> None:
    """Serve jobs until the pipe closes."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    # Whatever a library prints must not get into the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Ctrl-C and a service manager's SIGTERM reach the whole group; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    limit_memory(memory)
    # A feed makes thousands of objects and no rings of them; what is imported stays.
    gc.freeze()
    gc.set_threshold(50_000)
    while serve(sys.stdin.buffer, answers, seconds):
        pass


def limit_memory(memory: int) -> None:
    """Cap the address space at ``memory`` bytes, where the system can; 0 means no cap."""
    if memory:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        except (ValueError, OSError):
            sys.stderr.write("parsing goes on without a memory limit\n")


def serve(jobs: BinaryIO, answers: BinaryIO, seconds: float) -> bool:
    """Answer one job; False when there will be no more."""
    lengths = jobs.read(8)
    if len(lengths) < 8:
        return False
    head_size = int.from_bytes(lengths[:4], "big")
    body_size = int.from_bytes(lengths[4:], "big")
    head, body = json.loads(jobs.read(head_size)), jobs.read(body_size)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    answer, healthy = answer_to(head, body)
    healthy = healthy and _resident() < _GROWN
    signal.setitimer(signal.ITIMER_REAL, 0)
    frame = json.dumps(answer | {"last": not healthy}, ensure_ascii=False).encode("utf-8")
    answers.write(len(frame).to_bytes(4, "big") + frame)
    answers.flush()
    return healthy


def _resident() -> int:
    """Return the bytes this process has in memory; 0 where the system does not say."""
    # Not ru_maxrss: it begins with what the parent had when it started us.
    try:
        with open("/proc/self/statm", "rb") as sizes:
            return int(sizes.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def answer_to(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bool]:
    """Parse one body; the flag says whether this process is still fit for the next one."""
    try:
        if head.get("article"):
            text = read_article(body, head["content_type"])
            return {"failed": text.reason} if isinstance(text, ParseFailed) else {
                "text": text
            }, True
        job = ParseJob(body, head["content_type"], head["url"], tuple(head["known_slices"]))
        return feed_to_json(read(job)), True
    except MemoryError:
        return feed_to_json(ParseFailed("the feed needs more memory than a feed may have")), False
    except RecursionError:
        return feed_to_json(ParseFailed("the feed is nested too deeply")), False
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is one feed's failure
        reason = f"the feed cannot be parsed: {type(error).__name__}"
        return feed_to_json(ParseFailed(reason)), True


if __name__ == "__main__":
    main()
