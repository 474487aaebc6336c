"""Reading conditions: from plain data to the values of ``conditions``, all problems at once.

Names of terms, entities and countries are only checked when the rules are compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, cast, get_args

from rules.facts.model import DeploymentStatus, FigureStatus, Kind, Per
from rules.language import conditions as c
from rules.language import hints
from rules.language.conditions import Condition, Path
from rules.language.patterns import compile_pattern
from rules.language.phrases import TERM, phrase_problem, words_of
from rules.language.reading import Reader, kind_of, nearest
from rules.text.document import FIELDS, TEXT_FIELDS

DEEPEST: Final = 40
"""Conditions inside conditions, at most."""
KINDS: Final[tuple[str, ...]] = get_args(Kind)
PERS: Final[tuple[str, ...]] = get_args(Per)
FIGURE_STATUSES: Final[tuple[str, ...]] = get_args(FigureStatus)
DEPLOYMENT_STATUSES: Final[tuple[str, ...]] = get_args(DeploymentStatus)


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
        reader.say(where, "phrase: needs text:", "phrase: {text: US, case: true}")
        return None
    return phrase_or_term(
        reader,
        given["text"],
        (*where, "text"),
        _option(reader, given, where, "case"),
        _option(reader, given, where, "stem"),
        _fields(reader, given, where),
    )


def _list(reader: Reader, raw: object, where: Path, depth: int) -> tuple[Condition, ...]:
    if not isinstance(raw, (list, tuple)):
        reader.say(
            where,
            f"expected a list of conditions, found {kind_of(raw)}",
            "begin each with -, or write [A, B]",
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
        reader.say(where, "count: needs among: and at_least:", f"write {hints.COUNT}")
        return None
    among = _list(reader, given["among"], (*where, "among"), depth)
    least = reader.whole(given["at_least"], (*where, "at_least"), least=1)
    return c.Count(among, least, where) if among and least is not None else None


def _spans(reader: Reader, raw: object, where: Path, depth: int) -> tuple[c.Span, ...]:
    found: list[c.Span] = []
    for one in _list(reader, raw, where, depth):
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
        reader.say(where, "near: needs all: and words:", f"write {hints.NEAR}")
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
            reader.say(where, "regex: needs pattern:", "regex: {pattern: '…'}")
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


def _figure(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    known = ("kind", "at_least", "below", "side", "per", "status")
    given = reader.mapping(raw if isinstance(raw, Mapping) else {"kind": raw}, where, known)
    if given is None:
        return None
    kinds: tuple[str, ...] = ()
    at = (*where, "kind") if isinstance(raw, Mapping) else where
    if given.get("kind", "any") != "any":
        kinds = reader.choices(given["kind"], at, KINDS, "kind of figure")
        if not kinds:
            return None
    numbers = {
        key: reader.whole(given[key], (*where, key))
        for key in ("at_least", "below")
        if key in given
    }
    side = reader.text(given["side"], (*where, "side")) if "side" in given else None
    per = reader.choice(given["per"], (*where, "per"), PERS, "rate") if "per" in given else None
    status: tuple[str, ...] = ("reported", "feared")
    if "status" in given:
        status = reader.choices(given["status"], (*where, "status"), FIGURE_STATUSES, "status")
    return c.FigureIs(
        cast(tuple[Kind, ...], kinds),
        numbers.get("at_least"),
        numbers.get("below"),
        side,
        cast(Per | None, per),
        cast(tuple[FigureStatus, ...], status),
        where,
    )


def _deployment(reader: Reader, raw: object, where: Path, _depth: int) -> Condition | None:
    known = ("forces", "place", "at_least", "status")
    if not isinstance(raw, Mapping):
        word = raw.strip() if isinstance(raw, str) else ""
        if word != "any":
            hint = (word and nearest(word, ("any",))) or f"write {hints.DEPLOYMENT}"
            reader.say(where, "deployment: needs a mapping", hint)
            return None
        return c.DeploymentIs(forces=("any",), at=where)
    given = reader.mapping(raw, where, known)
    if given is None:
        return None
    forces = reader.texts(given.get("forces", "foreign"), (*where, "forces"))
    places = reader.texts(given.get("place", "any"), (*where, "place"))
    least = reader.whole(given["at_least"], (*where, "at_least")) if "at_least" in given else None
    status: tuple[str, ...] = ("present", "planned", "withdrawn")
    if "status" in given:
        status = reader.choices(given["status"], (*where, "status"), DEPLOYMENT_STATUSES, "status")
    return c.DeploymentIs(forces, places, least, cast(tuple[DeploymentStatus, ...], status), where)


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
    "figure": _figure,
    "deployment": _deployment,
    "source": _source,
    "tag": _tag,
    "author": _author,
    "language": _language,
}
"""The key of each form of condition, in the order of the manual."""
