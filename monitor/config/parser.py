"""libyaml as this configuration wants it: no guesses at types, no nesting without end."""

from __future__ import annotations

from typing import Final

import yaml
from yaml import CSafeLoader
from yaml.nodes import Node

DEEPEST: Final = 100
TOO_DEEP: Final = f"nested deeper than {DEEPEST} levels"


class Parser(CSafeLoader):
    """libyaml's parser with YAML 1.1's resolver taken out: a node's tag is its explicit tag.

    What the resolver would be told, on entering and leaving each node, bounds the nesting: the
    parser recurses in C, where too deep is no exception but the end of the process.
    """

    def __init__(self, stream: str) -> None:
        CSafeLoader.__init__(self, stream)
        self._depth = 0

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        self._depth += 1
        if self._depth > DEEPEST + 1:
            mark = parent.start_mark if parent is not None else None
            raise TooDeepError(problem=TOO_DEEP, problem_mark=mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


class TooDeepError(yaml.MarkedYAMLError):
    """Raised through libyaml's parser."""
