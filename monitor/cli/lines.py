"""JSON Lines for other programs: ``match``, ``facts`` and ``group``.

    line ─▶ read_item ─▶ Item | BadLine ─▶ answer ─▶ line

One line in, one line out, in order and at once; a bad line is answered too, by its number, and
stops nothing.
"""

from __future__ import annotations

import json
import math
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from os import fstat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from monitor.cli.items import BadLine, Item, read_item
from monitor.data import load_gazetteer
from monitor.data.words import load_background
from monitor.errors import UsageError
from rules.facts.extract import extract
from rules.facts.model import Deployment, Facts, Figure
from rules.stories.decision import Join, Start
from rules.stories.features import features
from rules.stories.grouping import Grouper

if TYPE_CHECKING:
    from rules.language.ruleset import RuleSet

Answer = Callable[[Item], dict[str, object]]


def answers(lines: Iterable[bytes], answer: Answer) -> Iterator[tuple[dict[str, object], bool]]:
    """Yield one object for each line, and whether the line was good."""
    for number, line in enumerate(lines, 1):
        item = read_item(line)
        if isinstance(item, Item) and item.id is None:
            item = BadLine(None, "id: missing, or null")
        if isinstance(item, BadLine):
            yield {"id": item.id, "error": f"line {number}: {item.error}"}, False
        else:
            yield {"id": item.id, **answer(item)}, True


def matching(ruleset: RuleSet, *, with_reasons: bool = False) -> Answer:
    """Answer with the rules that hold; ``with_reasons`` adds what each rule saw, held or not."""
    from rules.language.explain import explain_all

    def answer(item: Item) -> dict[str, object]:
        matches = ruleset.match(item.document).matches
        out: dict[str, object] = {
            "rules": [match.rule.id for match in matches],
            "evidence": [
                {
                    "rule": match.rule.id,
                    "field": found.field,
                    "quote": found.quote,
                    "start": found.start,
                    "end": found.end,
                }
                for match in matches
                for found in match.evidence
            ],
        }
        if with_reasons:
            out["explain"] = [
                {"rule": rule.id, **explained.dump()}
                for rule, explained in explain_all(ruleset, item.document)
            ]
        return out

    return answer


def stating() -> Answer:
    """Answer with the figures, deployments and countries that an item states."""
    gazetteer = load_gazetteer()
    return lambda item: facts_json(extract(item.document, gazetteer))


def facts_json(facts: Facts) -> dict[str, object]:
    """Return facts under their public names."""
    return {
        "figures": [_figure_json(figure) for figure in facts.figures],
        "totals": {
            kind: {"low": total.low, "high": total.high} for kind, total in facts.totals.items()
        },
        "deployments": [_deployment_json(deployment) for deployment in facts.deployments],
        "entities": list(facts.entities),
    }


def _figure_json(figure: Figure) -> dict[str, object]:
    keys = "kind low high qualifier per side status quote field start end"
    return {key: getattr(figure, key) for key in keys.split()}


def _deployment_json(deployment: Deployment) -> dict[str, object]:
    keys = "forces place low high foreign status quote"
    return {key: getattr(deployment, key) for key in keys.split()}


def grouping(grouper: Grouper) -> Answer:
    """Answer with the story each item joins or starts, by all lines before it and none after."""
    gazetteer = load_gazetteer()
    stories = 0

    def answer(item: Item) -> dict[str, object]:
        nonlocal stories
        at = item.document.time
        found = features(item.document, extract(item.document, gazetteer), gazetteer)
        placed = grouper.place(found, at)
        if isinstance(placed, Start):
            stories += 1
            story = f"s{stories}"
        else:
            story = placed.story
        grouper.add(story, found, at)
        return {"story": story, "score": _chance(placed)}

    return answer


def _chance(placed: Join | Start) -> float:
    """Return the log-odds of a decision as a chance from 0 to 1; 0 where nothing was like it."""
    if isinstance(placed, Start) and placed.score == 0.0:
        return 0.0
    # Beyond these bounds the chance is 0 or 1 to four digits, and exp() could overflow.
    odds = min(max(placed.score, -30.0), 30.0)
    return round(1 / (1 + math.exp(-odds)), 4)


def stream(source: BinaryIO, sink: BinaryIO, answer: Answer) -> bool:
    """Answer every line of ``source``; return whether all were good.

    Unless the source is a file, every answer is handed on before the next line is awaited.
    """
    at_once = not _is_file(source)
    good = True
    for out, well in answers(source, answer):
        # ASCII: a lone surrogate is no UTF-8, but it has an escape.
        sink.write(json.dumps(out, ensure_ascii=True).encode("ascii") + b"\n")
        if at_once:
            sink.flush()
        good = good and well
    sink.flush()
    return good


def _is_file(source: BinaryIO) -> bool:
    try:
        return stat.S_ISREG(fstat(source.fileno()).st_mode)
    except OSError:
        return False


def _finish(ctx: click.Context, answer: Answer) -> None:
    if sys.stdin is None or sys.stdout is None:
        raise UsageError("needs standard input and output, and one of them is closed")
    if sys.stdin.isatty():
        click.echo("Reads JSON Lines, one object on each line; Ctrl-D ends.", err=True)
    good = stream(sys.stdin.buffer, sys.stdout.buffer, answer)
    ctx.exit(0 if good else 1)


@click.command()
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="WIREWATCH_CONFIG",
    default="./config.yaml",
    show_default=True,
    help="The configuration file; $WIREWATCH_CONFIG names another default.",
)
@click.option(
    "--explain", "with_reasons", is_flag=True, help="Say of each rule why it holds or does not."
)
@click.pass_context
def match(ctx: click.Context, config_path: Path, with_reasons: bool) -> None:
    """Say which rules match each item: JSON Lines on stdin, JSON Lines on stdout.

    An item is one JSON object on one line; its keys are id, title, summary, content, time,
    source, url, tags and language, and all but id may be missing.

    \b
    echo '{"id":1,"title":"Troops deployed"}' | wirewatch match --config config.yaml

    Exit code 1 if any line was bad.
    """
    # Imported here: configuration and database take a second that facts and group need not wait.
    from monitor.cli.options import read_policy

    policy, _ = read_policy(config_path)
    _finish(ctx, matching(policy.ruleset, with_reasons=with_reasons))


@click.command()
@click.pass_context
def facts(ctx: click.Context) -> None:
    """Say what each item states: figures of people, deployments of forces, countries.

    JSON Lines on stdin, JSON Lines on stdout; needs no configuration. Keys as for 'match'.

    \b
    echo '{"id":1,"title":"At least 31 people were killed"}' | wirewatch facts

    Exit code 1 if any line was bad.
    """
    _finish(ctx, stating())


@click.command()
@click.pass_context
def group(ctx: click.Context) -> None:
    """Say which story each item belongs to, in the order of the lines.

    JSON Lines on stdin, JSON Lines on stdout; needs no configuration. Keys as for 'match'. The
    answer never depends on later lines.

    \b
    wirewatch group < items.jsonl

    Exit code 1 if any line was bad.
    """
    _finish(ctx, grouping(Grouper(background=load_background())))
