"""One entry read by the rules, before anybody decides: for the daemon and for replays alike.

Pure: knows no database, clock or network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.pipeline.origins import origin_of, outlet_name
from rules.facts.extract import may_state
from rules.language.ruleset import Matched, RuleSet
from rules.stories.features import Features, features
from rules.stories.ledger import Source, corrects
from rules.text.document import Document
from storage.records import EntryData, FeedSpec


@dataclass(frozen=True, slots=True)
class Reading:
    """What a matching entry says: which rules hold, what grouping sees, and who speaks.

    ``origin`` speaks independently of others, ``outlet`` is its name for people. ``corrects``: the
    text says that it corrects a figure.
    """

    document: Document
    matched: Matched
    features: Features
    origin: str
    outlet: str
    corrects: bool

    def source(self, entry_id: int, *, edited: bool = False) -> Source:
        """Return who claims the figures of this entry. An edited one says so now."""
        said = None if edited else self.document.time
        return Source(self.origin, self.outlet, entry_id, self.corrects, said)


def document_of(data: EntryData, feed: FeedSpec, seen: datetime | None = None) -> Document:
    """Return ``data`` as rules see it; undated, it is of the time it was ``seen``."""
    return Document(
        title=data.title,
        summary=data.summary,
        content=data.content,
        author=data.author,
        tags=data.tags,
        url=data.link,
        source=feed.name or feed.url,
        feed_tags=feed.tags,
        feed_names=(feed.origin, feed.url),
        language=data.language or feed.language,
        time=data.published or seen,
    )


def read(
    data: EntryData,
    feed: FeedSpec,
    ruleset: RuleSet,
    seen: datetime | None,
    *,
    known: bool = False,
    document: Document | None = None,
) -> Reading | None:
    """Return what ``data``, first ``seen`` then, says, or None where no rule holds and nothing is corrected.

    An entry that corrects a figure may speak of a story though no rule holds for it any more; so
    may a new text of an entry that is ``known`` to be in a story. ``document`` is ``data`` as
    :func:`document_of` gives it, where the caller has it already.
    """
    document = document or document_of(data, feed, seen)
    matched = ruleset.match(document)
    # What states no figure corrects none.
    correction = may_state(document) and corrects(f"{data.title}\n{data.summary}\n{data.content}")
    if not matched.matches:
        if not known and not correction:
            return None
        matched = ruleset.unmatched(document)
        if not matched.facts or not matched.facts.totals:
            return None
    return Reading(
        document=document,
        matched=matched,
        features=features(document, matched.facts, ruleset.gazetteer),
        origin=origin_of(data, feed),
        outlet=outlet_name(data, feed),
        corrects=correction,
    )
