"""What pydantic found wrong, in words a person can act on, at paths of the configuration."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from monitor.config.problems import BadValueError, Where, nearest
from rules.errors import Problem
from rules.language.reading import kind_of

_WORDS: Final = {
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "mapping_type": "must be a mapping",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "model_attributes_type": "must be a mapping",
    "dataclass_type": "must be a mapping",
    "path_type": "must be a path",
}


_BELOW: Final = "write key: value below it"
_SHAPES: Final = ("nothing", "a mapping", "a list")


def explain(error: ValidationError, model: type, under: Where = ()) -> list[Problem]:
    """Return one problem for each thing pydantic found; ``under`` is put before the paths."""
    return [_problem(each, model, under) for each in error.errors(include_url=False)]


def _problem(error: Mapping[str, Any], model: type, under: Where) -> Problem:
    loc: Where = tuple(step for step in error["loc"] if step != "[key]")
    where = (*under, *loc)
    kind, context = error["type"], error.get("ctx", {})
    name = next((step for step in reversed(where) if isinstance(step, str)), "")
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        known = _keys_at(model, loc[:-1])
        hint = nearest(str(loc[-1]), known) or f"known here: {', '.join(sorted(known))}"
        return Problem(where, f"unknown key {str(loc[-1])!r}", hint)
    if kind == "missing":
        return Problem(where[:-1], f"key {name!r} is missing", f"add {name}:")
    if kind == "value_error":
        cause = context.get("error")
        hint = cause.hint if isinstance(cause, BadValueError) else ""
        return Problem(where, str(cause) if cause else error["msg"], hint)
    if kind == "literal_error":
        return _choice(error, where, name)
    if kind in ("greater_than_equal", "less_than_equal"):
        side = "at least" if "ge" in context else "at most"
        bound = context.get("ge", context.get("le"))
        more = "more" if "ge" in context else "less"
        return Problem(where, f"{name} must be {side} {bound}", f"write {bound} or {more}")
    if kind in _WORDS:
        found = kind_of(error.get("input"))
        said = f"{name} {_WORDS[kind]}" + (f", found {found}" if found in _SHAPES else "")
        return Problem(where, said, _shape_hint(kind, found, name, _keys_at(model, loc)))
    return Problem(where, f"{name}: {error['msg']}")


def _shape_hint(kind: str, found: str, name: str, known: Iterable[str]) -> str:
    """Return how it could look; ``known`` are the keys of the mapping that is wanted, if one is."""
    if kind.startswith(("mapping", "dict", "model", "dataclass")):
        keys = list(known)
        return f"write {name}: {{{keys[0]}: …}}; it takes {', '.join(keys)}" if keys else _BELOW
    if kind.startswith("int"):
        return "write it in digits, such as 10"
    if kind.startswith("string"):
        if found == "nothing":
            return "write it, or remove the line; a text that begins with # or & needs quotes"
        if found == "a mapping":
            return "put a text that holds ': ' in quotes"
        return "write one word or text, without - or [ ]"
    return "write [one, two]" if kind.startswith(("tuple", "list")) else ""


def _choice(error: Mapping[str, Any], where: Where, name: str) -> Problem:
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    choices = [each.strip() for each in expected.split(",") if each.strip()]
    given = error.get("input")
    hint = nearest(given, choices) if isinstance(given, str) else ""
    shown = f"{given!r} is not a {name}" if isinstance(given, str) else f"{name} is wrong"
    return Problem(where, shown, hint or f"write one of {', '.join(choices)}")


def _keys_at(model: type, loc: Iterable[str | int]) -> list[str]:
    """Return the keys that the model knows at a path, in its order."""
    here: Any = model
    for step in loc:
        here = _unwrapped(here)
        if isinstance(here, type) and issubclass(here, BaseModel):
            found = here.model_fields.get(str(step))
            here = found.annotation if found is not None else None
        else:
            inner = [each for each in get_args(here) if each is not Ellipsis]
            here = inner[-1] if inner else None
    here = _unwrapped(here)
    if isinstance(here, type) and issubclass(here, BaseModel):
        return [name for name, field in here.model_fields.items() if not field.exclude]
    return [field.name for field in fields(here)] if is_dataclass(here) else []


def _unwrapped(annotation: Any) -> Any:
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation
