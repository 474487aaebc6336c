"""The garbage collector, held still while a large configuration is built.

Ten thousand rules are some hundred thousands of objects: without this the collector walks them
again and again while they are made, which takes longer than making them.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 20_000
_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""glibc's alone."""


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
    hand go back. After, what stands is kept out of later collections, which would stop every
    thread for as long as it takes to walk it.
    """
    gc.unfreeze()
    gc.collect()
    with no_collection():
        yield
    gc.freeze()


def give_back() -> None:
    """Give free memory back to the system, where the C library can."""
    if _trim is not None:
        _trim(0)
