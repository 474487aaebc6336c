"""The configuration in force: loaded, watched, and swapped whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from monitor.config.apart import Apart, ApartError, KilledError
from monitor.config.checks import CheckChannel
from monitor.config.collector import give_back, settling
from monitor.config.compact import Written
from monitor.config.load import Loaded, Located, load
from monitor.config.look import Found, Present, Task, look, mark_of, rules_of, without_rules
from monitor.config.model import Config
from monitor.config.policy import Policy, compile_packed_policy
from monitor.config.problems import errors_of
from monitor.errors import UsageError
from monitor.telemetry import get_logger
from rules.facts.gazetteer import Gazetteer
from rules.language.schema import RuleSpec, read_rule

_log = get_logger("wirewatch.config")
Signature = tuple[tuple[str, tuple[int, ...]], ...]
# Looks that an edit may take: what is written all the time is read all the same.
_MOST_LOOKS = 5
# A refused load is tried again after so many: what was wrong may not lie in files that were edited.
_LOOKS_TO_RETRY: Final = 300
LARGE: Final = 1_000_000
# A database beside the configuration brings and takes its own files at each start: no edit.
_OF_DATABASES = (".db", ".db.lock", ".db-wal", ".db-shm", ".db-journal", ".db-ballast")


def _signature(files: Iterable[Path]) -> Signature:
    """What changes when a file is edited, replaced, added beside the others, or removed."""
    paths = {path for file in files for path in (file, file.parent)}
    found: list[tuple[str, tuple[int, ...]]] = []
    for path in sorted(paths):
        try:
            if path.is_dir():
                names = frozenset(n for n in os.listdir(path) if not n.endswith(_OF_DATABASES))
                found.append((str(path), (hash(names),)))
                continue
            status = path.stat()
        except OSError:
            found.append((str(path), ()))
            continue
        # Whoever sets a file's time, as rsync and package managers do, makes another file of it.
        told = status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size
        found.append((str(path), told))
    return tuple(found)


def _bytes(files: Iterable[Path]) -> int:
    total = 0
    for file in files:
        with suppress(OSError):
            total += file.stat().st_size if file.is_file() else 0
    return total


class PolicySource:
    """Holds the policy in force and the word about the last refusal.

    ``news`` is the text to note for ``status``: empty when the last load was good, None when
    nothing new is to be noted.
    """

    def __init__(
        self,
        path: Path,
        environ: Mapping[str, str],
        gazetteer: Gazetteer,
        check_channel: CheckChannel,
        large: int = LARGE,
    ) -> None:
        """``large``: files of so many bytes together are looked at in a process of their own."""
        self._large = large
        self._apart = Apart()
        self._check_channel = check_channel
        self._path = path
        self._environ = environ
        self._gazetteer = gazetteer
        self._signature: Signature = ()
        self._unsettled: Signature = ()
        self._looks = 0
        self._watched: tuple[Path, ...] = ()
        self._policy: Policy | None = None
        self._settings: Config | None = None
        self._mark = b""
        self._read: Loaded | None = None
        self._refused = False
        self._since_refusal = 0
        self._said = ""
        self.news: str | None = None

    @property
    def policy(self) -> Policy:
        assert self._policy is not None, "start() first"
        return self._policy

    @property
    def config(self) -> Config:
        """The configuration in force without its rules; there while a policy is taken, too."""
        assert self._settings is not None, "start() first"
        return self._settings

    def read(self) -> Config:
        """Read the files; raise UsageError with every problem when they cannot be used.

        What is returned should be let go before :meth:`start`: it may be large.
        """
        loaded = load(self._path, self._environ, check_channel=self._check_channel)
        self._watched = loaded.files
        self._signature = _signature(loaded.files)
        if loaded.config is None or errors_of(loaded.problems):
            raise UsageError("\n".join(str(problem) for problem in loaded.problems))
        self._read = loaded
        return loaded.config

    def start(self, accepted: str) -> None:
        """Take the rules that were read; where their tests fail, the last accepted ones, else these.

        ``accepted`` is what :meth:`accepted` gave in an earlier run, or empty.
        """
        self.take(self._first(accepted))
        give_back()

    def _first(self, accepted: str) -> Written:
        loaded, self._read = self._read, None
        assert loaded is not None, "read() first"
        assert loaded.config is not None, "read() raises"
        self._mark = mark_of(loaded.config)
        policy, problems = compile_packed_policy(loaded, self._gazetteer)
        self._tell(problems)
        refused = errors_of(problems)
        self._refused = bool(refused)
        self.news = self._said = "\n".join(str(problem) for problem in refused)
        if refused and accepted:
            policy = self._restored(accepted) or policy
        if policy is None:
            raise UsageError(self.news)
        return Written.here(policy)

    def refresh(self, asked: bool) -> Written | None:
        """Load again when files changed or ``asked``; return what is to be taken, or None.

        Files that changed are loaded at the first look that finds them as the last one did: what
        is half written may well be good YAML, with half of the feeds. A load with errors changes
        nothing but ``news``.
        """
        if not asked and not self._settled():
            return None
        return self._next(asked)

    def _settled(self) -> bool:
        """Say whether files changed since they were loaded, and hold still since the last look."""
        found = _signature(self._watched)
        if found == self._signature:
            self._looks = 0
            self._since_refusal += 1
            return self._refused and self._since_refusal >= _LOOKS_TO_RETRY
        still, self._unsettled = found == self._unsettled, found
        self._looks += 1
        if not still and self._looks < _MOST_LOOKS:
            return False
        self._looks = 0
        return True

    def take(self, written: Written) -> Policy:
        """Put a policy in force: read it back, now that what it came from is gone.

        The one in force so far should be let go by everybody else before: two of them at a time
        would each keep a place in memory for good.
        """
        self._policy = None
        with settling():
            self._policy = written.read()
        self._settings = without_rules(self._policy.config)
        return self._policy

    def _next(self, asked: bool) -> Written | None:
        # Taken before the reading: an edit in between is seen at the next look.
        before = _signature(self._watched)
        again = self._refused and not asked and before == self._signature
        has = None if asked or self._refused else Present(self._mark, self.config)
        found = self._look(Task(self._path, self._environ, self._check_channel, has))
        self._signature = before if found.files == self._watched else _signature(found.files)
        self._watched = found.files
        if found.same:
            return None
        problems = (*found.problems, *self._emptied(found))
        refused = errors_of(problems)
        self._refused = bool(refused) or found.written is None
        self._since_refusal = 0
        said, self._said = self._said, "\n".join(str(problem) for problem in refused)
        if self._refused and again and said == self._said:
            return None  # tried again, and told before
        self._tell(problems)
        self.news = self._said
        if refused or found.written is None:
            _log.error("configuration refused: the old one stays in force", problems=len(refused))
            return None
        self._mark = found.mark
        return found.written

    def _look(self, task: Task) -> Found:
        if _bytes(self._watched) >= self._large:
            try:
                found = self._apart.look(replace(task, environ=dict(task.environ)))
            except KilledError as error:
                # Loading in this process would take as much: better an old configuration than none.
                if self._apart.over:
                    return Found(self._watched, same=True)
                hint = "give it more memory, or split off what need not be here"
                said = f"the process that read the configuration was {error}"
                return Found(self._watched, (Located(self._path, 1, 1, said, hint),))
            except ApartError as error:
                _log.warning("no process to load in: loading in this one", why=str(error))
            else:
                if found.written is not None:
                    found.written.arrived(self._gazetteer)
                return found
        found, policy = look(task, self._gazetteer)
        return found if policy is None else replace(found, written=Written.here(policy))

    def _emptied(self, found: Found) -> Iterator[Located]:
        """Yield the problem of files that all at once say nothing any more, or name no feed.

        Few mean it; a disk that is full, a save that broke off and a list that could not be made
        leave such files. Who takes out the only feed means it.
        """
        if found.written is None or found.feeds:
            return
        if not found.rules and (self.config.feeds or self.policy.ruleset.rules):
            said = "no feeds and no rules are left"
        elif len(self.config.feeds) > 1:
            said = f"no feeds are left of {len(self.config.feeds)}"
        else:
            return
        hint = "put them back; to go on without any, stop the daemon and start it again"
        yield Located(self._path, 1, 1, said, hint)

    def look_again(self) -> None:
        """Load once more at the next looks: what the last load found could not be put in force."""
        self._signature = ()
        self._refused = True

    def end(self) -> None:
        """Break off a look that is under way: nobody waits for it any more."""
        self._apart.end()

    def accepted(self) -> str:
        """The rules in force as text that a later start can take up again."""
        return rules_of(self.policy.config)

    def _restored(self, accepted: str) -> Policy | None:
        """Put the last accepted rules in the place of refused ones; None where they fail too."""
        # Once more: what was loaded is spent.
        loaded = load(self._path, self._environ, check_channel=self._check_channel)
        if loaded.config is None:
            return None
        saved = json.loads(accepted)
        rules = [read_rule(rule) for rule in saved["rules"]]
        good = tuple(rule for rule in rules if isinstance(rule, RuleSpec))
        if len(good) < len(rules):
            return None
        terms = {name: tuple(words) for name, words in saved["terms"].items()}
        config = loaded.config.model_copy(update={"rules": good, "terms": terms})
        policy, problems = compile_packed_policy(
            Loaded(config=config, problems=(), files=loaded.files), self._gazetteer
        )
        if errors_of(problems):
            return None
        _log.warning("the rules in the files fail their tests: the last accepted ones run")
        return policy

    def _tell(self, problems: Iterable[Located]) -> None:
        for problem in problems:
            say = _log.error if problem.level == "error" else _log.warning
            say(problem.message, file=str(problem.file), line=problem.line,
                column=problem.column, hint=problem.hint)  # fmt: skip
