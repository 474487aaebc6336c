"""Every kind of service we could find a form for, unreachable and at DEBUG: no token shows."""

from __future__ import annotations

import logging

import pytest

from monitor.deliver.outcome import NotSent
from tests.integration.deliver_builders import channels, message

TOKEN = "Zq7Secret9TokenValue24xx"
HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
LETTERS = "qwertzuiopasdfghjklyxcvbnmqwer"

# One a line: what a user would write, with made-up tokens.
SERVICES = f"""
bark barks://bark.example.org/{TOKEN}
discord discord://4174216298/{TOKEN}
form forms://user:{TOKEN}@form.example.org/{TOKEN}
gchat gchat://AAAAworkspace/{TOKEN}/{TOKEN}
gotify gotifys://gotify.example.org/{TOKEN}
guilded guilded://4174216298/{TOKEN}
hassio hassios://ha.example.org/{TOKEN}
ifttt ifttt://{TOKEN}@event
join join://{HEX}/device
json jsons://user:{TOKEN}@hook.example.org/{TOKEN}?+X-Token={TOKEN}
lametric lametrics://{TOKEN}@lametric.example.org
line line://{TOKEN}@U1234567890
mailgun mailgun://user@example.org/{HEX}-{HEX[:8]}-{HEX[:8]}/to@example.org
matrix matrixs://user:{TOKEN}@matrix.example.org/#room
mattermost mmosts://mattermost.example.org/{TOKEN}
nextcloud nctalks://user:{TOKEN}@cloud.example.org/room
ntfy ntfys://{TOKEN}@ntfy.example.org/topic
opsgenie opsgenie://{HEX[:8]}-1234-1234-1234-{HEX[:12]}
pagerduty pagerduty://{TOKEN}@ABCDEFGHIJ
prowl prowl://{LETTERS}{LETTERS[:10]}
pushbullet pbul://{LETTERS}abcd/device
pushover pover://{LETTERS}@{LETTERS[::-1]}
resend resend://{TOKEN}:from@example.org/to@example.org
revolt revolt://{TOKEN}/channelid
rocket rockets://user:{TOKEN}@rocket.example.org/#news
sendgrid sendgrid://{TOKEN}:from@example.org/to@example.org
signal signals://user:{TOKEN}@signal.example.org/15551234567/15557654321
slack slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}
smtp2go smtp2go://user@example.org/{TOKEN}/to@example.org
sns sns://AHIAJGNT76XIMXDBIJYA/{TOKEN}{TOKEN[:16]}/us-east-1/+15551234567
splunk splunk://{HEX[:8]}-{HEX[:4]}-{HEX[:4]}-{HEX[:4]}-{HEX[:12]}@routing_key
synology synologys://chat.example.org/{TOKEN}
telegram tgram://123456789:{TOKEN}/12315544/
twilio twilio://AC{HEX}:{HEX}@15551234567/15557654321
webex wxteams://{LETTERS}{LETTERS}{LETTERS[:20]}
webhook webhooks://user:{TOKEN}@hook.example.org/{TOKEN}?secret={TOKEN}
workflows workflows://prod.example.org:443/{HEX}/{TOKEN}/
xml xmls://user:{TOKEN}@xml.example.org/{TOKEN}
"""
SECRETS = (TOKEN, HEX[:12], LETTERS, LETTERS[::-1])


@pytest.mark.parametrize("line", SERVICES.strip().splitlines(), ids=lambda line: line.split()[0])
async def test_no_token_shows_when_a_service_cannot_be_reached(
    line: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Whatever address is asked for, nobody answers: errors of connections hold whole URLs.
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    caplog.set_level(logging.DEBUG)
    sender = channels(line.split()[1])
    channel = sender.get("desk")
    assert channel is not None
    outcome = await sender.send("desk", message(channel.kind))
    assert isinstance(outcome, NotSent)
    shown = caplog.text + repr(outcome) + repr(channel)
    assert [secret for secret in SECRETS if secret in shown] == []
