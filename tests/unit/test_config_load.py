"""Reading a configuration: what is taken, from where, and how it is refused."""

from __future__ import annotations

from datetime import time
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.config.load import Loaded, load
from monitor.config.model import ChannelConfig, Config
from rules.alerts.windows import Quiet, Rate

BAD = Path(__file__).parent / "bad_configs"
CHANNEL = "channels: {console: 'console://'}\ndefault_notify: [console]\n"


def read(
    folder: Path, text: str, environ: dict[str, str] | None = None, *, secrets: bool = True
) -> Loaded:
    """Load ``text`` as the main file in ``folder``."""
    main = folder / "config.yaml"
    main.write_text(text, encoding="utf-8")
    return load(main, environ or {}, secrets=secrets)


def good(folder: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    """Load ``text``, which must be without any problem."""
    loaded = read(folder, text, environ)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.config is not None
    return loaded.config


@pytest.mark.parametrize("file", sorted(BAD.glob("*.yaml")), ids=lambda file: file.stem)
def test_bad_file_is_refused_with_exactly_the_expected_messages(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BAD)
    loaded = load(Path(file.name), {"SMTP_PASSWORD": "x"})
    said = "".join(f"{problem}\n" for problem in loaded.problems)
    assert said == file.with_suffix(".expected").read_text(encoding="utf-8")
    assert loaded.config is None


@pytest.mark.parametrize("opened", ["[", "{", "- ", "? ", "{any: ["])
def test_nesting_without_end_is_a_problem_and_not_the_end_of_the_process(
    opened: str, tmp_path: Path
) -> None:
    (problem,) = read(tmp_path, "rules:\n  " + opened * 100_000).problems
    assert problem.message == "nested deeper than 100 levels"
    assert problem.line == 2


def test_sections_whose_lines_are_commented_out_are_as_if_left_out(tmp_path: Path) -> None:
    sections = ("log", "retention", "polling", "routes", "health", "stories", "web", "heartbeat")
    assert good(tmp_path, CHANNEL + "".join(f"{name}:\n" for name in sections)) == good(
        tmp_path, CHANNEL
    )


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "terms: {troops: 'soldiers, servicemen'}",
            "4: the term list 'troops' is one phrase: a comma divides nothing without [ ]: "
            "write [soldiers, servicemen]",
        ),
        (
            "entities: {nobody: {kind: person}}",
            "4: the entity 'nobody' has no aliases, so it is never found: add aliases: [one, two]",
        ),
        (
            "stories: {semantic: false}",
            "4: deprecated key 'semantic': it has no effect: remove it",
        ),
    ],
)
def test_what_can_hardly_be_meant_is_warned_of(text: str, warning: str, tmp_path: Path) -> None:
    loaded = read(tmp_path, f"{CHANNEL}\n{text}\n")
    assert loaded.config is not None
    said = [f"{each.line}: {each.message}: {each.hint}" for each in loaded.problems]
    assert said == [warning]


def test_languages_are_kept_by_their_primary_tag(tmp_path: Path) -> None:
    config = good(tmp_path, "feeds: [{url: 'https://a.example/f', language: pt_BR}]\n")
    assert config.feeds[0].language == "pt"


def test_empty_file_is_a_configuration_without_feeds(tmp_path: Path) -> None:
    config = good(tmp_path, "")
    assert config.feeds == ()
    assert config.polling.min == 120


def test_missing_file_is_one_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path / "absent.yaml", {})
    assert [problem.message for problem in loaded.problems] == [
        f"cannot read {tmp_path}/absent.yaml: No such file or directory"
    ]


def test_scalars_are_taken_as_written(tmp_path: Path) -> None:
    config = good(
        tmp_path,
        CHANNEL + "terms: {odd: [NO, on, 1e3, 2024, true, null, 22:30, 0x1F, 1_000]}\n"
        "feeds: [{url: 'https://a.example/f', name: 007, language: no, tags: [yes, 1.0]}]\n",
    )
    assert config.terms["odd"] == (
        "NO", "on", "1e3", "2024", "true", "null", "22:30", "0x1F", "1_000",
    )  # fmt: skip
    feed = config.feeds[0]
    assert (feed.name, feed.language, feed.tags) == ("007", "no", ("yes", "1.0"))


def test_numbers_in_rules_are_read_and_words_are_kept(tmp_path: Path) -> None:
    config = good(
        tmp_path,
        CHANNEL + "rules:\n"
        "  - id: counts\n"
        "    when: {any: [1e3, off, {figure: {kind: killed, at_least: 100}}]}\n"
        "    dedup: off\n"
        "    story: {origins: 2, within: 90m}\n",
    )
    rule = config.rules[0]
    assert (rule.dedup, rule.story.origins, rule.story.within) == (False, 2, 5400)


def test_settings_are_read_into_seconds_networks_and_windows(tmp_path: Path) -> None:
    config = good(
        tmp_path,
        "retention: {entries: 90d, alerts: 1y}\n"
        "polling: {every: 1h30m, gap: 0s, allow_private: [127.0.0.0/8, '::1']}\n"
        "channels:\n"
        "  console: {url: console://, rate: 20/h, quiet: 22:00-07:00, digest: 30m, burst: 3}\n"
        "web: {listen: '[::1]:8080'}\n"
        "health: {notify: console, after: 6h}\n",
    )
    assert (config.retention.entries, config.retention.alerts) == (7_776_000, 31_536_000)
    assert (config.polling.every, config.polling.gap) == (5400, 0)
    assert config.polling.allow_private == (ip_network("127.0.0.0/8"), ip_network("::1"))
    channel = config.channels["console"]
    assert channel.rate == Rate(20, 3600)
    assert channel.quiet == Quiet(time(22), time(7))
    assert (channel.digest, channel.burst, channel.kind) == (1800, 3, "console")
    assert config.web is not None
    assert (config.web.listen.host, config.web.listen.port) == ("::1", 8080)
    assert config.health.notify == ("console",)


def test_paths_are_relative_to_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "key").write_text("k-123456\n")
    (tmp_path / "more" / "mail.j2").write_text("{{ title }}")
    (tmp_path / "more" / "a.yaml").write_text(
        "feeds: [{url: 'https://a.example/f', headers: {X-Key: '${file:key}'}}]\n"
        "channels: {mail: {url: console://, template: mail.j2}}\n"
    )
    config = good(tmp_path, "storage: sqlite:///w.db\ninclude: [more/*.yaml]\n")
    assert config.storage.get_secret_value() == f"sqlite:///{tmp_path}/w.db"
    assert config.feeds[0].plain_headers() == {"X-Key": "k-123456"}
    assert config.channels["mail"].template == tmp_path / "more" / "mail.j2"


def test_includes_add_to_lists_and_maps_and_include_further_files_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "include: [b.yaml, config.yaml]\nfeeds: ['https://a.example/f']\nterms: {rain: [rain]}\n"
    )
    (tmp_path / "b.yaml").write_text("include: [a.yaml]\nfeeds: ['https://b.example/f']\n")
    config = good(
        tmp_path,
        CHANNEL + "include: [a.yaml]\nfeeds: ['https://c.example/f']\nterms: {wind: [gale]}\n",
    )
    assert {feed.url[8] for feed in config.feeds} == {"a", "b", "c"}
    assert set(config.terms) == {"rain", "wind"}


def test_problem_in_an_included_file_names_that_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "# rules\nrules:\n  - id: r\n    when: rain\n    notify: [nobody]\npolling: {}\n"
        "terms: {rain: [x]}\n"
    )
    loaded = read(tmp_path, CHANNEL + "include: [a.yaml]\nterms: {rain: [rain]}\n")
    file = tmp_path / "a.yaml"
    assert [str(problem) for problem in loaded.problems] == [
        f"{file}:5:14: error: unknown channel 'nobody'. known: console",
        f"{file}:6:1: error: key 'polling' cannot stand here. an included file may say "
        "feeds, routes, rules, default_notify, terms, entities, channels, include",
        f"{file}:7:9: error: duplicate name 'rain' in terms. "
        f"it is defined in {tmp_path}/config.yaml:4 already",
    ]


def test_the_same_thing_said_twice_is_no_duplicate(tmp_path: Path) -> None:
    """Files of rules that can each stand alone may be included together."""
    (tmp_path / "a.yaml").write_text(CHANNEL + "terms: {rain: [rain]}\n")
    config = good(tmp_path, CHANNEL + "include: [a.yaml]\nterms: {rain: [rain]}\n")
    assert config.terms["rain"] == ("rain",)


def test_files_to_watch_are_all_that_were_read(tmp_path: Path) -> None:
    (tmp_path / "rules.d").mkdir()
    (tmp_path / "rules.d" / "r.yaml").write_text("terms: {a: [abc]}\n")
    (tmp_path / "people.csv").write_text("id,kind,alias\nkim,person,Kim Roe\n")
    loaded = read(tmp_path, "include: [rules.d/*.yaml]\nentities: {p: {from: people.csv}}\n")
    names = {str(file.relative_to(tmp_path)) for file in loaded.files}
    assert names == {
        "config.yaml", "rules.d", "rules.d/r.yaml", "people.csv", "feeds.d/managed.yaml",
    }  # fmt: skip


def test_same_feed_twice_is_a_warning_and_one_poll(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        "feeds:\n  - https://a.example/f#one\n  - {url: 'https://a.example/f#two', name: B}\n",
    )
    assert loaded.config is not None
    assert [feed.url for feed in loaded.config.feeds] == ["https://a.example/f"]
    assert [str(problem) for problem in loaded.problems] == [
        f"{tmp_path}/config.yaml:3:5: warning: the feed https://a.example/f (B) is listed twice. "
        "it is polled once; the first entry counts"
    ]


def test_feeds_added_by_command_are_always_included(tmp_path: Path) -> None:
    (tmp_path / "feeds.d").mkdir()
    (tmp_path / "feeds.d" / "managed.yaml").write_text("feeds: [https://a.example/f]\n")
    assert [feed.url for feed in good(tmp_path, "").feeds] == ["https://a.example/f"]
    config = good(tmp_path, "include: [feeds.d/*.yaml]\n")
    assert [feed.url for feed in config.feeds] == ["https://a.example/f"]


def test_channel_urls_are_judged_by_the_callable_and_not_repeated(tmp_path: Path) -> None:
    main = tmp_path / "config.yaml"
    main.write_text("channels: {desk: 'slack://secret-token', con: 'console://'}\n")
    seen: list[str] = []

    def check(channel: ChannelConfig) -> str | None:
        url = channel.url.get_secret_value()
        seen.append(url)
        return "slack needs three tokens" if url.startswith("slack") else None

    loaded = load(main, {}, check_channel=check)
    assert sorted(seen) == ["console://", "slack://secret-token"]
    assert [str(problem) for problem in loaded.problems] == [
        f"{main}:1:18: error: channel 'desk': slack needs three tokens"
    ]


def test_template_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    loaded = read(tmp_path, "channels: {con: {url: 'console://', template: absent.j2}}\n")
    problem = loaded.problems[0]
    assert "absent.j2 does not exist" in problem.message
    assert (problem.line, problem.column) == (1, 47)
    assert problem.hint == "check the path; it is relative to this file"


def test_deep_and_endless_files_are_refused_with_a_message(tmp_path: Path) -> None:
    for text in (
        "rules: " + "[" * 10_000,
        "rules:\n" + "".join(f"{' ' * n}a:\n" for n in range(900)),
    ):
        loaded = read(tmp_path, text)
        assert loaded.config is None
        assert len(loaded.problems) == 1


@pytest.mark.parametrize("content", [b"a: \xff\n", b"a: \x00\n", b"\xff\xfea\x00:\x00", b"\x80"])
def test_bytes_that_are_no_text_are_refused_with_a_message(tmp_path: Path, content: bytes) -> None:
    main = tmp_path / "config.yaml"
    main.write_bytes(content)
    loaded = load(main, {})
    assert loaded.config is None
    assert len(loaded.problems) == 1


def test_problem_behind_thousands_of_rules_keeps_its_place(tmp_path: Path) -> None:
    rules = "".join(
        f"  - id: r{at}\n    when: {{any: [flood{at}, 'storm surge {at}']}}\n" for at in range(2000)
    )
    loaded = read(tmp_path, CHANNEL + "rules:\n" + rules + "  - {id: last, when: [a, b]}\n")
    assert [(problem.line, problem.column) for problem in loaded.problems] == [(4004, 16)]


def test_directory_whose_name_looks_like_a_pattern_is_taken_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "desk [old]"
    folder.mkdir()
    (folder / "a.yaml").write_text("feeds: ['https://a.example/f']\n")
    assert len(good(folder, "include: ['*.yaml']\n").feeds) == 1


def test_headers_that_thousands_of_feeds_share_are_no_bomb(tmp_path: Path) -> None:
    headers = ", ".join(f"X-Part-{at}: 'v{at}'" for at in range(30))
    first = f"feeds:\n  - {{url: 'https://a.example/0', headers: &h {{{headers}}}}}\n"
    more = (f"  - {{url: 'https://a.example/{at}', headers: *h}}\n" for at in range(1, 2000))
    config = good(tmp_path, CHANNEL + first + "".join(more))
    assert len(config.feeds) == 2000


def test_keys_that_are_refused_count_wherever_an_alias_repeats_them(tmp_path: Path) -> None:
    twice = ", ".join(["x: 1"] * 500)
    text = f"feeds:\n  - &a {{{twice}}}\n" + "  - *a\n" * 1000
    said = [problem.message for problem in read(tmp_path, CHANNEL + text).problems]
    assert "aliases expand to more than 100000 values" in said


@pytest.mark.parametrize(
    "inside",
    [
        "rules:\n  - {id: a, when: storm}\n  - *r\n  - {id: b, when: gale}\n",
        "rules:\n  - *r\n  - {id: b, when: gale}\n",
        "terms: {a: [x], b: *r}\n",
        "terms:\n  a: [x]\n  b: *r\n  c: [y]\n",
    ],
)
def test_an_alias_of_the_whole_file_is_nested_without_end(inside: str, tmp_path: Path) -> None:
    (problem,) = read(tmp_path, f"&r\n{CHANNEL}{inside}").problems
    assert problem.message == "nested deeper than 100 levels"
    assert problem.line > 0
    assert problem.column > 0
