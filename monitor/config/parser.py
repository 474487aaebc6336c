"""libyaml as this configuration wants it: no guesses at types, no nesting without end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import yaml
from yaml import CSafeLoader
from yaml.nodes import CollectionNode, Node, ScalarNode

DEEPEST: Final = 100
TOO_DEEP: Final = f"nested deeper than {DEEPEST} levels"
Take: TypeAlias = Callable[[ScalarNode, CollectionNode], None]
"""Is given the key of a section of the file, and the section with those entries that are complete."""
_SECTION: Final = 2
_ENTRY: Final = 3


class Parser(CSafeLoader):
    """libyaml's parser with YAML 1.1's resolver taken out: a node's tag is its explicit tag.

    What the resolver would be told, on entering and leaving each node, bounds the nesting: the
    parser recurses in C, where too deep is no exception but the end of the process. It also tells
    when an entry of a section is complete: ``take`` may empty the section then, so that never more
    than one entry stands there as nodes. ``composed`` counts the values under the root, not the keys;
    ``start`` is where in the text the root begins.
    """

    def __init__(self, stream: str, take: Take | None = None) -> None:
        CSafeLoader.__init__(self, stream)
        self.composed = 0
        self.start = 0
        self._depth = 0
        self._take = take
        self._key: ScalarNode | None = None

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, index: object) -> None:
        # The index of a value is its key or its number; of a key there is none.
        self.composed += index is not None
        self._depth += 1
        if self._depth == _ENTRY:
            if (
                self._take is not None
                and self._key is not None
                and isinstance(parent, CollectionNode)
            ):
                self._take(self._key, parent)
        elif self._depth == _SECTION:
            if parent is not None and parent.start_mark is not None:
                self.start = parent.start_mark.index
            self._key = index if isinstance(index, ScalarNode) else None
        elif self._depth > DEEPEST + 1:
            mark = parent.start_mark if parent is not None else None
            raise TooDeepError(problem=TOO_DEEP, problem_mark=mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


class TooDeepError(yaml.MarkedYAMLError):
    """Raised through libyaml's parser."""
