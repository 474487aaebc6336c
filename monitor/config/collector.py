"""The garbage collector, held still while a large configuration is built.

Ten thousand rules are some millions of objects that all stay: without this the collector walks
them again and again while they are made, which takes longer than making them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector from running inside; reference counting goes on freeing as always.

    What was made is kept out of later collections too, which would stop every thread for as long
    as it takes to walk it. Reference counting frees it when the next configuration replaces it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
