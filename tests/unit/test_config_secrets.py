"""References to the environment and to files, and that what they give is never shown."""

from __future__ import annotations

from pathlib import Path

from monitor.config.load import load
from tests.unit.test_config_load import CHANNEL, good, read


def test_environment_defaults_and_escapes_are_filled_in(tmp_path: Path) -> None:
    config = good(
        tmp_path,
        "channels:\n  a: json://${HOST}/x\n  b: '${NONE:-console://}'\n  c: json://h/$${HOST}/$x\n"
        "polling: {proxy: '${PROXY:-}'}\n",
        {"HOST": "hooks.example.org"},
    )
    urls = {name: channel.url.get_secret_value() for name, channel in config.channels.items()}
    assert urls == {
        "a": "json://hooks.example.org/x",
        "b": "console://",
        "c": "json://h/${HOST}/$x",
    }
    assert config.polling.proxy is None


def test_value_of_a_variable_is_not_looked_into(tmp_path: Path) -> None:
    config = good(tmp_path, "channels: {a: '${A}'}\n", {"A": "json://h/${B}"})
    assert config.channels["a"].url.get_secret_value() == "json://h/${B}"


def test_rules_are_left_as_written(tmp_path: Path) -> None:
    config = good(tmp_path, CHANNEL + "rules: [{id: r, title: 'costs ${PRICE}', when: price}]\n")
    assert config.rules[0].title == "costs ${PRICE}"


def test_empty_variable_is_an_error_and_takes_the_default(tmp_path: Path) -> None:
    loaded = read(tmp_path, "channels: {a: '${A}', b: '${A:-console://}'}\n", {"A": ""})
    assert [problem.message for problem in loaded.problems] == [
        "a: environment variable A is empty"
    ]


def test_without_secrets_nothing_is_looked_up_and_nothing_is_wrong(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "storage: postgresql+psycopg://u:${PGPASSWORD}@db/news\n"
        "channels: {a: '${A}', b: {url: '${file:/absent}', rate: '${RATE}', burst: '${N}'}}\n"
        "feeds: [{url: '${FEED}', headers: {X-Key: '${KEY}'}}]\nheartbeat: ${PING}\n"
        "polling: {proxy: '${PROXY}', timeout: '${T:-20s}'}\n",
        secrets=False,
    )
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.config is not None
    assert loaded.config.polling.timeout == 20
    assert loaded.config.channels["b"].rate is None


def test_secrets_appear_in_no_representation_and_no_message(tmp_path: Path) -> None:
    token = "tok-5f2e81c9"
    text = (
        "storage: postgresql+psycopg://u:${TOKEN}@db/news\n"
        "channels: {a: 'slack://${TOKEN}/b/c', b: json://user:pass-word-1@h/tok-literal-77}\n"
        "heartbeat: https://hc.example.org/${TOKEN}\n"
        "polling: {proxy: 'http://u:${TOKEN}@proxy.example'}\n"
        "feeds: [{url: 'https://me:${TOKEN}@a.example/f', headers: {X-Key: '${TOKEN}'}}]\n"
    )
    config = good(tmp_path, text, {"TOKEN": token})
    assert token not in repr(config)
    assert token not in str(config)
    assert token not in config.model_dump_json()
    assert config.feeds[0].url == "https://a.example/f"
    assert config.feeds[0].plain_headers()["Authorization"].startswith("Basic ")
    known = config.secrets()
    assert {token, "pass-word-1", "tok-literal-77"} <= known


def test_a_wrong_value_from_the_environment_is_blotted_out(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "feeds: ['ftp2://x/${T}', 'a b ${T}']\nheartbeat: hc/plain-secret\npolling: {timeout: '${T}'}\n"
        "channels: {c: '${T}'}\n",
        {"T": "tok-5f2e81c9"},
    )
    said = "\n".join(str(problem) for problem in loaded.problems)
    assert len(loaded.problems) == 5
    assert "tok-5f2e81c9" not in said
    assert "plain-secret" not in said


def test_secret_file_is_watched(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("console://\n")
    main = tmp_path / "config.yaml"
    main.write_text("channels: {a: '${file:url}'}\n")
    loaded = load(main, {})
    assert loaded.config is not None
    assert tmp_path / "url" in loaded.files
