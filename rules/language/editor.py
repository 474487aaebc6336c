"""The shape of rules as JSON Schema, so that editors complete and check while one types.

The schema says what the reader says; a test holds the two together.
"""

from __future__ import annotations

from typing import Any, Final

from rules.language.grammar import DEPLOYMENT_STATUSES, FIGURE_STATUSES, KINDS, PERS
from rules.text.document import FIELDS

CONDITION: Final = {"$ref": "#/$defs/Condition"}

_TEXT: Final = {"type": ["string", "number", "boolean"]}
_DURATION: Final = {
    "type": "string",
    "pattern": r"^\s*\d+(\.\d+)?\s*[smhdwy]\s*$",
    "examples": ["15m", "2h"],
}
_NUMBER: Final = {"type": ["integer", "string"], "examples": [100]}
_FLAG: Final = {"enum": [True, False, "true", "false", "yes", "no", "on", "off"]}


def _some(item: dict[str, Any], about: str) -> dict[str, Any]:
    """One value or a list of them."""
    many = {"type": "array", "items": item, "minItems": 1}
    return {"description": about, "anyOf": [item, many]}


def _object(about: str, required: list[str], **properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "description": about,
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _conditions(about: str) -> dict[str, Any]:
    return {"type": "array", "description": about, "items": CONDITION, "minItems": 1}


def _with_short(short: dict[str, Any], full: dict[str, Any]) -> dict[str, Any]:
    return {"description": full["description"], "anyOf": [short, full]}


_WHERE: Final = _some({"enum": list(FIELDS)}, "Where to look; default: title, summary, content.")
_KIND: Final = _some({"enum": ["any", *KINDS]}, "What is counted.")


def _forms() -> dict[str, Any]:
    """Return each form of condition by its key."""
    spans = {"type": "array", "items": CONDITION, "minItems": 2}
    return {
        "phrase": _with_short(
            _TEXT,
            _object(
                "Words in this order, with options.",
                ["text"],
                text=_TEXT,
                case=_FLAG,
                fields=_WHERE,
                stem=_FLAG,
            ),
        ),
        "any": _conditions("One of these holds."),
        "all": _conditions("Every one of these holds."),
        "none": _conditions("None of these holds."),
        "count": _object(
            "At least so many of these hold.",
            ["among", "at_least"],
            among=_conditions("The conditions to count."),
            at_least=_NUMBER,
        ),
        "near": _object(
            "All within so many words, in one field.",
            ["all", "words"],
            all=spans,
            words=_NUMBER,
            ordered=_FLAG,
        ),
        "sentence": {"description": "All in one sentence.", **spans},
        "regex": _with_short(
            {"type": "string"},
            _object(
                "An RE2 pattern.",
                ["pattern"],
                pattern={"type": "string"},
                fields=_WHERE,
                case=_FLAG,
            ),
        ),
        "entity": {
            "description": "The item names it: a country code, an entity's id, or a kind.",
            "anyOf": [
                _some(_TEXT, "Ids of entities or countries."),
                _object(
                    "Entities by id or kind.",
                    [],
                    id=_some(_TEXT, "Ids of entities or countries."),
                    kind=_some(_TEXT, "Any entity of this kind, for example country."),
                    fields=_WHERE,
                ),
            ],
        },
        "figure": _figure(),
        "deployment": _deployment(),
        "source": _some(_TEXT, "The item's source: a domain or a name."),
        "tag": _some(_TEXT, "A tag of the item or of its feed."),
        "author": _some(_TEXT, "A name in the author field."),
        "language": _some(_TEXT, "The item's language, for example uk."),
    }


def _figure() -> dict[str, Any]:
    return {
        "description": "How many people, as the item states it.",
        "anyOf": [
            _KIND,
            _object(
                "A figure with bounds.",
                [],
                kind=_KIND,
                at_least=_NUMBER,
                below=_NUMBER,
                side={"type": "string", "description": "Whose people: a country code."},
                per={"enum": list(PERS), "description": "A rate."},
                status=_some({"enum": list(FIGURE_STATUSES)}, "Default: reported and feared."),
            ),
        ],
    }


def _deployment() -> dict[str, Any]:
    return {
        "description": "Forces in, bound for or leaving a place.",
        "anyOf": [
            {"const": "any"},
            _object(
                "Whose forces, where, how many.",
                [],
                forces=_some(_TEXT, "Country codes, any, or foreign (default)."),
                place=_some(_TEXT, "Country codes, or any (default)."),
                at_least=_NUMBER,
                status=_some({"enum": list(DEPLOYMENT_STATUSES)}, "Default: all but denied."),
            ),
        ],
    }


def definitions() -> dict[str, Any]:
    """Return what ``rule_schema`` refers to, for the ``$defs`` of the whole schema."""
    mapping = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": _forms(),
    }
    return {
        "Condition": {
            "description": "A phrase, or a mapping of which every key must hold.",
            "anyOf": [_TEXT, mapping],
        }
    }


def _update() -> dict[str, Any]:
    kind = {"enum": ["any", *KINDS]}
    amount = {"type": ["string", "number"], "examples": ["10%", 5]}
    return {
        "anyOf": [
            _object("A figure that rises.", ["figure", "rises"], figure=kind, rises=amount),
            _object("A figure that falls.", ["figure", "falls"], figure=kind, falls=amount),
            _object("A new figure.", ["figure", "appears"], figure=kind, appears=_FLAG),
            _object("What was feared is reported.", ["confirmed"], confirmed=kind),
            _object("So many independent origins.", ["origins"], origins=_NUMBER),
        ]
    }


def _test() -> dict[str, Any]:
    return _object(
        "An item, and whether the rule must match it.",
        [],
        **dict.fromkeys(("title", "summary", "content", "source", "language"), _TEXT),
        tags=_some(_TEXT, "Tags of the item."),
        time={"type": "string"},
        expect={"enum": ["match", "no match"]},
        figures=_object("Totals that must be read.", [], **dict.fromkeys(KINDS, _NUMBER)),
    )


def rule_schema() -> dict[str, Any]:
    """Return the schema of one rule; it refers to ``#/$defs/Condition``."""
    update = _update()
    return _object(
        "What to look for, and what to do about it.",
        ["id", "when"],
        id={"type": "string", "description": "A name without spaces, unique."},
        title={**_TEXT, "description": "What people read; default: the id."},
        severity={"enum": ["low", "normal", "high", "critical"], "default": "normal"},
        labels={
            "type": "object",
            "description": "Names and values that routes look at.",
            "additionalProperties": _TEXT,
        },
        when=CONDITION,
        story=_object(
            "Alert once so many independent origins carry the story.",
            [],
            origins=_NUMBER,
            within=_DURATION,
        ),
        update_on=_some(update, "What is worth telling again."),
        update_gap={**_DURATION, "description": "Changes inside are told together."},
        dedup={**_FLAG, "description": "off: alert for every item, also of a known story."},
        notify=_some(_TEXT, "Channels; overrides routes."),
        tests={"type": "array", "items": _test(), "description": "Run at every load."},
    )


def complete(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that pydantic made, with the shape of rules and conditions put in.

    Pydantic leaves a stand-in under ``$defs/RuleSpec``: conditions contain conditions, and are
    read by ``grammar``, not by pydantic.
    """
    defs = {**schema.get("$defs", {}), "RuleSpec": rule_schema(), **definitions()}
    return {**schema, "$defs": defs}
