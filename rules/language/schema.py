"""The shape of a rule and of an entity. Durations are seconds.

``read_rule`` turns plain data into a :class:`RuleSpec`, or into every problem it has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Literal, cast, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import core_schema

from rules.errors import Problem
from rules.facts.model import Kind
from rules.language.conditions import Condition, Path
from rules.language.grammar import read_condition
from rules.language.reading import MOST_PROBLEMS, Reader, kind_of
from rules.language.stated import KINDS
from rules.language.updates import Appears, Confirmed, Moves, OriginsReach, UpdateOn, read_updates

__all__ = [
    "SEVERITIES", "Appears", "Confirmed", "Corroboration", "EntitySpec", "Moves", "OriginsReach",
    "RuleSpec", "RuleTest", "Severity", "UpdateOn", "read_rule",
]  # fmt: skip

Severity = Literal["low", "normal", "high", "critical"]
SEVERITIES: Final[tuple[Severity, ...]] = ("low", "normal", "high", "critical")

_KEYS: Final = (
    "id", "title", "severity", "labels", "when", "story", "update_on", "update_gap", "dedup",
    "notify", "tests",
)  # fmt: skip
_ID = re.compile(r"[\w][\w.\-]*\Z")


class AsRead:
    """Marks a field whose value the reader has checked already; pydantic takes it as it is."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Accept anything."""
        return core_schema.any_schema()


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Alert once ``origins`` independent origins carry the story ``within`` seconds."""

    origins: int = 1
    within: float = 7200.0


@dataclass(frozen=True, slots=True)
class RuleTest:
    """One inline test: an item, whether the rule must match it, and totals it must state."""

    title: str = ""
    summary: str = ""
    content: str = ""
    source: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    time: datetime | None = None
    expect: bool = True
    figures: tuple[tuple[Kind, int], ...] = ()


class RuleSpec(BaseModel):
    """One rule as its author wrote it, checked. ``notify`` is None where routes decide.

    ``RuleSpec.model_validate(rule.model_dump(mode="json"))`` gives an equal rule.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    when: Annotated[Condition, AsRead()]
    severity: Severity = "normal"
    labels: Annotated[Mapping[str, str], AsRead()] = {}
    story: Annotated[Corroboration, AsRead()] = Corroboration()
    update_on: Annotated[tuple[UpdateOn, ...], AsRead()] = ()
    update_gap: float = 0.0
    dedup: bool = True
    notify: tuple[str, ...] | None = None
    tests: Annotated[tuple[RuleTest, ...], AsRead()] = ()
    written: Annotated[str, AsRead()] = Field(default="", repr=False)
    """The rule as it was written, as JSON: a twentieth of what the values take."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: object) -> object:
        """Read plain data; values that were read already pass."""
        if not isinstance(data, Mapping) or isinstance(data.get("when"), get_args(Condition)):
            return data
        reader = Reader()
        values = _values(reader, data)
        if values is None or reader.problems:
            said = (f"{'.'.join(map(str, one.where))}: {one.message}" for one in reader.problems)
            raise ValueError("; ".join(said))
        return values

    @model_serializer(mode="plain")
    def _dump(self) -> dict[str, object]:
        """Return the rule as it was written, as plain data."""
        return cast(dict[str, object], json.loads(self.written))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _core: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Say only that a rule is a mapping: pydantic cannot derive what ``grammar`` reads."""
        return {"type": "object", "title": "Rule"}


@dataclass(frozen=True, slots=True)
class EntitySpec:
    """Someone or something with names, on top of the built-in countries."""

    # No model of pydantic's: there may be a hundred thousand, and each would take four times as much.
    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: str = ""
    aliases: tuple[str, ...] = ()
    country: str | None = None


_ALL: Final = set(RuleSpec.model_fields)
_DEFAULTS: Final = {
    name: field.default for name, field in RuleSpec.model_fields.items() if not field.is_required()
}


def read_rule(raw: object, where: Path = ()) -> RuleSpec | tuple[Problem, ...]:
    """Read one rule from plain data; ``where`` is put before the path of every problem.

    Paths kept inside the conditions are relative to the rule: ``("when", "all", 0)``.
    """
    reader = Reader()
    rule = _rule(reader, raw)
    errors = [
        Problem((*where, *one.where), one.message, one.hint, one.level)
        for one in reader.problems[:MOST_PROBLEMS]
    ]
    if (more := len(reader.problems) - len(errors)) > 0:
        said = f"{more:,} more problems in this rule"
        errors.append(Problem(where, said, f"mend the first {MOST_PROBLEMS}, and look again"))
    return tuple(errors) if errors or rule is None else rule


def _as_json(raw: object) -> str:
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(raw: object) -> object:
    """Return as JSON has it what a program may write into a rule."""
    if isinstance(raw, Mapping):
        return dict(raw)
    return raw.isoformat() if isinstance(raw, (date, datetime)) else str(raw)


def _rule(reader: Reader, raw: object) -> RuleSpec | None:
    values = _values(reader, raw)
    # Each value was checked: pydantic would do so again, and note for each rule what it was given.
    return None if values is None else RuleSpec.model_construct(_ALL, **{**_DEFAULTS, **values})


def _values(reader: Reader, raw: object) -> dict[str, Any] | None:
    given = reader.mapping(
        raw, (), _KEYS, "write - id: and below it when: and the rest of the rule"
    )
    if given is None:
        return None
    for key in reader.needs(given, ("id", "when"), ()):
        reader.say((), f"a rule needs {key}:", f"add {key}: to it")
    name = reader.text(given["id"], ("id",)) if "id" in given else None
    if name is not None and not _ID.match(name):
        reader.say(
            ("id",), f"'{name}' cannot be an id", "letters, digits, - _ and . without spaces"
        )
    when = read_condition(reader, given["when"], ("when",)) if "when" in given else None
    values: dict[str, Any] = {"id": name, "when": when, "title": name}
    for key, value in given.items():
        read = _READ.get(key)
        if read is not None:
            values[key] = read(reader, value, (key,))
    if reader.problems or name is None or when is None:
        return None
    values["written"] = _as_json(raw)
    return values


def _title(reader: Reader, raw: object, where: Path) -> str | None:
    return reader.text(raw, where)


def _severity(reader: Reader, raw: object, where: Path) -> str | None:
    return reader.choice(raw, where, SEVERITIES, "severity")


def _labels(reader: Reader, raw: object, where: Path) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        reader.say(where, f"expected a mapping, found {kind_of(raw)}", "labels: {desk: europe}")
        return {}
    read = {str(key): reader.text(value, (*where, str(key))) for key, value in raw.items()}
    return {key: value for key, value in read.items() if value is not None}


def _story(reader: Reader, raw: object, where: Path) -> Corroboration:
    shape = "story: {origins: 2, within: 2h}"
    given = reader.mapping(raw, where, ("origins", "within"), shape) or {}
    origins = reader.whole(given.get("origins", 1), (*where, "origins"), least=1)
    within = reader.seconds(given.get("within", "2h"), (*where, "within"))
    return Corroboration(origins or 1, within or 0.0)


def _duration(reader: Reader, raw: object, where: Path) -> float | None:
    return reader.seconds(raw, where)


def _dedup(reader: Reader, raw: object, where: Path) -> bool | None:
    return reader.flag(raw, where)


def _notify(reader: Reader, raw: object, where: Path) -> tuple[str, ...]:
    return reader.texts(raw, where)


def _tests(reader: Reader, raw: object, where: Path) -> tuple[RuleTest, ...]:
    if not isinstance(raw, (list, tuple)):
        reader.say(where, f"expected a list of tests, found {kind_of(raw)}", "begin it with -")
        return ()
    return reader.several(raw, where, lambda item, at: _test(reader, item, at)) if raw else ()


def _test(reader: Reader, raw: object, where: Path) -> RuleTest | None:
    texts = ("title", "summary", "content", "source", "language")
    given = reader.mapping(raw, where, (*texts, "tags", "time", "expect", "figures"))
    if given is None:
        return None
    expect = reader.choice(
        given.get("expect", "match"), (*where, "expect"), ("match", "no match"), "expectation"
    )
    values = {key: reader.text(given[key], (*where, key)) or "" for key in texts if key in given}
    figures: list[tuple[Kind, int]] = []
    if "figures" in given:
        shape = "write figures: {killed: 31}"
        wanted = reader.mapping(given["figures"], (*where, "figures"), KINDS, shape) or {}
        for kind, value in wanted.items():
            number = reader.whole(value, (*where, "figures", kind))
            if number is not None:
                figures.append((cast(Kind, kind), number))
    return RuleTest(
        **values,
        tags=reader.texts(given["tags"], (*where, "tags")) if "tags" in given else (),
        time=_time(reader, given["time"], (*where, "time")) if "time" in given else None,
        expect=expect != "no match",
        figures=tuple(figures),
    )


def _time(reader: Reader, raw: object, where: Path) -> datetime | None:
    try:
        found = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    except ValueError:
        reader.say(where, f"expected a time, found {kind_of(raw)}", "write 2026-01-31T08:00")
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


_READ: Final = {
    "title": _title,
    "severity": _severity,
    "labels": _labels,
    "story": _story,
    "update_on": read_updates,
    "update_gap": _duration,
    "dedup": _dedup,
    "notify": _notify,
    "tests": _tests,
}
