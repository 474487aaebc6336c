"""Places found by pieces of the text are those that the whole node graph gives."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from monitor.config.nodes import read_source
from monitor.config.parser import Parser
from monitor.config.places import Places
from monitor.config.problems import Where

TEXTS = {
    "blocks": """\
# a head
storage: sqlite:///w.db
rules:
  - id: été-1
    when:
      all:
        - any: [one, "two three", {phrase: {text: US,
            case: true}}]
        - >-
          folded
          text
    # a word between
  - {id: two, when: {any: [x,
     y]}, labels: {desk: a}}
  - plain text
terms:
  troops: [soldiers, servicemen]
  "quoted name":
  - one
  - two
polling: {every: 15m, per_host: 1}
""",
    "one line": "{rules: [{id: a, when: {any: [b, c]}}, {id: d, when: e}], log: {level: info}}",
    "anchors": "rules:\n- &one {id: a, when: [x, y]}\n- {id: b, when: *one}\n- id: c\n  when: *one\n",
    "list of lists": "feeds:\n- - a\n  - b: [c,\n      d]\n- -   - e\n      - f\n",
    "a list": "- a\n- {b: c}\n",
    "twice": "log: {level: info}\nlog:\n  level: debug\n",
    "letters": "terms:\n  слова: [один, 'два 🙂', три]\n  次: {語: [a, b]}\n",
    "tags": "%TAG ! tag:yaml.org,2002:\n---\nrules:\n- {id: !str a, when: !seq [b, c]}\n",
    "anchored entries": "rules:\n- &one {id: a, when: [x, y]}\n- *one\n- {id: c, when: *one}\n- *one\n",
    "an anchored section": "terms: &t {a: [x], null: [null]}\nentities: &e\n  b: {c: d}\nmore: {x: *t, y: *e}\n",
    "sections of all kinds": "rules: a\nfeeds:\nterms: []\nentities: {}\nlog: {level: null}\n? [a, b]\n: - c\n",
    "keys that cannot be": "terms:\n  a: [x]\n  ? [b]\n  : c\n  a: {y: z}\n  <<: d\n  <<: e\n  \u2003f: g\n  h: [i]\n",
    "a word": "hello",
    "nothing": "",
}


def by_graph(root: Node | None, path: Where, *, key: bool) -> tuple[int, int]:
    """Walk the node graph of the whole file."""
    node = at = root
    for step in path:
        pairs: list[tuple[Node, Node]] = []
        if isinstance(node, MappingNode):
            pairs = [(k, v) for k, v in node.value if k.value == str(step)]
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            pairs = [(child, child) for child in node.value[step : step + 1]]
        if not pairs:
            break
        at, node = pairs[0]
    if isinstance(node, ScalarNode) and not key:
        at = node
    mark = at.start_mark if at is not None else None
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def plain(node: Node | None, *, literal: bool, top: bool = True) -> Any:
    """Return what a node says, sections of words taken literally."""
    if isinstance(node, SequenceNode):
        return [plain(one, literal=literal, top=False) for one in node.value]
    if isinstance(node, MappingNode):
        made: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value
            if isinstance(name, str) and name == name.strip() and name != "<<" and name not in made:
                words = literal or (top and name in ("rules", "terms", "entities"))
                made[name] = plain(value, literal=words, top=False)
        return made
    if not isinstance(node, ScalarNode) or (not node.style and node.value in ("", "~")):
        return None
    return None if not literal and not node.style and node.value == "null" else node.value


def paths(node: Node | None, above: Where = (), depth: int = 0) -> Iterator[Where]:
    """Yield the path of every node, and a wrong step below each."""
    yield above
    yield (*above, "no such key")
    yield (*above, 99)
    if depth > 6:
        return
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from paths(value, (*above, str(key.value)), depth + 1)
    elif isinstance(node, SequenceNode):
        for number, value in enumerate(node.value):
            yield from paths(value, (*above, number), depth + 1)


@pytest.mark.parametrize("name", TEXTS)
def test_pieces_give_the_places_of_the_whole(name: str) -> None:
    text = TEXTS[name]
    root = Parser(text).get_single_node()
    places = Places(text.encode(), root)
    # The root of a list has no sections: everything in it is at its beginning.
    asked = [path for path in paths(root) if not path or isinstance(path[0], str)]
    assert asked
    for path in asked:
        for key in (False, True):
            assert places.place(path, key=key) == by_graph(root, path, key=key), (path, key)


@pytest.mark.parametrize("name", TEXTS)
def test_reading_entry_by_entry_gives_the_values_and_places_of_the_whole(name: str) -> None:
    text = TEXTS[name]
    root = Parser(text).get_single_node()
    source = read_source(Path("f"), text.encode())
    assert source.value == plain(root, literal=False)
    for path in paths(root):
        if not path or isinstance(path[0], str):
            for key in (False, True):
                assert source.place(path, key=key) == by_graph(root, path, key=key), (path, key)


def test_what_is_made_of_entries_at_once_stands_in_their_places() -> None:
    text = "rules: [a, &b [c, d], *b]\nterms: {e: [f], g: h}\nfeeds: [i]\n"
    source = read_source(Path("f"), text.encode(), {"rules": repr, "terms": len})
    assert source.value == {"rules": ["'a'", *["['c', 'd']"] * 2], "terms": {"e": 1, "g": 1}, "feeds": ["i"]}  # fmt: skip


def test_reading_takes_little_more_than_what_is_read() -> None:
    lines = "".join(
        f"  name{n}: {{kind: person, aliases: [Some One{n}, One{n}]}}\n" for n in range(3000)
    )
    content = f"entities:\n{lines}".encode()
    tracemalloc.start()
    try:
        source = read_source(Path("f"), content, {"entities": lambda raw: len(raw)})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert source.value == {"entities": {f"name{n}": 2 for n in range(3000)}}
    # With the nodes of all entries it is fifty times as much as their text.
    assert peak < 10 * len(content)


def test_windows_line_ends_and_a_long_single_line_are_counted_right() -> None:
    for text in (
        TEXTS["blocks"].replace("\n", "\r\n"),
        yaml.safe_dump({"rules": [{"id": f"r{n}", "when": {"any": ["a", "b"]}} for n in range(300)]},
                       default_flow_style=True, width=10**9),
    ):  # fmt: skip
        root = Parser(text).get_single_node()
        places = Places(text.encode(), root)
        for path in (("rules", 0, "when"), ("rules", 1, "when", "any", 1), ("rules", 299, "id")):
            assert places.place(path) == by_graph(root, path, key=False)
