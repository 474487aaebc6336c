"""Facts of short texts, for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.data import load_gazetteer
from rules.facts.extract import extract
from rules.facts.model import Facts, Figure
from rules.text.document import Document

GAZETTEER = load_gazetteer()
TIME = datetime(2026, 5, 4, tzinfo=UTC)


def facts(title: str, *, summary: str = "", content: str = "", language: str = "en") -> Facts:
    document = Document(title=title, summary=summary, content=content, language=language, time=TIME)
    return extract(document, GAZETTEER)


def totals(title: str, summary: str = "") -> dict[str, int]:
    """Return the low end of each total."""
    return {kind: figure.low for kind, figure in facts(title, summary=summary).totals.items()}


def only(text: str, language: str = "en") -> Figure:
    """Return the one figure of ``text``."""
    found = facts(text, language=language).figures
    assert len(found) == 1, found
    return found[0]


def of_kind(text: str, kind: str) -> Figure:
    """Return the one figure of ``kind`` in ``text``."""
    found = [one for one in facts(text).figures if one.kind == kind]
    assert len(found) == 1, found
    return found[0]


def told(text: str) -> set[str]:
    """Return the totals of ``text``, and what it denies, as tables of wording write them.

    A total is `kind low`, `low-high` or `low-` where open, then rate and status where they are not the
    usual ones. `none` says that a text tells of nobody harmed, `denied` that it denies a number.
    """
    found = facts(text)
    denied = (one for one in found.figures if one.status == "denied")
    none = {f"{one.kind} {f'{one.low} denied' if one.low else 'none'}" for one in denied}
    return totalled(found) | none


def totalled(found: Facts) -> set[str]:
    """Return the totals of ``found`` as :func:`told` does."""
    said: set[str] = set()
    for kind, one in found.totals.items():
        high = "" if one.high == one.low else f"-{'' if one.high is None else one.high}"
        status = "" if one.status == "reported" else f" {one.status}"
        said.add(f"{kind} {one.low}{high}{f' {one.per}' if one.per else ''}{status}")
    return said
