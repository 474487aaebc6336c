"""Channels against real servers: what arrives, and what is made of every answer."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import logging
import subprocess
import sys
import time
from datetime import UTC

import pytest
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram

from monitor.config.model import ChannelConfig
from monitor.deliver.channels import Channels, check_url, kind_of, open_target
from monitor.deliver.message import Message, render
from monitor.deliver.outcome import NotSent, Sent, retry_after
from storage.records import Alert, AlertData
from tests.integration.deliver_builders import NOW, alert, channels, message
from tests.servers.hooks import HookServer, Reply, hook_server
from tests.servers.smtp import MailServer

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
TELEGRAM = "tgram://123456789:abcdefg_hijklmnop/12315544/"
DISCORD = "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js"


async def test_console_writes_one_block() -> None:
    stream = io.StringIO()
    config = {"c": ChannelConfig.model_validate({"url": "console://"})}
    sender = Channels(config, console=stream)
    assert await sender.send("c", message("console")) == Sent()
    assert stream.getvalue().startswith("── NORMAL · Soldiers abroad ")
    assert stream.getvalue().endswith("Alert 7\n\n")


async def test_a_terminal_that_lacks_the_letters_gets_question_marks_not_an_error() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    config = {"c": ChannelConfig.model_validate({"url": "console://"})}
    assert await Channels(config, console=stream).send("c", message("console")) == Sent()
    assert b"Landing on the coast" in raw.getvalue()


async def test_a_closed_console_is_told(hooks: HookServer) -> None:
    stream = io.StringIO()
    stream.close()
    config = {"c": ChannelConfig.model_validate({"url": "console://"})}
    outcome = await Channels(config, console=stream).send("c", message("console"))
    assert isinstance(outcome, NotSent)


async def test_webhook_is_signed_versioned_json_with_an_idempotency_key(hooks: HookServer) -> None:
    sender = channels(f"webhook://user:pa%20ss@{hooks.netloc}/in?secret=s3cret&team=a")
    assert await sender.send("desk", message("webhook")) == Sent()
    (hit,) = hooks.hits
    assert hit.path == "/in?team=a"
    assert hit.headers["idempotency-key"] == "k-1"
    assert hit.headers["x-wirewatch-version"] == "1"
    expected = hmac.new(b"s3cret", hit.body, hashlib.sha256).hexdigest()
    assert hit.headers["x-wirewatch-signature"] == f"sha256={expected}"
    assert hit.headers["authorization"] == "Basic dXNlcjpwYSBzcw=="
    body = json.loads(hit.body)
    assert (body["version"], body["key"], body["title"]) == (1, "k-1", "Landing on the coast")


async def test_json_hook_of_apprise_gets_one_request_with_title_and_text(hooks: HookServer) -> None:
    assert await channels(f"json://{hooks.netloc}/x").send("desk", message("plain")) == Sent()
    (hit,) = hooks.hits
    body = json.loads(hit.body)
    assert body["title"] == "Landing on the coast"
    assert "https://harbour.example/a?x=1&y=2" in body["message"]


@pytest.mark.parametrize("scheme", ["webhook", "json"])
@pytest.mark.parametrize(
    ("status", "permanent"),
    [(500, False), (503, False), (429, False), (408, False), (404, True), (401, True), (413, True)],
)
async def test_http_status_says_whether_to_try_again(
    hooks: HookServer, scheme: str, status: int, permanent: bool
) -> None:
    hooks.always = Reply(status, b"because", {"Retry-After": "17"})
    outcome = await channels(f"{scheme}://{hooks.netloc}/x").send("desk", message("webhook"))
    assert isinstance(outcome, NotSent)
    assert outcome.permanent is permanent
    assert outcome.reason == f"HTTP {status}: because"
    if not permanent:
        assert outcome.retry_after == 17
    assert len(hooks.hits) == 1


@pytest.mark.parametrize("scheme", ["webhook", "json"])
async def test_no_redirect_carries_a_token_to_another_host(hooks: HookServer, scheme: str) -> None:
    with hook_server() as elsewhere:
        hooks.always = Reply(307, b"", {"Location": f"{elsewhere.base}/steal"})
        url = f"{scheme}://user:secretpw@{hooks.netloc}/x"
        outcome = await channels(url).send("desk", message("webhook"))
        assert isinstance(outcome, NotSent)
        assert outcome.permanent is True
        assert elsewhere.hits == []


@pytest.mark.parametrize("scheme", ["webhook", "json"])
async def test_a_port_where_nobody_listens_is_a_failure_that_may_pass(scheme: str) -> None:
    with hook_server() as gone:
        netloc = gone.netloc
    outcome = await channels(f"{scheme}://{netloc}/tok12345678").send("desk", message("webhook"))
    assert isinstance(outcome, NotSent)
    assert outcome.permanent is False
    assert "tok12345678" not in outcome.reason


async def test_a_receiver_that_hangs_is_given_up_in_time_and_the_outcome_is_unknown(
    hooks: HookServer,
) -> None:
    hooks.always = Reply(delay=1.0)
    began = time.perf_counter()
    outcome = await channels(f"webhook://{hooks.netloc}/x").send(
        "desk", message("webhook"), patience=0.2
    )
    assert time.perf_counter() - began < 0.9
    assert isinstance(outcome, NotSent)
    assert outcome.permanent is None


async def test_slack_gets_escaped_text_without_markup(
    hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{hooks.base}/services")
    poison = "<!here> <http://evil.example|bank> *b* @channel"
    assert await channels(SLACK).send("desk", message("slack", poison)) == Sent()
    (hit,) = hooks.hits
    body = json.loads(hit.body)
    assert body["mrkdwn"] is False
    (attachment,) = body["attachments"]
    assert "<" not in attachment["title"] + attachment["text"]
    assert "*b*" not in attachment["title"]
    assert "https://harbour.example/a?x=1&amp;y=2" in attachment["text"]
    assert "github" not in hit.body.decode()


async def test_slack_that_says_no_in_words_is_known_by_them(
    hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{hooks.base}/services")
    hooks.always = Reply(403, b"invalid_token")
    outcome = await channels(SLACK).send("desk", message("slack"))
    assert outcome == NotSent("HTTP 403: invalid_token", permanent=True)


async def test_telegram_gets_no_tag_of_the_feed_and_its_wait_is_kept(
    hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"{hooks.base}/bot")
    hooks.replies.append(Reply(200, b'{"ok":true,"result":{}}'))
    hooks.replies.append(Reply(429, b'{"ok":false,"parameters":{"retry_after":33}}'))
    sender = channels(TELEGRAM)
    assert await sender.send("desk", message("telegram", "<a href='x'>y</a> <!here> z")) == Sent()
    text = json.loads(hooks.hits[0].body)["text"]
    assert "<a" not in text
    assert "here› z" in text
    outcome = await sender.send("desk", message("telegram"))
    assert isinstance(outcome, NotSent)
    assert (outcome.permanent, outcome.retry_after) == (False, 33)


async def test_discord_gets_nothing_live_and_at_most_its_limit(
    hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"{hooks.base}/d")
    hooks.always = Reply(200, b"{}")
    sender = channels(DISCORD)
    channel = sender.get("desk")
    assert channel is not None
    long = alert("@everyone **b** [x](http://evil.example)")
    told = render(
        Alert(7, NOW, AlertData("r", 1, 1, "first", "low", {}, "", {**long.data.content, "summary": "*" * 5000})),
        "discord", UTC, limit=channel.limit,
    )  # fmt: skip
    assert await sender.send("desk", told) == Sent()
    (hit,) = hooks.hits
    body = json.loads(hit.body)
    said = body["content"]
    assert "@everyone" not in said
    assert "\\*\\*b\\*\\*" in said
    assert "\\[x\\](" in said
    assert "http://evil" not in said
    assert "https://harbour.example/a?x=1&y=2" in said
    assert len(said) <= 2000


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("console://", "console"),
        ("webhooks://h.example/x", "webhook"),
        ("mailto://127.0.0.1:25?from=a@b.example&to=c@d.example", "email"),
        (SLACK, "slack"),
        (DISCORD, "discord"),
        (TELEGRAM, "telegram"),
        ("ntfy://topic", "ntfy"),
        ("json://h.example", "data"),
        ("rockets://u:p@h.example/#room", "plain"),
    ],
)
def test_good_urls_are_known_by_kind(url: str, kind: str) -> None:
    assert check_url(url) is None
    assert kind_of(open_target(url)) == kind


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense://tok123456", "no service has URLs that begin with nonsense://"),
        ("slak://tok123456", "begin with slak://. did you mean slack://?"),
        ("slack://tok123456", "cannot read this slack URL. percent-encode"),
        ("https://h.example/tok123456", "webhooks://host/path for a program"),
        ("http://127.0.0.1:9/tok123456", "or webhook://host/path for a program"),
        ("smtp://me:tok123456@h.example?to=a@b.example", "smtp://. write mailtos://user:password@"),
        ("mailto://h.example:25?to=tok123456@b.example", "mailto URL. write mailtos://user:passw"),
        (
            "mailto://h.example:25?to=tok123456@b.example",
            "without passwords mailto://host:25?from=",
        ),
        ("tok123456", "not a URL. begin it with the service"),
        (f"{SLACK}/#one/#two", "names 2 targets: give each a channel of its own"),
        ("ntfy://h.example/one/two", "names 2 targets: give each a channel of its own"),
        ("mailtos://u:tok123456@smtp.example.org?to=a@b.example,c@d.example", "names 2 targets"),
        ("mailtos://u:p@smtp.example.org?to=a@b.example&cc=c@d.example", "names 2 targets"),
        ("json://h.example?retry=3", "leave retry= out"),
        ("webhooks:///x", "needs a host"),
        ("webhook://h.example/x?secret=", "secret="),
        ("webhook://h.example:port/x", "the port is no number"),
        ("webhook://user:tok123456/x@h.example/", "the port is no number"),
        ("webhook://tok123456\u2100@[h.example/", "not a URL"),
    ],
)
def test_bad_urls_are_refused_in_words_without_secrets(url: str, said: str) -> None:
    words = check_url(url)
    assert words is not None
    assert said in words
    assert "tok123456" not in words


async def test_a_channel_that_is_gone_is_permanent() -> None:
    outcome = await channels("console://").send("other", message("console"))
    assert isinstance(outcome, NotSent)
    assert outcome.permanent is True


def test_the_servers_own_clock_decides_what_a_date_in_retry_after_means() -> None:
    headers = {
        "Date": "Mon, 23 Nov 2026 11:00:00 GMT",
        "Retry-After": "Mon, 23 Nov 2026 11:01:30 GMT",
    }
    assert retry_after(headers) == 90
    assert retry_after({"retry-after": "soon"}) is None
    assert retry_after({}, '{"retry_after": 2.5}') == 2.5
    assert retry_after({"Retry-After": "999999999"}) == 86400


async def test_no_secret_is_logged_or_returned_by_any_kind_of_channel(
    hooks: HookServer,
    mail: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{hooks.base}/services")
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"{hooks.base}/d")
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"{hooks.base}/bot")
    token = "Zq7Secret9TokenValue24xx"  # 24 letters, as Slack's are
    urls = (
        f"slack://T1JJ3T3L2/A1BRTD4JD/{token}", f"discord://4174216298/{token}",
        f"tgram://123456789:{token}/12315544/", f"json://user:{token}@{hooks.netloc}/{token}",
        f"webhook://user:{token}@{hooks.netloc}/{token}?secret={token}",
        f"json://{hooks.netloc}/?+X-Token={token}",
        mail.url(more=f"&user=u&pass={token}"), f"ntfy://{token}@{hooks.netloc}/topic",
    )  # fmt: skip
    caplog.set_level(logging.DEBUG)
    said = []
    for status in (200, 500):
        hooks.always = Reply(status, f'{{"echo":"{token}"}}'.encode())
        for url in urls:
            sender = channels(url)
            channel = sender.get("desk")
            assert channel is not None
            said.append(repr(await sender.send("desk", message(channel.kind))))
    assert len(hooks.hits) >= 12
    assert token not in caplog.text
    assert token not in "".join(said)


async def test_one_message_stays_one_even_if_the_url_asks_for_a_split(
    hooks: HookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"{hooks.base}/d")
    hooks.always = Reply(200, b"{}")
    # Longer than any renderer would make it.
    long = Message("title", "word " * 1000)
    assert await channels(f"{DISCORD}?overflow=split").send("desk", long) == Sent()
    (hit,) = hooks.hits
    assert len(json.loads(hit.body)["content"]) <= 2000


def test_apprise_is_not_loaded_where_no_channel_needs_it() -> None:
    code = (
        "import sys; from monitor.deliver.channels import check_url; "
        "assert check_url('console://') is None; "
        "assert check_url('webhooks://example.org/hook') is None; "
        "print([name for name in sys.modules if name in ('apprise', 'requests')]); "
        "assert check_url('json://example.org') is None; "
        "print('apprise' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "True"]
