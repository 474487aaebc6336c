"""A large configuration is looked at in a process of its own, with the same outcome."""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from monitor.config.apart import Apart, ApartError
from monitor.config.checks import CheckChannel
from monitor.config.compact import Written
from monitor.config.look import Task
from monitor.config.model import ChannelConfig
from monitor.config.policy import Policy
from monitor.config.source import LARGE, PolicySource
from monitor.data import load_gazetteer
from monitor.deliver.channels import check_channel
from rules.text.document import Document

HEAD = "channels: {c: '${CHANNEL}'}\ndefault_notify: [c]\ntimezone: Europe/Kyiv\n"
RULES = """
terms: {water: [flood*, storm surge, "high water"]}
entities: {envoy: {kind: person, aliases: [Ana Maria Paz, Paz], country: PT}}
rules:
  - {id: words, when: {all: [$water, harbour]}, labels: {desk: sea}}
  - {id: bends, when: {phrase: {text: deploys, stem: true}}}
  - {id: pattern, when: {regex: 'ferr(y|ies)'}}
  - {id: cased, when: {phrase: {text: US, case: true}}}
  - {id: person, when: {all: [{entity: envoy}, {entity: RU}]}}
  - {id: figures, when: {figure: {kind: killed, at_least: 10}}}
  - {id: places, when: {near: {all: [$water, town], words: 4}}}
"""
LOADER = "monitor.config.apart"
TEXTS = (
    "Flooding in the harbour of a town", "High water: ferries stay in the harbour", "Troops deploying",
    "US and us", "us and them", "Ana Maria Paz in Moscow", "Paz at home", "12 people were killed",
    "Storm surge nears the town", "nothing of the kind",
)  # fmt: skip


def source_of(folder: Path, large: int, environ: dict[str, str] | None = None) -> PolicySource:
    path = folder / "config.yaml"
    path.write_text(HEAD + "rules: [{id: words, when: flood}]\n")
    environ = {"CHANNEL": "console://"} if environ is None else environ
    source = PolicySource(path, environ, load_gazetteer(), check_channel, large)
    source.read()
    source.start("")
    return source


def seen(source: PolicySource) -> Written | None:
    """Look until an edit holds still."""
    return source.refresh(False) or source.refresh(False)


def said(policy: Policy) -> list[object]:
    """Everything that a policy says of some texts."""
    found: list[object] = [
        policy.config.channels,
        policy.config.timezone,
        list(policy.ruleset.rules),
    ]
    for text in TEXTS:
        matched = policy.ruleset.match(Document(title=text, language="en"))
        found += [(text, match.rule.id, match.evidence) for match in matched.matches]
    return found


def test_a_look_apart_finds_the_same_policy(tmp_path: Path) -> None:
    outcomes = []
    for large in (0, LARGE):
        source = source_of(tmp_path, large)
        (tmp_path / "config.yaml").write_text(HEAD + RULES)
        written = seen(source)
        assert written is not None
        assert source.news == ""
        outcomes.append((said(source.take(written)), source.accepted()))
        # Nothing new: no reload, wherever it is found out.
        (tmp_path / "config.yaml").write_text(f"# a word\n{HEAD}{RULES}")
        assert seen(source) is None
        assert source.refresh(True) is not None
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][0]) > 3 + len(TEXTS) // 2


def test_a_policy_from_another_process_is_written_and_read_again_here(tmp_path: Path) -> None:
    source = source_of(tmp_path, 0)
    (tmp_path / "config.yaml").write_text(HEAD + RULES)
    for _ in range(2):
        written = source.refresh(True)
        assert written is not None
        first = said(source.take(written))
    assert first == said(source.policy)


def test_a_look_apart_finds_the_same_problems_in_the_same_places(tmp_path: Path) -> None:
    told = []
    for large in (0, LARGE):
        environ = {"CHANNEL": "console://"}
        source = source_of(tmp_path, large, environ)
        (tmp_path / "config.yaml").write_text(HEAD + RULES.replace("$water, town", "$watr, town"))
        del environ["CHANNEL"]
        assert seen(source) is None
        told.append(source.news)
        assert [rule.id for rule in source.policy.config.rules] == ["words"]
        # Mended, it is taken up, though its rules are those of before the mistake.
        environ["CHANNEL"] = "console://"
        (tmp_path / "config.yaml").write_text(HEAD + "rules: [{id: words, when: flood}]\n")
        assert seen(source) is not None
    assert told[0] == told[1]
    assert "CHANNEL" in (told[0] or "")
    assert "did you mean $water?" in (told[0] or "")


def _elsewhere() -> bool:
    spec = sys.modules["__main__"].__spec__
    return spec is not None and spec.name == LOADER


def deadly(_: ChannelConfig) -> str | None:
    """A check that ends any process but that of the tests."""
    if _elsewhere():
        os._exit(3)
    return None


def killed(_: ChannelConfig) -> str | None:
    """A check during which the system ends any process but that of the tests."""
    if _elsewhere():
        os.kill(os.getpid(), signal.SIGKILL)
    return None


def test_a_look_that_takes_too_much_memory_is_refused_and_not_done_here(tmp_path: Path) -> None:
    source = source_of(tmp_path, 0)
    source._check_channel = killed
    (tmp_path / "config.yaml").write_text(HEAD + RULES)
    assert seen(source) is None
    assert "was killed by signal 9. give it more memory" in (source.news or "")
    assert len(source.policy.ruleset.rules) == 1
    source._check_channel = check_channel
    assert source.refresh(True) is not None
    assert source.news == ""


@pytest.mark.parametrize("check", [deadly, lambda _: None], ids=["dies", "cannot be sent"])
def test_where_no_process_answers_the_look_is_done_in_this_one(
    check: CheckChannel, tmp_path: Path
) -> None:
    source = source_of(tmp_path, 0)
    source._check_channel = check
    (tmp_path / "config.yaml").write_text(HEAD + RULES)
    written = seen(source)
    assert written is not None
    assert len(source.take(written).config.rules) == 7
    with pytest.raises(ApartError):
        Apart().look(Task(tmp_path / "config.yaml", {"CHANNEL": "console://"}, check))


def test_a_look_that_nobody_waits_for_any_more_is_broken_off(tmp_path: Path) -> None:
    source = source_of(tmp_path, 0)
    rules = "".join(f"  - {{id: r{n}, when: {{all: [word{n}, other{n}]}}}}\n" for n in range(3000))
    (tmp_path / "config.yaml").write_text(f"{HEAD}rules:\n{rules}")
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(source.refresh, True)
        while source._apart._process is None and not looking.done():
            time.sleep(0.001)
        started = time.monotonic()
        source.end()
        assert looking.result(timeout=10) is None
    assert time.monotonic() - started < 1
    assert len(source.policy.ruleset.rules) == 1


def test_a_stop_of_the_whole_group_is_no_refusal(tmp_path: Path) -> None:
    source = source_of(tmp_path, 0)
    (tmp_path / "config.yaml").write_text(HEAD + RULES)
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(source.refresh, True)
        while (process := source._apart._process) is None:
            time.sleep(0.001)
        # Its end may be seen before the daemon comes to its own signal.
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        source.end()
        assert looking.result(timeout=10) is None
    assert source.news == ""


def test_a_process_that_reads_leaves_signals_to_the_group_to_the_daemon(tmp_path: Path) -> None:
    source = source_of(tmp_path, 0)
    source._check_channel = signalled
    (tmp_path / "config.yaml").write_text(HEAD + RULES)
    assert seen(source) is not None
    assert source.news == ""


def signalled(_: ChannelConfig) -> str | None:
    """A check during which somebody stops the whole group."""
    if _elsewhere():
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            os.kill(os.getpid(), number)
    return None
