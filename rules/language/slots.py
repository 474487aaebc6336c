"""The names of entities by their slots: a hundred thousand of them in a text and some numbers."""

from __future__ import annotations

from array import array


class SlotNames:
    """Which entity a slot stands for, if any. Filled, closed, then only read."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._slots = array("i")
        # For each slot the number of its name, from 1; where in the text the names end.
        self._numbers = array("i")
        self._ends = array("i", [0])
        self._text = ""

    def add(self, slot: int, name: str) -> None:
        """Add the name of a slot that has none yet."""
        self._names.append(name)
        self._slots.append(slot)

    def close(self) -> None:
        """Make what was added ready to be read."""
        self._numbers = array("i", [0]) * (max(self._slots, default=-1) + 1)
        for number, (slot, name) in enumerate(zip(self._slots, self._names, strict=True)):
            self._numbers[slot] = number + 1
            self._ends.append(self._ends[number] + len(name))
        self._text = "".join(self._names)
        self._names, self._slots = [], array("i")

    def of(self, slot: int) -> str:
        """Return the name of the entity that a slot stands for; empty where it stands for none."""
        number = self._numbers[slot] if slot < len(self._numbers) else 0
        return self._text[self._ends[number - 1] : self._ends[number]] if number else ""
