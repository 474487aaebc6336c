"""The command ``wirewatch``: its groups, and how failures are told."""

from __future__ import annotations

import importlib
import os
import sys

import click

from monitor import __version__
from monitor.cli.group import Group
from monitor.errors import WirewatchError
from monitor.telemetry import redactor
from storage.errors import StorageError

# Where each command lives. Imported when asked for: 'facts' needs no HTTP, 'run' no tables.
_COMMANDS = {
    "run": ("monitor.cli.daemon", "Run as a service: poll, match, alert, until stopped."),
    "once": ("monitor.cli.daemon", "One round: poll what is due, deliver what is due, exit."),
    "demo": ("monitor.cli.demo", "Show Wirewatch at work; no network, no set-up."),
    "check": ("monitor.cli.inspect", "Say everything about a configuration, without the network."),
    "status": ("monitor.cli.status", "Say how the daemon, its feeds, rules and channels are."),
    "feeds": (
        "monitor.cli.feeds",
        "The feeds: list, refresh, add, remove, discover, import, export.",
    ),
    "rules": ("monitor.cli.rules", "The rules: list, test, explain, try on what was stored."),
    "why": ("monitor.cli.why", "Say what became of an entry or a feed, and why."),
    "stories": ("monitor.cli.stories", "The stories: list, show, merge, split."),
    "alerts": ("monitor.cli.alerts", "Alerts that were decided: list, show, resend."),
    "silence": (
        "monitor.cli.silence",
        "What nobody is to be told of for a while: add, list, remove.",
    ),
    "channels": ("monitor.cli.channels", "The channels: list, test."),
    "db": ("monitor.cli.manage", "The database: upgrade, check, backup."),
    "match": ("monitor.cli.lines", "JSON Lines: which rules each item matches."),
    "facts": ("monitor.cli.lines", "JSON Lines: the figures and deployments of each item."),
    "group": ("monitor.cli.lines", "JSON Lines: the story of each item."),
}


class _Commands(Group):
    """A group whose commands are imported one by one, when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click names it
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click names it
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(_COMMANDS[cmd_name][0])
        found = getattr(module, cmd_name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click names it
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in _COMMANDS.items()])


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="wirewatch")
def cli() -> None:
    """Watch news feeds and tell people at once when something they care about happens, once.

    \b
    Try it:      wirewatch demo
    Start it:    wirewatch run --config config.yaml
    Look at it:  wirewatch status
    """


def main() -> None:
    """Entry point: every failure that a person can mend is one message, not a traceback."""
    _fill_closed()
    try:
        _run()
    except WirewatchError as error:
        click.echo(f"wirewatch: {redactor.clean(str(error))}", err=True)
        sys.exit(error.exit_code)
    except StorageError as error:
        click.echo(f"wirewatch: {redactor.clean(str(error))}", err=True)
        sys.exit(1)
    except OSError as error:
        _let_go_of_output()
        if isinstance(error, BrokenPipeError):
            sys.exit(1)
        # A full disk behind stdout, a file that may not be read: nothing that a trace explains.
        what = f"{error.filename}: " if error.filename else ""
        click.echo(f"wirewatch: {redactor.clean(f'{what}{error.strerror or error}')}", err=True)
        sys.exit(1)


def _fill_closed() -> None:
    """Put something in the place of closed standard streams, which a database would come to take."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8")


def _run() -> None:
    try:
        cli(standalone_mode=True)
    finally:
        # At the interpreter's own exit a full disk would be a traceback.
        if sys.stdout is not None:
            sys.stdout.flush()


def _let_go_of_output() -> None:
    """What could not be written is not tried again when the interpreter ends."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
