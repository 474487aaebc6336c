"""``${NAME}``, ``${NAME:-default}`` and ``${file:path}`` in the configuration, outside rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import is_
from pathlib import Path
from typing import Any, Final

from monitor.config.bounded import read_file
from monitor.config.problems import Located, Where, nearest
from rules.errors import Problem

_REFERENCE: Final = re.compile(r"\$\$(?=\{)|\$\{([^{}]*)\}|\$\{")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LARGEST: Final = 64 * 1024
# Shorter values are ordinary words and numbers.
_SHORTEST: Final = 4


@dataclass(slots=True)
class Secrets:
    """Puts values in the place of references, and remembers them for redaction.

    With ``wanted`` false nothing outside the file is read: defaults are taken, other references
    stay as written and their paths are in ``skipped``.
    """

    environ: Mapping[str, str]
    wanted: bool = True
    values: set[str] = field(default_factory=set)
    files: list[Path] = field(default_factory=list)
    skipped: set[Where] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def fill(self, value: Any, where: Where, base: Path) -> Any:
        """Return ``value`` with every reference replaced; paths are relative to ``base``.

        What refers to nothing is returned as it is.
        """
        if isinstance(value, str):
            return self._text(value, where, base) if "${" in value else value
        if isinstance(value, list):
            made = [self.fill(each, (*where, at), base) for at, each in enumerate(value)]
            return value if all(map(is_, made, value)) else made
        if isinstance(value, dict):
            filled = {key: self.fill(each, (*where, key), base) for key, each in value.items()}
            return value if all(map(is_, filled.values(), value.values())) else filled
        return value

    def blotted(self, problem: Located) -> Located:
        """Return ``problem`` without any value that was put in."""
        message, hint = problem.message, problem.hint
        for value in self.values:
            if len(value) >= _SHORTEST:
                message, hint = message.replace(value, "••••"), hint.replace(value, "••••")
        return replace(problem, message=message, hint=hint)

    def _text(self, text: str, where: Where, base: Path) -> str:
        def put(found: re.Match[str]) -> str:
            if found[0] == "$$":
                return "$"
            if found[1] is None:
                # What follows may be a secret that somebody pasted: it is not repeated.
                self._wrong(
                    where, "a ${ is never closed", "write ${NAME}, or $${ for the characters"
                )
                return found[0]
            value = self._look_up(found[1], where, base)
            return found[0] if value is None else value

        return _REFERENCE.sub(put, text)

    def _look_up(self, inside: str, where: Where, base: Path) -> str | None:
        """Return the value of one reference; None when it stays as written."""
        if inside.startswith("file:"):
            return self._file(base / inside[5:].strip(), where)
        name, dash, default = inside.partition(":-")
        if not _NAME.fullmatch(name):
            self._wrong(where, f"'${{{inside}}}' is no reference", "write ${NAME} or ${file:path}")
            return None
        if not self.wanted:
            if not dash:
                self.skipped.add(where)
            return default if dash else None
        value = self.environ.get(name, "")
        if value:
            self.values.add(value)
            return value
        if dash:
            return default
        if name in self.environ:
            self._wrong(where, f"environment variable {name} is empty", "give it a value")
        else:
            similar = nearest(name, self.environ)
            hint = similar or f"set it, or write ${{{name}:-default}}"
            self._wrong(where, f"environment variable {name} is not set", hint)
        return None

    def _file(self, path: Path, where: Where) -> str | None:
        if not self.wanted:
            self.skipped.add(where)
            return None
        self.files.append(path)
        try:
            content = read_file(path, _LARGEST)
            text = content.decode("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            self._wrong(
                where, f"cannot read {path}: {reason}", "check the path and its permissions"
            )
            return None
        if not text or len(content) > _LARGEST:
            self._wrong(
                where, f"{path} is empty or larger than 64 kB", "put just the secret into it"
            )
            return None
        self.values.add(text)
        return text

    def _wrong(self, where: Where, message: str, hint: str) -> None:
        key = next((step for step in reversed(where) if isinstance(step, str)), "")
        # A reference that failed must not be judged a second time as a value.
        self.skipped.add(where)
        self.problems.append(Problem(where, f"{key}: {message}", hint))
