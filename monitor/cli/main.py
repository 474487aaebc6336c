"""The command ``wirewatch``: its groups, and how failures are told."""

from __future__ import annotations

import sys

import click

from monitor import __version__
from monitor.cli.daemon import once, run
from monitor.cli.demo import demo
from monitor.cli.inspect import alerts, check, rules, status
from monitor.cli.lines import facts, group, match
from monitor.cli.manage import channels, db, feeds
from monitor.errors import WirewatchError
from monitor.telemetry import redactor
from storage.errors import StorageError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wirewatch")
def cli() -> None:
    """Watch news feeds and tell people at once when something they care about happens, once.

    \b
    Try it:      wirewatch demo
    Start it:    wirewatch run --config config.yaml
    Look at it:  wirewatch status
    """


for command in (
    run, once, demo, check, status, feeds, rules, alerts, channels, db, match, facts, group,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Entry point: every failure that a person can mend is one message, not a traceback."""
    try:
        cli(standalone_mode=True)
    except WirewatchError as error:
        click.echo(f"wirewatch: {redactor.clean(str(error))}", err=True)
        sys.exit(error.exit_code)
    except StorageError as error:
        click.echo(f"wirewatch: {redactor.clean(str(error))}", err=True)
        sys.exit(1)
