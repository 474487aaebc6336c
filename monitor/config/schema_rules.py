"""The rule language as JSON Schema, so that editors complete and explain it while one types.

Written by hand beside the reader in ``rules.language``: a test holds the two to the same forms.
"""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]
KINDS: Final = ("killed", "injured", "casualties", "missing", "captured", "displaced", "troops")
_FIELDS: Final = ("title", "summary", "content", "author", "tags", "url")
_WORD: Final[Schema] = {"type": ["string", "number", "boolean"]}
# Something stands there, and a * only at the end of a word.
_PHRASE: Final = _WORD | {"pattern": r"^(?!.*\*\S)(?!(.*\s)?\*).*\S"}
_YES: Final = (True, "true", "yes", "on")
_NO: Final = (False, "false", "no", "off")


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _words(description: str) -> Schema:
    return {
        "description": description,
        "anyOf": [_WORD, {"type": "array", "items": _WORD, "minItems": 1}],
    }


def _one_or_more(values: tuple[str, ...], description: str) -> Schema:
    one = {"enum": list(values)}
    several = {"type": "array", "items": one, "minItems": 1}
    return {"description": description, "anyOf": [one, several]}


def _mapping(description: str, keys: Schema, required: tuple[str, ...] = ()) -> Schema:
    made: Schema = {
        "type": "object",
        "description": description,
        "properties": keys,
        "additionalProperties": False,
    }
    return made | {"required": list(required)} if required else made


def _conditions(description: str) -> Schema:
    items = {"type": "array", "items": _ref("condition"), "minItems": 1}
    return {"description": description} | items


def _spans(description: str) -> Schema:
    items = {"type": "array", "items": _ref("span"), "minItems": 2}
    return {"description": description} | items


def _whole(description: str, least: int = 0) -> Schema:
    number = {"type": "integer", "minimum": least}
    written = {"type": "string", "pattern": r"^\s*[0-9][0-9,_]*\s*$"}
    return {"description": description, "anyOf": [number, written]}


_FIELDS_KEY: Final = _one_or_more(_FIELDS, "Where to look; default: title, summary and content.")
_FLAG: Final[Schema] = {"enum": [*_YES, *_NO], "default": False}
_KIND: Final = ("any", *KINDS)


# Inflections have neither capitals of their own nor open ends.
_NO_STEM: Final[Schema] = {
    "not": {
        "required": ["stem"],
        "properties": {"stem": {"enum": list(_YES)}},
        "anyOf": [
            {"required": ["case"], "properties": {"case": {"enum": list(_YES)}}},
            {"required": ["text"], "properties": {"text": {"pattern": r"\*"}}},
        ],
    }
}


def _either(*keys: str) -> Schema:
    return {"anyOf": [{"required": [key]} for key in keys]}


def _text_forms() -> Schema:
    phrase = {
        "text": _PHRASE | {"description": "The words, in this order."},
        "case": _FLAG | {"description": "Upper and lower case matter."},
        "fields": _FIELDS_KEY,
        "stem": _FLAG | {"description": "Also find inflections."},
    }
    near = {
        "all": _spans("Phrases, term lists or entities."),
        "words": _whole("The span, in words.", 1),
        "ordered": _FLAG | {"description": "They must stand in this order."},
    }
    regex = {
        "pattern": {"type": "string", "minLength": 1, "description": "RE2 syntax."},
        "fields": _FIELDS_KEY,
        "case": _FLAG | {"description": "Upper and lower case matter."},
    }
    return {
        "phrase": {
            "description": "A phrase with options.",
            "anyOf": [_PHRASE, _mapping("A phrase with options.", phrase, ("text",)) | _NO_STEM],
        },
        "near": _mapping(
            "All within a span of so many words, in one field.", near, ("all", "words")
        ),
        "sentence": _spans("Phrases, term lists or entities in one sentence."),
        "regex": {
            "description": "A regular expression (RE2, linear time).",
            "anyOf": [
                {"type": "string", "minLength": 1},
                _mapping("A pattern.", regex, ("pattern",)),
            ],
        },
    }


def _combining_forms() -> Schema:
    count = {
        "among": _conditions("The conditions to count."),
        "at_least": _whole("So many must hold.", 1),
    }
    return {
        "any": _conditions("One of these holds."),
        "all": _conditions("Every one of these holds."),
        "none": _conditions("None of these holds."),
        "count": _mapping("At least so many of these hold.", count, ("among", "at_least")),
    }


def _fact_forms() -> Schema:
    entity = {
        "kind": _words("Any entity of this kind, such as country."),
        "id": _words("An ISO 3166 code or the name of an entity."),
        "fields": _FIELDS_KEY,
    }
    figure = {
        "kind": _one_or_more(_KIND, "Whom the figure counts."),
        "at_least": _whole("The figure is at least this."),
        "below": _whole("The figure is below this."),
        "side": _WORD | {"description": "Whose people, as ISO 3166 alpha-2."},
        "per": {"enum": ["day", "week", "month", "year"], "description": "A rate."},
        "status": _one_or_more(
            ("reported", "feared", "past", "denied"), "Default: reported and feared."
        ),
    }
    deployment = {
        "forces": _words("Country, list of countries, any, or foreign (default)."),
        "place": _words("Country, list of countries, or any (default)."),
        "at_least": _whole("At least so many."),
        "status": _one_or_more(
            ("present", "planned", "withdrawn", "denied"), "Default: all but denied."
        ),
    }
    return {
        "entity": {
            "description": "The item names it: by name, alias, demonym, or capital.",
            "anyOf": [_words("Ids."), _mapping("By kind.", entity) | _either("id", "kind")],
        },
        "figure": {
            "description": "The item states a figure of people.",
            "anyOf": [_one_or_more(_KIND, "Whom."), _mapping("A figure.", figure)],
        },
        "deployment": {
            "description": "Forces are in, are to go to, or are leaving a country.",
            "anyOf": [{"const": "any"}, _mapping("A deployment.", deployment)],
        },
    }


def _origin_forms() -> Schema:
    return {
        "source": _words("The site, such as bbc.co.uk, or a configured origin."),
        "tag": _words("A tag of the feed or the item."),
        "author": _words("The author's name."),
        "language": _words("The language, such as uk."),
    }


def condition_schema() -> Schema:
    """Return the schema of a condition: a phrase, or a mapping whose every key must hold."""
    forms = _combining_forms() | _text_forms() | _fact_forms() | _origin_forms()
    return {
        "description": "A phrase, $name of a term list, or a mapping; every key of it must hold.",
        "anyOf": [_PHRASE, _mapping("Every key must hold.", forms) | {"minProperties": 1}],
    }


def span_schema() -> Schema:
    """Return the schema of what ``near`` and ``sentence`` take: phrases, term lists, entities."""
    forms = {"phrase": _text_forms()["phrase"], "entity": _fact_forms()["entity"]}
    one = _mapping("One of the two.", forms) | {"minProperties": 1, "maxProperties": 1}
    return {"description": "A phrase, $name of a term list, or an entity.", "anyOf": [_PHRASE, one]}


def _updates() -> Schema:
    amount = {
        "anyOf": [
            {"type": "string", "pattern": "^[0-9.]+ *%?$"},
            {"type": "number", "exclusiveMinimum": 0},
        ],
        "description": "10% or a number of people.",
    }
    item = _mapping(
        "A change that is worth telling.",
        {
            "figure": {"enum": list(_KIND), "description": "Of this kind, or any."},
            "rises": amount,
            "falls": amount,
            "appears": {"enum": list(_YES), "description": "Told for the first time."},
            "confirmed": {"enum": list(_KIND), "description": "It was feared, now it is reported."},
            "origins": _whole("So many independent origins carry the story.", 2),
        },
    )
    ways = (("figure", "rises"), ("figure", "falls"), ("figure", "appears"),
            ("confirmed",), ("origins",))  # fmt: skip
    item["anyOf"] = [{"required": list(way), "maxProperties": len(way)} for way in ways]
    said = "When to tell a told story again."
    return {"description": said, "anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def _test_schema() -> Schema:
    text = ("title", "summary", "content", "source", "language", "time")
    keys: Schema = {name: _WORD | {"description": f"The item's {name}."} for name in text}
    keys["tags"] = _words("The item's tags.")
    keys["expect"] = {"enum": ["match", "no match"], "description": "What the rule must say."}
    keys["figures"] = _mapping(
        "Totals that must be read.", {kind: _whole("People.") for kind in KINDS}
    )
    return _mapping("An item, and what the rule must say to it.", keys)


def rule_schema(duration: Schema, severities: tuple[str, ...]) -> Schema:
    """Return the schema of a rule."""
    story = {
        "origins": _whole("Alert once so many independent origins carry it.", 1),
        "within": duration,
    }
    labels = {"type": "object", "additionalProperties": _WORD}
    keys: Schema = {
        "id": _WORD
        | {"pattern": r"^[^\s]+$", "description": "Its name in alerts, logs and commands."},
        "title": _WORD | {"description": "What people read above an alert."},
        "severity": {
            "enum": list(severities),
            "default": "normal",
            "description": "How grave it is.",
        },
        "labels": labels | {"description": "Words that routes can ask for."},
        "when": _ref("condition") | {"description": "What must hold of an item."},
        "story": _mapping("How many independent origins it takes.", story),
        "update_on": _updates(),
        "update_gap": duration | {"description": "Changes inside are told together."},
        "dedup": {
            "enum": [*_YES, *_NO],
            "description": "off: every matching item alerts.",
        },
        "notify": _words("Channels; overrides routes."),
        "tests": {
            "type": "array",
            "items": _test_schema(),
            "description": "Run at every load; a rule that fails one is refused.",
        },
    }
    return _mapping("One thing to look for.", keys, ("id", "when"))
