"""``demo``: the real pipeline over sample feeds on loopback, with no network and no set-up."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import as_file, files
from pathlib import Path

import click

from monitor.app import App, Options, real_clock, running_app
from monitor.cli.options import counted
from monitor.pipeline.outcome import Tally

_ROUNDS = (
    (
        "round1",
        "Five outlets, polled for the first time. What they already carry is stored silently.",
    ),
    ("round2", "News: troops from North Korea, and a figure of casualties. Every outlet has it."),
    ("round3", "Hours later one outlet reports that the figure has risen."),
)


class _Shelf:
    """The folder that is being served now."""

    def __init__(self) -> None:
        self.folder = Path()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, shelf: _Shelf, *args: object) -> None:
        self._shelf = shelf
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self._shelf.folder / Path(self.path).name
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_text(encoding="utf-8").replace("{{NOW}}", _now_rfc822())
        body = body.replace("{{NOW_ISO}}", real_clock().now().isoformat())
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demo's own output is the show."""


def _now_rfc822() -> str:
    return format_datetime(real_clock().now(), usegmt=True)


@contextmanager
def _served(shelf: _Shelf) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, shelf))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@click.command()
def demo() -> None:
    """Show Wirewatch at work: alerts, folded duplicates, an update. No network, no set-up."""
    shelf = _Shelf()
    with (
        tempfile.TemporaryDirectory(prefix="wirewatch-demo-") as folder,
        as_file(files("monitor.cli") / "demo_feeds") as samples,
        _served(shelf) as url,
    ):
        config = Path(folder) / "demo.yaml"
        environ = {"DEMO_URL": url, "DEMO_DIR": folder, "WIREWATCH_LOG_LEVEL": "error"}
        config.write_text((samples / "demo.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        asyncio.run(_show(config, environ, samples, shelf))


async def _show(config: Path, environ: dict[str, str], samples: Path, shelf: _Shelf) -> None:
    shelf.folder = samples / _ROUNDS[0][0]
    async with running_app(config, environ, real_clock(), Options(console=sys.stdout)) as app:
        for number, (folder, words) in enumerate(_ROUNDS, 1):
            shelf.folder = samples / folder
            click.echo(f"\n— Round {number}. {words}\n")
            tally = await app.once(every_feed=True)
            _sum_up(app, tally)
            # The floor of a manual refresh (polling.min) holds in the demo too: it is one second.
            await asyncio.sleep(1.1 if number < len(_ROUNDS) else 0)
    click.echo("\nThat was the demo. Next: edit config.yaml, then 'make run'.")


def _sum_up(app: App, tally: Tally) -> None:
    click.echo(
        f"  {counted(tally.feeds, 'feed')} polled, "
        f"{counted(tally.new_entries, 'new entry', 'new entries')}, "
        f"{tally.matches} matched a rule, {counted(tally.alerts, 'alert')} sent."
    )
    with app.store.read() as tx:
        for story in tx.stories.list(10):
            outlets = {outlet.name for outlet in tx.stories.outlets(story.id)}
            if len(outlets) > 1:
                click.echo(
                    f"  One story, {len(outlets)} outlets ({', '.join(sorted(outlets))}): {story.title}"
                )
