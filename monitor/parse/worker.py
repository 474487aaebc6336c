"""A small pool of parsing processes. A feed that hangs, crashes or fills one costs only its turn.

Processes are started anew (never forked from the daemon), hold no secrets, and end when their
pipe closes: also when the daemon is killed.
"""

from __future__ import annotations

import asyncio
import os
import sys
from types import TracebackType

from msgspec import MsgspecError

from monitor.parse.article import PAGE_CAP
from monitor.parse.model import (
    Answer,
    Hints,
    ParsedFeed,
    ParseFailed,
    ParseJob,
    Question,
    decode_answer,
    encode,
)

__all__ = ["Hints", "ParseFailed", "ParseJob", "ParsePool", "ParsedFeed"]

# What the interpreter needs to start and to find us; nothing else of the environment goes along.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")
# A broken feed of 10 MB, which feedparser has to read, takes 61 MB; one of many short entries more.
_MEMORY = 96 * 1024 * 1024
# Of a body of 10 MB in its worst encoding, with an address of 2 kB to each of 2,000 entries.
_ANSWER_CAP = 32 * 1024 * 1024
_LARGE = 256 * 1024
_PIECE = 64 * 1024
_CRASHED = "{} crashed the parser"


class ParsePool:
    """Up to ``workers`` processes; ``timeout`` seconds for each job, and ``memory`` bytes to grow by."""

    def __init__(self, workers: int = 2, timeout: float = 10.0, memory: int = _MEMORY) -> None:
        self._timeout = timeout
        self._memory = memory
        self._free = asyncio.Semaphore(workers)
        self._doubtful = asyncio.Semaphore(max(1, workers - 1))
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()

    async def __aenter__(self) -> ParsePool:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in tuple(self._all):
            await self._end(worker)

    async def parse(self, job: ParseJob, *, doubtful: bool = False) -> ParsedFeed | ParseFailed:
        """Parse ``job`` in a worker; a failure of any kind is an answer, never an exception.

        ``doubtful`` jobs, which may take long or much memory, leave one worker to the others.
        """
        question = Question(job.content_type, job.url, job.known_slices)
        if doubtful or len(job.body) > _LARGE:
            async with self._doubtful:
                answer = await self._give(question, job.body)
        else:
            answer = await self._give(question, job.body)
        return answer.feed or ParseFailed(answer.failed or _CRASHED.format(question.what))

    async def extract(self, page: bytes, content_type: str) -> str | ParseFailed:
        """Return the text of the article on a web page; a failure of any kind is an answer.

        Every page is doubtful.
        """
        async with self._doubtful:
            question = Question(content_type, article=True)
            answer = await self._give(question, page[:PAGE_CAP])
        return answer.text or ParseFailed(answer.failed or _CRASHED.format(question.what))

    async def _give(self, question: Question, body: bytes) -> Answer:
        async with self._free:
            worker = self._idle.pop() if self._idle else None
            used = worker is not None
            worker = worker or await self._start()
            answer = await self._ask(worker, question, body)
            if answer is None and used:
                # It may have died since its last job; a feed is to blame only for a fresh one.
                answer = await self._ask(await self._start(), question, body)
            return answer or Answer(failed=_CRASHED.format(question.what))

    async def _ask(self, worker: _Worker, question: Question, body: bytes) -> Answer | None:
        """Return the answer, or None when the process died; it is kept only when it is fit."""
        fit = False
        try:
            async with asyncio.timeout(self._timeout):
                answer = await worker.ask(question, body)
                fit = not answer.last
            return answer
        except TimeoutError:
            return Answer(failed=f"{question.what} takes more than {self._timeout:g} s to parse")
        except (OSError, EOFError, ValueError, MsgspecError):
            return None
        finally:
            if fit:
                self._idle.append(worker)
            else:
                await self._end(worker)

    async def _start(self) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "monitor.parse.child",
            str(self._memory),
            str(self._timeout + 1),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        worker = _Worker(process)
        self._all.add(worker)
        return worker

    async def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        await worker.end()


class _Worker:
    """One process and the two pipes to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, question: Question, body: bytes) -> Answer:
        """Send one job and read its answer; raises OSError or EOFError when the process died."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise EOFError
        about = encode(question)
        head = len(about).to_bytes(4, "big") + len(body).to_bytes(4, "big") + about
        # With the head in one piece: the process wakes up once. What the pipe does not take at
        # once is copied until it does, so a large body goes piece by piece.
        into.write(head + body[:_PIECE])
        await into.drain()
        for start in range(_PIECE, len(body), _PIECE):
            into.write(body[start : start + _PIECE])
            await into.drain()
        size = int.from_bytes(await out.readexactly(4), "big")
        if size > _ANSWER_CAP:
            raise ValueError
        return decode_answer(await out.readexactly(size))

    async def end(self) -> None:
        """Kill the process, whatever it is doing, and wait until it is gone."""
        if self._process.returncode is None:
            try:
                self._process.kill()
            except ProcessLookupError:
                return
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
