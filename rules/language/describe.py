"""A condition in one line, for people."""

from __future__ import annotations

from typing import assert_never

from rules.language import conditions as c
from rules.language.conditions import Condition
from rules.text.document import TEXT_FIELDS


def describe(condition: Condition) -> str:
    """Return ``condition`` much as its author wrote it, without what is inside it."""
    match condition:
        case c.Phrase() | c.Term() | c.Entity():
            return _span(condition)
        case c.AnyOf():
            return "any of"
        case c.AllOf():
            return "all of"
        case c.NoneOf():
            return "none of"
        case c.Count(of=parts, at_least=at_least):
            return f"at least {at_least} of {len(parts)}"
        case c.Near(of=spans, words=words, ordered=ordered):
            inner = ", ".join(_span(one) for one in spans)
            return f"near: {inner} within {words} words{' in this order' if ordered else ''}"
        case c.Sentence(of=spans):
            return f"in one sentence: {', '.join(_span(one) for one in spans)}"
        case c.Regex(pattern=pattern):
            return f"regex: {pattern}"
        case _:
            return _check(condition)


def _span(condition: c.Span) -> str:
    match condition:
        case c.Phrase(text=text):
            said = f"'{text}'"
        case c.Term(name=name):
            said = f"${name}"
        case c.Entity(ids=ids, kinds=kinds):
            return f"entity: {', '.join((*ids, *(f'any {kind}' for kind in kinds)))}"
        case _:
            assert_never(condition)
    options = [word for word, on in (("case", condition.case), ("stem", condition.stem)) if on]
    if condition.fields != TEXT_FIELDS:
        options.append(f"in {', '.join(condition.fields)}")
    return f"{said} ({', '.join(options)})" if options else said


def _check(
    condition: c.FigureIs | c.DeploymentIs | c.Source | c.Tag | c.Author | c.Language,
) -> str:
    match condition:
        case c.FigureIs():
            return _figure(condition)
        case c.DeploymentIs(forces=forces, places=places, at_least=at_least):
            size = "" if at_least is None else f", at least {at_least}"
            return f"deployment: forces {' or '.join(forces)}, place {' or '.join(places)}{size}"
        case c.Source(names=names):
            return f"source: {' or '.join(names)}"
        case c.Tag(names=names):
            return f"tag: {' or '.join(names)}"
        case c.Author(names=names):
            return f"author: {' or '.join(names)}"
        case c.Language(tags=tags):
            return f"language: {' or '.join(tags)}"
        case _:
            assert_never(condition)


def _figure(condition: c.FigureIs) -> str:
    parts = [" or ".join(condition.kinds) or "any kind"]
    if condition.at_least is not None:
        parts.append(f"at least {condition.at_least}")
    if condition.below is not None:
        parts.append(f"below {condition.below}")
    if condition.side is not None:
        parts.append(f"of {condition.side}")
    if condition.per is not None:
        parts.append(f"per {condition.per}")
    return f"figure: {', '.join(parts)}"
