"""A large configuration looked at in a process of its own.

A load makes ten times as many objects as stay of it, beside a daemon that goes on making its own:
each page that holds one of both kinds is held down when the load is over, and while it runs the
daemon waits for its turns. A process of its own takes all that with it when it ends.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from typing import Final

from monitor.config.collector import keep_large_apart
from monitor.config.compact import Written, send
from monitor.config.look import Found, Task, look
from monitor.data import load_gazetteer

_PATIENCE: Final = 120.0
_STOPS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_ABOUT: Final = 2.0  # seconds
_FAILURES: Final = (
    OSError, subprocess.SubprocessError, EOFError, pickle.PickleError, AttributeError, TypeError,
)  # fmt: skip


class ApartError(Exception):
    """The process came to no answer; ``str()`` says how it ended."""


class KilledError(ApartError):
    """The process was killed: most often for the memory it took."""


class Apart:
    """Starts such processes, one at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()

    @property
    def over(self) -> bool:
        """Whether nobody waits for an answer any more."""
        return self._over.is_set()

    def look(self, task: Task) -> Found:
        """Do what :func:`look` does, in a process of its own.

        Raises ApartError where it comes to no answer, KilledError where somebody ended it.
        """
        command = [sys.executable, "-P", "-m", __name__]
        try:
            with subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            ) as process:
                self._process = process
                if self.over:
                    process.kill()
                try:
                    answer, _ = process.communicate(pickle.dumps(task), _PATIENCE)
                finally:
                    process.kill()
            if process.returncode < 0:
                if -process.returncode in _STOPS:
                    # Sent to the whole group, it reaches the daemon as well, which is about to say so.
                    self._over.wait(_ABOUT)
                raise KilledError(f"killed by signal {-process.returncode}")
            if process.returncode:
                raise ApartError(f"it ended with code {process.returncode}")
            stream = io.BytesIO(answer)
            found = pickle.load(stream)  # noqa: S301 - written by main() below
            if stream.tell() < len(answer):
                found = replace(found, written=Written.received(stream))
        # What cannot be pickled is told by errors of many kinds.
        except _FAILURES as error:
            raise ApartError(str(error)) from None
        finally:
            self._process = None
        assert isinstance(found, Found)
        return found

    def end(self) -> None:
        """Wait for no answer any more: the daemon stops."""
        self._over.set()
        if self._process is not None:
            self._process.kill()


def main() -> None:
    """Answer one task on stdin."""
    # What is sent to the whole group is for the daemon, which ends this process by other means.
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)
    gc.disable()
    keep_large_apart()
    # Whatever a library prints must not get into the answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    task = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by Apart.look() above
    found, policy = look(task, load_gazetteer())
    try:
        pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)
        if policy is not None:
            send(policy, answers)
        answers.close()
    except BrokenPipeError:
        pass  # whoever asked is gone
    os._exit(0)  # what was made need not be unmade


if __name__ == "__main__":
    main()
