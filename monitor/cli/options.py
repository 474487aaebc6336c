"""What every command shares: --config, --json, loading, opening, tables, exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from monitor.config.load import Loaded, load
from monitor.config.model import Config
from monitor.config.problems import errors_of
from monitor.config.rescue import storage_url
from monitor.deliver.clean import plain
from monitor.errors import UsageError
from monitor.telemetry import configure_logging, redactor

if TYPE_CHECKING:
    from monitor.config.policy import Policy
    from storage.store import Store

_LARGEST = 2**63 - 1  # of what a database takes for a number
COUNT = click.IntRange(1, _LARGEST)
"""How many, at least one."""
NUMBER = click.IntRange(0, _LARGEST)
"""The number of something stored."""

F = TypeVar("F", bound=Callable[..., Any])

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="WIREWATCH_CONFIG",
    default="./config.yaml",
    show_default=True,
    help="The configuration file; $WIREWATCH_CONFIG names another default.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def read_config(path: Path, *, secrets: bool = True) -> tuple[Config, Loaded]:
    """Load ``path`` or raise UsageError with every problem found."""
    loaded = load(path, os.environ, secrets=secrets)
    if loaded.config is None or errors_of(loaded.problems):
        raise UsageError("\n".join(str(problem) for problem in loaded.problems))
    redactor.learn(loaded.config.secrets())
    return loaded.config, loaded


def read_policy(path: Path, *, tell: bool = True) -> tuple[Policy, Loaded]:
    """Load and compile ``path``; raises UsageError where the rules cannot be used.

    Rules whose tests fail can be used; ``tell`` says so on stderr.
    """
    # Imported here: what only reads the configuration need not wait for the rule engine.
    from monitor.config.policy import compile_policy
    from monitor.data import load_gazetteer

    _, loaded = read_config(path, secrets=False)
    policy, problems = compile_policy(loaded, load_gazetteer())
    told = "\n".join(str(problem) for problem in errors_of(problems))
    if policy is None:
        raise UsageError(told)
    if told and tell:
        click.echo(told, err=True)
    return policy, loaded


def start_logging(config: Config | None) -> None:
    """Logs to stderr at the configured level; $WIREWATCH_LOG_LEVEL overrides."""
    level = os.environ.get("WIREWATCH_LOG_LEVEL") or (config.log.level if config else "info")
    configure_logging(level, config.log.format if config else "auto")


@contextmanager
def opened_store(path: Path) -> Iterator[Store]:
    """The database of a configuration, beside a daemon that may be running.

    Works with a configuration that has errors too, so that ``status`` can tell of them.
    """
    # Imported here: the database's libraries take half a second that 'check' need not wait.
    from storage.store import Store

    loaded = load(path, os.environ)
    if loaded.config is not None:
        redactor.learn(loaded.config.secrets())
    start_logging(loaded.config)
    url = storage_url(loaded, path, os.environ)
    if url is None:
        raise UsageError("\n".join(str(problem) for problem in loaded.problems))
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


def counted(number: int, one: str, more: str = "") -> str:
    """Return ``1 alert`` or ``1,200 alerts``; ``more`` where the plural is not made with an s."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def print_json(value: object) -> None:
    """One JSON document on one line of stdout; ASCII, so any terminal and any text survives."""
    click.echo(json.dumps(value, ensure_ascii=True, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)
    return str(value)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> None:
    """A table for people; in a pipe plain columns without borders or colours."""
    if not rows:
        click.echo(empty)
        return
    # Imported here: rich costs 100 ms that commands for programs need not pay.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    width = None if sys.stdout.isatty() else 200
    Console(width=width, soft_wrap=False, highlight=False).print(table)


def _shown(cell: object) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return plain(str(cell))
