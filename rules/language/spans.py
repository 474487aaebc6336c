"""Hits compared by place: within so many words, in this order, in one sentence.

All groups are sorted by field and start. Everything here merges; nothing pairs each with each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeAlias

from rules.text.document import FIELDS, Document

Hit: TypeAlias = tuple[int, int, int]
"""Field (index in FIELDS), first word, word after the last."""


def within(groups: Sequence[Sequence[Hit]], words: int, ordered: bool) -> tuple[Hit, ...] | None:
    """Return one hit of each group such that all lie in a span of ``words`` words, or None.

    ``ordered``: each begins where the one before has ended or later. All are in one field.
    """
    for field in sorted({hit[0] for hit in groups[0]}) if groups else ():
        parts = [[hit for hit in group if hit[0] == field] for group in groups]
        if all(parts):
            found = _ordered(parts, words) if ordered else _unordered(parts, words)
            if found is not None:
                return found
    return None


def _nearest_ends(group: Sequence[Hit]) -> list[Hit]:
    """Return for each index the hit from there on that ends first."""
    best = list(group)
    for index in range(len(group) - 2, -1, -1):
        if best[index + 1][2] < best[index][2]:
            best[index] = best[index + 1]
    return best


def _unordered(groups: list[list[Hit]], words: int) -> tuple[Hit, ...] | None:
    """Try every first word once, moving one pointer per group."""
    ends = [_nearest_ends(group) for group in groups]
    at = [0] * len(groups)
    for start in sorted({hit[1] for group in groups for hit in group}):
        chosen: list[Hit] = []
        for index, group in enumerate(groups):
            while at[index] < len(group) and group[at[index]][1] < start:
                at[index] += 1
            if at[index] == len(group):
                return None
            chosen.append(ends[index][at[index]])
        if max(hit[2] for hit in chosen) - start <= words:
            return tuple(chosen)
    return None


def _ordered(groups: list[list[Hit]], words: int) -> tuple[Hit, ...] | None:
    """From each hit of the first group, take the hit of each next that ends first."""
    ends = [_nearest_ends(group) for group in groups]
    starts = [[hit[1] for hit in group] for group in groups]
    for first in groups[0]:
        chosen = [first]
        for index in range(1, len(groups)):
            place = bisect_left(starts[index], chosen[-1][2])
            if place == len(starts[index]):
                break
            chosen.append(ends[index][place])
        if len(chosen) == len(groups) and chosen[-1][2] - first[1] <= words:
            return tuple(chosen)
    return None


def in_one_sentence(document: Document, groups: Sequence[Sequence[Hit]]) -> tuple[Hit, ...] | None:
    """Return one hit of each group such that all lie in one sentence, or None."""
    for field in sorted({hit[0] for hit in groups[0]}) if groups else ():
        parts = [[hit for hit in group if hit[0] == field] for group in groups]
        if not all(parts):
            continue
        name = FIELDS[field]
        bounds = document.sentences(name)
        begins = [begin for begin, _ in bounds]
        places = document.spans(name)
        first: list[dict[int, Hit]] = []
        for group in parts:
            seen: dict[int, Hit] = {}
            for hit in group:
                number = bisect_right(begins, places[hit[1]][0]) - 1
                if number >= 0 and places[hit[2] - 1][1] <= bounds[number][1]:
                    seen.setdefault(number, hit)
            first.append(seen)
        common = set(first[0]).intersection(*first[1:])
        if common:
            number = min(common)
            return tuple(seen[number] for seen in first)
    return None
