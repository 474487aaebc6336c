"""Reading conditions: from plain data to the values of ``conditions``, all problems at once.

Names of terms, entities and countries are only checked when the rules are compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from rules.language import conditions as c
from rules.language import hints
from rules.language.conditions import Condition, Path
from rules.language.patterns import compile_pattern
from rules.language.phrases import TERM, phrase_problem, words_of
from rules.language.reading import Reader, kind_of
from rules.language.stated import deployment, figure
from rules.text.document import FIELDS, TEXT_FIELDS

DEEPEST: Final = 40
"""Conditions inside conditions, at most."""


def read_condition(reader: Reader, raw: object, where: Path, depth: int = 0) -> Condition | None:
    """Read one condition; None if it could not be read, and then ``reader`` knows why."""
    if depth > DEEPEST:
        reader.say(
            where,
            f"conditions are nested more than {DEEPEST} deep",
            "give the inner conditions a rule or a term list of their own",
        )
        return None
    if isinstance(raw, (list, tuple)):
        reader.say(where, "a condition cannot be a bare list", "write any: or all:")
        return None
    if raw is None:
        hint = "write a phrase or a condition; a phrase that begins with # needs quotes"
        reader.say(where, "an empty condition", hint)
        return None
    if not isinstance(raw, Mapping):
        return phrase_or_term(reader, raw, where)
    if not raw:
        reader.say(where, "an empty condition", f"known here: {', '.join(FORMS)}")
        return None
    found: list[Condition] = []
    for key, value in raw.items():
        form = FORMS.get(str(key))
        if form is None:
            _unknown(reader, str(key), where)
            continue
        one = form(reader, value, _shared((*where, str(key))), depth)
        if one is not None:
            found.append(one)
    if len(found) == 1:
        return found[0]
    return c.AllOf(tuple(found), where) if found else None


_PATHS: Final[dict[Path, Path]] = {}
_MOST_PATHS: Final = 10_000


def _shared(path: Path) -> Path:
    """Return a path equal to ``path``: most of those of one rule are those of others too."""
    if len(_PATHS) >= _MOST_PATHS:
        _PATHS.clear()
    return _PATHS.setdefault(path, path)


def _unknown(reader: Reader, key: str, where: Path) -> None:
    """Report a key that is no condition; an option of one is told where it belongs."""
    if key in hints.INSIDE:
        form = hints.INSIDE[key]
        hint = f"{key}: is an option and stands inside another condition, as in {form}"
        reader.say((*where, key), f"unknown key '{key}'", hint)
    else:
        reader.unknown_key(key, where, FORMS)


def phrase_or_term(
    reader: Reader,
    raw: object,
    where: Path,
    case: bool = False,
    stem: bool = False,
    fields: tuple[str, ...] = TEXT_FIELDS,
) -> c.Phrase | c.Term | None:
    """Read a phrase, or ``$name`` as a term list; ``$$`` is a dollar sign."""
    if isinstance(raw, (list, tuple)):
        reader.say(where, "expected one phrase, found a list", "write any: [A, B] for several")
        return None
    text = reader.text(raw, where)
    if text is None:
        return None
    if TERM.match(text):
        return c.Term(text[1:], case, stem, fields, where)
    text = text.replace("$$", "$")
    problem = phrase_problem(text)
    if problem is not None:
        reader.say(where, *problem)
        return None
    if stem and (case or any(starred for _, starred in words_of(text))):
        reader.say(where, "stem: true goes neither with case: true nor with *", "choose one")
        return None
    return c.Phrase(text, case, stem, fields, where)


def _fields(reader: Reader, raw: Mapping[str, object], where: Path) -> tuple[str, ...]:
    if "fields" not in raw:
        return TEXT_FIELDS
    found = reader.choices(raw["fields"], (*where, "fields"), FIELDS, "field")
    return tuple(dict.fromkeys(found)) or TEXT_FIELDS


def _option(reader: Reader, raw: Mapping[str, object], where: Path, key: str) -> bool:
    return bool(reader.flag(raw[key], (*where, key))) if key in raw else False


def _phrase(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    if not isinstance(raw, Mapping):
        return phrase_or_term(reader, raw, where)
    given = reader.mapping(raw, where, ("text", "case", "fields", "stem"))
    if given is None:
        return None
    if "text" not in given:
        _incomplete(reader, given, ("text",), where, "phrase: {text: US, case: true}")
        return None
    return phrase_or_term(
        reader,
        given["text"],
        (*where, "text"),
        _option(reader, given, where, "case"),
        _option(reader, given, where, "stem"),
        _fields(reader, given, where),
    )


def _incomplete(
    reader: Reader, given: Mapping[str, object], needed: tuple[str, ...], where: Path, shape: str
) -> None:
    """Report that a condition lacks keys, unless that it does so by a slip was told."""
    if reader.needs(given, needed, where):
        keys = " and ".join(f"{key}:" for key in needed)
        reader.say(where, f"{where[-1]}: needs {keys}", f"write {shape}")


def _list(
    reader: Reader, raw: object, where: Path, depth: int, least: int = 1
) -> tuple[Condition, ...]:
    if not isinstance(raw, (list, tuple)):
        brief = least == 1 and isinstance(raw, str) and len(raw) <= 40 and "," not in raw
        reader.say(
            where,
            f"expected a list of conditions, found {kind_of(raw)}",
            f"write [{raw}]" if brief else "begin each with -, or write [A, B]",
        )
        return ()
    if not raw:
        reader.say(where, "an empty list of conditions", "fill it, or remove it")
    read = (
        read_condition(reader, item, _shared((*where, at)), depth + 1)
        for at, item in enumerate(raw)
    )
    return tuple(one for one in read if one is not None)


def _any(reader: Reader, raw: object, where: Path, depth: int) -> Condition | None:
    found = _list(reader, raw, where, depth)
    return c.AnyOf(found, where) if found else None


def _all(reader: Reader, raw: object, where: Path, depth: int) -> Condition | None:
    found = _list(reader, raw, where, depth)
    return c.AllOf(found, where) if found else None


def _none(reader: Reader, raw: object, where: Path, depth: int) -> Condition | None:
    found = _list(reader, raw, where, depth)
    return c.NoneOf(found, where) if found else None


def _count(reader: Reader, raw: object, where: Path, depth: int) -> Condition | None:
    given = reader.mapping(raw, where, ("among", "at_least"), f"write {hints.COUNT}")
    if given is None:
        return None
    if "among" not in given or "at_least" not in given:
        _incomplete(reader, given, ("among", "at_least"), where, hints.COUNT)
        return None
    among = _list(reader, given["among"], (*where, "among"), depth)
    least = reader.whole(given["at_least"], (*where, "at_least"), least=1)
    return c.Count(among, least, where) if among and least is not None else None


def _spans(reader: Reader, raw: object, where: Path, depth: int) -> tuple[c.Span, ...]:
    found: list[c.Span] = []
    for one in _list(reader, raw, where, depth, least=2):
        if isinstance(one, (c.Phrase, c.Term, c.Entity)):
            found.append(one)
        else:
            reader.say(
                one.at,
                "only phrases, term lists and entities can stand here",
                "use all: for the rest",
            )
    if len(found) == 1 and isinstance(raw, (list, tuple)) and len(raw) == 1:
        reader.say(where, "needs two or more to compare", "add one, or write it by itself")
    return tuple(found)


def _near(reader: Reader, raw: object, where: Path, depth: int) -> Condition | None:
    given = reader.mapping(raw, where, ("all", "words", "ordered"), f"write {hints.NEAR}")
    if given is None:
        return None
    if "all" not in given or "words" not in given:
        _incomplete(reader, given, ("all", "words"), where, hints.NEAR)
        return None
    spans = _spans(reader, given["all"], (*where, "all"), depth)
    words = reader.whole(given["words"], (*where, "words"), least=1)
    ordered = _option(reader, given, where, "ordered")
    return c.Near(spans, words, ordered, where) if spans and words is not None else None


def _sentence(reader: Reader, raw: object, where: Path, depth: int) -> Condition | None:
    spans = _spans(reader, raw, where, depth)
    return c.Sentence(spans, where) if spans else None


def _regex(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    given = reader.mapping(
        raw if isinstance(raw, Mapping) else {"pattern": raw}, where, ("pattern", "fields", "case")
    )
    if given is None or "pattern" not in given:
        if given is not None:
            _incomplete(reader, given, ("pattern",), where, "regex: {pattern: '…'}")
        return None
    at = (*where, "pattern") if isinstance(raw, Mapping) else where
    if not isinstance(given["pattern"], str) or not given["pattern"]:
        said = f"expected a pattern, found {kind_of(given['pattern'])}"
        reader.say(at, said, "write what to look for, in quotes")
        return None
    case = _option(reader, given, where, "case")
    condition = c.Regex(given["pattern"], case, _fields(reader, given, where), at)
    compiled = compile_pattern(condition)
    if isinstance(compiled, tuple):
        reader.say(at, *compiled)
        return None
    return condition


def _entity(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    if not isinstance(raw, Mapping):
        ids = reader.texts(raw, where)
        return c.Entity(ids=ids, at=where) if ids else None
    given = reader.mapping(raw, where, ("kind", "id", "fields"))
    if given is None:
        return None
    ids = reader.texts(given["id"], (*where, "id")) if "id" in given else ()
    kinds = reader.texts(given["kind"], (*where, "kind")) if "kind" in given else ()
    if not ids and not kinds:
        reader.say(
            where, "entity: needs an id or a kind:", "write entity: RU or entity: {kind: country}"
        )
        return None
    return c.Entity(ids, kinds, _fields(reader, given, where), where)


def _source(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    names = reader.texts(raw, where)
    return c.Source(names, where) if names else None


def _tag(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    names = reader.texts(raw, where)
    return c.Tag(names, where) if names else None


def _author(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    names = reader.texts(raw, where)
    return c.Author(names, where) if names else None


def _language(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    tags = reader.texts(raw, where)
    primary = tuple(tag.lower().replace("_", "-").split("-")[0] for tag in tags)
    return c.Language(primary, where) if tags else None


Form: TypeAlias = Callable[[Reader, object, Path, int], Condition | None]
FORMS: Final[dict[str, Form]] = {
    "phrase": _phrase,
    "any": _any,
    "all": _all,
    "none": _none,
    "count": _count,
    "near": _near,
    "sentence": _sentence,
    "regex": _regex,
    "entity": _entity,
    "figure": figure,
    "deployment": deployment,
    "source": _source,
    "tag": _tag,
    "author": _author,
    "language": _language,
}
"""The key of each form of condition, in the order of the manual."""
