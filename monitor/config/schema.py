"""``config.schema.json``, made from the models: what editors complete and check by."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from monitor.config.model import Config
from monitor.config.schema_rules import condition_schema, rule_schema, span_schema
from rules.language.schema import SEVERITIES

_DURATION = {
    "type": "string",
    "pattern": r"^([0-9]+(\.[0-9]+)? *[smhdwy] *)+$",
    "description": "A duration: 90s, 15m, 2h, 3d",
}
_ENTITY = {
    "kind": "What it is, such as organisation, person or company.",
    "aliases": "The names it goes by.",
    "country": "The state it belongs to, as ISO 3166 alpha-2.",
}


# Taken with a warning, so underlined as old rather than as unknown.
_DEPRECATED = {
    "type": ["boolean", "string"],
    "description": "Has no effect any more: remove it.",
    "deprecated": True,
}


class _Generator(GenerateJsonSchema):
    """Writes what people write: secrets are plain texts, defaults that are objects are left out."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if not isinstance(made.get("default"), (str, int, bool)) or "writeOnly" in made:
            made.pop("default", None)
        return made

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        # Text is taken as written: 2024 and true are texts too.
        return super().str_schema(schema) | {"type": ["string", "number", "boolean"]}


def json_schema() -> dict[str, Any]:
    """Return the schema of a configuration file, main or included."""
    made = Config.model_json_schema(schema_generator=_Generator, mode="validation")
    definitions, keys = made["$defs"], made["properties"]
    keys.pop("interpolated")
    definitions["StoriesConfig"]["properties"]["semantic"] = _DEPRECATED
    for name, key in keys.items():
        key.setdefault("description", Config.model_fields[name].description)
    for name, description in _ENTITY.items():
        definitions["EntitySpec"]["properties"][name]["description"] = description
    definitions["condition"] = condition_schema()
    definitions["span"] = span_schema()
    definitions["rule"] = rule_schema(_DURATION, SEVERITIES)
    keys["rules"]["items"] = {"$ref": "#/$defs/rule"}
    _short_forms(definitions, keys)
    _forget_titles(made)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wirewatch configuration",
    }
    return head | dict(sorted(made.items()))


def schema_text() -> str:
    """Return the schema as the text of ``config.schema.json``."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _short_forms(definitions: dict[str, Any], keys: dict[str, Any]) -> None:
    """Add what the loader writes out: bare URLs, OPML, CSV, one name in the place of a list."""
    keys["include"] = {
        "description": "Files with more feeds, terms, entities, channels, routes or rules.",
        **_one_or_list({"type": "string"}),
    }
    feed = definitions["FeedConfig"]
    opml = {"description": "An OPML file; its folders become tags.", "type": "string"}
    of_list = {
        key: value for key, value in feed["properties"].items() if key not in ("url", "auth")
    }
    definitions["OpmlFeeds"] = {
        "type": "object",
        "description": "All feeds of an OPML file; other keys go to each of them.",
        "properties": {"opml": opml} | of_list,
        "required": ["opml"],
        "additionalProperties": False,
    }
    keys["feeds"]["items"] = {
        "anyOf": [{"type": "string"}, {"$ref": "#/$defs/FeedConfig"}, {"$ref": "#/$defs/OpmlFeeds"}]
    }
    channel = {"$ref": "#/$defs/ChannelConfig"}
    keys["channels"]["additionalProperties"] = {"anyOf": [{"type": "string"}, channel]}
    table = {"description": "A CSV file with columns id,kind,alias.", "type": "string"}
    from_csv = {
        "type": "object",
        "properties": {"from": table},
        "required": ["from"],
        "additionalProperties": False,
    }
    entity = {"$ref": "#/$defs/EntitySpec"}
    keys["entities"]["additionalProperties"] = {"anyOf": [entity, from_csv]}
    for section in (keys, *(each.get("properties", {}) for each in definitions.values())):
        for name in ("notify", "default_notify", "tags", "severity", "allow_private", "aliases"):
            found = section.get(name, {})
            if found.get("type") == "array":
                listed = {"type": "array", "items": found["items"]}
                described = {
                    k: v for k, v in found.items() if k not in ("type", "items", "default")
                }
                section[name] = described | {"anyOf": [found["items"], listed]}


def _one_or_list(one: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _forget_titles(schema: Any) -> None:
    """Remove pydantic's titles, which only repeat the keys."""
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str) and set(schema) - {"title"}:
            schema.pop("title")
        for value in schema.values():
            _forget_titles(value)
    elif isinstance(schema, list):
        for value in schema:
            _forget_titles(value)


if __name__ == "__main__":
    print(schema_text(), end="")
