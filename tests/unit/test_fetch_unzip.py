"""Bodies that are gzip within: of many members, broken, larger than the cap."""

from __future__ import annotations

import gzip
import random
import time

import pytest

from monitor.fetch.unzip import unzipped

CAP = 10_000_000
EMPTY = gzip.compress(b"")
NOISE = random.Random(5).randbytes(100_000)


def test_members_are_undone_in_linear_time() -> None:
    def seconds(members: int) -> float:
        body = gzip.compress(b"<rss/>") + EMPTY * members
        begun = time.process_time()
        assert unzipped(body, CAP) == b"<rss/>"
        return time.process_time() - begun

    # Quadratic time takes 64 times as long for eight times as many.
    assert seconds(160_000) < 24 * min(seconds(20_000) for _ in range(3))


@pytest.mark.parametrize("size", [1, 4_000, 30_000, 50_000])
def test_members_end_and_begin_anywhere(size: int) -> None:
    parts = [NOISE[at : at + size] for at in range(0, min(40 * size, len(NOISE)), size)]
    body = b"".join(map(gzip.compress, parts))
    assert unzipped(body + b"\r\n", CAP) == b"".join(parts)
    assert unzipped(body, sum(map(len, parts)) - 1) is None


def test_what_breaks_off_is_undone_as_far_as_it_goes() -> None:
    whole = gzip.compress(NOISE)
    torso = unzipped(whole[:60_000], CAP)
    assert torso is not None
    assert len(torso) > 50_000
    assert NOISE.startswith(torso)
    spoiled = whole[:-8] + bytes(8)
    assert unzipped(spoiled, CAP) == spoiled
    assert unzipped(gzip.compress(b"first") + spoiled, CAP) == b"first"
