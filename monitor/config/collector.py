"""The garbage collector, held still while a large configuration is built.

Ten thousand rules are some hundred thousands of objects: without this the collector walks them
again and again while they are made, which takes longer than making them.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# glibc's alone; other C libraries give large pieces back by themselves.
_LIBC: Final = ctypes.CDLL(None)
_trim = getattr(_LIBC, "malloc_trim", None)
_tune = getattr(_LIBC, "mallopt", None) if _trim is not None else None
_MMAP_THRESHOLD: Final = -3
_LARGE: Final = 128 * 1024


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector from running inside; reference counting goes on freeing as always."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def settling() -> Iterator[None]:
    """Make room for what is made inside, and take it for lasting.

    Before, the garbage of a load is collected, and freed objects that the interpreter keeps at
    hand go back. After, what stands is kept out of later collections, these too, which would stop
    every thread for as long as it takes to walk it: a fifth of a second for 10,000 rules.
    """
    gc.collect()
    with no_collection():
        yield
    gc.freeze()


def give_back() -> None:
    """Give free memory back to the system, where the C library can."""
    if _trim is not None:
        _trim(0)


def keep_large_apart() -> None:
    """Have each large piece of memory mapped by itself, so that it goes back when it is freed.

    glibc begins so, but takes pieces up to 32 MB from its heaps once such a one was freed: there
    whatever small is made behind them holds them down.
    """
    if _tune is not None:
        _tune(_MMAP_THRESHOLD, _LARGE)
