"""The parsing process: reads jobs from one pipe, writes answers to another, ends with the pipe.

Started by ``worker.py`` as ``python -m monitor.parse.child MEMORY SECONDS``. Hostile feeds may hang or
fill it; it kills itself when a job takes too long, even when its parent is gone already.

Frame in: 4 + 4 bytes (big-endian lengths of head and body), head (a Question), body (the feed's
bytes). Frame out: 4 bytes, an Answer.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from dataclasses import replace
from typing import BinaryIO

from monitor.parse.article import read_article
from monitor.parse.feed import read
from monitor.parse.model import (
    Answer,
    ParseJob,
    Question,
    decode_question,
    encode,
)

# A process that a feed has blown up does not give the memory back: another takes its place.
_GROWN = 80 * 1024 * 1024
# Where /proc/self/statm says what is mapped, and what of it is in memory.
_MAPPED, _RESIDENT = 0, 1
# iterparse makes a class for each call, 3 kB that only the collector frees: between two feeds,
# and so often that it costs nothing.
_SWEEP = 256
_PIPE = 64 * 1024


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
    # A feed makes thousands of objects and hardly a ring of them; what is imported stays.
    gc.freeze()
    gc.set_threshold(50_000)
    served = 0
    # A buffer of what a pipe holds: most jobs are read in one call.
    with open(0, "rb", buffering=_PIPE, closefd=False) as jobs:
        try:
            while serve(jobs, answers, seconds):
                served += 1
                if served % _SWEEP == 0:
                    gc.collect()
        except BrokenPipeError:
            # Nobody waits for the answer any more. What is still buffered goes nowhere at the exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())


def limit_memory(memory: int) -> None:
    """Let the address space grow by ``memory`` bytes, where the system can; 0 means no cap.

    By, not to: what an interpreter maps before it has read anything differs by 200 MB between
    systems.
    """
    if memory:
        cap = _bytes(_MAPPED) + memory
        try:
            resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
        except (ValueError, OSError):
            sys.stderr.write("parsing goes on without a memory limit\n")


def serve(jobs: BinaryIO, answers: BinaryIO, seconds: float) -> bool:
    """Answer one job; False when there will be no more."""
    lengths = jobs.read(8)
    if len(lengths) < 8:
        return False
    head_size = int.from_bytes(lengths[:4], "big")
    body_size = int.from_bytes(lengths[4:], "big")
    head, body = jobs.read(head_size), jobs.read(body_size)
    if len(body) < body_size:
        return False  # who asked died while asking
    question = decode_question(head)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    answer = answer_to(question, body)
    # Not ru_maxrss: it begins with what the parent had when it started us.
    if _bytes(_RESIDENT) >= _GROWN:
        answer = replace(answer, last=True)
    signal.setitimer(signal.ITIMER_REAL, 0)
    frame = encode(answer)
    answers.write(len(frame).to_bytes(4, "big") + frame)
    answers.flush()
    return not answer.last


def _bytes(column: int) -> int:
    """Return the bytes this process has mapped or in memory; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as sizes:
            return int(sizes.read().split()[column]) * resource.getpagesize()
    except OSError:
        return 0


def answer_to(question: Question, body: bytes) -> Answer:
    """Read one body; a failure of any kind is an answer."""
    try:
        if question.article:
            return Answer.of(read_article(body, question.content_type))
        job = ParseJob(body, question.content_type, question.url, question.known_slices)
        return Answer.of(read(job))
    except MemoryError:
        return Answer(failed=f"{question.what} needs more memory than it may have", last=True)
    except RecursionError:
        return Answer(failed=f"{question.what} is nested too deeply", last=True)
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is one feed's failure
        return Answer(failed=f"{question.what} cannot be parsed: {type(error).__name__}")


if __name__ == "__main__":
    main()
